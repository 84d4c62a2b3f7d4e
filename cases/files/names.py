"""Names of files: no path, nothing invisible, not too long."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 255


def clean_name(name: str) -> str:
    """The last part of a path without control and direction characters; 'file' when nothing is left."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # C: control, format (which can turn the reading direction), surrogate, private, unassigned. Z: line separators.
    seen = "".join(" " if char.isspace() else char for char in last if unicodedata.category(char)[0] != "C")
    return _shorten(" ".join(seen.split()).lstrip(". ")) or "file"


def _shorten(name: str) -> str:
    """Cut the middle, for the end says what kind of file it is."""
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, end = name.rpartition(".")
    if not dot or len(end) > 10:
        return name[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(end) - 1]}.{end}"
