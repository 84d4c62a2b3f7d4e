"""The exact unconditional interval of a difference of two proportions, for small groups."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from reports.statistics.differences import Bounds, Share
from reports.statistics.proportions import LEVEL

LARGEST = 2_601
"""Most possible tables, (n + 1)(m + 1), for which the exact interval is computed: two groups of 50."""
_STEP = 0.01
_NUISANCE = 201
_HALVINGS = 14
"""The last bound moves by less than 0.000001."""
_TIE = 1e-9

_Table = NDArray[np.float64]


def computable(one: Share, other: Share) -> bool:
    """Whether `exact_difference` answers: nobody's group is empty and the groups are not too large."""
    return min(one.total, other.total) > 0 and (one.total + 1) * (other.total + 1) <= LARGEST


@lru_cache(maxsize=1024)
def exact_difference(one: Share, other: Share, level: float = LEVEL) -> Bounds:
    """Interval of the difference `one` - `other` that never covers less than its level.

    Two one-sided unconditional tests, each at half of the error, ordered by the score statistic of Miettinen and
    Nurminen; the p-value is the largest over the unknown proportion (201 points). Chan ISF, Zhang Z. Test-based exact
    confidence intervals for the difference of two binomial proportions. Biometrics 1999;55:1202-1209. The outermost
    difference, in steps of 0.01, that is not rejected is refined to 0.000001.

    Raises ValueError where `computable` says no.
    """
    if not computable(one, other):
        raise ValueError("The exact interval is for groups of at least one and for small ones only.")
    tail = (1 - level) / 2
    return Bounds(_lower(one, other, tail), -_lower(other, one, tail))


def _lower(one: Share, other: Share, tail: float) -> float:
    """The smallest difference at which as much as was seen, or more, is not too unlikely."""
    rejected = -1.0
    for difference in np.arange(-1 + _STEP, one.value - other.value, _STEP):
        if _p_value(one, other, float(difference)) > tail:
            kept = float(difference)
            break
        rejected = float(difference)
    else:
        kept = one.value - other.value
    for _halving in range(_HALVINGS):
        middle = (rejected + kept) / 2
        if _p_value(one, other, middle) > tail:
            kept = middle
        else:
            rejected = middle
    return -1.0 if rejected == -1.0 else rejected


def _p_value(one: Share, other: Share, difference: float) -> float:
    """Largest probability, over all second proportions, of a score as high as the one seen."""
    scores = score(one.total, other.total, difference)
    extreme = (scores >= scores[one.events, other.events] - _TIE).astype(float)
    second = np.linspace(max(0.0, -difference), min(1.0, 1 - difference), _NUISANCE)[:, None]
    first = np.clip(second + difference, 0, 1)
    likely = binom.pmf(np.arange(one.total + 1), one.total, first) @ extreme
    return float((likely * binom.pmf(np.arange(other.total + 1), other.total, second)).sum(axis=1).max())


def score(n: int, m: int, difference: float) -> _Table:
    """The score statistic of every table (events in n, events in m) at a difference strictly between -1 and 1.

    Miettinen O, Nurminen M. Comparative analysis of two rates. Stat Med 1985;4:213-226: closed form of the restricted
    estimates in their appendix I.
    """
    x, y = np.arange(n + 1, dtype=float)[:, None], np.arange(m + 1, dtype=float)[None, :]
    total, d = n + m, difference
    l3, l2 = float(total), (n + 2 * m) * d - total - (x + y)
    l1, l0 = (m * d - total - 2 * y) * d + (x + y), y * d * (1 - d)
    q = l2**3 / (3 * l3) ** 3 - l1 * l2 / (6 * l3**2) + l0 / (2 * l3)
    p = np.where(q < 0, -1.0, 1.0) * np.sqrt(np.maximum(l2**2 / (3 * l3) ** 2 - l1 / (3 * l3), 0))
    ratio = np.divide(q, p**3, out=np.zeros_like(q), where=np.abs(p) > 1e-12)
    angle = (np.pi + np.arccos(np.clip(ratio, -1, 1))) / 3
    second = np.clip(2 * p * np.cos(angle) - l2 / (3 * l3), 0, 1)
    first = np.clip(second + d, 0, 1)
    variance = (first * (1 - first) / n + second * (1 - second) / m) * total / (total - 1)
    distance = x / n - y / m - difference
    found = np.divide(distance, np.sqrt(variance), out=np.copysign(np.inf, distance), where=variance > 1e-15)
    return np.where(np.abs(distance) < 1e-12, 0.0, found)
