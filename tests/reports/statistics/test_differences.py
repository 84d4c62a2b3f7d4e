"""Differences of two proportions against published tables, exact fractions and direct sums over all tables."""

from fractions import Fraction
from math import comb, inf, isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.statistics.differences import (
    Bounds,
    OddsRatio,
    Share,
    bayesian_difference,
    newcombe,
    odds_ratio,
    probability_larger,
)
from reports.statistics.unconditional import LARGEST, computable, exact_difference, score

# Newcombe RG. Stat Med 1998;17:873-890, Table II: contrasts (a) to (h), method 10 and, for the restricted estimates
# that the exact interval uses, method 5 (Mee; without the factor N / (N - 1) of Miettinen and Nurminen).
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339, 0.0533, 0.3377),
    (9, 10, 3, 10, 0.1705, 0.8090, 0.1821, 0.8370),
    (6, 7, 2, 7, 0.0582, 0.8062, 0.0544, 0.8478),
    (5, 56, 0, 29, -0.0381, 0.1926, -0.0313, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0, 0.7225, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]
GROUP = st.integers(1, 12).flatmap(lambda total: st.builds(Share, st.integers(0, total), st.just(total)))


@pytest.mark.parametrize("row", NEWCOMBE)
def test_newcombe_as_published(row):
    bounds = newcombe(Share(*row[:2]), Share(*row[2:4]))
    assert (round(bounds.low, 4), round(bounds.high, 4)) == row[4:6]


@pytest.mark.parametrize("row", NEWCOMBE[:-1])
def test_score_is_the_normal_quantile_at_the_bounds_that_mee_published(row):
    """At a published bound of the score interval, the score without Miettinen's factor is 1.96 either way."""
    events, n, others, m, _low, _high, *published = row
    factor = ((n + m) / (n + m - 1)) ** 0.5
    for bound, wanted in zip(published, (1.95996, -1.95996), strict=True):
        if abs(bound) < 1:
            found = score(n, m, bound)[events, others] * factor
            assert isclose(found, wanted, abs_tol=0.006)


@pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 5), (4, 4), (6, 3)])
def test_exact_interval_covers_no_less_than_its_level(n, m):
    """Direct sums over all tables, at every pair of proportions of a grid."""
    bounds = {(x, y): exact_difference(Share(x, n), Share(y, m)) for x in range(n + 1) for y in range(m + 1)}
    grid = [k / 20 for k in range(21)]
    for first in grid:
        for second in grid:
            covered = sum(
                comb(n, x) * first**x * (1 - first) ** (n - x) * comb(m, y) * second**y * (1 - second) ** (m - y)
                for (x, y), found in bounds.items()
                if found.low - 1e-6 <= first - second <= found.high + 1e-6
            )
            assert covered >= 0.95 - 1e-4


def test_exact_interval_where_it_can_be_worked_out_by_hand():
    """None of n against none of n: more than d is least unlikely when the other proportion is 0: (1 - d)^n = 0.025."""
    for n in (3, 10):
        bounds = exact_difference(Share(0, n), Share(0, n))
        assert isclose(bounds.high, 1 - 0.025 ** (1 / n), abs_tol=1e-4)
        assert bounds.low == -bounds.high
    assert exact_difference(Share(1, 1), Share(0, 1)).high == 1
    assert exact_difference(Share(1, 1), Share(0, 1)).low < 0


@settings(max_examples=25, deadline=None)
@given(GROUP, GROUP)
def test_intervals_hold_the_difference_and_change_sign_with_the_groups(one, other):
    for interval in (newcombe, exact_difference):
        found, swapped = interval(one, other), interval(other, one)
        assert -1 <= found.low <= one.value - other.value <= found.high <= 1
        assert isclose(found.low, -swapped.high, abs_tol=1e-9)


def test_exact_interval_is_for_small_groups_only():
    assert computable(Share(1, 50), Share(1, 50))
    assert not computable(Share(1, 50), Share(1, 51))
    assert not computable(Share(0, 0), Share(1, 5))
    assert LARGEST == 51 * 51
    with pytest.raises(ValueError, match="small ones only"):
        exact_difference(Share(0, 0), Share(1, 2))


def larger_by_fractions(one: Share, other: Share) -> float:
    """With flat priors: the sum over i below a of B(c + i, b + d) / ((b + i) B(1 + i, b) B(c, d)).

    By partial integration; a, b are the posterior parameters of `one`, c, d those of `other`.
    """
    a, b = one.events + 1, one.total - one.events + 1
    c, d = other.events + 1, other.total - other.events + 1

    def whole(p: int, q: int) -> Fraction:
        return Fraction(1, (p + q - 1) * comb(p + q - 2, p - 1))

    return float(sum(whole(c + i, b + d) / ((b + i) * whole(1 + i, b) * whole(c, d)) for i in range(a)))


@given(GROUP, GROUP)
def test_probability_of_being_larger_is_the_exact_sum(one, other):
    assert isclose(probability_larger(one, other, prior=1), larger_by_fractions(one, other), abs_tol=1e-9)


@given(GROUP, GROUP)
def test_one_of_two_is_larger(one, other):
    assert isclose(probability_larger(one, other) + probability_larger(other, one), 1, abs_tol=1e-6)


@pytest.mark.parametrize("counts", [(9, 10, 3, 10), (0, 10, 0, 20), (1, 2, 14, 17), (0, 1, 1, 1), (300, 1000, 5, 17)])
def test_bayesian_interval_by_drawing(counts):
    one, other = Share(*counts[:2]), Share(*counts[2:])
    draw = np.random.default_rng(20180075)
    first = draw.beta(one.events + 0.5, one.total - one.events + 0.5, 400_000)
    second = draw.beta(other.events + 0.5, other.total - other.events + 0.5, 400_000)
    bounds = bayesian_difference(one, other)
    assert isclose(np.mean(first - second < bounds.low), 0.025, abs_tol=0.0015)
    assert isclose(np.mean(first - second < bounds.high), 0.975, abs_tol=0.0015)
    assert isclose(np.mean(first > second), probability_larger(one, other), abs_tol=0.004)


def test_nobody_on_either_side_is_a_draw():
    assert isclose(probability_larger(Share(0, 0), Share(0, 0)), 0.5, abs_tol=1e-6)


def test_odds_ratio_of_the_lady_tasting_tea():
    """Fisher RA. The design of experiments. 1935; R's fisher.test prints the estimate 6.408309."""
    found = odds_ratio(Share(3, 4), Share(1, 4))
    assert isclose(found.value, 6.408309, rel_tol=1e-5)


@pytest.mark.parametrize("counts", [(3, 4, 1, 4), (9, 10, 3, 10), (14, 17, 1, 5), (0, 5, 3, 6)])
def test_exact_odds_ratio_interval_is_where_a_tail_is_one_fortieth(counts):
    """Given the margins, a table with k events in the first group weighs C(n, k) C(m, t - k) odds^k."""
    events, n, others, m = counts
    interval = odds_ratio(Share(events, n), Share(others, m)).interval

    def tail(odds: float, *, high: bool) -> float:
        total = events + others
        weights = {k: comb(n, k) * comb(m, total - k) * odds**k for k in range(max(0, total - m), min(n, total) + 1)}
        return sum(w for k, w in weights.items() if (k >= events if high else k <= events)) / sum(weights.values())

    if events:
        assert isclose(tail(interval.low, high=True), 0.025, rel_tol=1e-6)
    else:
        assert interval.low == 0
    assert isclose(tail(interval.high, high=False), 0.025, rel_tol=1e-6)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Share(0, 4), Share(0, 5), OddsRatio(None, Bounds(0, inf))),
        (Share(4, 4), Share(5, 5), OddsRatio(None, Bounds(0, inf))),
        (Share(0, 0), Share(1, 5), None),
        (Share(1, 5), Share(0, 0), None),
    ],
)
def test_odds_ratio_without_information(one, other, expected):
    assert odds_ratio(one, other) == expected


def test_empty_groups_have_no_interval():
    assert newcombe(Share(0, 0), Share(1, 2)) is None
    assert newcombe(Share(1, 2), Share(0, 0)) is None


def test_what_is_no_proportion():
    with pytest.raises(ValueError, match="3 out of 2 is no proportion"):
        Share(3, 2)
