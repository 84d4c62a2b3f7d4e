"""Partial dates keep what was given, and refuse what is no date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.icsr.partial_date import PartialDate, PartialDateError

FORMS = {"year": "%Y", "month": "%Y%m", "day": "%Y%m%d", "hour": "%Y%m%d%H", "minute": "%Y%m%d%H%M"}
ISO = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "minute": "%Y-%m-%d %H:%M"}
moments = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 12, 31))


@given(moments, st.sampled_from(sorted(FORMS)))
def test_the_given_precision_is_kept(moment: datetime, precision: str) -> None:
    date = PartialDate(moment.strftime(FORMS[precision]))
    assert date.precision == precision
    assert date.hl7 == moment.strftime(FORMS[precision])


@given(moments, st.sampled_from(sorted(ISO)))
def test_both_spellings_give_the_same_date(moment: datetime, precision: str) -> None:
    assert PartialDate.parse(moment.strftime(ISO[precision])) == PartialDate(moment.strftime(FORMS[precision]))


@given(moments, st.sampled_from(sorted(FORMS)))
def test_the_moment_lies_between_earliest_and_latest(moment: datetime, precision: str) -> None:
    date = PartialDate(moment.strftime(FORMS[precision]))
    exact = moment.replace(tzinfo=UTC, microsecond=0)
    assert date.earliest <= exact <= date.latest


@given(moments, st.sampled_from(sorted(ISO)))
def test_what_is_shown_can_be_read_again(moment: datetime, precision: str) -> None:
    date = PartialDate(moment.strftime(FORMS[precision]))
    assert PartialDate.parse(str(date)) == date


@pytest.mark.parametrize(
    ("text", "hl7"),
    [
        ("2022-07-15T14:30+02:00", "202207151430+0200"),
        ("2022-07-15 14:30Z", "202207151430+0000"),
        ("20220715143000.5-0500", "20220715143000.5-0500"),
        ("2022-07-15T14:30:05", "20220715143005"),
        (" 2022-07 ", "202207"),
        ("2022/07/15", "20220715"),
        ("2022-07-15 14:30 +02", "202207151430+02"),
    ],
)
def test_zones_and_seconds_are_kept(text: str, hl7: str) -> None:
    assert PartialDate.parse(text).hl7 == hl7


def test_a_zone_moves_the_instant() -> None:
    here = PartialDate("202207151430+0200")
    assert here.zone is not None
    assert here.zone.utcoffset(None) == timedelta(hours=2)
    assert here.earliest == datetime(2022, 7, 15, 12, 30, tzinfo=UTC)
    assert PartialDate("202207151430-0530").earliest == datetime(2022, 7, 15, 20, 0, tzinfo=UTC)
    assert PartialDate("2022071514+09").earliest == datetime(2022, 7, 15, 5, 0, tzinfo=UTC)


NO_DATES = (
    "|22|2022-13|2022-02-30|15.07.2022|15/07/2022|20/10/12|20-10-12|12/07|12-07|2022/7/15|2022-07/15|2022 07|"
    "20220715+0200|2022071525|0000"
)


@pytest.mark.parametrize("text", NO_DATES.split("|"))
def test_what_is_no_date_is_refused_as_it_was_typed_with_what_would_be_right(text: str) -> None:
    with pytest.raises(PartialDateError, match="write 2022, 2022-07") as caught:
        PartialDate.parse(text)
    assert str(caught.value).startswith(f"'{text}' ")


def test_a_month_ends_on_its_last_day() -> None:
    assert PartialDate("202402").latest == datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)
    assert PartialDate("2023").latest == datetime(2023, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert PartialDate("20230101").latest.hour == 23
    assert PartialDate("2023010110").latest.minute == 59
    assert PartialDate("202301011005").latest.second == 59
    assert PartialDate("20230101100507").latest.second == 7
