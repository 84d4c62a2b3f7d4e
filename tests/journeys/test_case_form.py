"""What the case form promises in a browser: nothing typed is lost, errors are found, a phone can show it."""

from __future__ import annotations

import pytest
from playwright.sync_api import ConsoleMessage, Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Case, CaseVersion
from cases.store import load
from tests.journeys.signing_in import CaseForm, report_a_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(page: Page, live_server: LiveServer) -> CaseForm:
    """The page where a case is reported."""
    return report_a_case(page, live_server)


def test_taking_a_row_away_leaves_the_others_as_typed(form: CaseForm) -> None:
    form.tab("Event")
    form.add("Reaction")
    form.add("Reaction")
    for number, words in enumerate(("Cough", "Fever", "Chest pain")):
        form.fill(f"reactions-{number}", verbatim=words)
    form.page.locator("[data-number='2'] .case-remove-new:visible").click()
    expect(form.page.locator("[name='reactions-2-verbatim']")).to_have_value("Chest pain")
    form.page.get_by_role("button", name="Save draft").click()
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    reactions = load(CaseVersion.objects.get()).reactions
    assert [(row.number, row.verbatim) for row in reactions] == [(1, "Cough"), (3, "Chest pain")]


def test_a_stored_row_goes_when_it_is_ticked(form: CaseForm) -> None:
    form.tab("Event")
    form.fill("reactions-0", verbatim="Cough")
    form.page.get_by_role("button", name="Save draft").click()
    form.page.locator("[name='reactions-0-DELETE']").check()
    expect(form.page.locator("[name='reactions-0-verbatim']")).to_be_hidden()
    form.page.get_by_role("button", name="Save draft").click()
    expect(form.page.locator("[name='reactions-0-verbatim']")).to_have_value("")
    assert load(CaseVersion.objects.get()).reactions == ()


def test_the_first_tab_with_an_error_opens_and_nothing_is_lost(form: CaseForm) -> None:
    form.tab("Drug and infusions")
    form.fill("drugs-0", name="alemtuzumab")
    form.fill("drugs-0-infusions-0", dose_0="12")
    form.tab("Lung work-up")
    form.add("Test")
    form.fill("tests-0", result_0="12,0", result_1="g/dL", comments="before the infusion")
    form.page.get_by_role("button", name="Save draft").click()
    expect(form.page.get_by_text("Nothing is saved yet")).to_be_visible()
    expect(form.page.locator("#id_drugs-0-infusions-0-dose_error")).to_have_text("Choose the unit of 12.")
    expect(form.page.locator("[name='drugs-0-infusions-0-dose_0']")).to_be_focused()
    form.tab("Lung work-up")
    expect(form.page.locator("[name='tests-0-result_0']")).to_have_value("12,0")
    expect(form.page.locator("[name='tests-0-comments']")).to_have_value("before the infusion")
    form.page.get_by_role("link", name="Infusion 1: Dose").click()
    form.fill("drugs-0-infusions-0", dose_1="mg")
    form.page.get_by_role("button", name="Save draft").click()
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    assert str(load(CaseVersion.objects.get()).tests[0].result) == "12.0 g/dL"


def test_the_comparator_tab_is_there_for_comparators_only(form: CaseForm) -> None:
    tab = form.page.get_by_label("Parts of the case").get_by_role("link", name="Comparator")
    expect(tab).to_be_hidden()
    form.page.locator("[name=kind]").select_option(label="Comparator episode, no suspect drug")
    tab.click()
    form.fill("episode-0", diagnosis="Granulomatosis with polyangiitis", symptoms_0="haemoptysis, cough")
    form.page.get_by_role("button", name="Save draft").click()
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    assert Case.objects.get().kind == Case.Kind.COMPARATOR
    episode = load(CaseVersion.objects.get()).episode
    assert episode is not None
    assert episode.symptoms == ("haemoptysis", "cough")


def test_a_drug_added_by_hand_has_rows_of_its_own(form: CaseForm) -> None:
    form.tab("Drug and infusions")
    form.fill("drugs-0", name="interferon")
    form.add("Drug")
    form.fill("drugs-1", name="alemtuzumab")
    second = form.page.locator(".case-row[data-name-field='drugs-1-name']")
    second.locator(".case-add", has_text="Infusion").click()
    form.fill("drugs-1-infusions-2", course="1", infusion="1")
    form.page.get_by_role("button", name="Save draft").click()
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    drugs = load(CaseVersion.objects.get()).drugs
    assert [(drug.name, len(drug.infusions)) for drug in drugs] == [("interferon", 0), ("alemtuzumab", 1)]


def test_a_phone_shows_every_tab_without_scrolling_sideways(form: CaseForm) -> None:
    form.page.set_viewport_size({"width": 400, "height": 800})
    for title in ("Patient", "Drug and infusions", "Event", "Lung work-up", "Outcome and retreatment", "Report"):
        form.tab(title)
        assert form.page.evaluate("document.documentElement.scrollWidth") <= 400, title


def test_the_page_keeps_to_the_content_security_policy(page: Page, live_server: LiveServer) -> None:
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "favicon" not in message.location["url"]:
            problems.append(message.text)

    def note_exception(error: Error) -> None:
        problems.append(str(error))

    page.on("console", note)
    page.on("pageerror", note_exception)
    form = report_a_case(page, live_server)
    form.tab("Event")
    form.add("Reaction")
    page.get_by_role("textbox", name="Reaction, in the reporter's words").first.fill("Cough")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved")).to_be_visible()
    assert problems == []
