"""Differences of two proportions: score, exact and Bayesian intervals, and the odds ratio."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import inf, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import beta
from scipy.stats.contingency import odds_ratio as scipy_odds_ratio

from reports.statistics.proportions import LEVEL, PRIOR, wilson

_NODES = 200
"""Points of the quadrature over a posterior."""
_GAUSS, _WEIGHTS = np.polynomial.legendre.leggauss(_NODES)
_CUT = 1e-12
"""Probability that is left out at each end of a posterior."""


@dataclass(frozen=True)
class Share:
    """`events` out of `total` in one group; ValueError unless 0 <= events <= total."""

    events: int
    total: int

    def __post_init__(self) -> None:
        """Refuse what is no proportion."""
        if not 0 <= self.events <= self.total:
            raise ValueError(f"{self.events} out of {self.total} is no proportion.")

    @property
    def value(self) -> float:
        """The proportion; ZeroDivisionError when nobody is in the group."""
        return self.events / self.total


@dataclass(frozen=True)
class Bounds:
    """An interval of a difference (-1 to 1) or of a ratio (0 to infinity)."""

    low: float
    high: float


@dataclass(frozen=True)
class OddsRatio:
    """A ratio of odds with its interval; the value is None where a table leaves it open (0 / 0)."""

    value: float | None
    interval: Bounds


def newcombe(one: Share, other: Share, level: float = LEVEL) -> Bounds | None:
    """Hybrid score interval of the difference `one` - `other`, without continuity correction; None for an empty group.

    Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven methods.
    Stat Med 1998;17:873-890, method 10.
    """
    first, second = wilson(one.events, one.total, level), wilson(other.events, other.total, level)
    if first is None or second is None:
        return None
    difference = one.value - other.value
    return Bounds(
        max(-1.0, difference - sqrt((one.value - first.low) ** 2 + (second.high - other.value) ** 2)),
        min(1.0, difference + sqrt((first.high - one.value) ** 2 + (other.value - second.low) ** 2)),
    )


def odds_ratio(one: Share, other: Share, level: float = LEVEL) -> OddsRatio | None:
    """Odds of `one` / odds of `other`: conditional estimate and exact interval; None for an empty group.

    Cornfield J. A statistical problem arising from retrospective studies. Proc Third Berkeley Symp 1956;4:135-148, as
    in scipy.stats.contingency.odds_ratio.
    """
    if not (one.total and other.total):
        return None
    if one.events + other.events in (0, one.total + other.total):
        return OddsRatio(None, Bounds(0.0, inf))
    table = [[one.events, one.total - one.events], [other.events, other.total - other.events]]
    found = scipy_odds_ratio(table, kind="conditional")
    interval = found.confidence_interval(confidence_level=level)
    return OddsRatio(float(found.statistic), Bounds(float(interval.low), float(interval.high)))


def probability_larger(one: Share, other: Share, prior: float = PRIOR) -> float:
    """Bayesian probability that the proportion behind `one` is the larger one; 0.5 when both groups are empty.

    Independent beta posteriors with the prior Beta(prior, prior); Jeffreys' by default. Altham PME. Exact Bayesian
    analysis of a 2 x 2 contingency table, and Fisher's "exact" significance test. J R Stat Soc B 1969;31:261-269.
    """
    points, weights = _posterior(other, prior)
    return float(weights @ _beta(one, prior).sf(points))


def bayesian_difference(one: Share, other: Share, level: float = LEVEL, prior: float = PRIOR) -> Bounds:
    """Interval, with equal tails, in which the difference `one` - `other` lies with probability `level`.

    Posteriors as in `probability_larger`. Nurminen M, Mutanen P. Exact Bayesian analysis of two proportions. Scand J
    Statist 1987;14:67-77.
    """
    points, weights = _posterior(other, prior)
    posterior = _beta(one, prior)

    def below(difference: float) -> float:
        return float(weights @ posterior.cdf(points + difference))

    tail = (1 - level) / 2
    return Bounds(*(float(brentq(lambda d, p=p: below(d) - p, -1, 1, xtol=1e-9)) for p in (tail, 1 - tail)))


def _beta(share: Share, prior: float) -> Any:
    return beta(share.events + prior, share.total - share.events + prior)


@lru_cache(maxsize=512)
def _posterior(share: Share, prior: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points and weights of a posterior: Gauss-Legendre over arcsin(sqrt(p)), in which Jeffreys' prior is flat."""
    posterior = _beta(share, prior)
    low, high = np.arcsin(np.sqrt(posterior.ppf([_CUT, 1 - _CUT])))
    angles = low + (high - low) * (_GAUSS + 1) / 2
    points = np.sin(angles) ** 2
    weights = _WEIGHTS * posterior.pdf(points) * np.sin(2 * angles)
    return points, weights / weights.sum()
