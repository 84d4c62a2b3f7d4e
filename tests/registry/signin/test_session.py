"""A session ends: after some minutes without a request, and after a working day in any case."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.registry.signin.conftest import PASSWORD
from tests.registry.support import run

MINUTE = 60


def go_to(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Move the clock that sessions look at; `seconds` from now."""
    now, moment = time.time() + seconds, timezone.now() + timedelta(seconds=seconds)
    monkeypatch.setattr("registry.signin.middleware.time.time", lambda: now)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


@pytest.fixture
def signed_in(client: Client, nora: User, settings: Settings) -> Client:
    settings.SESSION_COOKIE_AGE = 30 * MINUTE
    settings.TOCSIN_SESSION_MAX_AGE = 600 * MINUTE
    client.force_login(nora)
    return client


def still_there(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.parametrize(("minutes", "expected"), [(29, True), (31, False)])
def test_it_ends_after_the_idle_time(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch, minutes: int, expected: bool
) -> None:
    with monkeypatch.context() as clock:
        clock.setattr("django.contrib.sessions.backends.db.timezone.now", timezone.now)
        go_to(clock, minutes * MINUTE)
        assert still_there(signed_in) is expected


def test_requests_keep_it_alive_until_its_greatest_age(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for minutes in range(20, 600, 20):
        with monkeypatch.context() as clock:
            go_to(clock, minutes * MINUTE)
            assert still_there(signed_in), minutes
    with monkeypatch.context() as clock:
        go_to(clock, 600 * MINUTE)
        page = signed_in.get("/account/", follow=True)
    assert page.redirect_chain == [("/account/login/?next=/account/", 302)]
    assert "You were signed out because your session was long" in page.text
    assert not Session.objects.filter(session_data__contains="_auth_user").exists()


def test_a_session_from_before_is_not_trusted(signed_in: Client) -> None:
    session = signed_in.session
    del session["tocsin_signed_in_at"]
    session.save()
    assert not still_there(signed_in)


def test_reading_does_not_write_the_session_every_time(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Session.objects.get().session_data
    signed_in.get("/account/")
    assert Session.objects.get().session_data == before
    go_to(monkeypatch, 2 * MINUTE)
    signed_in.get("/account/")
    assert Session.objects.get().session_data != before


def test_the_cookie_is_for_the_site_alone_and_ends_with_the_browser(client: Client, nora: User) -> None:
    cookie = client.post("/account/login/", {"login": "nora", "password": PASSWORD}).cookies["sessionid"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


@pytest.mark.parametrize("address", ["/account/", "/account/2fa/", "/admin/", "/reports/vigibase/"])
def test_what_signed_in_people_see_is_kept_nowhere(client: Client, nora: User, address: str) -> None:
    client.force_login(nora)
    assert "no-store" in client.get(address)["Cache-Control"]


PRODUCTION = {
    "DATABASE_URL": "postgresql://tocsin@db.example.org/tocsin",
    "SECRET_KEY": "k" * 50,
    "TOCSIN_AUDIT_KEY": "a" * 50,
    "TOCSIN_MASTER_KEYS": "A" * 43 + "=",
}
SHOW = """
from django.conf import settings as s
print([s.PASSWORD_HASHERS[0].split(".")[-1], s.TOCSIN_MFA_REQUIRED_ROLES, s.SESSION_COOKIE_AGE, s.SESSION_COOKIE_SECURE,
    s.TOCSIN_SESSION_MAX_AGE, s.EMAIL_BACKEND.split(".")[-2], s.EMAIL_HOST_PASSWORD, s.ALLAUTH_TRUSTED_PROXY_COUNT])
"""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (PRODUCTION, [["PV assessor", "PV manager", "Auditor"], 1800, True, 36000, "smtp", "", 0]),
        ({"TOCSIN_LOCAL": "1"}, [[], 1800, False, 36000, "console", "", 0]),
        (
            PRODUCTION
            | {
                "TOCSIN_MFA_REQUIRED_ROLES": "Centre lead,PV manager",
                "SESSION_IDLE_MINUTES": "10",
                "SESSION_MAX_MINUTES": "60",
                "EMAIL_URL": "smtp+tls://user@mail.example.org:587",
                "EMAIL_PASSWORD": "hush",
                "SECURE_PROXY_SSL_HEADER": "HTTP_X_FORWARDED_PROTO,https",
            },
            [["Centre lead", "PV manager"], 600, True, 3600, "smtp", "hush", 1],
        ),
    ],
)
def test_the_settings_are_strict_unless_somebody_says_otherwise(
    tmp_path: Path, changes: dict[str, str], expected: list[object]
) -> None:
    done = run("-c", SHOW, DJANGO_SETTINGS_MODULE="registry.settings.base", TOCSIN_HOME=str(tmp_path), **changes)
    assert done.stdout.strip() == str(["Argon2PasswordHasher", *expected]), done.stderr
