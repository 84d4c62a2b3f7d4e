"""Median and quartiles of values that come counted: so many of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from math import floor


@dataclass(frozen=True)
class Spread:
    """What values spread over."""

    known: int
    lower: float
    median: float
    upper: float
    lowest: float
    highest: float


def spread(counts: Mapping[int, int]) -> Spread | None:
    """Median, quartiles and range of value -> how many; None without any value.

    Definition 7, linear interpolation of order statistics: Hyndman RJ, Fan Y. Sample quantiles in statistical packages.
    Am Stat 1996;50:361-365.
    """
    values = sorted(value for value, count in counts.items() if count)
    if not values:
        return None
    upto = list(accumulate(counts[value] for value in values))

    def ranked(rank: int) -> int:
        return next(value for value, last in zip(values, upto, strict=True) if rank <= last)

    def quantile(share: float) -> float:
        place = 1 + share * (upto[-1] - 1)
        below = ranked(floor(place))
        above = ranked(min(floor(place) + 1, upto[-1]))
        return below + (place - floor(place)) * (above - below)

    return Spread(upto[-1], quantile(0.25), quantile(0.5), quantile(0.75), values[0], values[-1])
