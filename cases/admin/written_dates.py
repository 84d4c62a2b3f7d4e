"""Dates as people write them: 15.07.2022, 15/07/2022, 15 July 2022, July 2022, beside the ISO form."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_AP
from django.utils.translation import gettext as _

from cases.icsr.partial_date import PartialDate, PartialDateError

_TIME = r"(?:[ ,T]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2}))?"
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})(?P<mark>[./-])\s?(?P<month>\d{{1,2}})(?P=mark)\s?(?P<year>\d+){_TIME}")
_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})[./-](?P<year>\d{4})")
_DAY_NAME = re.compile(rf"(?:(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+)?(?P<name>[^\W\d]+)\.?,?\s+(?P<year>\d+){_TIME}")
_NAME_DAY = re.compile(
    rf"(?P<name>[^\W\d]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d+){_TIME}", re.IGNORECASE
)
_ENGLISH = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())  # noqa: SIM905 - read at a glance


def read_date(text: str) -> PartialDate:
    """Read a date; raises `ValidationError` with what is wrong and what would be right.

    Days come first. Two numbers with slashes that could be day and month either way are refused, for some countries
    write the month first.
    """
    given = " ".join(text.split())
    if match := _MONTH_YEAR.fullmatch(given):
        return _date(given, match["year"], int(match["month"]))
    if match := _DAY_FIRST.fullmatch(given):
        return _day_first(given, match)
    if match := _DAY_NAME.fullmatch(given) or _NAME_DAY.fullmatch(given):
        return _with_name(given, match)
    try:
        return PartialDate.parse(given)
    except PartialDateError as error:
        if re.fullmatch(r"\d{4}(-?\d{2}){0,2}.*", given):
            raise ValidationError(str(error)) from error
        raise ValidationError(
            _("'%(text)s' is not a date: write 15.07.2022, 15 July 2022, 07.2022 or 2022.") % {"text": given}
        ) from error


def _day_first(given: str, match: re.Match[str]) -> PartialDate:
    day, month = int(match["day"]), int(match["month"])
    if month > 12 >= day and match["mark"] != ".":
        raise ValidationError(
            _("There is no month %(month)s. Write the day first: %(right)s.")
            % {"month": month, "right": f"{month}.{day}.{match['year']}"}
        )
    if match["mark"] == "/" and day != month and day <= 12 and month <= 12:
        raise ValidationError(
            _("'%(text)s' can mean two days: write %(one)s or %(other)s.")
            % {"text": given, "one": _spelled(day, month, match), "other": _spelled(month, day, match)}
        )
    return _date(given, match["year"], month, day, match["hour"], match["minute"])


def _spelled(day: int, month: int, match: re.Match[str]) -> str:
    return f"{day} {MONTHS[month]} {match['year']}"


def _with_name(given: str, match: re.Match[str]) -> PartialDate:
    month = _month(match["name"])
    if month is None:
        raise ValidationError(
            _("'%(name)s' is not a month: write 15 July 2022 or 15.07.2022.") % {"name": match["name"]}
        )
    return _date(
        given, match["year"], month, int(match["day"]) if match["day"] else None, match["hour"], match["minute"]
    )


def _month(name: str) -> int | None:
    """The month of a name, in the user's language or in short English, short or long."""
    wanted = name.casefold()
    for number, english in enumerate(_ENGLISH, start=1):
        local = (str(names[number]).casefold().rstrip(".") for names in (MONTHS, MONTHS_3, MONTHS_AP))
        if wanted in (english, *local):
            return number
    return None


def _date(
    given: str, year: str, month: int, day: int | None = None, hour: str | None = None, minute: str | None = None
) -> PartialDate:
    if len(year) != 4:
        raise ValidationError(_("'%(text)s': write the year with four digits, such as 2022.") % {"text": given})
    if not 1 <= month <= 12:
        raise ValidationError(
            _("'%(text)s': there is no month %(month)s. Write the day first: 15.07.2022.")
            % {"text": given, "month": month}
        )
    try:
        date(int(year), month, 1 if day is None else day)
        clock = f"{int(hour):02}{minute}" if hour else ""
        return PartialDate(f"{year}{month:02}" + ("" if day is None else f"{day:02}") + clock)
    except ValueError as error:
        raise ValidationError(
            _("'%(text)s' is not a date of the calendar: look at day, month and time again, such as 15.07.2022 14:30.")
            % {"text": given}
        ) from error
