"""No typed text is lost in a browser: signed out, submitted by a colleague, too long, or sent twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import CaseVersion, Centre
from cases.store import load
from tests.journeys.signing_in import CaseForm, enter, nurse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(page: Page, live_server: LiveServer) -> CaseForm:
    """A nurse at the empty form."""
    Centre.objects.create(name="Neurology, Bergen", country="NO")
    nurse(page, live_server)
    page.goto(f"{live_server.url}/admin/cases/caseversion/add/")
    return CaseForm(page)


def save(form: CaseForm, button: str = "Save draft") -> None:
    form.page.get_by_role("button", name=button).click()


def test_who_is_signed_out_signs_in_in_another_window_and_goes_on(form: CaseForm, live_server: LiveServer) -> None:
    form.fill("drugs-0", name="alemtuzumab")
    expect(form.page.get_by_text("All typed text is kept")).to_be_visible()
    form.page.context.clear_cookies(name="sessionid")
    form.fill("reactions-0", verbatim="Coughing up blood")
    expect(form.page.get_by_text("You are signed out")).to_be_visible()
    save(form)
    expect(form.page.get_by_text("You are signed out")).to_be_visible()
    assert form.page.locator("[type=password]").count() == 0
    with form.page.context.expect_page() as opened:
        form.page.get_by_role("link", name="Sign in in another window").click()
    window = opened.value
    window.wait_for_load_state()
    enter(window, live_server, "berit")
    expect(window.get_by_role("link", name="Report a case", exact=True)).to_be_visible()
    window.close()
    expect(form.page.get_by_text("All typed text is kept")).to_be_visible()
    save(form)
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    case = load(CaseVersion.objects.get())
    assert (case.drugs[0].name, case.reactions[0].verbatim) == ("alemtuzumab", "Coughing up blood")


def test_save_waits_for_the_connection(form: CaseForm) -> None:
    form.fill("reactions-0", verbatim="Coughing up blood")
    form.page.context.set_offline(True)
    save(form)
    expect(form.page.get_by_text("no connection")).to_be_visible()
    form.page.context.set_offline(False)
    expect(form.page.get_by_text("All typed text is kept")).to_be_visible()
    save(form)
    expect(form.page.get_by_text("Draft saved")).to_be_visible()


def test_more_than_a_request_takes_stays_on_the_page(form: CaseForm) -> None:
    form.tab("Narrative")
    story = form.page.locator("[name='narrative-0-story']")
    story.evaluate("(field) => (field.value = 'x'.repeat(11000000))")
    story.press("End")
    story.dispatch_event("input")
    expect(form.page.get_by_text("this is too much text to be sent")).to_be_visible()
    save(form)
    expect(form.page.get_by_text("this is too much text to be sent")).to_be_visible()
    story.fill("Coughed up blood after the second infusion.")
    save(form)
    expect(form.page.get_by_text("Draft saved")).to_be_visible()


def test_back_after_submitting_makes_no_second_case(form: CaseForm) -> None:
    form.fill("patient-0", sex="Female")
    form.fill("drugs-0", name="alemtuzumab")
    form.fill("reactions-0", verbatim="Coughing up blood")
    save(form, "Save and submit")
    expect(form.page.get_by_text("Submitted: case")).to_be_visible()
    form.page.go_back()
    form.fill("reactions-0", verbatim="Coughing up blood")
    save(form, "Save and submit")
    expect(form.page.get_by_text("You submitted this report at")).to_be_visible()
    assert CaseVersion.objects.count() == 1
