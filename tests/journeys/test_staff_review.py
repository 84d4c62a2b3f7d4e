"""The staff's day in a browser: Myro's case from the worklist to its acceptance; by keyboard; on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cases import store
from cases.actions.cases import follow_up, submit
from cases.actions.review import answer
from cases.models import Case, CaseVersion
from cases.rules.workflow import State
from tests.cases.admin.staff.conftest import reaction, submitted
from tests.people import PASSWORD, person

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
MYRO = "XX-TOCSIN-MYRO-2018"


def sign_in_as(page: Page, live_server: LiveServer, user: Any) -> None:
    """Start a session; how one signs in is tried elsewhere."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


@transaction.atomic
def myro_reported_again() -> CaseVersion:
    """The documented case, with a follow-up submitted by its centre: what the staff find in the morning."""
    version = follow_up(Case.objects.get(identifier=MYRO), by=None)
    submit(version, by=None)
    return version


@transaction.atomic
def others() -> None:
    """More work: overdue, fatal, not serious, new."""
    day = timezone.localdate()
    submitted("XX-A-1", received=day - timedelta(days=18), reactions=reaction("Pneumonitis", hospitalisation=True))
    submitted("XX-A-2", received=day - timedelta(days=2), reactions=reaction("Sepsis", results_in_death=True))
    for number in range(3, 12):
        submitted(f"XX-A-{number}", received=day - timedelta(days=number), reactions=reaction("Rash"))


@pytest.fixture
def assessor(page: Page, live_server: LiveServer) -> Any:
    """An assessor, signed in, with the documented cases and more work."""
    call_command("seed", verbosity=0)
    user = person("PV assessor", "ada")
    others()
    sign_in_as(page, live_server, user)
    return user


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What hinders people seriously or worse, with the places."""
    found = Axe().run(page).response["violations"]
    grave = [item for item in found if item["impact"] in ("serious", "critical")]
    return [(item["id"], [node["html"][:160] for node in item["nodes"]][:4]) for item in grave]


def test_a_case_from_the_worklist_to_its_acceptance(
    page: Page, live_server: LiveServer, assessor: Any, picture: Callable[[str], None]
) -> None:
    version = myro_reported_again()
    page.goto(f"{live_server.url}/admin/")
    picture("staff_start")
    assert violations(page) == []
    page.get_by_role("link", name="Worklist").first.click()
    expect(page.get_by_text("3 days overdue")).to_be_visible()
    picture("worklist")
    assert violations(page) == []
    page.get_by_label("Search", exact=True).fill("xx-tocsin-myro")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("link", name=MYRO).click()

    page.get_by_role("button", name="Take into review").click()
    expect(page.get_by_text(f"Done: Take into review, case {MYRO}.")).to_be_visible()
    picture("review")
    assert violations(page) == []

    outcome = page.locator("[data-path='reactions[1].outcome']")
    outcome.hover()
    outcome.get_by_role("button").click()
    page.get_by_label("Question", exact=True).fill("Was the chest CT repeated?")
    page.get_by_role("button", name="Another question").click()
    page.get_by_label("Question", exact=True).nth(1).fill("Is there a discharge letter?")
    picture("review_ask")
    assert violations(page) == []
    page.locator("#step-ask").get_by_role("button", name="Ask the centre").click()
    expect(page.get_by_text("No answer yet")).to_have_count(2)
    assert list(version.queries.values_list("path", flat=True)) == ["reactions[1].outcome", ""]

    with transaction.atomic():
        answer(version, {1: "Yes, clear after two weeks.", 2: "Attached."}, by=None)
    page.reload()
    expect(page.get_by_text("Yes, clear after two weeks.")).to_be_visible()

    page.get_by_role("link", name="side by side with version 1").click()
    page.get_by_role("link", name="All fields").click()
    expect(page.get_by_role("row").filter(has_text="Haemoglobin").first).to_be_visible()
    picture("compare")
    assert violations(page) == []
    page.get_by_role("link", name="Review version 2").click()

    page.locator("summary", has_text="Accept").click()
    page.get_by_label("Your password").fill("not this one")
    page.locator("#step-accept").get_by_role("button", name="Accept").click()
    expect(page.get_by_text("This is not your password. Nothing was signed.")).to_be_visible()
    picture("review_sign")
    page.get_by_label("Your password").fill(PASSWORD)
    page.locator("#step-accept").get_by_role("button", name="Accept").click()
    expect(page.get_by_text(f"Done: Accept, case {MYRO}.")).to_be_visible()
    version.refresh_from_db()
    assert version.state == State.ACCEPTED
    assert store.load(version).reactions

    page.get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_text("Was the chest CT repeated?")).to_be_visible()
    picture("history")
    assert violations(page) == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_the_worklist_by_keyboard_alone(page: Page, live_server: LiveServer, assessor: Any) -> None:
    page.goto(f"{live_server.url}/admin/cases/caseversion/worklist/")
    press = page.keyboard.press
    press("j")
    first = focused(page)
    assert first == "XX-A-1"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    press("ArrowDown")
    second = focused(page)
    assert second not in ("", first)
    press("k")
    assert focused(page) == first
    press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    press("a")
    expect(page.get_by_text("1 case assigned to ada.")).to_be_visible()
    assert focused(page) == first
    assert str(CaseVersion.objects.get(case__identifier=first).assigned_to) == "ada"
    press("/")
    page.keyboard.type("seps")
    press("Enter")
    expect(page.get_by_role("link", name="XX-A-2")).to_be_visible()
    expect(page.get_by_role("link", name="XX-A-1", exact=True)).to_have_count(0)
    press("j")
    press("Enter")
    expect(page.get_by_role("heading", name="XX-A-2, version 1")).to_be_visible()
    press("u")
    expect(page.get_by_role("link", name="XX-A-2")).to_be_visible()
    assert "q=seps" in page.url


def test_single_keys_can_be_switched_off_for_this_browser(page: Page, live_server: LiveServer, assessor: Any) -> None:
    worklist = f"{live_server.url}/admin/cases/caseversion/worklist/"
    page.goto(worklist)
    press = page.keyboard.press
    press("?")
    page.get_by_role("dialog").get_by_label("Keyboard shortcuts").uncheck()
    page.get_by_role("button", name="Close").click()
    for key in ("j", "?"):
        press(key)
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert focused(page) != "XX-A-1"
    page.get_by_role("link", name="XX-A-1", exact=True).click()
    expect(page.get_by_role("heading", name="XX-A-1, version 1")).to_be_visible()
    switch = page.get_by_label("Keyboard shortcuts")
    expect(switch).not_to_be_checked()  # it is remembered, on this page too
    address = page.url
    press("u")
    page.wait_for_timeout(300)
    assert page.url == address
    switch.check()
    assert violations(page) == []
    press("u")
    expect(page.get_by_role("button", name="Keys")).to_be_visible()
    page.reload()
    press("j")
    assert focused(page) == "XX-A-1"
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("dialog").get_by_label("Keyboard shortcuts")).to_be_checked()


def test_the_worklist_fits_a_small_laptop(page: Page, live_server: LiveServer, assessor: Any) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{live_server.url}/admin/cases/caseversion/worklist/")
    expect(page.get_by_text("Complete: ").first).to_be_visible()
    assert page.locator(".staff-table").evaluate("it => it.scrollWidth <= it.clientWidth")
    page.locator("[data-open]").first.click()
    expect(page.get_by_label("Keyboard shortcuts")).to_be_visible()


def test_every_control_of_the_worklist_is_reached_by_tab(page: Page, live_server: LiveServer, assessor: Any) -> None:
    page.goto(f"{live_server.url}/admin/cases/caseversion/worklist/?assigned=nobody")
    wanted = page.locator("#worklist").locator("a, button, input:not([type=hidden]), select").locator("visible=true")
    total = wanted.count()
    wanted.first.focus()
    reached = 1
    for _press in range(total + 20):
        page.keyboard.press("Tab")
        if not page.evaluate("!!document.activeElement.closest('#worklist')"):
            break
        reached += page.evaluate("document.activeElement.matches('a, button, input, select') ? 1 : 0")
    assert reached == total


def test_a_phone_shows_list_and_case_without_scrolling_sideways(
    page: Page, live_server: LiveServer, assessor: Any, picture: Callable[[str], None]
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    myro_reported_again()
    for address, name in (("/admin/", "start"), ("/admin/cases/caseversion/worklist/", "worklist")):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        picture(f"phone_{name}")
        assert violations(page) == []
    page.get_by_role("link", name=MYRO).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    picture("phone_review")
    page.get_by_role("link", name="To the steps").click()
    page.get_by_role("button", name="Take into review").click()
    expect(page.get_by_text(f"Done: Take into review, case {MYRO}.")).to_be_visible()
    page.locator("summary", has_text="Ask the centre").click()
    picture("phone_ask")
    assert violations(page) == []
    version = CaseVersion.objects.get(case__identifier=MYRO, number=2)
    page.goto(
        f"{live_server.url}/admin/cases/caseversion/{version.pk}/compare/{version.case.versions.first().pk}/?all=1"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    picture("phone_compare")


def test_a_filter_is_kept_and_several_cases_are_given_away(page: Page, live_server: LiveServer, assessor: Any) -> None:
    eve = person("PV assessor", "eve")
    page.goto(f"{live_server.url}/admin/cases/caseversion/worklist/")
    page.get_by_label("Assigned to", exact=True).select_option(label="Nobody")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_label("Save this filter as").fill("Free")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Free", exact=True)).to_be_visible()
    page.get_by_label("Tick case XX-A-1", exact=True).check()
    page.get_by_label("Tick case XX-A-2", exact=True).check()
    page.get_by_label("or to").select_option(label="eve")
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text("2 cases assigned to eve.")).to_be_visible()
    assert CaseVersion.objects.filter(assigned_to=eve).count() == 2
    assert "assigned=nobody" in page.url
    page.get_by_role("button", name="Delete the filter Free").click()
    expect(page.get_by_text("Filter deleted: Free.")).to_be_visible()
