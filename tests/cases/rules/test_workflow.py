"""Versions move only along the table, and a person along the steps that the role allows."""

from __future__ import annotations

import pytest

from cases.rules.workflow import (
    COUNTED,
    TRANSITIONS,
    WAITING,
    Permission,
    State,
    TransitionError,
    allowed,
    check,
    transition,
)

LIFE = (
    ("submit", State.DRAFT, State.SUBMITTED),
    ("take", State.SUBMITTED, State.IN_REVIEW),
    ("ask", State.IN_REVIEW, State.QUERIED),
    ("answer", State.QUERIED, State.IN_REVIEW),
    ("accept", State.IN_REVIEW, State.ACCEPTED),
)


@pytest.mark.parametrize(("name", "source", "target"), LIFE)
def test_the_way_of_a_case_from_draft_to_accepted(name: str, source: State, target: State) -> None:
    assert transition(name, source).target is target


@pytest.mark.parametrize(
    ("name", "state", "message"),
    [
        ("accept", State.DRAFT, "must be 'In review'"),
        ("accept", State.SUBMITTED, "must be 'In review'"),
        ("submit", State.ACCEPTED, "must be 'Draft'"),
        ("supersede", State.ACCEPTED, "must be 'Submitted or In review or Question to the centre'"),
        ("fly", State.DRAFT, "no step 'fly'"),
    ],
)
def test_a_step_that_does_not_fit_says_what_it_needs(name: str, state: State, message: str) -> None:
    with pytest.raises(TransitionError, match=message):
        transition(name, state)


def test_nothing_leads_back_to_a_draft_or_away_from_what_counts() -> None:
    assert all(item.target is not State.DRAFT for item in TRANSITIONS)
    assert {item.target for item in TRANSITIONS if item.source in COUNTED} <= {State.ACCEPTED}


def test_every_state_can_be_reached_and_every_waiting_one_left() -> None:
    assert {item.target for item in TRANSITIONS} == set(State) - {State.DRAFT}
    assert all(any(item.source is state for item in TRANSITIONS) for state in WAITING)


@pytest.mark.parametrize(
    ("held", "state", "steps"),
    [
        ({Permission.REPORT, Permission.ANSWER}, State.DRAFT, ["submit"]),
        ({Permission.REPORT, Permission.ANSWER}, State.IN_REVIEW, []),
        ({Permission.REPORT, Permission.ANSWER}, State.QUERIED, ["answer"]),
        ({Permission.TRIAGE}, State.IN_REVIEW, ["release", "ask", "return"]),
        ({Permission.TRIAGE, Permission.ACCEPT}, State.IN_REVIEW, ["release", "ask", "return", "accept"]),
        (set(Permission), State.SUBMITTED, ["take"]),
        (set(), State.SUBMITTED, []),
    ],
)
def test_who_may_do_what(held: set[Permission], state: State, steps: list[str]) -> None:
    assert [item.name for item in allowed(state, held)] == steps


@pytest.mark.parametrize("name", ["return", "withdraw", "amend", "nullify"])
def test_what_takes_something_from_others_asks_for_a_reason(name: str) -> None:
    (item,) = (item for item in TRANSITIONS if item.name == name)
    with pytest.raises(TransitionError, match="give the reason"):
        check(item, "  ")
    check(item, "the same patient was reported twice")


def test_accepting_and_nullifying_are_signed() -> None:
    assert {item.name for item in TRANSITIONS if item.signed_as} == {"accept", "nullify"}
