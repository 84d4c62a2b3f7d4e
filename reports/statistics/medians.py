"""Medians and quartiles of values that may be known only between two bounds, and the difference of two groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, norm

from reports.statistics.proportions import LEVEL

EXACT_PAIRS = 2_500
"""Most pairs, n x m, for which the interval of a difference is exact: two groups of 50."""


@dataclass(frozen=True)
class Span:
    """A value known to lie between two bounds, which are equal when it is known."""

    low: float
    high: float

    def __post_init__(self) -> None:
        """Refuse bounds in the wrong order."""
        if self.low > self.high:
            raise ValueError(f"{self.low} to {self.high} is no span.")


@dataclass(frozen=True)
class Quartiles:
    """What values spread over; each a span, as wide as the values leave open. None when no value is known."""

    known: int
    unknown: int
    lowest: Span | None
    lower: Span | None
    median: Span | None
    upper: Span | None
    highest: Span | None


@dataclass(frozen=True)
class Shift:
    """How much larger one group's values are than the other's."""

    estimate: Span
    interval: Span | None
    """None when the groups are too small for an interval at this level."""
    exact: bool


def quartiles(values: Iterable[Span | None]) -> Quartiles:
    """Median, quartiles and range by definition 7 (linear interpolation of order statistics); None counts as unknown.

    Hyndman RJ, Fan Y. Sample quantiles in statistical packages. Am Stat 1996;50:361-365. Every one of these grows with
    each value, so its bounds are those of the lowest and of the highest possible values.
    """
    given = list(values)
    known = [value for value in given if value is not None]
    if not known:
        return Quartiles(0, len(given), None, None, None, None, None)
    places = [0, 0.25, 0.5, 0.75, 1]
    low = np.quantile([value.low for value in known], places, method="linear")
    high = np.quantile([value.high for value in known], places, method="linear")
    spans = [Span(float(a), float(b)) for a, b in zip(low, high, strict=True)]
    return Quartiles(len(known), len(given) - len(known), *spans)


def shift(one: Sequence[Span], other: Sequence[Span], level: float = LEVEL) -> Shift | None:
    """The median of all differences `one` - `other` and its interval; None for an empty group.

    Hodges JL, Lehmann EL. Estimates of location based on rank tests. Ann Math Stat 1963;34:598-611. The interval is
    that of the rank-sum test (Hollander M, Wolfe DA. Nonparametric statistical methods. Wiley 1999, section 4.3), exact
    up to 2 500 pairs and by the normal approximation above; ties make it cover more. Spans: the outermost bounds
    that any choice of values within them gives.
    """
    if not (one and other):
        return None
    smallest = _differences([value.low for value in one], [value.high for value in other])
    largest = _differences([value.high for value in one], [value.low for value in other])
    pairs = len(one) * len(other)
    exact = pairs <= EXACT_PAIRS
    left_out = _left_out_exactly(len(one), len(other), level) if exact else _left_out(len(one), len(other), level)
    return Shift(
        Span(smallest.median(), largest.median()),
        Span(smallest.ranked(left_out), largest.ranked(pairs + 1 - left_out)) if left_out else None,
        exact,
    )


def median_interval(values: Sequence[Span], level: float = LEVEL) -> Span | None:
    """Exact interval of the median, by the sign test; None for fewer values than the level needs (6 for 95 %).

    Conover WJ. Practical nonparametric statistics. Wiley 1999, section 3.2. Spans as in `shift`.
    """
    rank = int(binom.ppf((1 - level) / 2, len(values), 0.5)) if values else 0
    if not rank:
        return None
    low, high = sorted(value.low for value in values), sorted(value.high for value in values)
    return Span(low[rank - 1], high[-rank])


@dataclass(frozen=True)
class _Ranked:
    """Distinct values in ascending order, and how many there are up to each."""

    values: NDArray[np.float64]
    upto: NDArray[np.int64]

    def ranked(self, rank: int) -> float:
        """The value of that rank; the first is 1."""
        return float(self.values[np.searchsorted(self.upto, rank)])

    def median(self) -> float:
        """The middle one, or the mean of the two in the middle."""
        middle = (int(self.upto[-1]) + 1) / 2
        return (self.ranked(floor(middle)) + self.ranked(ceil(middle))) / 2


def _differences(one: Sequence[float], other: Sequence[float]) -> _Ranked:
    (first, firsts), (second, seconds) = (np.unique(np.asarray(v, float), return_counts=True) for v in (one, other))
    values, weights = np.subtract.outer(first, second).ravel(), np.multiply.outer(firsts, seconds).ravel()
    order = np.argsort(values, kind="stable")
    return _Ranked(values[order], np.cumsum(weights[order]))


def _left_out(n: int, m: int, level: float) -> int:
    """Rank of the difference that bounds the interval below, by the normal approximation of the rank sum."""
    deviation = sqrt(n * m * (n + m + 1) / 12)
    return max(0, floor(n * m / 2 - float(norm.ppf((1 + level) / 2)) * deviation))


@lru_cache(maxsize=512)
def _left_out_exactly(n: int, m: int, level: float) -> int:
    """The same from the distribution of the rank sum; 0 when even the outermost differences are too likely left out."""
    counts = rank_sum_counts(n, m)
    allowed, seen = (1 - level) / 2 * sum(counts), 0
    for rank, count in enumerate(counts):
        seen += count
        if seen > allowed:
            return rank
    raise AssertionError("The tail of a distribution is less than the whole.")  # pragma: no cover


def rank_sum_counts(n: int, m: int) -> list[int]:
    """How many of the orders of n and m values give each count of pairs (0 to n x m) in which the first is larger.

    Mann HB, Whitney DR. On a test of whether one of two random variables is stochastically larger than the other. Ann
    Math Stat 1947;18:50-60, as the coefficients of the Gaussian binomial.
    """
    counts = [1] + [0] * (n * m)
    for step in range(1, n + 1):
        for place in range(n * m, m + step - 1, -1):  # times 1 - q^(m + step)
            counts[place] -= counts[place - m - step]
        for place in range(step, n * m + 1):  # over 1 - q^step
            counts[place] += counts[place - step]
    return counts
