"""Days as ordinals (1 is the first day of the year 1), and the dates that cases hold, shared and not made anew."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from cases.generation.dice import Dice, Weighted
from cases.icsr.partial_date import PartialDate

_PRECISION = Weighted({8: 0.85, 6: 0.12, 4: 0.03})
"""Digits of the date that reporters give: to the day, the month, the year."""


@lru_cache(maxsize=200_000)
def _shared(text: str) -> PartialDate:
    return PartialDate(text)


@lru_cache(maxsize=50_000)
def _text(ordinal: int) -> str:
    return date.fromordinal(ordinal).strftime("%Y%m%d")


def on(ordinal: int) -> PartialDate:
    """The date of a day."""
    return _shared(_text(ordinal))


def at(ordinal: int, hour: int, minute: int = 0) -> PartialDate:
    """A time of a day, without zone."""
    return _shared(f"{_text(ordinal)}{hour:02}{minute:02}")


def about(dice: Dice, ordinal: int) -> PartialDate:
    """The date as precise as a reporter happens to know it."""
    return _shared(_text(ordinal)[: dice.weighted(_PRECISION)])
