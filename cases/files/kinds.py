"""The kinds of file that a case may carry, and the refusal of all others."""

from __future__ import annotations

from dataclasses import dataclass


class FileRefused(ValueError):
    """The file is not taken; the message says why and what would be right, and nothing of what is in the file.

    `words` and `values` are the message apart, for translation.
    """

    def __init__(self, words: str, **values: str | int) -> None:
        """Put the message together."""
        super().__init__(words % values if values else words)
        self.words, self.values = words, values


@dataclass(frozen=True)
class FileKind:
    """What a file was found to be, and the name under which it is kept."""

    name: str
    media_type: str
    extension: str
    file_name: str = ""


PDF = FileKind("PDF", "application/pdf", ".pdf")
JPEG = FileKind("JPEG", "image/jpeg", ".jpg")
PNG = FileKind("PNG", "image/png", ".png")
DICOM = FileKind("DICOM", "application/dicom", ".dcm")

EXTENSION = {kind.media_type: kind.extension for kind in (PDF, JPEG, PNG, DICOM)}
