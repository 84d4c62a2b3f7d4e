"""Proportions of counts: percent, and their intervals: score, exact and Bayesian."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scipy.stats import beta, binomtest

LEVEL = 0.95
"""Confidence level of the intervals in reports."""
PRIOR = 0.5
"""Both parameters of Jeffreys' beta prior of a proportion."""


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


def exact(events: int, total: int, level: float = LEVEL) -> Interval | None:
    """The exact interval of `events` out of `total`: never covers less than its level; None when `total` is 0.

    Clopper CJ, Pearson ES. The use of confidence or fiducial limits illustrated in the case of the binomial.
    Biometrika 1934;26:404-413.

    Raises ValueError unless 0 <= events <= total.
    """
    _check(events, total)
    if total == 0:
        return None
    found = binomtest(events, total).proportion_ci(confidence_level=level, method="exact")
    return Interval(float(found.low), float(found.high))


def jeffreys(events: int, total: int, level: float = LEVEL) -> Interval | None:
    """The Bayesian interval with Jeffreys' prior, equal tails; an end at which nothing was seen is 0 or 1.

    None when `total` is 0. Brown LD, Cai TT, DasGupta A. Interval estimation for a binomial proportion. Stat Sci
    2001;16:101-133, section 4.1.

    Raises ValueError unless 0 <= events <= total.
    """
    _check(events, total)
    if total == 0:
        return None
    posterior = beta(events + PRIOR, total - events + PRIOR)
    low = 0.0 if events == 0 else float(posterior.ppf((1 - level) / 2))
    high = 1.0 if events == total else float(posterior.ppf((1 + level) / 2))
    return Interval(low, high)


def rule_of_three(total: int) -> float | None:
    """Upper 95 % bound of a proportion of which no event was seen in `total`: 3 / n, at most 1; None when it is 0.

    Hanley JA, Lippman-Hand A. If nothing goes wrong, is everything all right? JAMA 1983;249:1743-1745.

    Raises ValueError when `total` is below 0.
    """
    _check(0, total)
    return min(1.0, 3 / total) if total else None


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
