"""Kaplan-Meier against the trial of 6-mercaptopurine and against the product over times by fractions."""

from fractions import Fraction
from math import exp, isclose, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.proportions import Interval
from reports.statistics.survival import Followed, MedianTime, kaplan_meier, number_at_risk

# Freireich EJ et al. Blood 1963;21:699-716, as in Gehan EA. Biometrika 1965;52:203-223.
# Weeks of remission, * still in it.
DRUG = "6 6 6 6* 7 9* 10 10* 11* 13 16 17* 19* 20* 22 23 25* 32* 32* 34* 35*"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def rows(text: str) -> list[Followed]:
    return [Followed(float(word.strip("*")), "*" not in word) for word in text.split()]


def test_remission_on_6_mercaptopurine():
    """Collett D. Modelling survival data in medical research, and many others print this curve."""
    curve = kaplan_meier(rows(DRUG))
    assert [(s.time, s.at_risk, s.events, round(s.without, 3)) for s in curve.steps] == [
        (6, 21, 3, 0.857),
        (7, 17, 1, 0.807),
        (10, 15, 1, 0.753),
        (13, 12, 1, 0.690),
        (16, 11, 1, 0.627),
        (22, 7, 1, 0.538),
        (23, 6, 1, 0.448),
    ]
    assert curve.median == MedianTime(23, 13, None)
    assert (curve.followed, curve.events, curve.longest) == (21, 9, 35)


def test_remission_on_placebo():
    curve = kaplan_meier(rows(PLACEBO))
    assert curve.median == MedianTime(8, 4, 11)
    assert curve.steps[-1].without == 0
    assert curve.steps[-1].interval == Interval(0, curve.steps[-2].interval.high)
    assert curve.at(40) == (0, curve.steps[-1].interval)


def test_share_at_a_time():
    curve = kaplan_meier(rows(DRUG))
    assert curve.at(5.9) == (1, Interval(1, 1))
    assert curve.at(12) == curve.at(10)
    assert round(curve.at(10)[0], 3) == 0.753
    assert curve.at(35)[0] == curve.steps[-1].without
    assert curve.at(35.1) is None


def test_intervals_by_greenwood_on_the_log_log_scale():
    curve = kaplan_meier(rows(DRUG))
    total = 0.0
    for step in curve.steps:
        total += step.events / (step.at_risk * (step.at_risk - step.events))
        half = 1.959963984540054 * sqrt(total) / abs(log(step.without))
        assert isclose(step.interval.low, step.without ** exp(half), rel_tol=1e-9)
        assert isclose(step.interval.high, step.without ** exp(-half), rel_tol=1e-9)


@given(st.lists(st.builds(Followed, st.integers(0, 12), st.booleans()), min_size=1, max_size=20))
def test_curve_is_the_product_over_times(found):
    curve, share = kaplan_meier(found), Fraction(1)
    steps = {step.time: step for step in curve.steps}
    for time in sorted({row.time for row in found if row.happened}):
        at_risk = [row for row in found if row.time >= time]
        events = sum(row.happened and row.time == time for row in at_risk)
        share *= 1 - Fraction(events, len(at_risk))
        assert isclose(steps.pop(time).without, share, abs_tol=1e-9)
        assert number_at_risk(found, time) == len(at_risk)
    assert not steps


def test_everybody_at_once_and_nobody():
    curve = kaplan_meier([Followed(7, True)] * 3)
    assert curve.steps[0].interval == Interval(0, 1)
    assert curve.median == MedianTime(7, 7, None)
    assert kaplan_meier([]) is None


def test_nothing_happened_to_anybody():
    curve = kaplan_meier([Followed(7, False), Followed(9, False)])
    assert (curve.events, curve.steps, curve.median) == (0, (), MedianTime(None, None, None))
    assert curve.at(9) == (1, Interval(1, 1))
    assert curve.at(10) is None


def test_a_time_below_0_is_refused():
    with pytest.raises(ValueError, match="cannot be below 0"):
        kaplan_meier([Followed(-1, True)])


@given(
    st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(0, 4)), max_size=12),
)
def test_patients_who_are_alike_count_as_often_as_there_are_of_them(rows: list[tuple[int, bool, int]]) -> None:
    alike = [Followed(time, happened, count) for time, happened, count in rows]
    each = [Followed(time, happened) for time, happened, count in rows for _one in range(count)]
    assert kaplan_meier(alike) == kaplan_meier(each)
