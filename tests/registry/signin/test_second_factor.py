"""The second step: authenticator app, recovery codes, and who has to have one."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests.registry.signin.conftest import PASSWORD

STEP = 30


def code_for(secret: str, steps: int = 0) -> str:
    """What an app shows now, or some steps of 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP + steps))


def sign_in(client: Client, **more: Any) -> Any:
    return client.post("/account/login/", {"login": "nora", "password": PASSWORD}, **more)


def set_up(client: Client) -> tuple[str, list[str]]:
    """Set up an app as a person does; its secret and the recovery codes."""
    page = client.get("/account/2fa/totp/activate/").text
    secret = re.search(r'id="authenticator_secret"[^>]* value="(\w+)"', page)
    assert secret
    done = client.post("/account/2fa/totp/activate/", {"code": code_for(secret[1])}, follow=True)
    codes = re.search(r"<textarea[^>]*>([\d\s]+)</textarea>", done.text)
    assert codes, done.text
    return secret[1], codes[1].split()


@pytest.fixture
def with_app(client: Client, nora: User) -> tuple[str, list[str]]:
    sign_in(client)
    found = set_up(client)
    client.post("/account/logout/")
    cache.clear()  # as if 30 seconds had passed: the code that set the app up is used up
    return found


def test_an_app_is_set_up_and_then_asked_for(client: Client, with_app: tuple[str, list[str]]) -> None:
    secret, codes = with_app
    assert len(codes) == 10
    assert sign_in(client)["Location"] == "/account/2fa/authenticate/"
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    page = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "This code is not right" in page.text
    assert client.post("/account/2fa/authenticate/", {"code": code_for(secret)})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_works_once(client: Client, with_app: tuple[str, list[str]]) -> None:
    code = code_for(with_app[0])
    for expected in (302, 200):
        sign_in(client)
        assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == expected
        client.post("/account/logout/")


def test_a_recovery_code_works_once(client: Client, with_app: tuple[str, list[str]]) -> None:
    for expected in (302, 200):
        sign_in(client)
        assert client.post("/account/2fa/authenticate/", {"code": with_app[1][0]}).status_code == expected
        client.post("/account/logout/")


def test_five_wrong_codes_lock_the_second_step(client: Client, with_app: tuple[str, list[str]]) -> None:
    sign_in(client)
    for _ in range(5):
        assert "This code is not right" in client.post("/account/2fa/authenticate/", {"code": "000000"}).text
    page = client.post("/account/2fa/authenticate/", {"code": code_for(with_app[0])}).text
    assert "Too many wrong attempts" in page
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("limit", "words"), [("2/40m/key", "Wait 40 minutes,"), ("9/1m/ip,2/30s/key", "Wait 1 minute,")]
)
def test_how_long_it_is_locked_is_what_the_settings_say(
    client: Client, with_app: tuple[str, list[str]], settings: Settings, limit: str, words: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": limit}
    sign_in(client)
    for _ in range(2):
        client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert words in client.post("/account/2fa/authenticate/", {"code": "000000"}).text


def test_the_secret_lies_encrypted_in_the_database(with_app: tuple[str, list[str]]) -> None:
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert with_app[0] not in stored
    assert not [code for code in with_app[1] if code in stored]


def test_a_new_secret_key_keeps_what_its_fallback_sealed(
    client: Client, with_app: tuple[str, list[str]], settings: Settings
) -> None:
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key " * 5
    sign_in(client)
    assert client.post("/account/2fa/authenticate/", {"code": code_for(with_app[0])}).status_code == 200
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.post("/account/2fa/authenticate/", {"code": code_for(with_app[0], 1)}).status_code == 302


ROLES = ["PV assessor", "PV manager", "Auditor"]


@pytest.mark.parametrize(
    ("group", "superuser", "required", "led_away"),
    [
        ("PV assessor", False, ROLES, True),
        ("PV manager", False, ROLES, True),
        ("auditor", False, ROLES, True),  # a name in other letters is the same role
        ("Centre reporter", False, ROLES, False),
        (None, False, ROLES, False),
        (None, True, ROLES, True),
        ("PV assessor", False, [], False),
        (None, True, [], False),
    ],
)
def test_some_roles_need_a_second_step(
    client: Client,
    nora: User,
    settings: Settings,
    group: str | None,
    superuser: bool,
    required: list[str],
    led_away: bool,
) -> None:
    settings.TOCSIN_MFA_REQUIRED_ROLES = required
    if group:
        nora.groups.add(Group.objects.get_or_create(name=group)[0])
    nora.is_superuser = superuser
    nora.save()
    sign_in(client)
    response = client.get("/admin/")
    assert (response.status_code, response.get("Location")) == ((302, "/account/2fa/") if led_away else (200, None))


@pytest.mark.parametrize(
    ("address", "open_to_all"),
    [
        ("/admin/", False),
        ("/admin/password_change/", False),
        ("/account/password/change/", False),
        ("/reports/vigibase/", False),
        ("/no-such-page", False),
        ("/account/", True),
        ("/account/2fa/", True),
        ("/account/2fa/totp/activate/", True),
        ("/account/2fa/webauthn/add/", True),
        ("/account/logout/", True),
        ("/healthz", True),
    ],
)
def test_until_then_only_setting_up_is_open(
    client: Client, assessor: User, settings: Settings, address: str, open_to_all: bool
) -> None:
    settings.TOCSIN_MFA_REQUIRED_ROLES = ROLES
    sign_in(client)
    response = client.get(address)
    led_away = (response.status_code, response.get("Location")) == (302, "/account/2fa/")
    assert led_away is not open_to_all
    assert response.status_code == (200 if open_to_all else 302)


def test_having_set_up_an_app_an_assessor_can_work(client: Client, assessor: User, settings: Settings) -> None:
    settings.TOCSIN_MFA_REQUIRED_ROLES = ROLES
    assert "Please set it up now" in sign_in(client, follow=True).text
    set_up(client)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(type=Authenticator.Type.TOTP).delete()  # recovery codes alone are not enough
    assert client.get("/admin/")["Location"] == "/account/2fa/"


def test_setting_up_later_asks_for_the_password_again(client: Client, nora: User) -> None:
    client.force_login(nora)  # as if the sign-in were long ago
    response = client.get("/account/2fa/totp/activate/")
    assert response["Location"] == "/account/confirm/?next=%2Faccount%2F2fa%2Ftotp%2Factivate%2F"
    page = client.post(response["Location"], {"password": PASSWORD})
    assert page["Location"] == "/account/2fa/totp/activate/"
    assert client.get("/account/2fa/totp/activate/").status_code == 200
