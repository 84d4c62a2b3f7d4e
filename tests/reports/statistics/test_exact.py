"""Exact and Bayesian intervals of one proportion against published values and direct sums."""

from fractions import Fraction
from math import comb, cos, isclose, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.proportions import exact, jeffreys, rule_of_three

# Newcombe RG. Two-sided confidence intervals for the single proportion: comparison of seven methods. Stat Med
# 1998;17:857-872, Table I, method 5 (Clopper-Pearson).
NEWCOMBE = [
    (81, 263, 0.2527, 0.3676),
    (15, 148, 0.0578, 0.1617),
    (0, 20, 0.0, 0.1684),
    (1, 29, 0.0009, 0.1776),
]
COUNTS = st.integers(1, 40).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(("events", "total", "low", "high"), NEWCOMBE)
def test_exact_interval_as_published(events, total, low, high):
    interval = exact(events, total)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def at_least(events: int, total: int, share: Fraction) -> Fraction:
    return sum(
        (comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(events, total + 1)), start=Fraction(0)
    )


@given(COUNTS)
def test_exact_bounds_are_where_a_tail_is_one_fortieth(counts):
    events, total = counts
    interval = exact(events, total)
    if events:
        assert isclose(at_least(events, total, Fraction(interval.low)), 0.025, rel_tol=1e-6)
    else:
        assert interval.low == 0
    if events < total:
        assert isclose(1 - at_least(events + 1, total, Fraction(interval.high)), 0.025, rel_tol=1e-6)
    else:
        assert interval.high == 1


def below(events: int, total: int, share: float) -> float:
    """Posterior probability below `share`: with p = sin(a)^2, Jeffreys' prior is flat in a; midpoint sums."""
    points = 20_000
    angles = [(k + 0.5) * pi / 2 / points for k in range(points)]
    weights = [sin(a) ** (2 * events) * cos(a) ** (2 * (total - events)) for a in angles]
    return sum(w for a, w in zip(angles, weights, strict=True) if sin(a) ** 2 <= share) / sum(weights)


@pytest.mark.parametrize(("events", "total"), [(1, 2), (3, 7), (14, 17), (9, 11), (5, 60)])
def test_jeffreys_interval_leaves_one_fortieth_at_each_end(events, total):
    interval = jeffreys(events, total)
    assert isclose(below(events, total, interval.low), 0.025, abs_tol=2e-4)
    assert isclose(below(events, total, interval.high), 0.975, abs_tol=2e-4)


def test_jeffreys_interval_ends_at_0_and_1_where_nothing_else_was_seen():
    assert jeffreys(0, 5).low == 0
    assert isclose(below(0, 5, jeffreys(0, 5).high), 0.975, abs_tol=2e-4)
    assert jeffreys(5, 5).high == 1
    assert isclose(jeffreys(5, 5).low, 1 - jeffreys(0, 5).high, rel_tol=1e-9)


@given(COUNTS)
def test_intervals_hold_the_proportion_and_mirror(counts):
    events, total = counts
    for interval in (exact, jeffreys):
        found, mirrored = interval(events, total), interval(total - events, total)
        assert 0 <= found.low <= events / total <= found.high <= 1
        assert isclose(found.low, 1 - mirrored.high, abs_tol=1e-9)


@pytest.mark.parametrize(("total", "bound"), [(1, 1.0), (3, 1.0), (5, 0.6), (14, 3 / 14), (300, 0.01)])
def test_rule_of_three(total, bound):
    assert isclose(rule_of_three(total), bound)


@given(st.integers(20, 100_000))
def test_rule_of_three_is_above_the_exact_one_sided_bound_by_less_than_a_tenth(total):
    assert 1 < rule_of_three(total) / (1 - 0.05 ** (1 / total)) < 1.1


def test_nobody_and_what_is_no_proportion():
    assert exact(0, 0) is None
    assert jeffreys(0, 0) is None
    assert rule_of_three(0) is None
    for wrong in (lambda: exact(3, 2), lambda: jeffreys(-1, 2), lambda: rule_of_three(-1)):
        with pytest.raises(ValueError, match="is no proportion"):
            wrong()
