"""A centre, the empty form of a case, and one draft."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.models import CaseVersion, Centre
from tests.cases.admin.forms_on_pages import ADD, CaseForm


@pytest.fixture
def centre(db: None) -> Centre:
    """The only centre, which the form therefore takes as given."""
    return Centre.objects.create(name="Neurology, Bergen", country="NO")


@pytest.fixture
def new(admin_client: Client, centre: Centre) -> CaseForm:
    """The form where a case is reported."""
    return CaseForm.on(admin_client, ADD)


@pytest.fixture
def minimum(new: CaseForm) -> CaseForm:
    """The form with a patient, a reporter, a drug and a reaction."""
    new.fill("patient-0", sex="2")
    new.fill("drugs-0", name="alemtuzumab", role="1")
    new.fill("reactions-0", verbatim="Alveolar haemorrhage")
    return new.fill("primary_sources-0", qualification="1")


@pytest.fixture
def draft(minimum: CaseForm) -> CaseVersion:
    """A saved draft with the minimum."""
    minimum.send()
    return CaseVersion.objects.get()


def page_of(version: CaseVersion) -> str:
    """Where a version is shown."""
    return f"/admin/cases/caseversion/{version.pk}/change/"
