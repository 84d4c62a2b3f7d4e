"""Two versions side by side: what differs, on demand everything, nothing of who it is to who may not see it."""

from __future__ import annotations

import dataclasses
import re

import pytest
from django.test import Client

from cases import store
from cases.actions.cases import follow_up, submit, write_draft
from cases.actions.review import accept
from cases.icsr.codes import DrugRole, Outcome, Sex
from cases.icsr.drug import Drug
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.models import CaseVersion
from tests.cases.admin.staff.conftest import submitted, words
from tests.cases.builders import centre
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def address(one: CaseVersion, other: CaseVersion) -> str:
    return f"/admin/cases/caseversion/{one.pk}/compare/{other.pk}/"


@pytest.fixture
def versions(db: None) -> tuple[CaseVersion, CaseVersion]:
    """A case and its follow-up: recovered meanwhile, a drug more, other initials."""
    first = submitted(
        "A-1",
        patient=Patient(initials="QQX", sex=Sex.FEMALE),
        reactions=(Reaction(verbatim="Haemoptysis", outcome=Outcome.NOT_RECOVERED),),
    )
    accept(first, by=None)
    second = follow_up(first.case, by=None)
    known = store.load(second)
    reaction = dataclasses.replace(known.reactions[0], outcome=Outcome.RECOVERED)
    later = dataclasses.replace(
        known,
        patient=Patient(initials="ZZY", sex=Sex.FEMALE),
        reactions=(reaction,),
        drugs=(*known.drugs, Drug(role=DrugRole.CONCOMITANT, name="aspirin")),
    )
    write_draft(second, later, by=None)
    submit(second, by=None)
    return first, second


def rows(html: str) -> list[str]:
    body = html[html.index("<tbody>") :]
    return [words(row) for row in re.findall(r"(?s)<tr.*?</tr>", body)]


def test_only_what_differs_is_shown(assessor: Client, versions: tuple[CaseVersion, CaseVersion]) -> None:
    for one, other in (versions, versions[::-1]):
        shown = rows(assessor.get(address(one, other)).content.decode())
        assert "Reaction 1 Haemoptysis" in shown
        assert "Outcome Not recovered Recovered Changed" in [re.sub(" / [^ ]+", "", row) for row in shown]
        assert "Drug 2 aspirin Added" in shown
        assert not any(row.startswith(("Sex", "Drug 1")) for row in shown)


def test_everything_is_shown_on_demand(assessor: Client, versions: tuple[CaseVersion, CaseVersion]) -> None:
    shown = rows(assessor.get(address(*versions), {"all": "1"}).content.decode())
    assert "Sex Female Female" in shown
    assert "Drug 1 alemtuzumab" in shown
    assert "Outcome Not recovered Recovered Changed" in [re.sub(" / [^ ]+", "", row) for row in shown]


def test_the_same_version_differs_in_nothing(assessor: Client, versions: tuple[CaseVersion, CaseVersion]) -> None:
    page = assessor.get(address(versions[0], versions[0])).content.decode()
    assert "The two versions are the same in every field." in words(page)


def test_who_it_is_is_withheld_but_that_it_differs_is_shown(
    assessor: Client, manager: Client, versions: tuple[CaseVersion, CaseVersion]
) -> None:
    hidden, shown = (client.get(address(*versions)).content.decode() for client in (assessor, manager))
    assert "Initials withheld withheld Changed" in [re.sub(r"^.*Initials", "Initials", row) for row in rows(hidden)]
    for value in ("QQX", "ZZY"):
        assert value not in hidden
        assert value in shown


def test_a_version_of_another_case_is_not_there(assessor: Client, versions: tuple[CaseVersion, CaseVersion]) -> None:
    assert assessor.get(address(versions[0], submitted())).status_code == 404


@pytest.mark.parametrize(
    ("role", "own", "status"),
    [
        ("PV manager", False, 200),
        ("Auditor", False, 200),
        ("Centre reporter", True, 200),
        ("Centre lead", False, 404),
        ("API client", False, 404),
    ],
)
def test_who_may_compare(versions: tuple[CaseVersion, CaseVersion], role: str, own: bool, status: int) -> None:
    client = signed_in(role, centre=centre() if own else centre("Elsewhere"))
    assert client.get(address(*versions)).status_code == status
