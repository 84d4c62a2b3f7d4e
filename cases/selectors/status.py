"""Where a version stands, for those who wait for it: the stages it passed, its questions, its neighbours, its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch

from cases.icsr import ICSR
from cases.icsr.spec import Kind, elements, parts
from cases.models.case import CaseVersion
from cases.models.report import Report
from cases.models.review import Answer, Query, Step
from cases.models.section import MODEL_OF
from cases.rules.workflow import State


class Progress(StrEnum):
    """Whether a stage lies behind the version, is where it stands, or is to come."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True)
class Stage:
    """One stage of the life of a version."""

    state: State
    progress: Progress
    at: datetime | None
    """When the version came there last."""


@dataclass(frozen=True)
class File:
    """A file of a version."""

    section: str
    number: int
    name: str
    element: str
    """Such as documents.included."""


MAIN = (State.SUBMITTED, State.IN_REVIEW, State.ACCEPTED)
ENDS = (State.ACCEPTED, State.RETURNED, State.SUPERSEDED, State.NULLIFIED)


def stages(version: CaseVersion) -> list[Stage]:
    """The stages in the order in which they are passed; a question or another end stands there once it happened."""
    state = State(version.state)
    reached: dict[State, datetime] = {State(step.target): step.at for step in version.steps.all()}
    reached[State.DRAFT] = version.created_at
    line = _line(state, asked=State.QUERIED in reached)
    here = line.index(state)
    return [
        Stage(item, _progress(position, here, ended=state in ENDS), reached.get(item) if position <= here else None)
        for position, item in enumerate(line)
    ]


def _line(state: State, *, asked: bool) -> list[State]:
    end = state if state in ENDS else State.ACCEPTED
    if state == State.NULLIFIED:
        return [State.DRAFT, State.NULLIFIED]
    middle = [State.IN_REVIEW, State.QUERIED]
    if asked and state == State.IN_REVIEW:
        # The question lies behind: the version is in review again.
        middle.reverse()
    return [State.DRAFT, State.SUBMITTED, *(item for item in middle if asked or item != State.QUERIED), end]


def _progress(position: int, here: int, *, ended: bool) -> Progress:
    if position < here or (position == here and ended):
        return Progress.DONE
    return Progress.NOW if position == here else Progress.NEXT


def of_version(version: CaseVersion) -> CaseVersion:
    """The version with what its status page shows, in a fixed number of queries."""
    answers = Prefetch("queries", Query.objects.select_related("asked_by", "answer__by").order_by("number"))
    steps = Prefetch("steps", Step.objects.select_related("by").order_by("pk"))
    return (
        CaseVersion.objects.select_related("case__centre", "submitted_by", "assigned_to")
        .prefetch_related(answers, steps)
        .get(pk=version.pk)
    )


def open_questions(version: CaseVersion) -> list[Query]:
    """Its questions without an answer, in their order."""
    return [query for query in version.queries.all() if answer_of(query) is None]


def answer_of(query: Query) -> Answer | None:
    """What closed the question; None while it is open."""
    return getattr(query, "answer", None)


def versions_of(version: CaseVersion) -> list[CaseVersion]:
    """All versions of the case, the newest first."""
    return list(version.case.versions.select_related("submitted_by").order_by("-number"))


def asked_elsewhere(version: CaseVersion) -> list[CaseVersion]:
    """Other versions of the case whose questions are open."""
    return list(
        version.case.versions.filter(state=State.QUERIED, queries__answer=None)
        .exclude(pk=version.pk)
        .distinct()
        .order_by("number")
    )


def worldwide_number(version: CaseVersion) -> str:
    """The worldwide unique case number (C.1.8.1); the registry's own number until there is one."""
    found = Report.objects.filter(version=version).values_list("worldwide_id", flat=True).first()
    return found or version.case.identifier


def reason_for(version: CaseVersion, state: State) -> str:
    """The reason that was given when the version last came into a state."""
    reasons = [step.reason for step in version.steps.all() if step.target == state and step.reason]
    return reasons[-1] if reasons else ""


def files_of(version: CaseVersion) -> list[File]:
    """The files of a version; what they hold is not read."""
    return sorted(_files(version), key=lambda file: (file.section, file.number))


def _files(version: CaseVersion) -> Iterator[File]:
    for part in parts(ICSR):
        held = next((name for name, spec in elements(part.record) if spec.kind is Kind.FILE), None)
        if held is None:
            continue
        rows: Any = MODEL_OF[part.record]._default_manager.filter(version=version)
        for row in rows.filter(**{f"{held}_content__isnull": False}).defer(f"{held}_content"):
            yield File(part.name, row.number, getattr(row, f"{held}_file_name"), f"{part.name}.{held}")
