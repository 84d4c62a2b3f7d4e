"""Drafts change and can be deleted; submitted and accepted versions are read, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.actions.cases import submit
from cases.models import Case, CaseVersion, Provenance
from cases.rules.workflow import State
from cases.store import load
from tests.cases.admin.conftest import page_of
from tests.cases.admin.forms_on_pages import CaseForm
from tests.people import person


@pytest.fixture
def submitted(draft: CaseVersion) -> CaseVersion:
    """A submitted version."""
    submit(draft, by=None)
    return draft


def test_save_and_submit(minimum: CaseForm) -> None:
    after = minimum.send("_submit")
    version = CaseVersion.objects.get()
    assert "Submitted: case" in after.html
    assert version.state == State.SUBMITTED
    assert version.submitted_by is not None


def test_what_is_missing_is_said_and_the_draft_is_kept(new: CaseForm) -> None:
    after = new.fill("reactions-0", verbatim="Cough").send("_submit")
    assert "Saved as a draft, not submitted" in after.html
    assert "a reporter or a publication" in after.html
    assert CaseVersion.objects.get().is_draft


def test_a_submitted_version_is_read_only(submitted: CaseVersion, admin_client: Client) -> None:
    page = CaseForm.on(admin_client, page_of(submitted))
    assert "Alveolar haemorrhage" in page.html
    assert not [name for name in page.values if name.startswith(("patient-", "reactions-"))]
    assert "Save draft" not in page.html


def test_saving_an_old_page_after_submission_changes_nothing(draft: CaseVersion, admin_client: Client) -> None:
    form = CaseForm.on(admin_client, page_of(draft)).fill("reactions-0", verbatim="Changed")
    submit(draft, by=None)
    after = form.send()
    assert "submitted meanwhile" in after.html
    assert load(draft).reactions[0].verbatim == "Alveolar haemorrhage"


def test_reading_is_not_changing(draft: CaseVersion, client: Client) -> None:
    client.force_login(person("Auditor"))
    assert "<textarea" not in client.get(page_of(draft)).content.decode()
    assert client.post(page_of(draft), {"_save": "1"}).status_code == 403
    assert client.get("/admin/cases/caseversion/add/").status_code == 403
    assert client.post(f"/admin/cases/caseversion/{draft.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_draft_can_be_deleted_and_an_empty_case_goes_with_it(draft: CaseVersion, admin_client: Client) -> None:
    admin_client.post(f"/admin/cases/caseversion/{draft.pk}/delete/", {"post": "yes"})
    assert not CaseVersion.objects.exists()
    assert not Case.objects.exists()


def test_a_submitted_version_and_its_case_stay(submitted: CaseVersion, admin_client: Client) -> None:
    for url in (f"caseversion/{submitted.pk}", f"case/{submitted.case_id}", f"centre/{submitted.case.centre_id}"):
        assert admin_client.post(f"/admin/cases/{url}/delete/", {"post": "yes"}).status_code == 403
    assert CaseVersion.objects.exists()


def test_the_sources_are_shown_when_there_are_any(draft: CaseVersion, admin_client: Client) -> None:
    assert 'id="sources-group"' not in admin_client.get(page_of(draft)).content.decode()
    Provenance.objects.create(
        version=draft, number=1, field="patient.sex", source="myro-2018", place="Case", basis="stated"
    )
    form = CaseForm.on(admin_client, page_of(draft))
    assert "myro-2018" in form.html
    assert "Draft saved" in form.send().html
    assert [row.source for row in load(draft).provenance] == ["myro-2018"]
