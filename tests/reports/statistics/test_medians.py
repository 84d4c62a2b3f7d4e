"""Quartiles, and the difference of two groups, against textbook values and direct counts."""

from itertools import combinations, product
from math import comb, isclose
from statistics import median, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.medians import EXACT_PAIRS, Quartiles, Span, median_interval, quartiles, rank_sum_counts, shift

DAYS = st.lists(st.integers(0, 30), min_size=2, max_size=12)


def known(*values: float) -> list[Span]:
    return [Span(value, value) for value in values]


@given(DAYS)
def test_quartiles_are_the_inclusive_ones_of_the_standard_library(days):
    found = quartiles(known(*days))
    expected = quantiles(days, n=4, method="inclusive")  # definition 7
    for span, value in zip((found.lower, found.median, found.upper), expected, strict=True):
        assert span.low == span.high
        assert isclose(span.low, value, abs_tol=1e-9)
    assert (found.lowest.low, found.highest.high, found.known) == (min(days), max(days), len(days))


def test_unknown_values_are_counted_and_spans_stay_open():
    found = quartiles([Span(1, 1), None, Span(2, 4), Span(5, 5), None])
    assert (found.known, found.unknown) == (3, 2)
    assert found.median == Span(2, 4)
    assert (found.lower, found.upper) == (Span(1.5, 2.5), Span(3.5, 4.5))
    assert quartiles([None]) == Quartiles(0, 1, None, None, None, None, None)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=4))
def test_a_median_of_spans_is_every_median_that_is_possible(rows):
    spans = [Span(low, low + width) for low, width in rows]
    possible = [median(values) for values in product(*(range(int(s.low), int(s.high) + 1) for s in spans))]
    assert quartiles(spans).median == Span(min(possible), max(possible))


# Hollander M, Wolfe DA. Nonparametric statistical methods, example 4.1: water through the chorioamnion at term and
# at 12 to 26 weeks; estimate 0.305, 96 % interval -0.15 to 0.76.
TERM = known(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46)
EARLY = known(1.15, 0.88, 0.90, 0.74, 1.21)


def test_shift_of_the_textbook():
    found = shift(TERM, EARLY, level=0.96)
    assert isclose(found.estimate.low, 0.305)
    assert isclose(found.interval.low, -0.15)
    assert isclose(found.interval.high, 0.76)
    assert found.exact


@pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 3), (4, 3), (5, 5)])
def test_rank_sums_are_counted_over_all_orders(n, m):
    counts = [0] * (n * m + 1)
    for places in combinations(range(n + m), n):
        counts[sum(place - index for index, place in enumerate(places))] += 1
    assert rank_sum_counts(n, m) == counts
    assert sum(counts) == comb(n + m, n)


@given(DAYS, DAYS)
def test_shift_is_the_median_of_all_differences(one, other):
    found = shift(known(*one), known(*other))
    expected = median(x - y for x in one for y in other)
    assert found.estimate == Span(expected, expected)
    if found.interval:
        assert found.interval.low <= expected <= found.interval.high


def test_groups_of_three_are_too_small_for_an_interval():
    """Of three and three, all in order has probability 1 / 20 each way: more than 1 / 40."""
    assert shift(known(1, 2, 3), known(7, 8, 9)).interval is None
    assert shift(known(1, 2, 3, 4), known(7, 8, 9, 10)).interval == Span(-9, -3)  # 1 / 70 each way
    assert shift([], known(1)) is None
    assert shift(known(1), []) is None


def test_shift_of_spans_is_as_wide_as_they_leave_open():
    found = shift([Span(2, 3), Span(4, 4)], [Span(1, 1), Span(1, 2)])
    possible = [median([x - y for x in (a, 4) for y in (1, b)]) for a in (2, 3) for b in (1, 2)]
    assert found.estimate == Span(min(possible), max(possible))


def test_large_groups_by_approximation_are_near_the_exact_interval():
    one, other = known(*(k * 1.37 % 11 for k in range(50))), known(*(k * 2.11 % 13 for k in range(50)))
    exact = shift(one, other)
    rough = shift(one, [*other, Span(6, 6)])
    assert len(one) * len(other) == EXACT_PAIRS
    assert (exact.exact, rough.exact) == (True, False)
    assert isclose(exact.interval.low, rough.interval.low, abs_tol=0.15)
    assert isclose(exact.interval.high, rough.interval.high, abs_tol=0.15)


@pytest.mark.parametrize(("count", "rank"), [(1, 0), (5, 0), (6, 1), (8, 1), (9, 2), (12, 3), (20, 6), (25, 8)])
def test_median_interval_leaves_out_one_fortieth_at_most(count, rank):
    """The largest rank below which the median lies with probability of at most 1 / 40, by direct sums."""
    tails = [sum(comb(count, k) for k in range(r)) / 2**count for r in range(count + 1)]
    assert max(r for r in range(count + 1) if tails[r] <= 0.025) == rank
    found = median_interval(known(*range(1, count + 1)))
    assert found == (Span(rank, count + 1 - rank) if rank else None)


def test_median_interval_of_spans_and_of_nobody():
    spans = [*known(1, 2, 3, 4, 5), Span(6, 9)]
    assert median_interval(spans) == Span(1, 9)
    assert median_interval([]) is None


def test_bounds_in_the_wrong_order():
    with pytest.raises(ValueError, match="3 to 2 is no span"):
        Span(3, 2)
