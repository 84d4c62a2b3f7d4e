"""A reader in a browser: search by keyboard, on a phone, without a cookie, with nothing in a screen reader's way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.actions.publish import publish
from tests.journeys.axe import PHONE, fits, serious

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def start(page: Page, live_server: LiveServer) -> Page:
    """The page of a registry that has published the documented cases."""
    call_command("seed", verbosity=0)
    publish(by=None)
    page.goto(f"{live_server.url}/")
    return page


def test_search_by_keyboard_without_a_cookie(start: Page, picture: Callable[[str], None]) -> None:
    start.keyboard.press("Tab")
    expect(start.get_by_role("link", name="To the content")).to_be_focused()
    while start.evaluate("document.activeElement.name") != "drug":
        start.keyboard.press("Tab")
    start.keyboard.type("alemtuzumab")
    start.keyboard.press("Enter")
    expect(start.get_by_role("heading", level=1)).to_have_text("Alemtuzumab")
    expect(start.get_by_role("heading", name="Before you use these figures")).to_be_visible()
    row = start.get_by_role("region", name="Sex").get_by_role("row", name="Female")
    expect(row).to_contain_text("hidden")
    assert start.context.cookies() == []
    assert serious(start) == []
    picture("readers")


def test_on_a_phone_nothing_is_wider_than_the_screen(start: Page, picture: Callable[[str], None]) -> None:
    start.set_viewport_size(PHONE)
    assert serious(start) == []
    start.get_by_role("link", name="Diffuse alveolar haemorrhage").click()
    expect(start.get_by_role("heading", level=1)).to_have_text("Diffuse alveolar haemorrhage")
    assert fits(start)
    assert serious(start) == []
    picture("readers-phone")


def test_sign_in_is_found_from_here(start: Page) -> None:
    start.get_by_role("link", name="Sign in (centres and staff)").click()
    expect(start.get_by_label("Password", exact=True)).to_be_visible()
