"""The case page helps: it hides what does not apply, offers the right unit, keeps what is typed, tells of others."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import Autosave, CaseVersion, Centre
from cases.rules.workflow import State
from cases.store import load
from tests.journeys.signing_in import CaseForm, enter, nurse

pytestmark = pytest.mark.django_db(transaction=True)

TABS = (
    "The minimum",
    "Patient",
    "Drug and infusions",
    "Event",
    "Lung work-up",
    "Treatment",
    "Outcome and retreatment",
    "Narrative",
    "Reporter and report",
)


@pytest.fixture
def form(page: Page, live_server: LiveServer) -> CaseForm:
    """A nurse at the empty form."""
    Centre.objects.create(name="Neurology, Bergen", country="NO")
    nurse(page, live_server)
    page.goto(f"{live_server.url}/admin/cases/caseversion/add/")
    return CaseForm(page)


def save(form: CaseForm, button: str = "Save draft") -> None:
    form.page.get_by_role("button", name=button).click()


def seen(form: CaseForm, name: str) -> bool:
    return form.page.locator(f"[name='{name}']").is_visible()


def test_what_does_not_apply_is_hidden_until_it_does(form: CaseForm) -> None:
    form.tab("Lung work-up")
    assert not seen(form, "bronchoscopies-0-aliquots")
    form.fill("bronchoscopies-0", status="Not done")
    assert seen(form, "bronchoscopies-0-why_not")
    assert not seen(form, "bronchoscopies-0-aliquots")
    form.fill("bronchoscopies-0", status="Done")
    form.fill("bronchoscopies-0", siderophages="Present", siderophages_pct="40")
    form.fill("bronchoscopies-0", siderophages="Absent")
    assert seen(form, "bronchoscopies-0-siderophages_pct")
    form.tab("Outcome and retreatment")
    assert not seen(form, "death-0-date_0")
    form.tab("Event")
    form.fill("reactions-0", verbatim="Lung bleeding", outcome="Fatal")
    form.tab("Outcome and retreatment")
    assert seen(form, "death-0-date_0")
    assert form.page.get_by_role("link", name="Comparator").count() == 0
    save(form)
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    (scope,) = load(CaseVersion.objects.get()).bronchoscopies
    assert scope.siderophages_pct == 40


def test_a_unit_slip_is_offered_and_taken(form: CaseForm) -> None:
    form.fill("patient-0", sex="Female")
    form.fill("drugs-0", name="alemtuzumab")
    form.fill("reactions-0", verbatim="Lung bleeding")
    form.tab("Lung work-up")
    form.add("Test")
    form.fill("tests-0", analyte="Haemoglobin", result_0="120", result_1="g/dL")
    save(form, "Save and submit")
    expect(form.page.get_by_text("Correct or confirm the marked values first: 1")).to_be_visible()
    form.page.get_by_role("button", name="Put in 120 g/L").click()
    expect(form.page.locator("[name='tests-0-result_1']")).to_have_value("g/L")
    save(form, "Save and submit")
    expect(form.page.get_by_text("Submitted: case")).to_be_visible()
    version = CaseVersion.objects.get()
    assert str(load(version).tests[0].result) == "120 g/L"


def test_an_odd_value_is_confirmed_with_a_reason(form: CaseForm) -> None:
    form.fill("patient-0", sex="Female")
    form.fill("drugs-0", name="alemtuzumab")
    form.fill("reactions-0", verbatim="Lung bleeding")
    form.tab("Lung work-up")
    form.add("Test")
    form.fill("tests-0", analyte="Haemoglobin", result_0="3", result_1="g/dL")
    save(form)
    form.page.get_by_label("Or it is right, because").fill("Jehovah's Witness, measured twice")
    save(form, "Save and submit")
    expect(form.page.get_by_text("Submitted: case")).to_be_visible()
    assert CaseVersion.objects.get().state == State.SUBMITTED


def test_typed_text_survives_a_closed_browser(form: CaseForm, browser: Browser, live_server: LiveServer) -> None:
    form.fill("drugs-0", name="alemtuzumab")
    form.tab("Event")
    form.add("Reaction")
    form.fill("reactions-1", verbatim="Coughing up blood")
    expect(form.page.get_by_text("All typed text is kept")).to_be_visible()
    form.page.context.close()
    assert not CaseVersion.objects.exists()
    page = browser.new_context(locale="en-GB").new_page()
    enter(page, live_server, "berit")
    page.goto(f"{live_server.url}/admin/cases/caseversion/add/")
    expect(page.get_by_text("You typed more at")).to_be_visible()
    page.get_by_role("button", name="Take it").click()
    expect(page.locator("[name='reactions-1-verbatim']")).to_have_value("Coughing up blood")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved")).to_be_visible()
    case = load(CaseVersion.objects.get())
    assert [row.name for row in case.drugs] == ["alemtuzumab"]
    assert [row.verbatim for row in case.reactions] == ["Coughing up blood"]
    assert not Autosave.objects.filter(saved=False).exists()
    page.context.close()


def test_two_people_in_one_draft(form: CaseForm, browser: Browser, live_server: LiveServer) -> None:
    form.fill("reactions-0", verbatim="Bleeding")
    save(form)
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    second = browser.new_context(locale="en-GB").new_page()
    nurse(second, live_server, "kari")
    second.goto(form.page.url.split("#")[0])
    other = CaseForm(second)
    other.tab("Event")
    other.fill("reactions-0", verbatim="Haemoptysis", outcome="Recovering")
    second.get_by_role("button", name="Save draft").click()
    expect(second.get_by_text("Draft saved")).to_be_visible()
    second.context.close()
    form.tab("Event")
    form.fill("reactions-0", verbatim="Lung bleeding")
    save(form)
    expect(form.page.get_by_text("kari wrote here at")).to_be_visible()
    expect(form.page.locator("[name='reactions-0-verbatim']")).to_have_value("Lung bleeding")
    expect(form.page.locator("[name='reactions-0-outcome']")).to_have_value("2")
    assert load(CaseVersion.objects.get()).reactions[0].verbatim == "Haemoptysis"
    form.page.get_by_role("button", name="Take theirs").click()
    save(form)
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    assert load(CaseVersion.objects.get()).reactions[0].verbatim == "Haemoptysis"


def test_the_panel_leads_to_what_is_missing(form: CaseForm) -> None:
    form.page.set_viewport_size({"width": 1440, "height": 900})
    form.fill("drugs-0", name="alemtuzumab")
    form.fill("reactions-0", verbatim="Lung bleeding")
    panel = form.page.get_by_label("About this case")
    panel.get_by_role("link", name="Indication").click()
    expect(form.page.locator("[name='drugs-0-indications-0-verbatim_0']")).to_be_focused()
    before = panel.locator("meter").get_attribute("value")
    form.page.keyboard.type("relapsing-remitting multiple sclerosis")
    form.tab("Patient")
    form.fill("patient-0", sex="Female", age_at_onset_0="29")
    expect(panel.locator("meter")).not_to_have_attribute("value", before or "")
    expect(panel.locator("svg.timeline")).to_be_visible()


def test_an_open_item_of_the_lung_checklist_gets_its_row(form: CaseForm) -> None:
    panel = form.page.get_by_label("About this case")
    panel.get_by_role("link", name="CT during the reaction").click()
    expect(form.page.locator("[name='imaging-0-modality']")).to_be_focused()
    form.fill("imaging-0", modality="CT")
    panel.get_by_role("link", name="Haemosiderin in macrophages").click()
    expect(form.page.locator("[name='bronchoscopies-0-status']")).to_be_focused()


@pytest.mark.parametrize("width", [400, 1440])
def test_no_tab_has_a_serious_barrier(form: CaseForm, width: int) -> None:
    form.page.set_viewport_size({"width": width, "height": 900})
    form.tab("Lung work-up")
    form.add("Test")
    form.fill("tests-0", analyte="Haemoglobin", result_0="120", result_1="g/dL", normal_low="12,", date_0="last year")
    save(form)
    expect(form.page.get_by_text("Nothing is saved yet")).to_be_visible()
    found = []
    for title in TABS:
        form.tab(title)
        assert form.page.evaluate("document.documentElement.scrollWidth") <= width, title
        rules = Axe().run(form.page).response["violations"]
        found += [
            (title, rule["id"], [node["html"][:160] for node in rule["nodes"][:3]])
            for rule in rules
            if rule["impact"] in ("serious", "critical")
        ]
    assert found == []
