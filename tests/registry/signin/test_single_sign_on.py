"""Signing in at the hospital (OpenID Connect), against a small provider on this machine."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from tests.registry.signin.conftest import PASSWORD
from tests.registry.signin.provider import Provider, running
from tests.registry.support import manage, run

START = "/account/oidc/hospital/login/?process=login"
KNOWN = {"sub": "4711", "email": "Nora.Lie@example.org", "email_verified": True}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        return None


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with running() as found:
        found.claims = dict(KNOWN)
        settings.SOCIALACCOUNT_PROVIDERS = found.settings()
        yield found


def sign_in(client: Client, start: str = START) -> Any:
    """Go the whole way: to the provider, and back with what it says."""
    away = client.get(start)
    assert away.status_code == 302, away.text
    try:
        urllib.request.build_opener(_Stay).open(away["Location"])
    except urllib.error.HTTPError as redirect:
        back = urlsplit(redirect.headers["Location"])
    return client.get(f"{back.path}?{back.query}", follow=True)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_sign_in_page_offers_it_only_where_it_is_set_up(client: Client, provider: Provider) -> None:
    assert "Sign in with Haukeland" in client.get("/account/login/").text


def test_without_it_there_is_no_such_button(client: Client, db: None) -> None:
    assert "oidc" not in client.get("/account/login/").text
    assert client.get(START).status_code == 404


def test_it_opens_the_account_with_the_same_address(client: Client, nora: User, provider: Provider) -> None:
    page = sign_in(client, f"{START}&next=/admin/auth/")
    assert page.redirect_chain[0] == ("/admin/auth/", 302)
    assert client.session["_auth_user_id"] == str(nora.pk)


def test_the_password_stays_and_nothing_is_linked(client: Client, nora: User, provider: Provider) -> None:
    for _ in range(2):
        sign_in(client)
        client.logout()
    nora.refresh_from_db()
    assert nora.check_password(PASSWORD)
    assert not SocialAccount.objects.exists()
    nora.email = "elsewhere@example.org"
    nora.save()
    sign_in(client)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@example.org"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": None},
        {"email": ""},
        {"email": None},
    ],
)
def test_nobody_else_comes_in_and_no_account_is_made(
    client: Client, nora: User, provider: Provider, settings: Settings, claims: dict[str, Any]
) -> None:
    settings.TOCSIN_CONTACT = "the registry office, 55 12 34 56"
    provider.claims |= claims
    page = sign_in(client).text
    assert "There is no account for you yet" in page
    assert "Ask the registry office, 55 12 34 56 to make one" in page
    assert not is_signed_in(client)
    assert list(User.objects.values_list("username", flat=True)) == ["nora"]


def test_two_accounts_with_one_address_are_none(client: Client, nora: User, provider: Provider) -> None:
    User.objects.create_user("ward", "nora.lie@example.org", PASSWORD, is_staff=True)
    assert "or more than one" in sign_in(client).text
    assert not is_signed_in(client)


def test_the_operator_may_vouch_for_addresses(
    client: Client, nora: User, provider: Provider, settings: Settings
) -> None:
    del provider.claims["email_verified"]
    settings.SOCIALACCOUNT_PROVIDERS = provider.settings(verified_email=True)
    sign_in(client)
    assert is_signed_in(client)


def test_a_closed_account_stays_closed(client: Client, nora: User, provider: Provider) -> None:
    nora.is_active = False
    nora.save()
    assert "This account is closed" in sign_in(client).text
    assert not is_signed_in(client)


def test_the_second_step_is_asked_for(client: Client, nora: User, provider: Provider) -> None:
    TOTP.activate(nora, generate_totp_secret())
    assert "Second step" in sign_in(client).text
    assert not is_signed_in(client)


def test_somebody_who_stops_at_the_hospital_is_told_so(client: Client, nora: User, provider: Provider) -> None:
    provider.refuse = True
    assert "You stopped the hospital sign-in" in sign_in(client).text


@pytest.mark.parametrize("query", ["", "?code=stolen&state=made-up", "?error=server_error"])
def test_an_answer_that_nobody_asked_for_opens_nothing(
    client: Client, nora: User, provider: Provider, query: str
) -> None:
    page = client.get(f"/account/oidc/hospital/login/callback/{query}", follow=True)
    assert "The hospital sign-in did not work" in page.text
    assert not is_signed_in(client)


def test_a_provider_that_does_not_answer_is_a_page_and_no_traceback(
    client: Client, nora: User, provider: Provider, settings: Settings
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    assert "The hospital sign-in did not work" in client.get(START, follow=True).text


def test_passwords_can_be_switched_off(client: Client, nora: User, provider: Provider, settings: Settings) -> None:
    settings.TOCSIN_OIDC_ONLY = True
    page = client.get("/account/login/").text
    assert "Sign in with Haukeland" in page
    assert 'type="password"' not in page
    client.post("/account/login/", {"login": "nora", "password": PASSWORD})
    assert not is_signed_in(client)
    sign_in(client)
    assert is_signed_in(client)


OIDC = {"OIDC_SERVER_URL": "https://login.example.org", "OIDC_CLIENT_ID": "tocsin", "OIDC_CLIENT_SECRET": "s3cret"}
SHOW = """
import django, json
django.setup()
from django.conf import settings as s
from django.urls import NoReverseMatch, reverse
def found(name):
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False
print(json.dumps({"apps": s.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"], "only": s.TOCSIN_OIDC_ONLY,
    "reset": found("account_reset_password"), "passkey": found("mfa_login_webauthn")}))
"""


def shown(**changes: str) -> dict[str, Any]:
    done = run("-c", SHOW, DJANGO_SETTINGS_MODULE="registry.settings.base", TOCSIN_LOCAL="1", SECRET_KEY="x", **changes)
    return dict(json.loads(done.stdout))


def test_settings_alone_switch_it_on(tmp_path: Any) -> None:
    assert shown() == {"apps": [], "only": False, "reset": True, "passkey": True}
    secret = tmp_path / "secret"
    secret.write_text("from a file\n")
    given = {"OIDC_SERVER_URL": OIDC["OIDC_SERVER_URL"], "OIDC_CLIENT_ID": "tocsin"}
    found = shown(OIDC_CLIENT_SECRET_FILE=str(secret), OIDC_NAME="Haukeland", OIDC_ONLY="1", **given)
    assert (found["only"], found["reset"], found["passkey"]) == (True, False, False)
    (app,) = found["apps"]
    assert (app["name"], app["client_id"], app["secret"]) == ("Haukeland", "tocsin", "from a file")
    assert app["settings"] == {"server_url": "https://login.example.org", "verified_email": False}


@pytest.mark.parametrize("missing", OIDC)
def test_half_of_the_settings_are_refused(missing: str) -> None:
    done = manage("check", TOCSIN_LOCAL="1", SECRET_KEY="x", **(OIDC | {missing: None}))
    assert done.returncode == 2
    assert f"missing: {missing}." in done.stderr
    assert "Traceback" not in done.stderr
