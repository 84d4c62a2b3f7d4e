"""Time until something happens, when some were not followed until it did: Kaplan-Meier."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import CensoredData, ecdf

from reports.statistics.proportions import LEVEL, Interval


@dataclass(frozen=True)
class Followed:
    """A time of 0 or more until the event, or, when `happened` is False, until the last day without it."""

    time: float
    happened: bool
    count: int = 1
    """How many patients are like this."""


@dataclass(frozen=True)
class Step:
    """The curve right after a time at which events happened."""

    time: float
    at_risk: int
    """Followed until this time or longer."""
    events: int
    without: float
    """Share without the event."""
    interval: Interval


@dataclass(frozen=True)
class MedianTime:
    """The time at which half had the event and its interval; None where the curve does not fall that far."""

    time: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Curve:
    """A Kaplan-Meier estimate."""

    followed: int
    events: int
    steps: tuple[Step, ...]
    longest: float
    """The last time at which anybody was followed: nothing is known later."""

    def at(self, time: float) -> tuple[float, Interval] | None:
        """Share without the event after that time, with its interval; None when nobody was followed so long."""
        if time > self.longest and (not self.steps or self.steps[-1].without > 0):
            return None
        found = [step for step in self.steps if step.time <= time]
        return (found[-1].without, found[-1].interval) if found else (1.0, Interval(1.0, 1.0))

    @property
    def median(self) -> MedianTime:
        """The median; its interval are the times at which the bounds of the curve reach one half.

        Brookmeyer R, Crowley J. A confidence interval for the median survival time. Biometrics 1982;38:29-41.
        """
        return MedianTime(
            _first(step.time for step in self.steps if step.without <= 0.5 + _TIE),
            _first(step.time for step in self.steps if step.interval.low <= 0.5 + _TIE),
            _first(step.time for step in self.steps if step.interval.high <= 0.5 + _TIE),
        )


_TIE = 1e-12


def kaplan_meier(rows: Sequence[Followed], level: float = LEVEL) -> Curve | None:
    """The share without the event over time; None for nobody. Who was followed until a time is at risk at it.

    Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. J Am Stat Assoc 1958;53:457-481.
    Intervals by Greenwood's variance on the log-log scale (Kalbfleisch JD, Prentice RL. The statistical analysis of
    failure time data. Wiley 1980), as in scipy.stats.ecdf; where the curve is 0 they stay as they were before, with 0
    as the lower bound.

    Raises ValueError for a time below 0.
    """
    if any(row.time < 0 for row in rows):
        raise ValueError("A time until something happened cannot be below 0.")
    told = [row for row in rows if row.count]
    if not told:
        return None
    longest, followed = max(row.time for row in told), sum(row.count for row in told)
    happened, censored = (_repeated(row for row in told if row.happened is answer) for answer in (True, False))
    if not happened.size:
        return Curve(followed, 0, (), longest)
    data: CensoredData[np.float64] = CensoredData(uncensored=happened, right=censored)
    curve = ecdf(data).sf
    times = np.unique(happened)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # where the curve is 0 the log-log scale is infinite
        bounds: Any = curve.confidence_interval(level, method="log-log")
    shares, lows, highs = (line.evaluate(times).tolist() for line in (curve, bounds.low, bounds.high))
    steps: list[Step] = []
    for time, without, low, high in zip(times.tolist(), shares, lows, highs, strict=True):
        if without <= _TIE:
            low, high = 0.0, steps[-1].interval.high if steps else 1.0
        events = sum(row.count for row in told if row.happened and row.time == time)
        steps.append(Step(time, number_at_risk(told, time), events, without, Interval(low, high)))
    return Curve(followed, happened.size, tuple(steps), longest)


def number_at_risk(rows: Iterable[Followed], time: float) -> int:
    """How many were followed until that time or longer without the event before it."""
    return sum(row.count for row in rows if row.time >= time)


def _repeated(rows: Iterable[Followed]) -> NDArray[np.float64]:
    """The time of each patient."""
    alike = list(rows)
    return np.repeat(np.array([row.time for row in alike], float), [row.count for row in alike])


def _first(times: Iterable[float]) -> float | None:
    return min(times, default=None)
