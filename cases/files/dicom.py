"""Whether a DICOM file can be read to its end; its pictures are not decoded."""

from __future__ import annotations

import io
import logging
from typing import Any

import pydicom
from pydicom.dataelem import RawDataElement
from pydicom.filereader import read_dataset

from cases.files.kinds import FileRefused
from cases.icsr.words import _

_DEFLATED = ("1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.8.1")
"""Transfer syntaxes whose header is compressed or lies elsewhere: deflated, JPIP deflated, deflated frames."""
_PREAMBLES = (b"\0\0", b"II*\0", b"MM\0*")
"""Empty, or that of a TIFF file which is a DICOM file too (PS3.10, section 7.1); anything else may be a program."""

_HEAD = 132
"""Where the file's own head begins, group 2, which is never compressed (PS3.10, section 7.1)."""

_UNKNOWN_LENGTH = 0xFFFFFFFF

_BROKEN = _("This DICOM file cannot be read: it is damaged or was cut off. Export it again, and send that.")

# It quotes what it cannot read.
logging.getLogger("pydicom").setLevel(logging.CRITICAL + 1)


def check(content: bytes) -> None:
    """Raise `FileRefused` when the file is not a readable DICOM file."""
    if not content.startswith(_PREAMBLES):
        raise FileRefused(_("Before this DICOM file stands other data: export it again, and send that."))
    try:
        head = io.BytesIO(content)
        head.seek(_HEAD)
        meta = read_dataset(head, False, True, stop_when=lambda tag, vr, length: tag.group != 2)
        syntax = str(meta.TransferSyntaxUID)
    except Exception as error:  # a hostile file can raise anything
        raise FileRefused(_BROKEN) from error
    if syntax in _DEFLATED:
        raise FileRefused(_("This DICOM file is compressed as a whole: export it without 'deflate', and send that."))
    try:
        whole = _is_whole(pydicom.dcmread(io.BytesIO(content)))
    except Exception as error:
        raise FileRefused(_BROKEN) from error
    if not whole:
        raise FileRefused(_BROKEN)


def _is_whole(read: pydicom.Dataset) -> bool:
    """Whether no value is shorter than it says; what was cut off in a part of unknown length leaves nothing at all."""
    items: list[Any] = [read.get_item(tag) for tag in read.keys()]  # noqa: SIM118 values are not to be decoded
    raw = [item for item in items if isinstance(item, RawDataElement)]
    return bool(items) and all(item.length == _UNKNOWN_LENGTH or len(item.value or b"") >= item.length for item in raw)
