"""Where the fonts of documents and pictures lie, so that text looks the same in both."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk", "fontpkg_ibm_plex_sans_arabic")
"""Packages that hold nothing but fonts; they are looked up, never run."""


def folders_of(package: str) -> Iterator[Path]:
    """The folders of one of these; none when it is not installed."""
    spec = find_spec(package)
    yield from map(Path, (spec.submodule_search_locations or ()) if spec else ())
