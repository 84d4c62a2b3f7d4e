"""A doubt about a value: possible, but unlikely enough to ask the reporter, who may confirm it with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from cases.icsr.values import Quantity
from cases.rules.phrase import Phrase


@dataclass(frozen=True)
class Concern:
    """One question to the reporter about one element."""

    code: str
    """What kind of doubt it is, such as out_of_range; with the path it stays the same as long as the doubt does."""
    path: str
    """The element, as in `cases.icsr.plain.filled`: tests[1].result, rows counted from 1."""
    message: Phrase
    """What is odd, with the value; a screen says it in its reader's language."""
    suggestion: Phrase
    """What would be right, or what to do."""
    fix: Quantity | None = None
    """What can be put in its place with one click; the unit of a plain number is the one in its label."""
