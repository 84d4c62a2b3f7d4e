"""Choosing a file in a browser: what is taken is said beforehand, and no other field of the row changes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from cases.models import CaseVersion, Centre
from cases.store import load
from tests.cases.files.examples import pdf
from tests.journeys.signing_in import CaseForm, nurse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("section", ["Document", "Publication"])
def test_a_file_is_chosen_and_kept(page: Page, live_server: LiveServer, section: str) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    Centre.objects.create(name="Neurology, Bergen", country="NO")
    nurse(page, live_server)
    page.goto(f"{live_server.url}/admin/cases/caseversion/add/#report")
    form = CaseForm(page)
    form.tab("Reporter and report")
    form.add(section)
    row = page.locator(".case-row:visible", has=page.locator("input[type=file]")).last
    file = row.locator("input[type=file]")
    expect(row.get_by_text("PDF, JPEG, PNG or DICOM, at most 20 MB.")).to_be_visible()
    assert ".pdf" in (file.get_attribute("accept") or "")
    before = row.locator("input[type=text]:visible").evaluate_all("fields => fields.map(field => field.value)")
    file.set_input_files({"name": "lung.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    after = row.locator("input[type=text]:visible").evaluate_all("fields => fields.map(field => field.value)")
    assert (problems, after) == ([], before)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("Draft saved")).to_be_visible()
    case = load(CaseVersion.objects.get())
    files = [row.included for row in case.documents] + [row.included for row in case.literature]
    assert [file.file_name for file in files if file is not None] == ["lung.pdf"]
