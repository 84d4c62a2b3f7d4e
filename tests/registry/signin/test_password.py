"""Signing in with a password: who gets in, what is said, and when one has to wait."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client

from tests.registry.signin.conftest import PASSWORD

WRONG = "not the password 4711"


def sign_in(client: Client, login: str, password: str, **more: Any) -> Any:
    return client.post("/account/login/", {"login": login, "password": password}, **more)


def test_the_admin_site_sends_people_to_the_sign_in_page(client: Client) -> None:
    response = client.get("/admin/login/?next=/admin/cases/", follow=True)
    assert response.redirect_chain == [("/account/login/?next=%2Fadmin%2Fcases%2F", 302)]
    assert "User name or e-mail" in response.text


def test_the_admin_sites_own_form_opens_nothing(client: Client, nora: User) -> None:
    response = client.post("/admin/login/", {"username": "nora", "password": PASSWORD})
    assert response.status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("login", ["nora", "NORA", "Nora.Lie@example.org", "nora.lie@EXAMPLE.org", " nora "])
def test_user_name_and_e_mail_open_the_same_account(client: Client, nora: User, login: str) -> None:
    response = sign_in(client, login, PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert client.session["_auth_user_id"] == str(nora.pk)


def test_an_address_that_staff_took_away_opens_nothing(client: Client, nora: User) -> None:
    sign_in(client, "nora.lie@example.org", PASSWORD)
    client.logout()
    nora.email = "nora@elsewhere.org"
    nora.save()
    assert sign_in(client, "nora.lie@example.org", PASSWORD).status_code == 200
    assert sign_in(client, "nora@elsewhere.org", PASSWORD).status_code == 302


def test_the_session_gets_a_new_key(client: Client, nora: User) -> None:
    client.get("/account/login/")
    session = client.session
    session["kept"] = "from before"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before or ""
    sign_in(client, "nora", PASSWORD)
    assert client.session.session_key != before


def test_it_leads_back_to_where_one_wanted_to_go_but_not_elsewhere(client: Client, nora: User) -> None:
    data = {"login": "nora", "password": PASSWORD}
    assert client.post("/account/login/", data | {"next": "/admin/auth/"})["Location"] == "/admin/auth/"
    client.logout()
    assert client.post("/account/login/", data | {"next": "https://evil.example/"})["Location"] == "/admin/"


@pytest.mark.parametrize("login", ["nora", "nobody", "nora.lie@example.org", "nobody@example.org"])
def test_a_wrong_password_and_a_wrong_name_look_the_same(client: Client, nora: User, login: str) -> None:
    page = sign_in(client, login, WRONG).text
    assert "The user name or e-mail and the password do not belong together. Check both and try again." in page
    assert WRONG not in page


@pytest.mark.parametrize("names", [["nora"], ["nora", "Nora.Lie@example.org"], ["nobody"]])
def test_five_failures_lock_an_account_by_all_its_names(client: Client, nora: User, names: list[str]) -> None:
    for attempt in range(5):
        assert "do not belong together" in sign_in(client, names[attempt % len(names)], WRONG).text
    for name in names:
        assert "Too many wrong attempts. Wait 15 minutes, then try again." in sign_in(client, name, PASSWORD).text
    assert "_auth_user_id" not in client.session


def test_another_account_is_not_locked(client: Client, nora: User) -> None:
    User.objects.create_user("otto", password=PASSWORD, is_staff=True)
    for _ in range(5):
        sign_in(client, "nora", WRONG)
    assert sign_in(client, "otto", PASSWORD).status_code == 302


def test_the_wait_is_told_to_the_minute_and_ends(client: Client, nora: User, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    start = time.time()
    # The cache's own clock stands still, so that only the times that the attempts carry count.
    for attempt in range(5):
        monkeypatch.setattr("time.time", lambda at=start + 60 * attempt: at)
        sign_in(client, "nora", WRONG)
    monkeypatch.setattr("time.time", lambda: start + 5 * 60)
    assert "Wait 10 minutes" in sign_in(client, "nora", PASSWORD).text
    monkeypatch.setattr("time.time", lambda: start + 14 * 60 + 30)
    assert "Wait 1 minute," in sign_in(client, "nora", PASSWORD).text
    monkeypatch.setattr("time.time", lambda: start + 15 * 60 + 1)
    assert sign_in(client, "nora", PASSWORD).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_failures_are_counted_across_connections(nora: User) -> None:
    def fail() -> None:
        sign_in(Client(), "nora", WRONG)
        connections.close_all()

    for _ in range(5):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert "Too many wrong attempts" in sign_in(Client(), "nora", PASSWORD).text
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM registry_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] >= 1
    cache.clear()


@pytest.mark.django_db(transaction=True)
def test_attempts_at_the_same_time_are_all_counted(nora: User) -> None:
    barrier = threading.Barrier(8)
    answers: list[str] = []

    def fail() -> None:
        barrier.wait()
        answers.append(sign_in(Client(), "nora", WRONG).text)
        connections.close_all()

    threads = [threading.Thread(target=fail) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum("do not belong together" in answer for answer in answers) <= 5
    cache.clear()


def test_nothing_that_was_typed_is_logged(client: Client, nora: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for _ in range(6):
        sign_in(client, "nora", WRONG)
    assert WRONG not in caplog.text


def test_a_closed_account_says_so_only_to_its_owner(client: Client, nora: User) -> None:
    nora.is_active = False
    nora.save()
    assert sign_in(client, "nora", PASSWORD, follow=True).redirect_chain == [("/account/inactive/", 302)]
    assert "do not belong together" in sign_in(client, "nora", WRONG).text


def test_nobody_signs_up(client: Client, db: None) -> None:
    data = {"username": "eve", "email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/account/signup/", data)["Location"] == "/account/login/"
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize("address", ["/account/email/", "/account/3rdparty/", "/account/password/set/"])
def test_addresses_are_changed_by_staff_alone(client: Client, nora: User, address: str) -> None:
    client.force_login(nora)
    assert client.get(address).status_code == 404


def test_the_admin_sites_menu_leads_to_the_account(client: Client, nora: User) -> None:
    client.force_login(nora)
    assert 'href="/account/"' in client.get("/admin/").text
    page = client.get("/account/").text
    assert "nora" in page
    assert "/account/password/change/" in page
