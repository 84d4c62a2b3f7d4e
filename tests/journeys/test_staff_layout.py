"""The staff's screens on a laptop: the worklist shows all its columns, and nothing moves under the pointer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from cases.actions.review import take_into_review
from cases.models import CaseVersion
from tests.cases.admin.staff.conftest import reaction, submitted
from tests.cases.builders import centre
from tests.journeys.test_staff_review import sign_in_as
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)
LAPTOP = {"width": 1366, "height": 768}


@transaction.atomic
def waiting(ada: Any) -> CaseVersion:
    """Names as long as those of a real registry."""
    place = centre("Department of Neurology, Haukeland University Hospital")
    versions = [
        submitted(
            f"XX-TOCSIN-2026-{number:08X}",
            at=place,
            received=timezone.localdate(),
            reactions=reaction("Pulmonary alveolar haemorrhage", hospitalisation=True),
        )
        for number in (1, 2)
    ]
    for version in versions:
        take_into_review(version, by=ada)
    return versions[0]


def test_the_worklist_fits_and_nothing_moves_on_the_review_page(page: Page, live_server: LiveServer) -> None:
    ada = person("PV assessor", "ada.lovelace-assessor")
    version = waiting(get_user_model().objects.get(pk=ada.pk))
    sign_in_as(page, live_server, ada)
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/admin/cases/caseversion/worklist/")
    wide, there = page.locator(".staff-table").evaluate("place => [place.scrollWidth, place.clientWidth]")
    assert wide <= there
    page.goto(f"{live_server.url}/admin/cases/caseversion/{version.pk}/review/")
    value = page.locator("[data-path='reactions[1].verbatim']")
    below = value.locator("dd")
    before = below.evaluate("place => place.offsetTop")
    value.hover()
    assert value.get_by_role("button").is_visible()
    assert below.evaluate("place => place.offsetTop") == before
