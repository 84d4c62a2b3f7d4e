"""A forgotten password: the mail, the link, and nothing that tells strangers who has an account."""

from __future__ import annotations

import re
from smtplib import SMTPException
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from tests.registry.signin.conftest import PASSWORD

NEW = "bronchus and bicarbonate"


def ask(client: Client, address: str) -> Any:
    return client.post("/account/password/reset/", {"email": address}, follow=True)


def test_the_answer_is_the_same_for_known_and_unknown_addresses(client: Client, nora: User) -> None:
    known, unknown = ask(client, "nora.lie@example.org"), ask(client, "nobody@example.org")
    assert known.redirect_chain == unknown.redirect_chain == [("/account/password/reset/done/", 302)]
    assert known.text == unknown.text


def test_the_link_sets_a_new_password_once(client: Client, nora: User, mailoutbox: list[Any]) -> None:
    ask(client, "NORA.LIE@example.org")
    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == ("Tocsin: New password", ["nora.lie@example.org"])
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.body)
    assert link
    page = client.get(link[1], follow=True)
    form = page.redirect_chain[-1][0]
    changed = client.post(form, {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your password is changed" in changed.text
    nora.refresh_from_db()
    assert nora.check_password(NEW)
    assert "This link does not work any more" in Client().get(link[1], follow=True).text


def test_a_stranger_is_told_by_mail_that_there_is_no_account(client: Client, mailoutbox: list[Any], db: None) -> None:
    ask(client, "nobody@example.org")
    assert [mail.subject for mail in mailoutbox] == ["Tocsin: No account with this address"]
    assert "signup" not in mailoutbox[0].body


def test_a_weak_password_is_refused_with_the_reason(client: Client, nora: User, mailoutbox: list[Any]) -> None:
    ask(client, "nora.lie@example.org")
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mailoutbox[0].body)
    assert link
    form = client.get(link[1], follow=True).redirect_chain[-1][0]
    page = client.post(form, {"password1": "short1", "password2": "short1"}).text
    assert "at least 12 characters" in page
    nora.refresh_from_db()
    assert nora.check_password(PASSWORD)


def test_a_mail_server_that_fails_shows_nothing(
    client: Client, nora: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object) -> None:
        raise SMTPException("550 nora.lie@example.org refused")

    monkeypatch.setattr(EmailMultiAlternatives, "send", fail)
    assert ask(client, "nora.lie@example.org").redirect_chain == [("/account/password/reset/done/", 302)]
    assert "nora.lie" not in caplog.text
