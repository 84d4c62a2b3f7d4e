"""Look at a file: PDF, JPEG, PNG or DICOM by its content, whole, and nothing else at the same time."""

from __future__ import annotations

import dataclasses
import io
import warnings
import zipfile
from collections.abc import Callable

from cases.files import dicom, pdf, pictures
from cases.files.kinds import DICOM, JPEG, PDF, PNG, FileKind, FileRefused
from cases.files.names import clean_name
from cases.icsr.words import _

FIRST_BYTES = 1024
"""Where programs that guess a type look for a PDF (Adobe PDF reference 1.7, appendix H, note 13) or for HTML."""

_MARKUP = (b"<html", b"<!doctype html", b"<svg", b"<script", b"<iframe", b"<?php", b"<body", b"<head")
_OTHERS = (
    (b"PK\x03\x04", _("This is a ZIP archive or an Office document: send it as PDF, or its pictures one by one.")),
    (b"GIF8", _("This is a GIF picture: save it as PNG or JPEG.")),
    (b"II*\x00", _("This is a TIFF picture: save it as PNG or JPEG.")),
    (b"MM\x00*", _("This is a TIFF picture: save it as PNG or JPEG.")),
    (b"BM", _("This is a BMP picture: save it as PNG or JPEG.")),
    (b"RIFF", _("This is a WebP picture, a sound or a film: save a picture as PNG or JPEG.")),
    (b"{\\rtf", _("This is an RTF text: save it as PDF.")),
    (b"\xd0\xcf\x11\xe0", _("This is an old Office document: save it as PDF.")),
)
_NONE_OF_THEM = _("This is not a PDF, JPEG, PNG or DICOM file: save it as one of these.")


def inspect(content: bytes, file_name: str) -> FileKind:
    """What the file is; raises `FileRefused` with a message for the user. Neither name nor declared type counts."""
    kind, check = _kind(content)
    with warnings.catch_warnings():
        # What the libraries find odd can quote the file, and belongs into no log.
        warnings.simplefilter("ignore")
        check(content)
        _refuse_second_nature(content, kind)
    return dataclasses.replace(kind, file_name=clean_name(file_name))


def _kind(content: bytes) -> tuple[FileKind, Callable[[bytes], None]]:
    if not content:
        raise FileRefused(_("The file is empty: choose another."))
    if content[128:132] == b"DICM":
        return DICOM, dicom.check
    if content.startswith(b"%PDF-"):
        return PDF, pdf.check
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG, pictures.check_jpeg
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG, pictures.check_png
    if content[4:8] == b"ftyp":
        raise FileRefused(_("This is a HEIC picture or a film, as telephones make them: save the picture as JPEG."))
    raise FileRefused(next((words for start, words in _OTHERS if content.startswith(start)), _NONE_OF_THEM))


def _refuse_second_nature(content: bytes, kind: FileKind) -> None:
    """A file that is two kinds at once can pass as one and act as the other."""
    first = content[:FIRST_BYTES].lower()
    other = (
        any(mark in first for mark in _MARKUP)
        or (kind.name != "PDF" and b"%pdf-" in first)
        or (kind.name != "DICOM" and content[128:132] == b"DICM")
        or zipfile.is_zipfile(io.BytesIO(content))
    )
    if other:
        raise FileRefused(
            _("Inside this %(kind)s file is a file of another kind: save it again as %(kind)s, and send that."),
            kind=kind.name,
        )
