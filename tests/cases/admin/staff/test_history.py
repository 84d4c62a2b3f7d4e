"""The history of a case: who did what, from what to what, when and why; for those who may read it, of own cases."""

from __future__ import annotations

import dataclasses

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import store
from cases.actions.cases import follow_up, write_draft
from cases.actions.review import Question, accept, answer, ask, take_into_review
from cases.admin import history
from cases.database.context import Actor, acting
from cases.icsr.codes import Outcome, Sex
from cases.icsr.patient import Patient
from cases.models import CaseVersion
from tests.cases.admin.staff.conftest import review, submitted, words
from tests.cases.builders import centre
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db


def address(version: CaseVersion) -> str:
    return f"/admin/cases/case/{version.case_id}/history/"


def text_of(client: Client, version: CaseVersion, **query: str) -> str:
    return words(client.get(address(version), query).content.decode())


@pytest.fixture
def version(assessor: Client) -> CaseVersion:
    """Taken by ada, asked about, answered by nora, accepted, and changed in a follow-up."""
    made = submitted("A-1", patient=Patient(initials="QQX", sex=Sex.FEMALE))
    ada = get_user_model().objects.get(username="ada")
    nora = person("Centre reporter", "nora", centre=centre())
    with acting(Actor(name="ada", request="r1")):
        take_into_review(made, by=ada)
    with acting(Actor(name="ada", request="r2")):
        ask(made, [Question("reactions[1].outcome", "Has she recovered?")], by=ada)
    with acting(Actor(name="nora", request="r3")):
        answer(made, {1: "Not yet."}, by=nora)
    with acting(Actor(name="ada", request="r4")):
        accept(made, by=ada, signed=True)
    with acting(Actor(name="nora", request="r5")):
        draft = follow_up(made.case, by=nora)
    with acting(Actor(name="nora", request="r6")):
        known = store.load(draft)
        reaction = dataclasses.replace(known.reactions[0], outcome=Outcome.NOT_RECOVERED)
        patient = Patient(initials="ZZY", sex=Sex.FEMALE)
        write_draft(draft, dataclasses.replace(known, reactions=(reaction,), patient=patient), by=nora)
    return made


def test_it_is_a_list_that_people_read_newest_first(assessor: Client, version: CaseVersion) -> None:
    text = text_of(assessor, version)
    expected = [
        "Reaction 1: Outcome Recovered → Not recovered",
        "ada Accept version 1: In review → Accepted Signed: I have reviewed this version",
        "nora Answer version 1: Question to the centre → In review Answer to question 1: Not yet.",
        "ada Ask the centre version 1: In review → Question to the centre Question 1: Has she recovered?",
        "ada Take into review version 1: Submitted → In review",
    ]
    places = [text.find(piece) for piece in expected]
    assert -1 not in places, [piece for piece in expected if piece not in text]
    assert places == sorted(places)
    assert "Step: From" not in text


def test_values_that_identify_are_not_repeated(manager: Client, version: CaseVersion) -> None:
    text = text_of(manager, version)
    assert "Initials changed" in text
    assert "QQX" not in text
    assert "ZZY" not in text


def test_who_was_shown_who_it_is_stands_below(manager: Client, version: CaseVersion) -> None:
    assert "Who was shown" not in text_of(manager, version)
    manager.get(review(version))
    text = text_of(manager, version)
    assert "mats , version 1: Patient: Initials" in text[text.index("Who was shown") :]


def test_pages_are_bounded_and_together_hold_everything(
    assessor: Client, version: CaseVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = assessor.get(address(version))
    assert whole.context["next"] is None
    monkeypatch.setattr(history, "EVENTS", 5)
    found, before = [], ""
    for _page in range(40):
        answer = assessor.get(address(version), {"before": before} if before else {})
        lines = answer.context["lines"]
        assert sum(len(line.changes) for line in lines) < 60
        found += [label for line in lines for label, _step in line.steps]
        before = str(answer.context["next"] or "")
        if not before:
            break
    assert not before
    assert found == [label for line in whole.context["lines"] for label, _step in line.steps]
    assert len(found) == 5


def test_it_takes_the_place_of_the_versions_history(assessor: Client, version: CaseVersion) -> None:
    answer = assessor.get(f"/admin/cases/caseversion/{version.pk}/history/")
    assert answer.url == address(version)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "own", "status"),
    [
        ("PV assessor", False, 200),
        ("Auditor", False, 200),
        ("Centre reporter", True, 200),
        ("Centre lead", True, 200),
        ("Centre reporter", False, 404),
        ("API client", True, 403),
    ],
)
def test_who_may_read_it(version: CaseVersion, role: str, own: bool, status: int) -> None:
    client = signed_in(role, "somebody", centre=centre() if own else centre("Elsewhere"))
    assert client.get(address(version)).status_code == status
    assert client.get(f"/admin/cases/caseversion/{version.pk}/history/").status_code == (
        302 if status == 200 else status
    )


def test_nonsense_is_not_there(assessor: Client, version: CaseVersion) -> None:
    assert assessor.get("/admin/cases/case/x/history/").status_code == 404
    assert assessor.get("/admin/cases/case/999999/history/").status_code == 404
    assert assessor.get(address(version), {"before": "x"}).status_code == 200


def test_a_long_history_asks_no_more_queries(
    assessor: Client, version: CaseVersion, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(70):
        assert assessor.get(address(version)).status_code == 200
