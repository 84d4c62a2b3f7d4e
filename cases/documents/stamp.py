"""What a printed document says of itself: which case and version, when and by which program it was printed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.icsr import ICSR
from cases.icsr.plain import filled
from cases.icsr.values import Attachment


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """The identity of a print; the same case with the same stamp gives the same bytes."""

    case_number: str
    version: int
    """1 is the initial report; any later version is follow-up."""
    state: str
    """The state of the version in words, such as Draft."""
    printed_at: datetime
    """With its time zone; it is printed in that zone."""
    registry_version: str


def digest(icsr: ICSR) -> str:
    """SHA-256 over every filled element, as hexadecimal; equal for equal content whatever elements exist besides."""
    content = [[path, _plain(value)] for path, value in filled(icsr)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Attachment):
        return [hashlib.sha256(value.content).hexdigest(), value.media_type, value.file_name]
    return list(value) if isinstance(value, tuple) else str(value)
