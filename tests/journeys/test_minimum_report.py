"""A nurse files the minimum with the keyboard alone: at most twelve fields, and nothing that staff decide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.icsr.codes import DrugRole, Outcome, Qualification, Sex
from cases.models import CaseVersion, Centre
from cases.rules.workflow import State
from cases.store import load
from tests.journeys.signing_in import nurse

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS = {
    "patient-0-sex": "Fem",
    "patient-0-age_at_onset_0": "29",
    "drugs-0-name": "alemtuzumab",
    "reactions-0-verbatim": "Coughing up blood",
    "reactions-0-outcome": "Recovered",
    "reactions-0-start_0": "16.07.2022",
    "reactions-0-results_in_death": "No",
    "reactions-0-life_threatening": "No",
    "reactions-0-hospitalisation": "Yes",
}
"""What is typed at each field; a list jumps to what begins so."""


def tab_to(page: Page, matches: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(60):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", matches):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {matches}.")


def test_the_minimum_by_keyboard_alone(page: Page, live_server: LiveServer, picture: Callable[[str], None]) -> None:
    Centre.objects.create(name="Neurology, Bergen", country="NO")
    nurse(page, live_server)
    page.goto(f"{live_server.url}/admin/cases/caseversion/add/")
    expect(page.locator("[name='patient-0-sex']")).to_be_focused()
    assert 9 <= page.locator(".case-field:visible").count() <= 12
    for decided in ("kind", "source", "identifier", "centre"):
        assert page.locator(f"[name={decided}]").count() == 0
    for name, answer in ANSWERS.items():
        tab_to(page, f"[name='{name}']")
        page.keyboard.type(answer)
    tab_to(page, "button[name=_submit]")
    picture("minimum")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Submitted: case")).to_be_visible()
    picture("receipt")
    compare()


def compare() -> None:
    """What was typed is stored, and so is what was known before."""
    version = CaseVersion.objects.get()
    case = load(version)
    assert version.state == State.SUBMITTED
    assert (version.case.kind, version.case.source, version.case.centre.country) == ("reaction", "centre", "NO")
    assert case.patient is not None
    assert (case.patient.sex, str(case.patient.age_at_onset)) == (Sex.FEMALE, "29 a")
    assert [(row.name, row.role) for row in case.drugs] == [("alemtuzumab", DrugRole.SUSPECT)]
    (reaction,) = case.reactions
    assert (reaction.verbatim, reaction.outcome, str(reaction.start)) == (
        "Coughing up blood",
        Outcome.RECOVERED,
        "2022-07-16",
    )
    assert (reaction.life_threatening, reaction.hospitalisation, reaction.country) == (False, True, "NO")
    assert [row.qualification for row in case.primary_sources] == [Qualification.OTHER_HEALTH]


def test_enter_saves_a_draft_and_submits_nothing(page: Page, live_server: LiveServer) -> None:
    Centre.objects.create(name="Neurology, Bergen", country="NO")
    nurse(page, live_server)
    page.goto(f"{live_server.url}/admin/cases/caseversion/add/")
    page.locator("[name='drugs-0-name']").fill("alemtuzumab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    assert CaseVersion.objects.get().is_draft
