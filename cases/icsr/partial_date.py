"""Dates as people know them: a year, a month, a day or a minute, with or without zone, kept as given."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

_HL7 = re.compile(
    r"(?P<year>\d{4})(?:(?P<month>\d{2})(?:(?P<day>\d{2})(?:(?P<hour>\d{2})(?:(?P<minute>\d{2})"
    r"(?:(?P<second>\d{2})(?P<fraction>\.\d{1,6})?)?)?)?)?)?(?P<zone>[+-]\d{2}(?:\d{2})?)?"
)
_ISO = re.compile(
    r"(?P<year>\d{4})(?:(?P<mark>[-/])(?P<month>\d{2})(?:(?P=mark)(?P<day>\d{2})"
    r"(?:[T ]\s*(?P<hour>\d{2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<fraction>\.\d{1,6})?)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?"
)
_FORMS = "write 2022, 2022-07, 2022-07-15 or 2022-07-15 14:30"

_REMEMBERED = 1 << 16
"""Texts whose parts are kept: cases share their dates, and rules ask for the parts again and again."""


class PartialDateError(ValueError):
    """The text is not a date; the message says what is wrong and what would be right."""


@lru_cache(maxsize=_REMEMBERED)
def _parts(hl7: str) -> dict[str, str | None] | None:
    """The parts of an HL7 text by name; None when it has another form."""
    match = _HL7.fullmatch(hl7)
    return match.groupdict() if match else None


@dataclass(frozen=True, order=True)
class PartialDate:
    """A point in time with the precision it was given in, as an HL7 time stamp: 2022, 202207, 202207151430+0200.

    Source: ICH E2B(R3) implementation guide, appendix II (date and time).
    """

    hl7: str

    def __post_init__(self) -> None:
        """Refuse what is not a date of the calendar."""
        found = _parts(self.hl7)
        if found is None:
            raise PartialDateError(f"'{self.hl7}' is not a date: {_FORMS}.")
        if found["zone"] and not found["hour"]:
            raise PartialDateError(f"'{self.hl7}' has a time zone but no time of day: {_FORMS}.")
        try:
            self.earliest, self.latest  # noqa: B018 - both read the calendar
        except (ValueError, OverflowError) as error:
            raise PartialDateError(f"'{self.hl7}' is not a date of the calendar ({error}): {_FORMS}.") from error

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the HL7 form or the ISO 8601 form (2022-07-15T14:30+02:00); both give the same value."""
        given = text.strip()
        match = _ISO.fullmatch(given)
        if match is None:
            if _HL7.fullmatch(given):
                return cls(given)
            raise PartialDateError(f"'{given}' is not a date: {_FORMS}.")
        parts = (match[name] or "" for name in ("year", "month", "day", "hour", "minute", "second", "fraction"))
        zone = (match["zone"] or "").replace(":", "").replace("Z", "+0000")
        try:
            return cls("".join(parts) + zone)
        except PartialDateError as error:
            raise PartialDateError(re.sub(r"^'[^']*'", lambda _: f"'{given}'", str(error))) from error

    def _part(self, name: str) -> str | None:
        found = _parts(self.hl7)
        assert found is not None  # noqa: S101 - __post_init__ has refused anything else
        return found[name]

    @property
    def precision(self) -> str:
        """The finest part that was given: year, month, day, hour, minute or second."""
        parts = ("second", "minute", "hour", "day", "month")
        return next((part for part in parts if self._part(part)), "year")

    @property
    def to_the_day(self) -> bool:
        """Whether the calendar day is known."""
        return self.precision not in ("year", "month")

    @property
    def zone(self) -> timezone | None:
        """The offset from UTC, if one was given."""
        return _zone(self._part("zone"))

    @property
    def earliest(self) -> datetime:
        """The first instant that the date can mean; without a zone it is read as UTC."""
        return _first_instant(self.hl7)

    @property
    def latest(self) -> datetime:
        """The last second that the date can mean."""
        first = self.earliest
        if self.precision == "year":
            return first.replace(month=12, day=31, hour=23, minute=59, second=59)
        if self.precision == "month":
            last_day = monthrange(first.year, first.month)[1]
            return first.replace(day=last_day, hour=23, minute=59, second=59)
        if self.precision == "day":
            return first.replace(hour=23, minute=59, second=59)
        if self.precision == "hour":
            return first.replace(minute=59, second=59)
        return first.replace(second=59) if self.precision == "minute" else first

    def __str__(self) -> str:
        """The ISO 8601 form, as precise as it was given."""
        text = self._part("year") or ""
        for part, mark in (("month", "-"), ("day", "-"), ("hour", " "), ("minute", ":"), ("second", ":")):
            text += f"{mark}{self._part(part)}" if self._part(part) else ""
        return text + (self._part("fraction") or "") + (self._part("zone") or "")


@lru_cache(maxsize=_REMEMBERED)
def _first_instant(hl7: str) -> datetime:
    date = _parts(hl7) or {}
    year, month, day, hour, minute, second = (
        int(date[part] or low)
        for part, low in (("year", 1), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0))
    )
    return datetime(year, month, day, hour, minute, second, tzinfo=_zone(date["zone"]) or UTC)


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[3:] or 0))
    return timezone(-offset if text[0] == "-" else offset)
