"""How wide a text will be and where it breaks, near enough for a drawing that cannot measure its letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_NARROW = frozenset("iljtfrI.,:;'|!()[] ")


def text_width(text: str, size: float) -> float:
    """Width of a line in the units of `size`, rather too wide than too narrow."""
    return sum(_letter(letter) for letter in text) * size


def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.36
    return 0.74 if letter.isupper() or letter in "mw%" else 0.61


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The lines of a text: broken between words, or inside a word that is wider than a line; no letter is dropped."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, width, size):
        joined = f"{line} {piece}" if line else piece
        if line and text_width(joined, size) > width:
            lines.append(line)
            line = piece
        else:
            line = joined
    return [*lines, line] if line else lines


def _pieces(text: str, width: float, size: float) -> Iterator[str]:
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and text_width(piece + letter, size) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece
