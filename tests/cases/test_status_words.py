"""What a centre is told of a version fits the day on which it is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.models import CaseVersion
from cases.rules.workflow import State
from cases.selectors.status_words import what_next

LONG_AGO = date(2018, 3, 16)


@pytest.mark.parametrize(
    ("state", "due", "said"),
    [
        (State.SUBMITTED, LONG_AGO, "it was due on 16 March 2018: it goes first"),
        (State.IN_REVIEW, LONG_AGO, "it was due on 16 March 2018: it goes first"),
        (State.QUERIED, LONG_AGO, "the report was due on 16 March 2018"),
    ],
)
def test_what_is_late_is_not_promised_in_time(state: State, due: date, said: str) -> None:
    assert said in what_next(CaseVersion(state=state, due=due), open_questions=1).words


@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_REVIEW])
@pytest.mark.parametrize("days", [0, 9])
def test_what_is_in_time_is(state: State, days: int) -> None:
    due = timezone.localdate() + timedelta(days)
    assert "at the latest" in what_next(CaseVersion(state=state, due=due), open_questions=0).words


def test_without_a_clock_no_day_is_named() -> None:
    assert "due" not in what_next(CaseVersion(state=State.SUBMITTED), open_questions=0).words


@pytest.mark.parametrize(
    ("state", "newest", "headline"),
    [
        (State.ACCEPTED, State.NULLIFIED, "This case no longer counts"),
        (State.SUPERSEDED, State.NULLIFIED, "This case no longer counts"),
        (State.RETURNED, State.NULLIFIED, "This case no longer counts"),
        (State.RETURNED, State.SUBMITTED, "You have sent this report again"),
        (State.RETURNED, State.DRAFT, "Please correct this report"),
        (State.ACCEPTED, State.SUBMITTED, "Your report is part of the registry"),
        (State.QUERIED, State.DRAFT, "We have 2 questions"),
    ],
)
def test_an_old_version_says_what_became_of_the_case(state: State, newest: State, headline: str) -> None:
    old, last = CaseVersion(state=state, number=1), CaseVersion(state=newest, number=2)
    said = what_next(old, open_questions=2, newest=last)
    assert said.headline == headline
    assert said.yours == (newest == State.DRAFT)
    assert what_next(last, open_questions=0, newest=last) == what_next(last, open_questions=0)
