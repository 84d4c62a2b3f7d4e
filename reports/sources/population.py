"""Which cases a report counts: a drug, a reaction and a data-lock point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Name:
    """A drug or a reaction as it is counted, with every spelling under which the cases have it."""

    name: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Population:
    """Adverse-reaction cases with this drug and this reaction, as known at the end of a day; never comparators."""

    drug: Name | None = None
    """None: any suspect or interacting drug."""
    reaction: Name | None = None
    """None: any reaction."""
    as_of: date | None = None
    """Last day, in UTC, whose acceptances count; None: no case was ever accepted."""
