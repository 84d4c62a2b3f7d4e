"""The templates of the documents of a case, and their way to a PDF."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from cases.typesetting import compiling
from cases.typesetting.compiling import TypesettingError

__all__ = ["TypesettingError", "pdf"]

TEMPLATES = Path(__file__).parent / "templates"


def pdf(template: str, data: dict[str, Any], *, at: datetime) -> bytes:
    """A tagged PDF (PDF/UA-1) from a template of this package; `at` is the time it says it was made."""
    return compiling.pdf(TEMPLATES / template, data, at=at)
