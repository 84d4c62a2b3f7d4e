"""The builder, frozen runs and schedules as pages: choose, freeze, open, make again, download, schedule."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import CaseFacts
from reports.actions.runs import freeze, stored
from reports.models import ReportRun, Schedule
from tests.people import signed_in
from tests.reports.builders import accepted

pytestmark = pytest.mark.django_db
ASKED = {"drug": "alemtuzumab"}


@pytest.fixture(autouse=True)
def _case() -> None:
    accepted(identifier="XX-1")


@pytest.fixture
def assessor() -> Client:
    return signed_in("PV assessor", "ada")


@pytest.fixture
def run() -> ReportRun:
    return freeze("vigibase", ASKED, by=None, forms=("page", "csv"))


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_builder_leads_to_the_report_with_the_words_that_it_understands(assessor: Client) -> None:
    asked = {"report": "vigibase", "drug": "alemtuzumab", "reaction": "", "age": ["18-44", "45-64"], "beside": "x"}
    response = assessor.get(reverse("reports:builder"), asked)
    assert response.status_code == 302
    assert response["Location"] == "/reports/vigibase/?drug=alemtuzumab&age=18-44&age=45-64"
    assert assessor.get(reverse("reports:builder"), {"report": "nonsense"}).status_code == 404
    assert "Frozen last" in text(assessor.get(reverse("reports:builder")))


def test_what_a_report_needs_is_asked_for_before_it_is_an_error(assessor: Client) -> None:
    first = assessor.get(reverse("reports:report", args=["compare"]), ASKED)
    assert (first.status_code, "Fill in &#x27;Beside&#x27;" in text(first)) == (200, True)
    assert assessor.get(reverse("reports:report", args=["compare"]), {"beside": "nonsense"}).status_code == 400


def test_freezing_keeps_the_words_and_leads_to_the_run(assessor: Client) -> None:
    response = assessor.post(
        reverse("reports:freeze", args=["vigibase"]), {**ASKED, "as_of": "2025-12-31", "note": " For the board "}
    )
    run = ReportRun.objects.get()
    assert response["Location"] == reverse("reports:run", args=[run.pk])
    assert (run.asked, run.note, str(run.by)) == (
        {"drug": ["alemtuzumab"], "as_of": "2025-12-31"},
        "For the board",
        "ada",
    )
    page = text(assessor.get(response["Location"]))
    assert run.sha256 in page
    assert "For the board" in page
    assert "<script" not in page
    assert "Multiple sclerosis" in page


def test_what_cannot_be_frozen_is_said_on_the_page(assessor: Client) -> None:
    response = assessor.post(reverse("reports:freeze", args=["vigibase"]), {"drug": "nonsense", "note": "N"})
    assert response.status_code == 400
    assert "No drug &#x27;nonsense&#x27; is known" in text(response)
    assert ReportRun.objects.count() == 0


def test_the_list_has_the_runs(assessor: Client, run: ReportRun) -> None:
    page = text(assessor.get(reverse("reports:runs")))
    assert reverse("reports:run", args=[run.pk]) in page
    assert "2025-03-31" in page


def test_making_it_again_says_identical_or_names_the_cases(assessor: Client, run: ReportRun) -> None:
    address = reverse("reports:run-again", args=[run.pk])
    assert "Identical." in text(assessor.get(address))
    CaseFacts.objects.update(sex="1")
    page = text(assessor.get(address))
    assert "Case XX-1 changed." in page
    assert "derived anew" in page


def test_downloads_are_the_stored_bytes(assessor: Client, run: ReportRun) -> None:
    for form in ("json", "csv"):
        response = assessor.get(reverse("reports:run-file", args=[run.pk, form]))
        assert response.content == stored(run, form)
        assert f"vigibase-2025-03-31-run-{run.pk}.{form}" in response["Content-Disposition"]
    for form in ("pdf", "page", "nonsense"):
        assert assessor.get(reverse("reports:run-file", args=[run.pk, form])).status_code == 404


def test_auditors_open_runs_and_freeze_none(run: ReportRun) -> None:
    auditor = signed_in("Auditor")
    assert auditor.get(reverse("reports:run", args=[run.pk])).status_code == 200
    assert "Identical." in text(auditor.get(reverse("reports:run-again", args=[run.pk])))
    page = text(auditor.get(reverse("reports:report", args=["vigibase"])))
    assert "Freeze this report" not in page
    assert "Schedule this report" not in page
    for name in ("freeze", "schedule"):
        assert auditor.post(reverse(f"reports:{name}", args=["vigibase"]), ASKED).status_code == 403


def test_a_report_is_scheduled_paused_resumed_and_deleted(assessor: Client, django_user_model: Any) -> None:
    ada = django_user_model.objects.get(username="ada")
    address = reverse("reports:schedule", args=["vigibase"])
    refused = assessor.post(address, {**ASKED, "rhythm": "weekly"})
    assert (refused.status_code, "Choose at least one person" in text(refused)) == (400, True)
    assert assessor.post(address, {**ASKED, "rhythm": "weekly", "recipient": ada.pk}).status_code == 302
    listed = text(assessor.get(reverse("reports:schedules")))
    assert "Scheduled. The first report is made on" in listed
    assert "drug: alemtuzumab" in listed
    step = reverse("reports:schedule-step", args=[Schedule.objects.get().pk])
    assessor.post(step, {"step": "pause"})
    assert not Schedule.objects.get().active
    assessor.post(step, {"step": "resume"})
    assert Schedule.objects.get().active
    assert assessor.post(step, {"step": "nonsense"}).status_code == 404
    assessor.post(step, {"step": "delete"})
    assert not Schedule.objects.exists()
