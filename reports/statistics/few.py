"""When numbers are too few to say anything: a rule with its reason, the same for every comparison."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reports.statistics.differences import Bounds, Share

FEWEST = 5
"""Cases in a group below which no two groups are compared: with 4 against 4 not even 0 and all differ by much."""
WIDEST = 0.6
"""Width of the interval of a difference (of 2 at most) above which it says nothing unless it leaves out 0."""


class Reason(StrEnum):
    """Why nothing, or what, can be said of a difference."""

    NOBODY = "nobody"
    """A group has no case of which the measure is known."""
    FEW = "few"
    """A group has fewer cases than FEWEST."""
    WIDE = "wide"
    """The interval includes 0 and is wider than WIDEST: a large difference either way would fit."""
    NO_DIFFERENCE = "no_difference"
    """The interval includes 0 and is not too wide."""
    DIFFERENT = "different"
    """The interval leaves out 0."""


@dataclass(frozen=True)
class Verdict:
    """What a comparison can say, with the number that decides it."""

    reason: Reason
    number: float | None = None
    """Cases in the smaller group for NOBODY and FEW; the width of the interval otherwise."""

    @property
    def says_something(self) -> bool:
        """Whether the numbers are enough."""
        return self.reason in (Reason.NO_DIFFERENCE, Reason.DIFFERENT)


def verdict(one: Share, other: Share, bounds: Bounds | None) -> Verdict:
    """Judge the interval `bounds` of the difference between two shares; None only where a group is empty."""
    smaller = min(one.total, other.total)
    if smaller == 0 or bounds is None:
        return Verdict(Reason.NOBODY, 0)
    if smaller < FEWEST:
        return Verdict(Reason.FEW, smaller)
    width = bounds.high - bounds.low
    if not bounds.low <= 0 <= bounds.high:
        return Verdict(Reason.DIFFERENT, width)
    return Verdict(Reason.WIDE if width > WIDEST else Reason.NO_DIFFERENCE, width)
