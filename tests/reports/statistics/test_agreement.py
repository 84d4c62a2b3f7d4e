"""When a published figure and the registry's count agree, differ, or cannot be told apart yet."""

import pytest

from reports.statistics.agreement import (
    MOST,
    Agreement,
    Answer,
    Inside,
    Why,
    difference,
    with_median,
    with_range,
    with_rule,
    with_share,
    within,
)
from reports.statistics.differences import Share, newcombe
from reports.statistics.medians import Span
from reports.statistics.unconditional import exact_difference

AGREES, DIFFERS, UNKNOWN = Answer.AGREES, Answer.DIFFERS, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("own", "published", "expected"),
    [
        ((0, 0), (14, 17), (UNKNOWN, Why.NO_CASES)),
        ((0, 4), (14, 17), (UNKNOWN, Why.FEW)),
        ((3, 6), (14, 17), (UNKNOWN, Why.WIDE)),
        ((0, 20), (14, 17), (DIFFERS, Why.OUTSIDE)),
        ((80, 100), (14, 17), (AGREES, Why.WITHIN)),
    ],
)
def test_share_with_a_published_share(own, published, expected):
    assert with_share(Share(*own), Share(*published)) == Agreement(*expected)


@pytest.mark.parametrize(
    ("own", "low", "high", "expected"),
    [
        ((0, 0), 0.3, 0.5, (UNKNOWN, Why.NO_CASES)),
        ((2, 4), 0.3, 0.5, (UNKNOWN, Why.FEW)),
        ((0, 12), 0.3, 0.5, (DIFFERS, Why.OUTSIDE)),  # upper bound 1 - 0.025^(1/12) = 0.26
        ((12, 12), 0.3, 0.5, (DIFFERS, Why.OUTSIDE)),
        ((0, 10), 0.3, 0.5, (UNKNOWN, Why.WIDE)),  # upper bound 0.31
        ((5, 12), 0.3, 0.5, (AGREES, Why.WITHIN)),
        ((12, 12), *MOST, (AGREES, Why.WITHIN)),
        ((2, 5), 0.3, 0.5, (UNKNOWN, Why.WIDE)),  # 0.05 to 0.85
        ((55, 100), *MOST, (AGREES, Why.WITHIN)),
        ((45, 100), *MOST, (UNKNOWN, Why.WIDE)),
    ],
)
def test_share_with_published_limits(own, low, high, expected):
    assert with_range(Share(*own), low, high) == Agreement(*expected)


def days(*values: float) -> list[Span]:
    return [Span(value, value) for value in values]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (days(), (UNKNOWN, Why.NO_CASES)),
        (days(1, 2, 3, 4, 50), (UNKNOWN, Why.FEW)),
        (days(1, 2, 3, 4, 5, 50), (AGREES, Why.WITHIN)),
        (days(1, 2, 3, 4, 5, 6), (DIFFERS, Why.OUTSIDE)),
        (days(20, 21, 22, 23, 24, 25), (DIFFERS, Why.OUTSIDE)),
    ],
)
def test_values_with_a_published_median_of_17(own, expected):
    assert with_median(own, 17) == Agreement(*expected)


@pytest.mark.parametrize(
    ("otherwise", "known", "expected"),
    [
        (0, 0, (UNKNOWN, Why.NO_CASES)),
        (0, 4, (UNKNOWN, Why.FEW)),
        (0, 5, (AGREES, Why.NOBODY_OTHERWISE)),
        (1, 1, (DIFFERS, Why.SOMEBODY_OTHERWISE)),
    ],
)
def test_a_statement_without_exception(otherwise, known, expected):
    assert with_rule(otherwise, known) == Agreement(*expected)


def test_where_values_lie():
    values = [Span(2, 3), Span(1, 2), Span(7, 7), Span(7, 8), Span(8, 9), Span(0, 1), None]
    found = within(values, 2, 7)
    assert found == Inside(inside=2, outside=2, untold=3)
    assert found.share == Share(2, 4)


def test_difference_is_exact_for_small_groups_only():
    small, large = (Share(1, 5), Share(4, 9)), (Share(10, 500), Share(40, 900))
    assert (difference(*small).bounds, difference(*small).exact) == (exact_difference(*small), True)
    assert (difference(*large).bounds, difference(*large).exact) == (newcombe(*large), False)
    assert difference(Share(0, 0), Share(1, 2)) is None
