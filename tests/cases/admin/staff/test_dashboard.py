"""The staff's start page tells states, what is new and how complete it is, in a number of queries that stays."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cases.actions.review import accept
from cases.models import CaseFacts, CaseVersion, PairFacts
from cases.rules.workflow import State
from cases.selectors import dashboard
from tests.cases.admin.staff.conftest import reaction, submitted, words

START = "/admin/"


def begun(version: CaseVersion, day: date) -> CaseVersion:
    """The version as if it had been begun then."""
    moment = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    CaseVersion.objects.filter(pk=version.pk).update(created_at=moment)
    return version


def paired(version: CaseVersion, *reactions: str, score: str | None = None) -> None:
    """Facts of the version: a suspect drug with these reactions, and its score."""
    facts = CaseFacts.objects.get(version=version)
    facts.pairs.all().delete()
    for number, name in enumerate(reactions, start=1):
        PairFacts.objects.create(facts=facts, drug_number=1, reaction_number=number, reaction_name=name)
    CaseFacts.objects.filter(pk=facts.pk).update(completeness=score and Decimal(score))


@pytest.mark.django_db
def test_states_are_counted() -> None:
    submitted()
    accept(submitted(), by=None)
    counted = {state: str(count) for state, count in dashboard.by_state()}
    assert (counted[State.SUBMITTED], counted[State.ACCEPTED], counted[State.DRAFT]) == ("1", "1", "0")
    assert list(counted) == list(State)


@pytest.mark.django_db
def test_new_cases_of_the_month_are_counted_once_for_each_reaction() -> None:
    for number, names in enumerate([("Cough", "Fever"), ("Cough",), ("Rash",)]):
        paired(begun(submitted(f"XX-NEW-{number}"), date(2026, 5, 3)), *names)
    paired(begun(submitted("XX-OLD"), date(2026, 4, 30)), "Cough")
    new = dashboard.new_by_reaction(date(2026, 5, 20))
    assert str(new.cases) == "3"
    assert [(row.reaction, row.cases) for row in new.reactions] == [("Cough", 2), ("Fever", 1), ("Rash", 1)]


@pytest.mark.django_db
def test_completeness_is_the_mean_of_the_months(monkeypatch: pytest.MonkeyPatch) -> None:
    for number, (day, score) in enumerate(
        [(date(2025, 12, 31), "0.5"), (date(2026, 1, 1), "0.9"), (date(2026, 1, 31), "0.6"), (date(2026, 1, 9), None)]
    ):
        paired(begun(submitted(f"XX-SCORE-{number}"), day), score=score)
    months = dashboard.completeness(date(2026, 2, 10))
    assert [month.start for month in months] == [date(2025, item, 1) for item in (9, 10, 11, 12)] + [
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert [(month.versions, month.mean, month.well) for month in months[3:]] == [
        (1, 0.5, 0),
        (2, pytest.approx(0.75), 1),
        (0, None, 0),
    ]
    monkeypatch.setattr(dashboard, "OF_A_MONTH", 1)
    newest = dashboard.completeness(date(2026, 2, 10))[4]
    assert (newest.versions, newest.mean, newest.is_part) == (1, 0.6, True)


def test_the_page_shows_them(assessor: Client) -> None:
    submitted(reactions=reaction("Headache"))
    page = words(assessor.get(START).content.decode())
    assert "Versions by state" in page
    assert "Headache 1 New cases this month: 1." in page
    assert f"{timezone.localdate():%Y-%m} 1" in page


def test_more_cases_ask_no_more_queries(
    assessor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def fill(count: int) -> Any:
        for _number in range(count):
            submitted(reactions=reaction(f"Reaction {_number}"))

    fill(1)
    assessor.get(START)
    with django_assert_max_num_queries(40) as few:
        assessor.get(START)
    fill(4)
    with django_assert_max_num_queries(len(few)):
        assessor.get(START)
