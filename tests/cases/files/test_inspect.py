"""Files are taken by what they hold: real ones of four kinds, whole, and nothing else at the same time."""

from __future__ import annotations

import io
import logging
import warnings
import zlib

import pytest
from PIL import Image
from pydicom.uid import DeflatedExplicitVRLittleEndian

from cases.files import FileRefused, inspect
from cases.files.names import clean_name
from tests.cases.files.examples import archive, dicom, jpeg, jpeg_with_exif, pdf, picture, png

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TIFF_PREAMBLE = b"II*\0".ljust(128, b"\0")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(pdf(), "application/pdf", id="PDF"),
        pytest.param(pdf(version="1.3"), "application/pdf", id="PDF 1.3"),
        pytest.param(pdf(pages=30), "application/pdf", id="PDF of 30 pages"),
        pytest.param(pdf() + b"\r\n\0\0", "application/pdf", id="PDF with an empty end"),
        pytest.param(jpeg(), "image/jpeg", id="JPEG"),
        pytest.param(jpeg(progressive=True), "image/jpeg", id="progressive JPEG"),
        pytest.param(jpeg_with_exif(), "image/jpeg", id="JPEG with EXIF"),
        pytest.param(jpeg(comment=b"\xff\xd9 no end"), "image/jpeg", id="JPEG with an end mark in a comment"),
        pytest.param(jpeg() + jpeg(), "image/jpeg", id="two JPEGs, as telephones chain them"),
        pytest.param(jpeg() + b"\0" * 64, "image/jpeg", id="padded JPEG"),
        pytest.param(png(), "image/png", id="PNG"),
        pytest.param(dicom(), "application/dicom", id="DICOM"),
        pytest.param(dicom(frames=20), "application/dicom", id="DICOM of 20 frames"),
        pytest.param(dicom(preamble=TIFF_PREAMBLE), "application/dicom", id="DICOM that is a TIFF too"),
    ],
)
def test_real_files_are_taken_without_a_warning(
    content: bytes, media_type: str, caplog: pytest.LogCaptureFixture
) -> None:
    with warnings.catch_warnings(), caplog.at_level(logging.DEBUG):
        warnings.simplefilter("error")
        kind = inspect(content, "/home/me/liar.exe")
    assert (kind.media_type, kind.file_name) == (media_type, "liar.exe")
    assert [record for record in caplog.records if record.name.startswith(("pypdf", "pydicom"))] == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b"words", "not a PDF, JPEG, PNG or DICOM", id="text"),
        pytest.param(HTML, "not a PDF, JPEG, PNG or DICOM", id="HTML"),
        pytest.param(SVG, "not a PDF, JPEG, PNG or DICOM", id="SVG"),
        pytest.param(b"#!/bin/sh\nrm -rf /", "not a PDF, JPEG, PNG or DICOM", id="script"),
        pytest.param(b"MZ\x90\0" + b"\0" * 500, "not a PDF, JPEG, PNG or DICOM", id="program"),
        pytest.param(archive(), "ZIP archive", id="ZIP"),
        pytest.param(picture("GIF"), "GIF picture: save it as PNG", id="GIF"),
        pytest.param(picture("TIFF"), "TIFF picture", id="TIFF"),
        pytest.param(picture("BMP"), "BMP picture", id="BMP"),
        pytest.param(b"\0\0\0\x18ftypheic" + b"\0" * 100, "HEIC picture", id="HEIC"),
        pytest.param(b"\n" + pdf(), "not a PDF, JPEG, PNG or DICOM", id="PDF behind something"),
        pytest.param(b"%PDF-1.4\nnothing\n%%EOF", "PDF cannot be read", id="PDF by its name alone"),
        pytest.param(pdf(pages=5)[:-40], "PDF cannot be read", id="PDF cut off"),
        pytest.param(pdf(password="secret"), "protected by a password", id="PDF with a password"),
        pytest.param(pdf(pages=0), "no pages", id="PDF without pages"),
        pytest.param(pdf() + b"\0" * 2000, "PDF cannot be read", id="PDF with much behind it"),
        pytest.param(b"\xff\xd8\xff\xe0 no picture", "picture cannot be read", id="JPEG by its start alone"),
        pytest.param(b"\x89PNG\r\n\x1a\n no picture", "picture cannot be read", id="PNG by its start alone"),
        pytest.param(jpeg(size=(300, 300))[:-200], "picture cannot be read", id="JPEG cut off"),
        pytest.param(png(size=(300, 300))[:-30], "picture cannot be read", id="PNG cut off"),
        pytest.param(dicom()[:-8], "DICOM file cannot be read", id="DICOM cut off in its picture"),
        pytest.param(dicom()[:200], "DICOM file cannot be read", id="DICOM cut off in its head"),
        pytest.param(b"\0" * 128 + b"DICM", "DICOM file cannot be read", id="DICOM by its mark alone"),
        pytest.param(dicom(syntax=DeflatedExplicitVRLittleEndian), "without 'deflate'", id="DICOM deflated"),
        pytest.param(dicom(preamble=b"MZ".ljust(128, b"\0")), "Before this DICOM file", id="DICOM and program"),
        pytest.param(dicom() + archive(), "of another kind|cannot be read", id="DICOM and ZIP"),
        pytest.param(jpeg() + archive(), "Behind this picture", id="JPEG and ZIP"),
        pytest.param(jpeg() + archive() + b"SEFT", "another kind", id="JPEG and ZIP in a telephone's record"),
        pytest.param(jpeg() + HTML, "Behind this picture", id="JPEG and HTML"),
        pytest.param(jpeg(comment=HTML), "another kind", id="JPEG with HTML inside"),
        pytest.param(jpeg(comment=pdf()[:900]), "another kind", id="JPEG with a PDF inside"),
        pytest.param(png() + archive(), "Behind this picture", id="PNG and ZIP"),
        pytest.param(png() + b"MZ program", "Behind this picture", id="PNG and program"),
        pytest.param(pdf() + archive(), "of another kind", id="PDF and ZIP"),
        pytest.param(pdf().replace(b"\n", b"\n%<script>alert(1)</script>\n", 1), "another kind", id="PDF and HTML"),
    ],
)
def test_other_files_are_refused_in_plain_words(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says) as refused:
        inspect(content, "scan.pdf")
    assert "alert" not in str(refused.value)
    assert str(refused.value) == refused.value.words % (refused.value.values or ())


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded() -> None:
    stream = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(stream, "PNG")
    assert len(stream.getvalue()) < 200_000
    with pytest.raises(FileRefused, match="smaller than 50 million"):
        inspect(stream.getvalue(), "bomb.png")
    stream = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(stream, "PNG")
    with pytest.raises(FileRefused, match="smaller than 50 million"):
        inspect(stream.getvalue(), "bomb.png")


def test_a_picture_whose_checksum_is_wrong_is_damaged() -> None:
    content = bytearray(png(size=(200, 200)))
    place = content.index(b"IDAT") + 20
    content[place] ^= 0xFF
    assert zlib.crc32(content) != zlib.crc32(png(size=(200, 200)))
    with pytest.raises(FileRefused, match="cannot be read"):
        inspect(bytes(content), "ct.png")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("ct.png", "ct.png"),
        ("C:\\Users\\Me\\ct.png", "ct.png"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("gnp\u202efdp.exe", "gnpfdp.exe"),
        ("bild\u00a0 mit  Ümlaut 日本.jpg", "bild mit Ümlaut 日本.jpg"),
        (".htaccess", "htaccess"),
        ("..", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
        ("x" * 300, "x" * 255),
    ],
)
def test_names_lose_paths_and_what_cannot_be_seen(given: str, kept: str) -> None:
    assert clean_name(given) == kept
