"""What every answer carries, and what a page about an error must not."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from registry.urls import urlpatterns as all_patterns
from tests.access.markers import FOUND
from tests.access.routes import routes
from tests.access.table import lines
from tests.access.world import World
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
ROUTES = {route.address: route for route in routes()}
ERROR_PAGES = {403: "/admin/cases/centre/add/", 404: "/admin/cases/caseversion/%s/change/", 405: "/admin/logout/"}


def broken(request: HttpRequest) -> HttpResponse:
    """A view that fails while it holds a patient's data."""
    initials, note = "Ident1001", {"birth_date": "1909-07-13", "sent": request.POST.dict()}
    raise RuntimeError(f"there is no room {len(initials) + len(note)}")


urlpatterns = [path("broken/", broken), *all_patterns]


def test_every_answer_has_the_number_of_its_request(world: World) -> None:
    numbers = []
    for line in lines():
        path = ROUTES[line.address].path(world.own.get(line.of, 1))
        for role in ("nobody", "no role"):
            numbers.append(world.clients[role].get(path).headers.get("X-Request-ID", ""))
    assert all(re.fullmatch("[0-9a-f]{32}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_what_somebody_signed_in_was_shown_stays_in_no_browser(world: World) -> None:
    kept = [
        line.address
        for line in lines()
        if line.of in ("draft", "submitted", "queried", "case") or line.address == "/admin/my-centre/"
        if "no-store"
        not in world.clients["lead"].get(ROUTES[line.address].path(world.own.get(line.of, 1)))["Cache-Control"]
    ]
    assert kept == []


@override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
def test_the_cookie_of_a_session_is_for_this_site_and_for_no_script(world: World) -> None:
    client = Client()
    client.get("/account/login/", secure=True)
    client.post("/account/login/", {"login": "reporter", "password": PASSWORD}, secure=True)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert client.cookies[settings.CSRF_COOKIE_NAME]["secure"] is True


@override_settings(ROOT_URLCONF=__name__)
def test_an_error_tells_nothing_of_what_the_code_held(world: World, caplog: Any, mailoutbox: list[Any]) -> None:
    client = world.clients["lead"]
    with caplog.at_level(logging.DEBUG):
        response = client.post("/broken/", {"patient-0-initials": "Ident1002"})
    assert response.status_code == 500
    logged = caplog.text + "".join(str(vars(record)) for record in caplog.records if record.name != "django.request")
    assert "RuntimeError" in logged
    for text in (
        response.content.decode(),
        str(response.headers),
        logged,
        *(str(mail.message()) for mail in mailoutbox),
    ):
        assert FOUND.findall(text) == []
    assert response["X-Request-ID"]


@pytest.mark.parametrize(("status", "address"), ERROR_PAGES.items())
def test_a_refusal_tells_nothing_of_the_case(world: World, caplog: Any, status: int, address: str) -> None:
    path = address % world.others["draft"] if "%s" in address else address
    response = world.clients["lead"].get(f"{path}?initials=Ident1003")
    assert response.status_code == status
    assert FOUND.findall(response.content.decode()) == []


def test_what_is_typed_into_a_form_is_in_no_log(world: World, caplog: Any) -> None:
    with caplog.at_level(logging.INFO):
        address = f"/admin/cases/caseversion/{world.own['draft']}/change/"
        world.clients["lead"].post(address, {"patient-0-initials": "Ident1004", "_save": "1"})
        world.clients["reporter"].post("/admin/cases/centre/add/", {"name": "Ident1005"})
    assert FOUND.findall(caplog.text) == []
