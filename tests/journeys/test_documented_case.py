"""Staff read a documented case and the report about it; the pictures of the documentation are made here."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.signing_in import CaseForm, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff(page: Page, live_server: LiveServer) -> Page:
    """Signed in, with the documented cases loaded."""
    call_command("seed", verbosity=0)
    sign_in(page, live_server)
    return page


def test_a_documented_case_is_read_in_tabs_with_its_sources(staff: Page, picture: Callable[[str], None]) -> None:
    staff.get_by_role("link", name="All cases", exact=True).click()
    staff.get_by_role("link", name="XX-TOCSIN-MYRO-2018").click()
    CaseForm(staff).tab("Lung work-up")
    expect(staff.get_by_text("Persistently bloody", exact=True)).to_be_visible()
    tests = staff.get_by_role("table").filter(has=staff.locator("caption", has_text="Test"))
    haemoglobin = tests.get_by_role("row").filter(has_text="10.5 g/dL")
    expect(haemoglobin).to_contain_text("The day after onset of haemoptysis")
    picture("case")
    CaseForm(staff).tab("Sources")
    expect(staff.get_by_text("a misprint")).to_be_visible()


def test_the_report_stands_beside_vigibase(staff: Page, picture: Callable[[str], None]) -> None:
    staff.get_by_role("link", name=re.compile(r"\bReports$")).click()
    staff.get_by_role("combobox", name="Drug").fill("Lemtrada")
    staff.get_by_role("button", name="Show").click()
    expect(staff.get_by_role("heading", name="Alemtuzumab")).to_be_visible()
    published = staff.get_by_role("row").filter(has_text="VigiBase as published").first
    expect(published).to_contain_text("0.0 % (0.0 - 43.4)")
    picture("report")
