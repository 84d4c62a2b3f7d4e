"""Every page of figures, as wide as a laptop and as a phone: nothing in the way of anybody, nothing too wide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from reports.actions.publish import publish
from reports.actions.runs import freeze
from reports.actions.schedules import keep_schedule
from reports.tables.catalogue import CATALOGUE
from tests.journeys.axe import LAPTOP, PHONE, fits, serious
from tests.journeys.signing_in import enter
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)
DAH = "drug=alemtuzumab&reaction=diffuse+alveolar+haemorrhage"
MORE = {"periodic": "&previous=2020-01-01", "compare": "&beside=drug%3D%3B+reaction%3D%3B+cohort%3Dcomparator"}
PAGES = {
    "dashboard": "/admin/",
    "builder": "/reports/",
    **{name: f"/reports/{name}/?{DAH}{MORE.get(name, '')}" for name in CATALOGUE},
    "runs": "/reports/runs/",
    "schedules": "/reports/schedules/",
    "publish": "/reports/publish/",
    "readers": f"/?{DAH}",
}
PICTURES = {
    "dashboard": "",
    "builder": "",
    "onset": "#picture-onset_days",
    "treatment": "#picture-courses",
    "lung": "#picture-imaging_findings",
    "published": "#picture-published_shares",
    "compare": "#picture-differences",
    "publish": "",
}
"""Pages that the documents show, and the place to which each is scrolled."""
LOW = {"width": 1200, "height": 720}


def in_the_way(page: Page) -> list[object]:
    """What axe calls serious, and that the page is too wide."""
    found: list[object] = list(serious(page))
    return found if fits(page) else [*found, "wider than the screen"]


def test_nothing_is_in_the_way_on_any_page(page: Page, live_server: LiveServer, picture: Callable[[str], None]) -> None:
    call_command("seed", verbosity=0)
    mia = person("PV manager", "mia")
    keep_schedule("vigibase", {"drug": "alemtuzumab"}, {}, "weekly", [mia.pk], by=mia)
    freeze("onset", {"drug": "alemtuzumab"}, by=mia, forms=("page",))
    enter(page, live_server, "mia")
    wrong = {}
    for name, address in PAGES.items():
        if name == "readers":
            publish(by=None)
        for size in (LAPTOP, PHONE):
            page.set_viewport_size(size)
            if size is LAPTOP:
                response = page.goto(f"{live_server.url}{address}")
                assert response is not None
                assert response.status == 200, name
            if found := in_the_way(page):
                wrong[name, size["width"]] = found
        if name in PICTURES:
            page.set_viewport_size(LOW)  # type: ignore[arg-type]
            place = PICTURES[name]
            if place:
                page.locator(place).evaluate("place => place.scrollIntoView({block: 'center'})")
            picture(f"pages-{name}")
    assert wrong == {}
