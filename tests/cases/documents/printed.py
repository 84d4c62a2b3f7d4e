"""What a printed document says, read back from its bytes."""

from __future__ import annotations

import io
import re
import unicodedata
from datetime import UTC, datetime

from pypdf import PdfReader

from cases.documents.stamp import Stamp

STAMP = Stamp(
    case_number="NO-TOCSIN-2026-0001",
    version=2,
    state="Submitted",
    printed_at=datetime(2026, 3, 4, 10, 30, tzinfo=UTC),
    registry_version="0.1.0",
)


def reader(document: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(document))


def pages(document: bytes) -> list[str]:
    return [page.extract_text() for page in reader(document).pages]


def squeezed(text: str) -> str:
    """Without white space, which line breaks add and take away; ligatures as their letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def squeezed_document(document: bytes) -> str:
    return squeezed("".join(pages(document)))
