"""Dates as people write them: the day comes first, and what can mean two days is asked about."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from cases.admin.written_dates import read_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("15.07.2022", "2022-07-15"),
        ("5.6.2022", "2022-06-05"),
        ("15/07/2022", "2022-07-15"),
        ("07/07/2022", "2022-07-07"),
        ("15-07-2022", "2022-07-15"),
        ("15.07.2022 9:05", "2022-07-15 09:05"),
        ("15 July 2022", "2022-07-15"),
        ("15. july 2022", "2022-07-15"),
        ("1st Sept. 2022", "2022-09-01"),
        ("July 15, 2022", "2022-07-15"),
        ("15 Jul 2022, 14:30", "2022-07-15 14:30"),
        ("July 2022", "2022-07"),
        ("07.2022", "2022-07"),
        ("7/2022", "2022-07"),
        ("2022", "2022"),
        ("2022-07-15", "2022-07-15"),
        ("2022-07-15 14:30+02:00", "2022-07-15 14:30+0200"),
    ],
)
def test_a_date_is_read(written: str, read: str) -> None:
    assert str(read_date(written)) == read


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("05/06/2022", "write 5 June 2022 or 6 May 2022"),
        ("07/15/2022", "Write the day first: 15.7.2022"),
        ("15.07.22", "four digits"),
        ("31.02.2022", "not a date of the calendar"),
        ("15.07.2022 25:00", "not a date of the calendar"),
        ("0.07.2022", "not a date"),
        ("15.13.2022", "no month 13"),
        ("13.2022", "no month 13"),
        ("15 Juli 2022", "'Juli' is not a month: write 15 July 2022"),
        ("2022-13-01", "2022-07-15"),
        ("last summer", "write 15.07.2022, 15 July 2022, 07.2022 or 2022"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_be_right(written: str, says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_date(written)
    assert says in refused.value.messages[0]
