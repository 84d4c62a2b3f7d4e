"""Small real files, made by the libraries that also read them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid
from pypdf import PdfWriter


def picture(kind: str, size: tuple[int, int] = (16, 12), **options: Any) -> bytes:
    """A picture with every colour in it, so that it does not shrink to nothing."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def png(**options: Any) -> bytes:
    """A PNG picture."""
    return picture("PNG", **options)


def jpeg(**options: Any) -> bytes:
    """A JPEG picture."""
    return picture("JPEG", **options)


def jpeg_with_exif() -> bytes:
    """A JPEG as a camera writes it, turned and with a maker's name."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera"
    return jpeg(exif=exif)


def pdf(*, version: str = "1.7", password: str = "", pages: int = 1) -> bytes:
    """A PDF with blank pages."""
    writer = PdfWriter()
    writer.pdf_header = f"%PDF-{version}"
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def dicom(*, frames: int = 1, preamble: bytes = b"\0" * 128, syntax: str = ExplicitVRLittleEndian) -> bytes:
    """A DICOM file with a picture of 8 x 8 points a frame."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = CTImageStorage, generate_uid()
    meta.TransferSyntaxUID = syntax
    data = Dataset()
    data.file_meta, data.preamble = meta, preamble
    data.SOPClassUID, data.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    data.Rows = data.Columns = 8
    data.BitsAllocated = data.BitsStored = 8
    data.SamplesPerPixel, data.PixelRepresentation, data.HighBit = 1, 0, 7
    data.PhotometricInterpretation = "MONOCHROME2"
    data.NumberOfFrames = frames
    data.PixelData = bytes(range(64)) * frames
    stream = io.BytesIO()
    data.save_as(stream, enforce_file_format=True)
    return stream.getvalue()


def archive() -> bytes:
    """A ZIP archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        written.writestr("a.txt", "a")
    return stream.getvalue()
