"""What staff and centre do with a submitted version: take it, ask and answer, return it, accept it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases.actions import notices
from cases.actions.cases import follow_up
from cases.actions.steps import ActionError, By, locked, require, take, user_or_none
from cases.models.case import CaseVersion
from cases.models.review import Answer, Query
from cases.rules.workflow import WAITING, State, transition

NEXT_VERSION = "A later version of the case was accepted."


@dataclass(frozen=True)
class Question:
    """A question to the centre: about the element with this path, or about the whole case when it is empty."""

    path: str
    text: str


@transaction.atomic
def take_into_review(version: CaseVersion, *, by: AbstractBaseUser) -> None:
    """Take a submitted version; whoever takes it has it assigned."""
    take(locked(version), "take", by=by, assigned_to=user_or_none(by))
    version.refresh_from_db()


@transaction.atomic
def put_back(version: CaseVersion, *, by: By, reason: str = "") -> None:
    """Put a version back on the pile of the submitted ones, assigned to nobody."""
    take(locked(version), "release", by=by, reason=reason, assigned_to=None)
    version.refresh_from_db()


@transaction.atomic
def assign(version: CaseVersion, *, to: AbstractBaseUser | None, by: By) -> None:
    """Give a waiting version to somebody; no step of its life, but the audit trail has it."""
    held = locked(version)
    if held.state not in WAITING:
        raise ActionError("Only a version that waits for the staff can be assigned.")
    require(transition("take", State.SUBMITTED), by)
    if to is not None and not to.has_perm("cases.triage"):  # type: ignore[attr-defined]
        raise ActionError(f"{to} does not review cases: choose somebody who does.")
    held.assigned_to = user_or_none(to)
    held.save(update_fields=["assigned_to"])
    version.refresh_from_db()


@transaction.atomic
def ask(version: CaseVersion, questions: Iterable[Question], *, by: By) -> list[Query]:
    """Ask the centre; the version waits for the answers. Asking more while it waits is no step of its own."""
    asked = [Question(item.path, item.text.strip()) for item in questions]
    if not asked or not all(item.text for item in asked):
        raise ActionError("Write the question.")
    held = locked(version)
    if held.state != State.QUERIED:
        take(held, "ask", by=by)
    else:
        require(transition("ask", State.IN_REVIEW), by)
    last = held.queries.aggregate(last=Max("number"))["last"] or 0
    rows = [
        Query.objects.create(version=held, number=number, path=item.path, question=item.text, asked_by=user_or_none(by))
        for number, item in enumerate(asked, start=last + 1)
    ]
    notices.asked(held)
    version.refresh_from_db()
    return rows


@transaction.atomic
def answer(version: CaseVersion, answers: Mapping[int, str], *, by: By) -> None:
    """Answer questions by their numbers; when none is left open, the version goes back into review."""
    held = locked(version)
    require(transition("answer", State.QUERIED), by)
    given = {number: text.strip() for number, text in answers.items() if text.strip()}
    if not given:
        raise ActionError("Write an answer to at least one question.")
    open_queries = {query.number: query for query in held.queries.filter(answer=None)}
    for number, text in given.items():
        if number not in open_queries:
            raise ActionError(f"Question {number} is not open any more: look at the page again.")
        Answer.objects.create(query=open_queries[number], text=text, by=user_or_none(by))
    if held.state == State.QUERIED and not held.queries.filter(answer=None).exists():
        take(held, "answer", by=by)
    notices.answered(held)
    version.refresh_from_db()


@transaction.atomic
def withdraw_questions(version: CaseVersion, *, by: By, reason: str) -> None:
    """Give up the questions that are still open; the version goes back into review."""
    held = locked(version)
    take(held, "withdraw", by=by, reason=reason)
    for query in held.queries.filter(answer=None):
        Answer.objects.create(query=query, withdrawn=True, text=reason, by=user_or_none(by))
    version.refresh_from_db()


@transaction.atomic
def return_to_centre(version: CaseVersion, *, by: By, reason: str) -> CaseVersion:
    """Return a version that cannot be accepted as it is; the centre gets a draft made from it."""
    held = locked(version)
    take(held, "return", by=by, reason=reason)
    notices.returned(held)
    version.refresh_from_db()
    last = held.case.versions.order_by("number").last()
    return last if last is not None and last.is_draft else follow_up(held.case, by=None)


@transaction.atomic
def accept(version: CaseVersion, *, by: By, signed: bool = False) -> None:
    """Accept a version into the registry; earlier versions that still wait are replaced by it."""
    held = locked(version)
    if held.queries.filter(answer=None).exists():
        raise ActionError("There are open questions to the centre: wait for the answers, or withdraw the questions.")
    name = "accept_documented" if by is None and held.state == State.SUBMITTED else "accept"
    take(held, name, by=by, signed=signed, accepted_at=timezone.now(), accepted_by=user_or_none(by))
    replace_earlier(held)
    if name == "accept":
        notices.accepted(held)
    version.refresh_from_db()


def replace_earlier(version: CaseVersion) -> None:
    """What still waits of the versions before this one is replaced by it."""
    waiting = [state.value for state in WAITING]
    for earlier in version.case.versions.select_for_update().filter(number__lt=version.number, state__in=waiting):
        take(earlier, "supersede", by=None, reason=NEXT_VERSION)
