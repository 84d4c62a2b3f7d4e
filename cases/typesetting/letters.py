"""Texts as a page can show them."""

from __future__ import annotations

import unicodedata

_NO_LETTERS = ("Cc", "Cs", "Co", "Cn")
_OVERRIDES = "\u202d\u202e"
"""Marks that make a text read other than it is written."""


def visible(text: str) -> str:
    """The text with what has no letter in any font shown by its number, as [U+0007]: nothing is lost in silence."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return "".join(
        f"[U+{ord(letter):04X}]"
        if letter != "\n" and (unicodedata.category(letter) in _NO_LETTERS or letter in _OVERRIDES)
        else letter
        for letter in plain
    )
