"""A submitted version in the staff's hands: taken, asked about, answered, returned, accepted; amended and nullified."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from cases import store
from cases.actions.cases import follow_up, submit
from cases.actions.retraction import amend, nullify
from cases.actions.review import (
    Question,
    accept,
    answer,
    ask,
    assign,
    put_back,
    return_to_centre,
    take_into_review,
    withdraw_questions,
)
from cases.actions.steps import ActionError, NotAllowed
from cases.icsr.codes import Retraction
from cases.models import CaseFacts, CaseVersion, Step
from cases.rules.workflow import State, TransitionError, VersionKind
from tests.cases.builders import accepted, draft
from tests.people import person

pytestmark = pytest.mark.django_db

QUESTION = Question("reactions[1].outcome", "Has she recovered?")


@pytest.fixture
def assessor() -> Any:
    return person("PV assessor")


@pytest.fixture
def manager() -> Any:
    return person("PV manager")


@pytest.fixture
def submitted() -> CaseVersion:
    version = draft()
    submit(version, by=None)
    return version


@pytest.fixture
def in_review(submitted: CaseVersion, assessor: Any) -> CaseVersion:
    take_into_review(submitted, by=assessor)
    return submitted


def steps_of(version: CaseVersion) -> list[str]:
    return [step.name for step in Step.objects.filter(version=version).order_by("id")]


def test_who_takes_a_version_has_it(in_review: CaseVersion, assessor: Any) -> None:
    assert (in_review.state, in_review.assigned_to) == (State.IN_REVIEW, assessor)
    put_back(in_review, by=assessor)
    assert (in_review.state, in_review.assigned_to) == (State.SUBMITTED, None)
    assert steps_of(in_review) == ["submit", "take", "release"]


def test_two_cannot_take_the_same_version(in_review: CaseVersion, manager: Any) -> None:
    with pytest.raises(TransitionError, match="must be 'Submitted'"):
        take_into_review(in_review, by=manager)


def test_it_can_be_given_to_somebody_who_reviews(in_review: CaseVersion, assessor: Any, manager: Any) -> None:
    assign(in_review, to=manager, by=assessor)
    assert in_review.assigned_to == manager
    assign(in_review, to=None, by=assessor)
    assert in_review.assigned_to is None
    with pytest.raises(ActionError, match="does not review cases"):
        assign(in_review, to=person("Centre lead", centre=in_review.centre), by=assessor)


def test_the_version_waits_until_all_questions_are_answered(in_review: CaseVersion, assessor: Any) -> None:
    nurse = person("Centre reporter", centre=in_review.centre)
    ask(in_review, [QUESTION], by=assessor)
    ask(in_review, [Question("", "Who saw her?")], by=assessor)
    assert in_review.state == State.QUERIED
    assert list(in_review.queries.values_list("number", "path")) == [(1, "reactions[1].outcome"), (2, "")]
    answer(in_review, {1: "Yes, on day 9.", 2: " "}, by=nurse)
    assert in_review.state == State.QUERIED
    with pytest.raises(ActionError, match="Question 1 is not open any more"):
        answer(in_review, {1: "No."}, by=nurse)
    answer(in_review, {2: "Dr B."}, by=nurse)
    assert in_review.state == State.IN_REVIEW
    assert steps_of(in_review) == ["submit", "take", "ask", "answer"]
    assert in_review.queries.get(number=1).answer.by == nurse


@pytest.mark.parametrize("questions", [[], [Question("", "  ")]])
def test_a_question_says_something(in_review: CaseVersion, assessor: Any, questions: list[Question]) -> None:
    with pytest.raises(ActionError, match="Write the question"):
        ask(in_review, questions, by=assessor)


def test_open_questions_stand_in_the_way_of_accepting(in_review: CaseVersion, assessor: Any) -> None:
    ask(in_review, [QUESTION], by=assessor)
    with pytest.raises(ActionError, match="open questions"):
        accept(in_review, by=assessor, signed=True)
    with pytest.raises(TransitionError, match="give the reason"):
        withdraw_questions(in_review, by=assessor, reason="")
    withdraw_questions(in_review, by=assessor, reason="The letter came by post.")
    accept(in_review, by=assessor, signed=True)
    assert in_review.state == State.ACCEPTED


def test_accepting_is_signed(in_review: CaseVersion, assessor: Any) -> None:
    with pytest.raises(TransitionError, match="sign it with your password"):
        accept(in_review, by=assessor)
    accept(in_review, by=assessor, signed=True)
    step = Step.objects.get(version=in_review, name="accept")
    assert (step.by, step.target) == (assessor, State.ACCEPTED)
    assert "accept it into the registry" in step.signed_as


def test_a_returned_version_leaves_the_centre_a_draft(in_review: CaseVersion, assessor: Any) -> None:
    with pytest.raises(TransitionError, match="give the reason"):
        return_to_centre(in_review, by=assessor, reason="")
    made = return_to_centre(in_review, by=assessor, reason="This is two patients.")
    assert in_review.state == State.RETURNED
    assert (made.number, made.state, made.kind) == (2, State.DRAFT, VersionKind.FOLLOW_UP)
    assert store.load(made).reactions == store.load(in_review).reactions


def test_follow_up_starts_from_the_last_version_and_has_its_own_clock() -> None:
    first = accepted()
    second = follow_up(first.case, by=None)
    report = store.load(second).report
    assert report is not None
    assert (report.latest_received, report.first_received) == (None, store.load(first).report.first_received)  # type: ignore[union-attr]
    with pytest.raises(ActionError, match="has a draft already"):
        follow_up(first.case, by=None)
    submit(second, by=None)
    assert second.day_zero == second.submitted_at.date()
    accept(second, by=None)
    assert (first.case.versions.get(number=1).state, second.state) == (State.ACCEPTED, State.ACCEPTED)


def test_a_later_version_replaces_what_still_waits(submitted: CaseVersion) -> None:
    second = follow_up(submitted.case, by=None)
    submit(second, by=None)
    accept(second, by=None)
    submitted.refresh_from_db()
    assert submitted.state == State.SUPERSEDED
    assert Step.objects.get(version=submitted, name="supersede").reason == "A later version of the case was accepted."


def test_an_amendment_is_a_version_with_its_reason(assessor: Any) -> None:
    version = accepted()
    made = amend(version, by=assessor, reason="The dose was 12 mg.")
    report = store.load(made).report
    assert report is not None
    assert (report.retraction, report.retraction_reason) == (Retraction.AMENDMENT, "The dose was 12 mg.")
    assert (made.kind, made.state) == (VersionKind.AMENDMENT, State.DRAFT)
    version.refresh_from_db()
    assert version.state == State.ACCEPTED


def test_a_nullified_case_no_longer_counts(manager: Any) -> None:
    version = accepted()
    with pytest.raises(TransitionError, match="sign it"):
        nullify(version.case, by=manager, reason="Reported twice.")
    made = nullify(version.case, by=manager, reason="Reported twice.", signed=True)
    report = store.load(made).report
    assert report is not None
    assert (report.retraction, report.retraction_reason) == (Retraction.NULLIFICATION, "Reported twice.")
    assert (made.state, made.kind, made.number) == (State.NULLIFIED, VersionKind.NULLIFICATION, 2)
    assert CaseFacts.objects.get(version=made).nullified
    for again in (follow_up, nullify):
        with pytest.raises(ActionError, match="nullified"):
            again(version.case, by=manager, **({} if again is follow_up else {"reason": "x", "signed": True}))


def test_nullifying_takes_a_follow_up_draft_with_it(manager: Any, assessor: Any) -> None:
    version = accepted()
    follow_up(version.case, by=None)
    with pytest.raises(NotAllowed):
        nullify(version.case, by=assessor, reason="Reported twice.", signed=True)
    assert version.case.versions.get(number=2).is_draft
    last = nullify(version.case, by=manager, reason="Reported twice.", signed=True)
    assert (last.number, last.state) == (2, State.NULLIFIED)


def test_a_case_that_was_never_submitted_is_not_nullified(manager: Any) -> None:
    version = draft()
    with pytest.raises(ActionError, match="never submitted"):
        nullify(version.case, by=manager, reason="Reported twice.", signed=True)
    assert CaseVersion.objects.filter(pk=version.pk).exists()


@pytest.mark.parametrize(
    ("role", "act"),
    [
        ("Auditor", lambda version, by: take_into_review(version, by=by)),
        ("Centre lead", lambda version, by: take_into_review(version, by=by)),
        ("API client", lambda version, by: take_into_review(version, by=by)),
        ("PV assessor", lambda version, by: nullify(version.case, by=by, reason="x", signed=True)),
        ("Auditor", lambda version, by: answer(version, {1: "x"}, by=by)),
    ],
)
def test_nobody_does_what_the_role_does_not_allow(submitted: CaseVersion, role: str, act: Any) -> None:
    with pytest.raises(NotAllowed, match="It needs the permission"):
        act(submitted, person(role))
    assert steps_of(submitted) == ["submit"]


@pytest.mark.parametrize("state", [s for s in State if s not in (State.SUPERSEDED, State.IN_REVIEW, State.ACCEPTED)])
def test_the_database_refuses_a_step_that_the_table_does_not_have(submitted: CaseVersion, state: State) -> None:
    if state == State.SUBMITTED:
        return
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseVersion.objects.filter(pk=submitted.pk).update(state=state)


def test_steps_are_never_changed(submitted: CaseVersion) -> None:
    for change in (lambda rows: rows.update(reason="x"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
            change(Step.objects.filter(version=submitted))
