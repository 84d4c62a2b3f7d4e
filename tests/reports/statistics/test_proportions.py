"""Wilson's interval against its formula, and percentages against their rounding."""

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.proportions import as_percent, percent, wilson

Z = 1.959963984540054


def by_formula(events: int, total: int) -> tuple[float, float]:
    """Wilson 1927: the roots of (p - share)^2 = z^2 p (1 - p) / n."""
    share = events / total
    centre = (share + Z**2 / (2 * total)) / (1 + Z**2 / total)
    half = Z / (1 + Z**2 / total) * sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    return centre - half, centre + half


@pytest.mark.parametrize(("events", "total"), [(0, 5), (5, 5), (1, 2), (14, 17), (14, 22), (9, 11), (1, 1000)])
def test_wilson_is_the_formula(events, total):
    interval = wilson(events, total)
    low, high = by_formula(events, total)
    assert isclose(interval.low, low, abs_tol=1e-9)
    assert isclose(interval.high, high, abs_tol=1e-9)


@pytest.mark.parametrize(
    ("events", "total", "low", "high"),
    [(1, 2, 9.5, 90.5), (14, 17, 59.0, 93.8), (0, 5, 0.0, 43.4), (5, 5, 56.6, 100.0)],
)
def test_wilson_worked_examples_in_percent(events, total, low, high):
    interval = wilson(events, total)
    assert (as_percent(interval.low), as_percent(interval.high)) == (low, high)


@given(st.integers(1, 10_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_wilson_holds_the_proportion_and_stays_between_0_and_1(counts):
    events, total = counts
    interval = wilson(events, total)
    assert 0 <= interval.low <= events / total <= interval.high <= 1


def test_nothing_to_divide_by():
    assert wilson(0, 0) is None
    assert percent(0, 0) is None


@pytest.mark.parametrize(("part", "whole"), [(3, 2), (-1, 2), (1, 0)])
def test_what_is_no_proportion(part, whole):
    with pytest.raises(ValueError, match="is no proportion"):
        wilson(part, whole)
    with pytest.raises(ValueError, match="is no proportion"):
        percent(part, whole)


@pytest.mark.parametrize(
    ("part", "whole", "digits", "expected"),
    [
        (1, 8, 1, 12.5),
        (1, 3, 1, 33.3),
        (2, 3, 1, 66.7),
        (1, 16, 1, 6.3),
        (5, 6, 1, 83.3),
        (1, 16, 2, 6.25),
        (0, 4, 1, 0),
    ],
)
def test_percent_rounds_half_up(part, whole, digits, expected):
    assert percent(part, whole, digits) == expected
