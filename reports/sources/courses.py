"""The courses of a few cases by their days: infusions, onset, examination, treatment and end, seen from day 1.

Read with the rights of the person who asks, and of sections that say nothing about who the patient is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cases import store
from cases.icsr import ICSR
from cases.icsr.codes import Outcome
from cases.rules.timeline import CourseLine, Event, EventKind, timeline
from reports.sources import registry
from reports.sources.population import Population

SECTIONS = (
    "drugs",
    "courses",
    "reactions",
    "drug_reactions",
    "bronchoscopies",
    "treatments",
    "recovery",
    "death",
)
_RECEIVED = (EventKind.INFUSION, EventKind.STOPPED)
_STILL_ILL = (Outcome.RECOVERING.value, Outcome.NOT_RECOVERED.value)


@dataclass(frozen=True, kw_only=True)
class CourseDays:
    """One case on the day axis of the course in which the reaction began; of an uncertain day the earliest."""

    identifier: str
    indication_group: str
    outcome: str
    onset: int
    infusions: tuple[int, ...]
    bronchoscopies: tuple[int, ...]
    treated: int | None
    """First day of treatment."""
    lungs_clear: int | None
    recovered: int | None
    """Last symptom gone; where no such day is told, the end of the reaction."""
    died: int | None
    last_seen: int | None
    """Only of those who were not recovered by then."""


def courses(population: Population, most: int) -> list[CourseDays]:
    """The first so many cases by number; a case whose day of onset follows from no record is left out."""
    rows = registry.rows(population, "treatment_courses", most=most)
    records = store.load_many([row["version_id"] for row in rows], SECTIONS)
    return list(_known(rows, records))


def _known(rows: Iterable[Mapping[str, Any]], records: Mapping[int, ICSR]) -> Iterator[CourseDays]:
    for row in rows:
        found = _course(row, records[row["version_id"]])
        if found is not None:
            yield found


def _course(row: Mapping[str, Any], icsr: ICSR) -> CourseDays | None:
    numbers = [reaction.number for reaction in icsr.reactions]
    position = numbers.index(row["reaction_number"]) + 1 if row["reaction_number"] in numbers else 0
    for line in timeline(icsr).courses:
        onset = min(_days(line, EventKind.ONSET, reaction=position), default=None)
        if onset is not None:
            return _days_of(row, line, onset)
    return None


def _days_of(row: Mapping[str, Any], line: CourseLine, onset: int) -> CourseDays:
    gone = max(_days(line, EventKind.SYMPTOMS_GONE), default=None)
    recovered = gone if gone is not None else max(_days(line, EventKind.REACTION_END), default=None)
    died = min(_days(line, EventKind.DEATH), default=None)
    ill = row["outcome"] in _STILL_ILL and recovered is None and died is None and row["followed_days"] is not None
    return CourseDays(
        identifier=row["identifier"],
        indication_group=row["indication_group"],
        outcome=row["outcome"],
        onset=onset,
        infusions=tuple(sorted({day for kind in _RECEIVED for day in _days(line, kind)})),
        bronchoscopies=tuple(sorted(set(_days(line, EventKind.BRONCHOSCOPY)))),
        treated=min(_days(line, EventKind.TREATMENT), default=None),
        lungs_clear=min(_days(line, EventKind.LUNGS_CLEAR), default=None),
        recovered=recovered,
        died=died,
        last_seen=onset + int(row["followed_days"]) if ill else None,
    )


def _days(line: CourseLine, kind: EventKind, reaction: int | None = None) -> Iterator[int]:
    """The days of all such events of a course."""
    events: Iterable[Event] = (event for event in line.events if event.kind is kind and event.days)
    for event in events:
        if event.days and (reaction is None or event.reaction == reaction):
            yield event.days.earliest
