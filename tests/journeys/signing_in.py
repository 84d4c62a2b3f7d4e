"""A superuser at the form where a case is reported, and the form as a person uses it: by tab, by row, by label."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from cases.models import Centre
from tests.people import PASSWORD, person


class CaseForm:
    """The case form in a browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab(self, title: str) -> None:
        """Open a tab; its name in the form may be followed by a count of errors."""
        self.page.get_by_label("Parts of the case").get_by_role("link", name=title).first.click()

    def add(self, title: str) -> None:
        """Add a row to the section of that name."""
        self.page.locator(".case-add:visible").get_by_text(title, exact=True).click()

    def fill(self, row: str, **answers: str) -> None:
        """Write into the fields of a row; a select takes the words of its option."""
        for name, answer in answers.items():
            field = self.page.locator(f"[name='{row}-{name}']")
            if field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(label=answer)
            else:
                field.fill(answer)


def sign_in(page: Page, live_server: LiveServer) -> None:
    """Sign in as a superuser."""
    get_user_model().objects.create_superuser("nora", password=PASSWORD)
    enter(page, live_server, "nora")


def nurse(page: Page, live_server: LiveServer, name: str = "berit") -> None:
    """Sign in as somebody of a centre, who reports cases and decides nothing about them."""
    person("Centre reporter", name, centre=Centre.objects.get())
    enter(page, live_server, name)


def enter(page: Page, live_server: LiveServer, name: str) -> None:
    """Sign in with a name that there is."""
    page.goto(f"{live_server.url}/admin/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def report_a_case(page: Page, live_server: LiveServer) -> CaseForm:
    """Sign in and open the form."""
    Centre.objects.create(name="Neurology, Bergen", country="NO")
    sign_in(page, live_server)
    page.get_by_role("link", name="Report a case", exact=True).click()
    return CaseForm(page)
