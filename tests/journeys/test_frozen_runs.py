"""An assessor in a browser: chooses a report, sees it, freezes it, makes it again, downloads it, has it scheduled."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.actions.runs import stored
from reports.models import ReportRun, Schedule
from tests.journeys.axe import LAPTOP, PHONE, fits, serious
from tests.journeys.signing_in import enter
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ada(page: Page, live_server: LiveServer) -> Page:
    """An assessor at the start page of a registry with the documented cases."""
    call_command("seed", verbosity=0)
    person("PV assessor", "ada")
    page.set_viewport_size(LAPTOP)
    enter(page, live_server, "ada")
    return page


def test_choose_see_freeze_make_again_download(ada: Page, picture: Callable[[str], None]) -> None:
    expect(ada.get_by_role("heading", name="New this month, by reaction")).to_be_visible()
    assert serious(ada) == []
    ada.get_by_role("heading", name="Versions by state").scroll_into_view_if_needed()
    picture("dashboard")
    ada.get_by_role("link", name=re.compile(r"\bReports$")).click()
    assert serious(ada) == []
    picture("report-builder")
    ada.get_by_role("combobox", name="Drug").fill("Lemtrada")
    ada.get_by_role("button", name="Show").click()
    expect(ada.get_by_role("heading", level=1)).to_contain_text("Alemtuzumab")
    ada.locator("summary", has_text="Freeze").click()
    ada.get_by_label("Note").fill("For the board")
    assert serious(ada) == []
    assert fits(ada)
    picture("report-freeze")
    ada.get_by_role("button", name="Freeze this report").click()
    expect(ada.get_by_role("heading", level=1)).to_contain_text("Run")
    run = ReportRun.objects.get()
    assert str(run.by) == "ada"
    ada.get_by_role("link", name="Make it again").click()
    expect(ada.get_by_role("status")).to_contain_text("Identical.")
    assert serious(ada) == []
    picture("frozen-run")
    with ada.expect_download() as download:
        ada.get_by_role("link", name="JSON").click()
    assert Path(download.value.path()).read_bytes() == stored(run, "json")


def test_on_a_phone_a_report_is_scheduled(ada: Page, live_server: LiveServer, picture: Callable[[str], None]) -> None:
    ada.set_viewport_size(PHONE)
    expect(ada.get_by_role("heading", name="Versions by state")).to_be_visible()
    assert fits(ada)
    ada.goto(f"{live_server.url}/reports/")
    assert fits(ada)
    picture("report-builder-phone")
    ada.get_by_role("button", name="Show").click()
    ada.locator("summary", has_text="Schedule").click()
    ada.get_by_label("Monthly, on the first day").check()
    expect(ada.get_by_label("ada")).to_be_checked()
    assert fits(ada)
    assert serious(ada) == []
    ada.get_by_role("button", name="Schedule this report").scroll_into_view_if_needed()
    picture("report-schedule-phone")
    ada.get_by_role("button", name="Schedule this report").click()
    expect(ada.get_by_role("status")).to_contain_text("Scheduled. The first report is made on")
    assert Schedule.objects.get().rhythm == "monthly"
    assert fits(ada)
    assert serious(ada) == []
    picture("schedules-phone")
