"""Onset: day 1 is the day of the first infusion; dates come before the reported interval, that before the day."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.icsr.codes_lung import InfusionStatus
from cases.icsr.course import Infusion
from cases.icsr.drug import DrugReaction
from cases.icsr.partial_date import PartialDate
from cases.icsr.values import Quantity
from cases.rules.timing import Onset, OnsetBasis, hours, onset


def infusion(start: str | None, number: int = 1, course: int = 1, status: str = "given") -> Infusion:
    return Infusion(
        course=course,
        infusion=number,
        status=InfusionStatus(status),
        start=PartialDate.parse(start) if start else None,
    )


def q(number: str, unit: str) -> Quantity:
    return Quantity(Decimal(number), unit)


def date(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_from_dates_to_the_day() -> None:
    found = onset(DrugReaction(), date("2026-03-04"), [infusion("2026-03-02"), infusion("2026-03-03", 2)])
    assert found == Onset(OnsetBasis.DATES, 3, 3, None, None, 2)


def test_from_dates_to_the_minute() -> None:
    infusions = [infusion("2026-03-02 10:00"), infusion("2026-03-03 09:00", 2)]
    found = onset(DrugReaction(), date("2026-03-03 10:30"), infusions)
    assert found == Onset(OnsetBasis.DATES, 2, 2, Decimal("24.5"), Decimal("1.5"), 2)


def test_without_the_date_of_the_first_infusion_dates_do_not_tell_the_day() -> None:
    infusions = [infusion(None), infusion("2022-07-12", 2)]
    assert onset(DrugReaction(), date("2022-07-12"), infusions).basis is OnsetBasis.NONE
    found = onset(DrugReaction(from_first=q("30", "h")), date("2022-07-12"), infusions)
    assert (found.basis, found.day_earliest, found.day_latest) == (OnsetBasis.INTERVAL, 2, 3)


def test_an_undated_infusion_between_dated_ones_counts() -> None:
    infusions = [infusion("2022-07-11"), infusion(None, 2), infusion("2022-07-13", 3), infusion(None, 4)]
    found = onset(DrugReaction(), date("2022-07-13"), infusions)
    assert (found.day_earliest, found.infusions_before) == (3, 3)


def test_the_course_is_that_of_the_last_infusion_before_the_reaction() -> None:
    infusions = [
        infusion("2022-07-11"),
        infusion("2023-07-11", 1, course=2),
        infusion("2023-07-12", 2, course=2),
    ]
    found = onset(DrugReaction(), date("2023-07-12"), infusions)
    assert (found.day_earliest, found.infusions_before) == (2, 2)


def test_reported_hours_are_kept_where_dates_give_none() -> None:
    pair = DrugReaction(from_first=q("24", "h"), from_last=q("1", "h"))
    found = onset(pair, date("2026-03-03"), [infusion("2026-03-02")])
    assert found == Onset(OnsetBasis.DATES, 2, 2, Decimal(24), Decimal(1), 1)


def test_infusions_without_numbers_are_ordered_by_their_dates() -> None:
    rows = [Infusion(status=InfusionStatus.GIVEN, start=date(day)) for day in ("2026-03-03", "2026-03-02")]
    found = onset(DrugReaction(), date("2026-03-03"), rows)
    assert (found.day_earliest, found.infusions_before) == (2, 2)


def test_dates_win_over_the_reported_interval() -> None:
    pair = DrugReaction(from_first=q("96", "h"), onset_day_earliest=9)
    assert onset(pair, date("2026-03-03"), [infusion("2026-03-02")]).day_earliest == 2


def test_infusions_after_onset_and_withheld_ones_do_not_count() -> None:
    infusions = [
        infusion("2026-03-02"),
        infusion("2026-03-03", 2, status="withheld"),
        infusion("2026-03-05", 3),
    ]
    assert onset(DrugReaction(), date("2026-03-04"), infusions).infusions_before == 1


def test_only_the_course_of_the_reaction_counts() -> None:
    infusions = [infusion("2025-03-02", course=1), infusion("2026-03-02", course=2)]
    found = onset(DrugReaction(onset_course=2), date("2026-03-03"), infusions)
    assert (found.day_earliest, found.infusions_before) == (2, 1)


def test_a_reported_count_of_infusions_is_kept() -> None:
    found = onset(DrugReaction(onset_after_infusion=2), date("2026-03-03"), [infusion("2026-03-02")])
    assert found.infusions_before == 2


def test_a_zone_on_one_side_only_gives_no_hours() -> None:
    found = onset(DrugReaction(), date("2026-03-03T10:00+01:00"), [infusion("2026-03-02 10:00")])
    assert (found.day_earliest, found.hours_since_first) == (2, None)


@pytest.mark.parametrize(
    ("interval", "days"),
    [
        (q("24", "h"), (2, 2)),
        (q("0", "h"), (1, 1)),
        (q("30", "h"), (2, 3)),
        (q("90", "min"), (1, 2)),
        (q("1", "d"), (2, 2)),
        (q("3", "d"), (4, 4)),
        (q("1", "wk"), (8, 8)),
    ],
)
def test_from_the_reported_interval(interval: Quantity, days: tuple[int, int]) -> None:
    found = onset(DrugReaction(from_first=interval), None, [])
    assert (found.basis, found.day_earliest, found.day_latest) == (OnsetBasis.INTERVAL, *days)
    assert found.hours_since_first == hours(interval)


def test_the_interval_is_used_when_a_date_is_only_a_month() -> None:
    found = onset(DrugReaction(from_first=q("24", "h")), date("2026-03"), [infusion("2026-03-02")])
    assert found.basis is OnsetBasis.INTERVAL
    found = onset(DrugReaction(from_first=q("24", "h")), date("2026-03-03"), [infusion("2026-03")])
    assert found.basis is OnsetBasis.INTERVAL


def test_a_reaction_before_the_first_infusion_has_no_day_from_dates() -> None:
    assert onset(DrugReaction(), date("2026-03-01"), [infusion("2026-03-02")]).basis is OnsetBasis.NONE


@pytest.mark.parametrize(
    ("low", "high", "days"),
    [(2, 3, (2, 3)), (4, None, (4, 4)), (None, 5, (5, 5))],
)
def test_from_the_reported_day(low: int | None, high: int | None, days: tuple[int, int]) -> None:
    found = onset(DrugReaction(onset_day_earliest=low, onset_day_latest=high), None, [])
    assert (found.basis, found.day_earliest, found.day_latest) == (OnsetBasis.DAY, *days)


def test_hours_since_the_last_infusion_are_kept_as_reported() -> None:
    found = onset(DrugReaction(from_last=q("2", "h")), None, [infusion(None)])
    assert found == Onset(OnsetBasis.NONE, hours_since_last=Decimal(2))


@pytest.mark.parametrize("interval", [None, Quantity(None, "h"), q("3", ""), q("3", "mg")])
def test_no_interval_is_no_hours(interval: Quantity | None) -> None:
    assert hours(interval) is None


@given(st.integers(0, 10_000))
def test_a_later_onset_never_has_an_earlier_day(minutes: int) -> None:
    sooner = onset(DrugReaction(from_first=q(str(minutes), "min")), None, [])
    later = onset(DrugReaction(from_first=q(str(minutes + 1), "min")), None, [])
    assert sooner.day_earliest is not None
    assert later.day_earliest is not None
    assert sooner.day_earliest <= later.day_earliest
