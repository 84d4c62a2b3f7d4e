"""The day arithmetic of the timeline: which course an event belongs to, and which day of it, as far as that follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date as calendar_date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole
from cases.icsr.codes_lung import InfusionStatus, Phase
from cases.icsr.course import Infusion
from cases.icsr.drug import Drug, DrugReaction
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.values import NullFlavor, Quantity
from cases.icsr.words import _
from cases.rules.facts import given
from cases.rules.phrase import Phrase, phrase, quantity_phrase
from cases.rules.timing import Onset, OnsetBasis, hours, onset

_RECEIVED = (InfusionStatus.GIVEN, InfusionStatus.STOPPED_EARLY)
_CLOCK_UNITS = ("s", "min", "h")


@dataclass(frozen=True, order=True)
class Days:
    """The day of an event; earliest and latest differ when the record leaves it open."""

    earliest: int
    latest: int


@dataclass(eq=False)
class Lane:
    """One course of one drug: its own day axis."""

    drug: Drug
    drug_number: int
    course: int | None
    infusions: list[Infusion] = field(default_factory=list)
    onset_limits: list[tuple[int, int]] = field(default_factory=list)
    """(n, day): infusions up to number n came not later than that day, because a reaction that began then followed."""

    @property
    def day_one(self) -> calendar_date | None:
        """The date of the first infusion; None when that infusion has no date to the day."""
        dated = sorted((row for row in self.infusions if row.status in _RECEIVED and _dated(row)), key=_date_of)
        return _date_of(dated[0]) if dated and dated[0].infusion in (None, 1) else None


@dataclass(frozen=True)
class MainOnset:
    """The onset that intervals count from."""

    name: str | Phrase
    lane: Lane
    days: Days
    hours_since_first: Decimal | None
    date: PartialDate | None


@dataclass(frozen=True)
class FoundOnset:
    """The onset of one reaction seen from one drug."""

    lane: Lane | None
    link: DrugReaction
    days: Days | None
    note: Phrase | None


@dataclass
class Lanes:
    """The courses of a case, in the order of drugs and course numbers."""

    icsr: ICSR
    all: list[Lane]
    onset_of: dict[int, MainOnset] = field(default_factory=dict)
    """By the position of the reaction in the case, from 1."""

    @classmethod
    def of(cls, icsr: ICSR) -> Lanes:
        """The lanes of a case: a course of a suspect drug for each infusion, course row or reported onset."""
        lanes = cls(icsr, [])
        for number, drug in suspects(icsr):
            numbers = {row.course for row in drug.infusions}
            numbers |= {row.course for row in icsr.courses if row.drug == number and row.course is not None}
            for course in sorted(numbers, key=lambda course: course or 0):
                rows = [row for row in drug.infusions if row.course == course]
                lanes.all.append(Lane(drug, number, course, rows))
        return lanes

    @property
    def main(self) -> MainOnset | None:
        """The onset of the first reaction; None when its day is not told."""
        return self.onset_of.get(1)

    def find(self, drug: Drug, number: int, course: int | None, began: PartialDate | None) -> Lane | None:
        """The course in which a reaction began: as named, else the only one, else that of the last infusion before."""
        own = [lane for lane in self.all if lane.drug_number == number]
        named = next((lane for lane in own if course is not None and lane.course == course), None)
        if named or len(own) == 1:
            return named or own[0]
        if course is not None or not own:
            lane = Lane(drug, number, course)
            self.all.append(lane)
            return lane
        day_ones = [lane for lane in own if lane.day_one and began and lane.day_one <= began.latest.date()]
        return max(day_ones, key=lambda lane: lane.day_one or calendar_date.min, default=None)

    def on_date(self, date: PartialDate, onset: MainOnset | None) -> tuple[Lane | None, Days | None, Phrase | None]:
        """Course and day of a calendar date: from day 1 of the course that runs then, else from the dated onset."""
        day = date.earliest.date()
        known = sorted(((lane.day_one, lane) for lane in self.all if lane.day_one), key=lambda pair: pair[0])
        if known:
            begun = [pair for pair in known if pair[0] <= day] or known[:1]
            return begun[-1][1], _on_day(begun[-1][0], day), None
        if onset is None or onset.date is None:
            return None, None, None
        apart = (day - onset.date.earliest.date()).days
        note = phrase(_("derived from the date of onset of %(reaction)s"), reaction=onset.name)
        return onset.lane, Days(onset.days.earliest + apart, onset.days.latest + apart), note

    def retreatment(self, phase: Phase | None) -> int | None:
        """The number of the course by which the drug was given again, for what was done then."""
        if phase != Phase.RETREATMENT:
            return None
        again = [row.course for row in self.icsr.courses if row.retreatment is True]
        return again[0] if len(again) == 1 else None


def suspects(icsr: ICSR) -> Iterator[tuple[int, Drug]]:
    """Number and row of each drug that may have caused the reaction."""
    for position, drug in enumerate(icsr.drugs, start=1):
        if drug.role in (DrugRole.SUSPECT, DrugRole.INTERACTING):
            yield drug.number or position, drug


def _dated(row: Infusion) -> bool:
    return row.start is not None and row.start.to_the_day


def _date_of(row: Infusion) -> calendar_date:
    assert row.start is not None  # noqa: S101 - only dated rows come here
    return row.start.earliest.date()


def _on_day(day_one: calendar_date, day: calendar_date) -> Days:
    number = (day - day_one).days + 1
    return Days(number, number)


def onsets(icsr: ICSR, reaction: Reaction, position: int, lanes: Lanes) -> Iterator[FoundOnset]:
    """The onset of a reaction in the lane of each drug that gives it a day; once without a day when none does."""
    number = reaction.number or position
    began = given(reaction.start)
    first: FoundOnset | None = None
    placed = False
    for drug_number, drug in suspects(icsr):
        link = next(
            (row for row in icsr.drug_reactions if (row.drug, row.reaction) == (drug_number, number)), DrugReaction()
        )
        found = onset(link, began, drug.infusions)
        lane = lanes.find(drug, drug_number, link.onset_course, began)
        days = _days_of(found)
        if lane is None or days is None:
            first = first or FoundOnset(None, link, None, _open_onset(link, reaction.start, found))
            continue
        placed = True
        _remember(lanes, lane, position, reaction, found, days)
        yield FoundOnset(lane, link, days, _basis(found, link))
    if not placed:
        yield first or FoundOnset(None, DrugReaction(), None, _open_onset(DrugReaction(), reaction.start, None))


def _days_of(found: Onset) -> Days | None:
    if found.day_earliest is None or found.day_latest is None:
        return None
    return Days(found.day_earliest, found.day_latest)


def _remember(lanes: Lanes, lane: Lane, position: int, reaction: Reaction, found: Onset, days: Days) -> None:
    if found.infusions_before is not None:
        lane.onset_limits.append((found.infusions_before, days.latest))
    began = given(reaction.start)
    dated = began if began is not None and began.to_the_day else None
    name = reaction.verbatim or phrase(_("reaction %(number)s"), number=reaction.number or position)
    lanes.onset_of.setdefault(position, MainOnset(name, lane, days, found.hours_since_first, dated))


def _basis(found: Onset, link: DrugReaction) -> Phrase | None:
    if found.basis is OnsetBasis.INTERVAL and link.from_first is not None:
        return phrase(_("derived: %(interval)s after the first infusion"), interval=quantity_phrase(link.from_first))
    return None


def _open_onset(link: DrugReaction, start: PartialDate | NullFlavor | None, found: Onset | None) -> Phrase | None:
    """What is known of an onset without a day on an axis."""
    if link.onset_text:
        return phrase("%(text)s", text=link.onset_text)
    if isinstance(start, PartialDate):
        return phrase("%(date)s", date=start)
    if found is not None and found.day_earliest is not None:
        return phrase(_("day %(day)s of a course that is not told"), day=found.day_earliest)
    if link.from_last is not None:
        return phrase(_("%(interval)s after the last infusion"), interval=quantity_phrase(link.from_last))
    return None


def infusion_days(lane: Lane) -> list[tuple[Days | None, Phrase | None]]:
    """The day of each infusion of a lane: by date; day 1 for the first; else between its neighbours and the onset."""
    known = [_own_day(lane, row) for row in lane.infusions]
    result: list[tuple[Days | None, Phrase | None]] = []
    for row, days in zip(lane.infusions, known, strict=True):
        if days is not None or row.infusion is None:
            result.append((days, None))
        else:
            result.append(_between(lane, row.infusion, row.status in _RECEIVED, known))
    return result


def _own_day(lane: Lane, row: Infusion) -> Days | None:
    if lane.day_one is not None and _dated(row):
        return _on_day(lane.day_one, _date_of(row))
    received = [other for other in lane.infusions if other.status in _RECEIVED]
    is_first = row.infusion == 1 or (row.infusion is None and len(received) == 1)
    return Days(1, 1) if row.status in _RECEIVED and is_first else None


def _between(
    lane: Lane, number: int, was_received: bool, known: Iterable[Days | None]
) -> tuple[Days | None, Phrase | None]:
    """Infusions follow each other in the order of their numbers, and those before the onset came before it."""
    numbered = [
        (row.infusion, days)
        for row, days in zip(lane.infusions, known, strict=True)
        if days and row.infusion is not None
    ]
    lows = [days.earliest for other, days in numbered if other < number]
    highs = [days.latest for other, days in numbered if other > number]
    highs += [day for last, day in lane.onset_limits if was_received and number <= last]
    if not lows or not highs or max(lows) > min(highs):
        return None, None
    return Days(max(lows), min(highs)), phrase(_("derived from the order of infusions and onset"))


def after(onset: MainOnset, passed: Quantity) -> Days | None:
    """The days that a time after onset can mean; None for what is no length of time.

    Times of hours keep the hours: 60 h after an onset that came 24 h after the start of the first infusion are 84 h,
    day 4 or day 5. Times of days, weeks, months count whole days from the day of onset.
    """
    length = hours(passed)
    if length is None:
        return None
    in_hours = passed.unit in _CLOCK_UNITS
    if in_hours and onset.hours_since_first is not None:
        whole = (onset.hours_since_first + length) / 24
        return Days(_down(whole) + 1, _up(whole) + 1)
    whole = length / 24
    return Days(onset.days.earliest + _down(whole), onset.days.latest + _up(whole))


def _down(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_FLOOR))


def _up(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_CEILING))
