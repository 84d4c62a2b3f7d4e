"""When a reaction began, seen from the course: day, hours since the first and the last infusion, and on what basis.

Day 1 is the calendar day of the first infusion of the course. An interval known only in hours keeps its hours and the
day follows from it: 24 h after the start of the first infusion is day 2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TypeVar

from cases.icsr.codes_lung import InfusionStatus
from cases.icsr.course import Infusion
from cases.icsr.drug import DrugReaction
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import CodeList
from cases.icsr.values import Quantity
from cases.icsr.words import _

_HOURS = {
    "s": Decimal(1) / 3600,
    "min": Decimal(1) / 60,
    "h": Decimal(1),
    "d": Decimal(24),
    "wk": Decimal(168),
    "mo": Decimal("730.5"),
    "a": Decimal(8766),
}
_RECEIVED = (InfusionStatus.GIVEN, InfusionStatus.STOPPED_EARLY)
_T = TypeVar("_T")
_CLOCK = ("hour", "minute", "second")


class OnsetBasis(CodeList):
    """Where the day of onset comes from."""

    DATES = "dates", _("From the dates")
    INTERVAL = "interval", _("From the reported interval")
    DAY = "day", _("From the reported day")
    NONE = "none", _("Not known")


@dataclass(frozen=True)
class Onset:
    """The onset of one reaction after one drug. Days may be uncertain: then earliest and latest differ."""

    basis: OnsetBasis
    day_earliest: int | None = None
    day_latest: int | None = None
    hours_since_first: Decimal | None = None
    hours_since_last: Decimal | None = None
    infusions_before: int | None = None
    """Infusions received before onset, the one that was running included."""


def hours(interval: Quantity | None) -> Decimal | None:
    """An interval in hours; a month is 730.5 h and a year 8766 h. None without a number or a unit of time."""
    if interval is None or interval.value is None or interval.unit not in _HOURS:
        return None
    return interval.value * _HOURS[interval.unit]


def onset(pair: DrugReaction, began: PartialDate | None, infusions: Iterable[Infusion]) -> Onset:
    """The onset from dates where they exist to the day, from the reported interval where not, else as reported.

    Dates need the first infusion of the course; the course is the one that the reporter names, else that of the last
    infusion before the reaction. Hours that dates do not give stay as reported.
    """
    received = [row for row in infusions if row.status in _RECEIVED]
    since_first, since_last = hours(pair.from_first), hours(pair.from_last)
    dated = _from_dates(began, _course(pair, began, received)) if began is not None else None
    count = pair.onset_after_infusion
    if dated is not None:
        return replace(
            dated,
            hours_since_first=_first_known(dated.hours_since_first, since_first),
            hours_since_last=_first_known(dated.hours_since_last, since_last),
            infusions_before=_first_known(count, dated.infusions_before),
        )
    if since_first is not None:
        earliest, latest = days_of(since_first, pair.from_first)
        return Onset(OnsetBasis.INTERVAL, earliest, latest, since_first, since_last, count)
    if pair.onset_day_earliest is not None or pair.onset_day_latest is not None:
        low = _first_known(pair.onset_day_earliest, pair.onset_day_latest)
        high = _first_known(pair.onset_day_latest, pair.onset_day_earliest)
        return Onset(OnsetBasis.DAY, low, high, None, since_last, count)
    return Onset(OnsetBasis.NONE, hours_since_last=since_last, infusions_before=count)


def _course(pair: DrugReaction, began: PartialDate, received: list[Infusion]) -> list[Infusion]:
    """The infusions of the course in which the reaction began."""
    number = pair.onset_course
    before = [row for row in received if _dated(row) and _starts(row) <= began.latest]
    if number is None and before:
        number = max(before, key=_starts).course
    return [row for row in received if number is None or row.course == number]


def _first_known(first: _T | None, second: _T | None) -> _T | None:
    return first if first is not None else second


def _dated(row: Infusion) -> bool:
    return row.start is not None and row.start.to_the_day


def _starts(row: Infusion) -> datetime:
    assert row.start is not None  # noqa: S101 - only dated rows come here
    return row.start.earliest


def _from_dates(began: PartialDate, course: list[Infusion]) -> Onset | None:
    """The onset by the calendar; None when reaction or first infusion have no day, or that infusion came later."""
    dated = sorted((row for row in course if _dated(row)), key=_starts)
    before = [row for row in dated if _starts(row) <= began.latest]
    if not began.to_the_day or not before or before[0].infusion not in (None, 1):
        return None
    first, last = before[0].start, before[-1].start
    assert first is not None and last is not None  # noqa: S101, PT018 - only dated rows come here
    day = (began.earliest.date() - first.earliest.date()).days + 1
    return Onset(OnsetBasis.DATES, day, day, _elapsed(first, began), _elapsed(last, began), _count(course, before))


def _count(course: list[Infusion], before: list[Infusion]) -> int:
    """Infusions before the reaction: those dated before it, and undated ones with a lower number than one of these."""
    last = max((row.infusion for row in before if row.infusion is not None), default=0)
    undated = (row.infusion for row in course if not _dated(row) and row.infusion is not None)
    return len(before) + sum(number < last for number in undated)


def _elapsed(start: PartialDate, end: PartialDate) -> Decimal | None:
    """Hours between two times of day; None when either is known to the day only, or one alone has a zone."""
    if start.precision not in _CLOCK or end.precision not in _CLOCK or (start.zone is None) != (end.zone is None):
        return None
    return Decimal(int((end.earliest - start.earliest).total_seconds())) / 3600


def days_of(since_first: Decimal, reported: Quantity | None) -> tuple[int, int]:
    """The day, or the two days, that an interval can mean: 30 h after the start is day 2 or day 3."""
    whole = since_first / 24
    earliest = int(whole.to_integral_value(ROUND_FLOOR)) + 1
    in_hours = told_in_hours(reported)
    latest = int(whole.to_integral_value(ROUND_CEILING)) + 1 if in_hours else earliest
    return earliest, latest


def told_in_hours(interval: Quantity | None) -> bool:
    """Whether an interval is given in hours or smaller units."""
    return interval is not None and interval.unit in ("s", "min", "h")
