"""The digest of a report: one number that changes when a row behind the report does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any


def canonical(row: Mapping[str, Any]) -> str:
    """One row as JSON without spaces, keys sorted, so that equal rows are equal texts."""
    return json.dumps(dict(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(rows: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256, in hexadecimal, over the canonical rows in sorted order, one a line, UTF-8."""
    return hashlib.sha256("\n".join(sorted(canonical(row) for row in rows)).encode()).hexdigest()
