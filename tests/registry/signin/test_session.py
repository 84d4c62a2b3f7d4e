"""A session ends: after some minutes without a request, and after a working day in any case."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

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


def test_reading_does_not_write_the_session_every_time(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: object
) -> None:
    before = Session.objects.get().session_data
    signed_in.get("/account/")
    assert Session.objects.get().session_data == before
    go_to(monkeypatch, 2 * MINUTE)
    signed_in.get("/account/")
    assert Session.objects.get().session_data != before


def test_the_cookie_is_for_the_site_alone_and_ends_with_the_browser(client: Client, nora: User) -> None:
    from tests.registry.signin.conftest import PASSWORD

    cookie = client.post("/account/login/", {"login": "nora", "password": PASSWORD}).cookies["sessionid"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
