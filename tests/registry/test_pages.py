"""Addresses, error pages and the content security policy."""

from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory
from django.views import defaults

from registry.errors import bad_request

pytestmark = pytest.mark.django_db
LOOSE = {"'unsafe-eval'", "'unsafe-inline'"}


def policy(response: Any) -> dict[str, set[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: set(values) for name, *values in parts}


def test_the_start_leads_to_the_admin_site(client: Client) -> None:
    assert 'href="/admin/"' in client.get("/").text


@pytest.mark.parametrize(
    "address", ["/healthz", "/readyz", "/", "/account/login/", "/no-such-page", "/administrator/", "/admin"]
)
def test_the_policy_is_strict_outside_the_admin_site(client: Client, address: str) -> None:
    found = policy(client.get(address))
    assert found["default-src"] == {"'none'"}
    assert found["script-src"] == found["style-src"] == {"'self'"}
    assert not LOOSE & set().union(*found.values())


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/"])
def test_the_admin_theme_gets_what_it_needs_and_no_more(client: Client, address: str) -> None:
    found = policy(client.get(address))
    assert found["script-src"] == {"'self'", "'unsafe-eval'"}
    assert found["style-src"] == {"'self'", "'unsafe-inline'"}
    assert found["default-src"] == found["frame-ancestors"] == {"'none'"}


def test_the_sign_in_page_asks_nobody_else_for_anything(client: Client) -> None:
    page = client.get("/account/login/").text
    assert "Tocsin" in page
    assert not [part for part in ('src="http', 'src="//', 'rel="stylesheet" href="http') if part in page]


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (lambda request: bad_request(request, ValueError("secret")), 400, "cannot be understood"),
        (lambda request: bad_request(request, RequestDataTooBig("secret")), 400, "too much at once"),
        (lambda request: defaults.permission_denied(request, PermissionError("secret")), 403, "may not see this"),
        (lambda request: defaults.page_not_found(request, ValueError("secret")), 404, "no such page"),
        (defaults.server_error, 500, "Something went wrong"),
    ],
)
def test_error_pages_say_what_to_do_and_hold_no_data(view: Any, status: int, words: str) -> None:
    response = view(RequestFactory().get("/secret?secret=secret"))
    assert response.status_code == status
    assert words in response.text
    assert "secret" not in response.text
