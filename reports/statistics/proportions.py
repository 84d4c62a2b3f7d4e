"""Proportions of counts: percent, and the score interval of Wilson."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scipy.stats import binomtest

LEVEL = 0.95
"""Confidence level of the intervals in reports."""


@dataclass(frozen=True)
class Interval:
    """A confidence interval of a proportion: 0 <= low <= high <= 1."""

    low: float
    high: float


def wilson(events: int, total: int, level: float = LEVEL) -> Interval | None:
    """The score interval of `events` out of `total`, without continuity correction; None when `total` is 0.

    Wilson EB. Probable inference, the law of succession, and statistical inference.
    J Am Stat Assoc 1927;22:209-212.

    Raises ValueError unless 0 <= events <= total.
    """
    _check(events, total)
    if total == 0:
        return None
    found = binomtest(events, total).proportion_ci(confidence_level=level, method="wilson")
    share = events / total
    # The bounds are closed forms; only their last digit can fall on the wrong side of the proportion.
    return Interval(min(max(0.0, float(found.low)), share), max(min(1.0, float(found.high)), share))


def percent(part: int, whole: int, digits: int = 1) -> float | None:
    """`part` as a percentage of `whole`, half rounded up at `digits` decimals; None when `whole` is 0.

    Raises ValueError unless 0 <= part <= whole.
    """
    _check(part, whole)
    return None if whole == 0 else _round(Decimal(100 * part) / Decimal(whole), digits)


def as_percent(proportion: float, digits: int = 1) -> float:
    """A proportion between 0 and 1 as a percentage, half rounded up at `digits` decimals."""
    return _round(Decimal(repr(proportion)) * 100, digits)


def _round(number: Decimal, digits: int) -> float:
    return float(number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _check(part: int, whole: int) -> None:
    if not 0 <= part <= whole:
        raise ValueError(f"{part} out of {whole} is no proportion.")
