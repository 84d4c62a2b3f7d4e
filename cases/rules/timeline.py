"""The course of a case on a day axis: infusions, onset, examinations, treatment, recovery, death; one axis a course.

Day 1 is the calendar day of the first infusion of the course (`cases.rules.timing`), so day 0 is the day before it.
"Time after onset" counts from the first reaction of the case, which by custom is the one the case is about. What has
no day that follows from the record is listed apart; no day is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cases.icsr import ICSR
from cases.icsr.codes import Outcome
from cases.icsr.codes_lung import InfusionStatus, Phase, ProcedureStatus
from cases.icsr.course import Course
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.spec import CodeList
from cases.icsr.treatment import ReactionTreatment
from cases.icsr.values import NullFlavor, Quantity
from cases.icsr.words import _
from cases.rules.facts import given
from cases.rules.phrase import Phrase, phrase, quantity_phrase
from cases.rules.timeline_days import Days, Lane, Lanes, MainOnset, after, infusion_days, onsets


class EventKind(CodeList):
    """What happened."""

    INFUSION = "infusion", _("Infusion given")
    STOPPED = "stopped", _("Infusion stopped early")
    WITHHELD = "withheld", _("Infusion withheld")
    PLANNED = "planned", _("Infusion planned")
    UNCLEAR = "unclear", _("Infusion, not told whether given")
    ONSET = "onset", _("Onset")
    IMAGING = "imaging", _("Imaging")
    BRONCHOSCOPY = "bronchoscopy", _("Bronchoscopy")
    TREATMENT = "treatment", _("Treatment")
    SYMPTOMS_GONE = "symptoms_gone", _("Symptoms gone")
    LUNGS_CLEAR = "lungs_clear", _("Lung changes gone")
    REACTION_END = "reaction_end", _("End of a reaction")
    DEATH = "death", _("Death")


_INFUSIONS = {
    InfusionStatus.GIVEN: (EventKind.INFUSION, _("Infusion %(number)s")),
    InfusionStatus.STOPPED_EARLY: (EventKind.STOPPED, _("Infusion %(number)s, stopped early")),
    InfusionStatus.WITHHELD: (EventKind.WITHHELD, _("Infusion %(number)s withheld")),
    InfusionStatus.PLANNED: (EventKind.PLANNED, _("Infusion %(number)s planned")),
    None: (EventKind.UNCLEAR, _("Infusion %(number)s, not told whether given")),
}
_ORDER = {kind: position for position, kind in enumerate(EventKind)}


@dataclass(frozen=True)
class Event:
    """One thing that happened, on one day or, when the record leaves it open, between two."""

    kind: EventKind
    label: Phrase
    days: Days | None = None
    """None when the day cannot be told."""
    note: Phrase | None = None
    """Where the day comes from when it is derived; what is known instead when there is none."""
    course: int | None = None
    number: int | None = None
    """Of an infusion: which one of its course."""
    reaction: int | None = None
    """Of an onset: the position of the reaction in the case, from 1."""


@dataclass(frozen=True)
class CourseLine:
    """The events of one course of one drug, by their days."""

    drug: str
    course: int | None
    day_one: str
    """The calendar date of day 1; '' when it is not known."""
    start: str
    """When the course began as far as that is told, for a course without a date of day 1."""
    retreatment: bool
    after_previous: Phrase | None
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Timeline:
    """The courses of a case in their order, and what has no day."""

    courses: tuple[CourseLine, ...]
    apart: tuple[Event, ...]

    @property
    def is_empty(self) -> bool:
        """True when the case tells of no event at all."""
        return not self.courses and not self.apart


def timeline(icsr: ICSR) -> Timeline:
    """The timeline of a case; nothing in it depends on today."""
    lanes = Lanes.of(icsr)
    told: list[tuple[Lane | None, Event]] = [*_onset_events(icsr, lanes), *_infusion_events(lanes)]
    told += _care_events(icsr, lanes)
    told += _ends(icsr, lanes)
    apart = tuple(event for lane, event in told if lane is None or event.days is None)
    lines = (_line(icsr, lane, [event for its, event in told if its is lane and event.days]) for lane in lanes.all)
    return Timeline(tuple(line for line in lines if line.events), apart)


def _line(icsr: ICSR, lane: Lane, events: list[Event]) -> CourseLine:
    row = next(
        (row for row in icsr.courses if row.course == lane.course and row.drug in (None, lane.drug_number)), Course()
    )
    day_one = str(lane.day_one or "")
    start = "" if day_one else str(row.start or "")
    later = (
        phrase(_("%(interval)s after the previous course"), interval=quantity_phrase(row.after_previous))
        if row.after_previous
        else None
    )
    ordered = tuple(sorted(events, key=_by_day))
    return CourseLine(lane.drug.name or "", lane.course, day_one, start, row.retreatment is True, later, ordered)


def _by_day(event: Event) -> tuple[int, int, int]:
    assert event.days is not None  # noqa: S101 - events without a day are listed apart
    return event.days.earliest, event.days.latest, _ORDER[event.kind]


def _infusion_events(lanes: Lanes) -> Iterator[tuple[Lane | None, Event]]:
    for lane in lanes.all:
        for row, (days, note) in zip(lane.infusions, infusion_days(lane), strict=True):
            kind, words = _INFUSIONS[row.status]
            label = phrase(words, number=row.infusion or _("without a number"))
            note = note or (phrase("%(text)s", text=row.start) if row.start and days is None else None)
            yield lane, Event(kind, label, days, note, lane.course, row.infusion)


def _onset_events(icsr: ICSR, lanes: Lanes) -> Iterator[tuple[Lane | None, Event]]:
    for position, reaction in enumerate(icsr.reactions, start=1):
        label = phrase(_("Onset: %(reaction)s"), reaction=_name(reaction, position))
        for found in onsets(icsr, reaction, position, lanes):
            course = found.lane.course if found.lane else found.link.onset_course
            yield found.lane, Event(EventKind.ONSET, label, found.days, found.note, course, reaction=position)


def _name(reaction: Reaction, position: int) -> str | Phrase:
    return reaction.verbatim or phrase(_("reaction %(number)s"), number=reaction.number or position)


def _care_events(icsr: ICSR, lanes: Lanes) -> Iterator[tuple[Lane | None, Event]]:
    main = lanes.main
    for lavage in icsr.bronchoscopies:
        if given(lavage.status) == ProcedureStatus.NOT_DONE or not (
            given(lavage.status) or lavage.date or lavage.after_onset
        ):
            continue
        words = _("Bronchoscopy, not completed") if lavage.status == ProcedureStatus.ATTEMPTED else _("Bronchoscopy")
        yield _placed(EventKind.BRONCHOSCOPY, phrase(words), lavage.date, lavage.after_onset, lanes, main)
    for image in icsr.imaging:
        label = phrase(_("%(modality)s"), modality=given(image.modality) or phrase(_("Imaging")))
        if given(image.resolution) is not None:
            label = phrase(_("%(image)s, changes gone: %(extent)s"), image=label, extent=image.resolution)
        yield _placed(EventKind.IMAGING, label, image.date, image.after_onset, lanes, main, image.phase)
    for treatment in icsr.treatments:
        if treatment.given is True or (treatment.given is None and treatment.kind is not None):
            label = _treatment(treatment)
            yield _placed(EventKind.TREATMENT, label, treatment.start, treatment.after_onset, lanes, main)


def _treatment(row: ReactionTreatment) -> Phrase:
    name = row.drug_name or row.kind or phrase(_("Treatment"))
    if row.duration is None:
        return phrase("%(name)s", name=name)
    return phrase(_("%(name)s, for %(duration)s"), name=name, duration=quantity_phrase(row.duration))


def _ends(icsr: ICSR, lanes: Lanes) -> Iterator[tuple[Lane | None, Event]]:
    main = lanes.main
    if icsr.recovery is not None:
        for words, kind, passed in (
            (_("Main symptoms gone"), EventKind.SYMPTOMS_GONE, icsr.recovery.main_symptoms_gone),
            (_("All symptoms gone"), EventKind.SYMPTOMS_GONE, icsr.recovery.all_symptoms_gone),
            (_("Lung changes gone"), EventKind.LUNGS_CLEAR, icsr.recovery.lung_changes_gone),
        ):
            if passed is not None:
                yield _placed(kind, phrase(words), None, passed, lanes, main)
    for position, reaction in enumerate(icsr.reactions, start=1):
        if given(reaction.end) is None and reaction.duration is None:
            continue
        label = phrase(_("End: %(reaction)s"), reaction=_name(reaction, position))
        own = lanes.onset_of.get(position)
        yield _placed(EventKind.REACTION_END, label, reaction.end, reaction.duration, lanes, own)
    died = any(reaction.outcome == Outcome.FATAL for reaction in icsr.reactions)
    if icsr.death is not None or died:
        date = icsr.death.date if icsr.death else None
        yield _placed(EventKind.DEATH, phrase(_("Death")), date, None, lanes, main)


def _placed(
    kind: EventKind,
    label: Phrase,
    date: PartialDate | NullFlavor | None,
    passed: Quantity | None,
    lanes: Lanes,
    onset: MainOnset | None,
    phase: Phase | None = None,
) -> tuple[Lane | None, Event]:
    """An event by its date, else by its time after the onset, else apart with what is known of its time."""
    if isinstance(date, PartialDate) and date.to_the_day:
        lane, days, note = lanes.on_date(date, onset)
        if lane is not None:
            return lane, Event(kind, label, days, note, lane.course)
    if passed is not None and onset is not None and (days := after(onset, passed)):
        note = phrase(
            _("derived: %(interval)s after onset of %(reaction)s"),
            interval=quantity_phrase(passed),
            reaction=onset.name,
        )
        return onset.lane, Event(kind, label, days, note, onset.lane.course)
    course = lanes.retreatment(phase)
    return None, Event(kind, label, None, _instead(date, passed, phase), course)


def _instead(date: Any, passed: Quantity | None, phase: Phase | None) -> Phrase | None:
    if isinstance(date, NullFlavor):
        return phrase(_("date: %(why)s"), why=date)
    if date is not None:
        return phrase("%(date)s", date=date)
    if passed is not None:
        return phrase(_("%(interval)s after onset"), interval=quantity_phrase(passed))
    return phrase("%(phase)s", phase=phase) if phase else None
