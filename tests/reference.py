"""Reference material that the project may read but not carry: found through TOCSIN_REFERENCE, else the test skips."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest


def reference(relative: str) -> Path:
    """The path of a reference file; skips the test, saying what it needs, when there is none."""
    root = os.environ.get("TOCSIN_REFERENCE")
    if not root:
        pytest.skip(f"needs {relative}: set TOCSIN_REFERENCE to the folder with the reference material")
    path = Path(root) / relative
    if not path.exists():
        pytest.skip(f"needs {relative}, which TOCSIN_REFERENCE does not have")
    return path


def rows(relative: str) -> list[dict[str, str]]:
    """The rows of a reference table."""
    with reference(relative).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
