"""A reporter of a centre sees the staff's question, answers it, opens a follow-up, submits, and gets the receipt."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.actions import review
from cases.actions.cases import open_case, submit, write_draft
from cases.actions.review import Question
from cases.actions.seed import read_documented
from cases.icsr.report import PrimarySource, Report
from cases.models import CaseVersion, Centre, Membership
from cases.rules.workflow import State
from tests.people import PASSWORD, person
from tests.reports.builders import accepted, pair

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1440, "height": 900}
MYRO = Path(__file__).parents[2] / "fixtures/cases/myro-2018.yaml"
SHOTS = os.environ.get("TOCSIN_SHOTS", "")
"""Where to leave pictures for somebody who wants to look; nowhere by default."""


@pytest.fixture
def centre() -> Centre:
    """The centre."""
    return Centre.objects.create(name="Neurology, Bergen", country="NO", contact_email="ms@example.org")


@pytest.fixture
def asked(centre: Centre) -> CaseVersion:
    """Myro's case as a report of the centre, with two questions of the staff."""
    (documented,) = read_documented(MYRO)
    icsr = dataclasses.replace(
        documented.icsr, report=Report(), literature=(), primary_sources=(PrimarySource(country="NO"),)
    )
    version = open_case(by=None, kind="reaction", source="centre", centre=centre)
    write_draft(version, icsr, by=None)
    submit(version, by=person("Centre reporter", "nora", centre=centre))
    ada = person("PV assessor", "ada")
    review.take_into_review(version, by=ada)
    review.ask(
        version,
        [
            Question("reactions[1].outcome", "Was the lung function back to normal when the patient went home?"),
            Question("", "Has the patient had any other infusion since?"),
        ],
        by=ada,
    )
    return version


def signed_in(page: Page, live_server: LiveServer, name: str) -> None:
    """Sign in by name and password."""
    page.goto(f"{live_server.url}/admin/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="My centre")).to_be_attached()


def look(page: Page, name: str) -> None:
    """No violation that axe calls serious or worse, at a laptop's and a phone's width; nothing wider than the phone."""
    for width, size in (("laptop", LAPTOP), ("phone", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found = Axe().run(page).response["violations"]
        worse = [(item["id"], node["html"]) for item in found for node in item["nodes"] if node["impact"] in SERIOUS]
        assert worse == []
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]


SERIOUS = ("serious", "critical")


def test_a_question_is_answered_and_followed_up(
    page: Page, live_server: LiveServer, asked: CaseVersion, context: Any
) -> None:
    signed_in(page, live_server, "nora")
    page.get_by_role("link", name="My centre").first.click()
    expect(page.get_by_role("heading", name="Questions for you (1)")).to_be_visible()
    look(page, "own")
    page.get_by_role("link", name=asked.case.identifier).first.click()

    expect(page.get_by_role("heading", name="We have 2 questions")).to_be_visible()
    look(page, "questions")
    page.get_by_label("Your answer").nth(1).fill("No, none.")
    with context.expect_page() as opened:
        page.get_by_role("button", name="Change this in the case").first.click()
    form = opened.value
    expect(form.locator("[name='reactions-0-outcome']")).to_be_focused()
    # What was written stays in the window with the questions.
    expect(page.get_by_label("Your answer").nth(1)).to_have_value("No, none.")
    page.get_by_role("button", name="Send answers").click()
    expect(page.get_by_text("1 question is still open")).to_be_visible()
    page.get_by_label("Your answer").fill("Yes: see the follow-up.")
    page.get_by_role("button", name="Send answers").click()
    expect(page.get_by_text("All questions are answered")).to_be_visible()
    asked.refresh_from_db()
    assert asked.state == State.IN_REVIEW
    look(page, "answered")

    form.locator("[name='reactions-0-outcome']").select_option(label="Recovered")
    form.get_by_role("button", name="Save and submit").click()
    expect(form.get_by_role("heading", name="Receipt")).to_be_visible()
    expect(form.locator(".centre-number")).to_contain_text(asked.case.identifier)
    expect(form.get_by_text("We have your report")).to_be_visible()
    look(form, "receipt")
    newest = asked.case.versions.get(number=2)
    assert (newest.state, newest.submitted_by.get_username()) == (State.SUBMITTED, "nora")  # type: ignore[union-attr]
    with form.expect_download() as saved:
        form.get_by_role("link", name="Print CIOMS I").click()
    assert saved.value.suggested_filename == f"{asked.case.identifier}-2-cioms.pdf"


def test_a_returned_version_leads_to_its_draft(page: Page, live_server: LiveServer, asked: CaseVersion) -> None:
    review.withdraw_questions(asked, by=None, reason="Solved by telephone.")
    review.return_to_centre(asked, by=None, reason="The infusion dates of two courses are mixed up. Please look again.")
    signed_in(page, live_server, "nora")
    page.goto(f"{live_server.url}/admin/cases/caseversion/{asked.pk}/status/")
    expect(page.get_by_text("two courses are mixed up")).to_be_visible()
    look(page, "returned")
    page.get_by_role("button", name="Correct the draft").click()
    expect(page.get_by_role("button", name="Save and submit")).to_be_visible()
    page.wait_for_load_state("networkidle")  # the form asks for its panel; the database is emptied after the test


def test_the_own_page_after_some_time(page: Page, live_server: LiveServer, asked: CaseVersion, centre: Centre) -> None:
    now = timezone.now()
    for quarters, score in ((6, "0.31"), (4, "0.52"), (3, "0.64"), (2, "0.88"), (1, "0.93")):
        accepted(pair(onset_day_earliest=2, onset_day_latest=2), on=now - timedelta(91 * quarters), completeness=score)
    accepted(pair(outcome="5"), pair(reaction_name="Cough"), on=now, completeness="0.81")
    open_case(by=None, kind="reaction", source="centre", centre=centre)
    nora = asked.submitted_by
    Membership.objects.create(user=nora, centre=Centre.objects.get(name="Centre"))  # that of the accepted cases
    signed_in(page, live_server, "nora")
    page.goto(f"{live_server.url}/admin/my-centre/")
    expect(page.get_by_role("img", name="Completeness of the reports")).to_be_visible()
    look(page, "own-later")


def test_by_keyboard_alone(page: Page, live_server: LiveServer, asked: CaseVersion) -> None:
    signed_in(page, live_server, "nora")
    page.goto(f"{live_server.url}/admin/cases/caseversion/{asked.pk}/status/")
    press: Callable[[str], None] = page.keyboard.press
    page.get_by_label("Your answer").first.focus()
    page.keyboard.type("Yes.")
    press("Tab")
    press("Tab")
    page.keyboard.type("No.")
    press("Tab")
    press("Enter")
    expect(page.get_by_text("All questions are answered")).to_be_visible()
