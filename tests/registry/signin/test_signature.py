"""A signature asks again who is there, whatever way that person signs in."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from cases.admin.signature import SignatureForm
from registry.signin.signature import confirm_identity
from tests.registry.signin.conftest import PASSWORD


@pytest.fixture
def request_of(rf: RequestFactory) -> Any:
    """Make a request of a user, as the middleware would."""
    contexts = []

    def make(user: User, method: str = "post") -> HttpRequest:
        request = getattr(rf, method)("/admin/")
        request.user, request.session = user, SessionStore()
        contexts.append(context.request_context(request))
        contexts[-1].__enter__()
        return request

    yield make
    for entered in reversed(contexts):
        entered.__exit__(None, None, None)


@pytest.fixture
def guest(db: None) -> tuple[User, str]:
    """Somebody who signs in at the hospital and has an authenticator app; with its secret."""
    user = User.objects.create_user("greta", "greta@example.org", is_staff=True)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return user, secret


def now_shown(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize(
    ("password", "expected"), [(PASSWORD, True), ("wrong", False), ("", False), (f" {PASSWORD}", False)]
)
def test_the_password_confirms(request_of: Any, nora: User, password: str, expected: bool) -> None:
    assert confirm_identity(request_of(nora), password) is expected


def test_anothers_password_does_not(request_of: Any, nora: User) -> None:
    User.objects.create_user("otto", "nora.lie@example.org", "another password 12", is_staff=True)
    assert not confirm_identity(request_of(nora), "another password 12")


def test_looking_at_a_page_signs_nothing(request_of: Any, nora: User) -> None:
    assert not confirm_identity(request_of(nora, "get"), PASSWORD)


def test_a_closed_account_signs_nothing(request_of: Any, nora: User) -> None:
    nora.is_active = False
    assert not confirm_identity(request_of(nora), PASSWORD)


def test_wrong_passwords_count_and_lock(request_of: Any, nora: User, client: Any) -> None:
    for _ in range(5):
        assert not confirm_identity(request_of(nora), "wrong")
    with pytest.raises(ValidationError, match="Wait 15 minutes"):
        confirm_identity(request_of(nora), PASSWORD)
    page = client.post("/account/login/", {"login": "nora", "password": PASSWORD})
    assert "Too many wrong attempts" in page.text


def test_a_code_confirms_who_has_no_password(request_of: Any, guest: tuple[User, str]) -> None:
    user, secret = guest
    assert not confirm_identity(request_of(user), "", "000000")
    assert confirm_identity(request_of(user), "", now_shown(secret))
    assert not confirm_identity(request_of(user), "", now_shown(secret)), "a code works once"


def test_a_code_does_not_replace_a_password(request_of: Any, nora: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(nora, secret)
    assert not confirm_identity(request_of(nora), "", now_shown(secret))


def test_wrong_codes_count_and_lock(request_of: Any, guest: tuple[User, str]) -> None:
    user, secret = guest
    for _ in range(5):
        assert not confirm_identity(request_of(user), "", "000000")
    with pytest.raises(ValidationError, match="Too many wrong attempts"):
        confirm_identity(request_of(user), "", now_shown(secret))


@pytest.mark.parametrize(("seconds", "expected"), [(10, True), (299, True), (301, False)])
def test_having_shown_it_minutes_ago_is_enough_without_password(
    request_of: Any, guest: tuple[User, str], seconds: int, expected: bool
) -> None:
    request = request_of(guest[0])
    record = {"method": "mfa", "type": "webauthn", "at": time.time() - seconds, "reauthenticated": True}
    request.session["account_authentication_methods"] = [record]
    request.session["account_authentication_methods_user"] = str(guest[0].pk)
    assert confirm_identity(request, "") is expected


def test_who_has_neither_password_nor_second_factor_signs_nothing(request_of: Any, db: None) -> None:
    user = User.objects.create_user("hugo", is_staff=True)
    assert not confirm_identity(request_of(user), "")
    assert not confirm_identity(request_of(user), "anything", "123456")


def test_the_form_asks_for_what_the_account_has(request_of: Any, nora: User, guest: tuple[User, str]) -> None:
    assert list(SignatureForm(request_of(nora)).fields) == ["password"]
    assert list(SignatureForm(request_of(guest[0])).fields) == ["code"]


def test_the_form_is_valid_for_the_right_password_alone(request_of: Any, nora: User) -> None:
    right = SignatureForm(request_of(nora), {"password": PASSWORD}, meaning="I accept version 1.")
    assert right.is_valid()
    assert "password" not in right.cleaned_data
    wrong = SignatureForm(request_of(nora), {"password": "wrong"})
    assert wrong.errors == {"password": ["This is not your password. Nothing was signed."]}
    assert "wrong" not in str(wrong["password"])
    assert SignatureForm(request_of(nora), {"password": ""}).errors == {"password": ["This field is required."]}


def test_the_form_tells_who_is_locked_out_to_wait(request_of: Any, nora: User) -> None:
    for _ in range(5):
        SignatureForm(request_of(nora), {"password": "wrong"}).is_valid()
    form = SignatureForm(request_of(nora), {"password": PASSWORD})
    assert form.errors == {"password": ["Too many wrong attempts. Wait 15 minutes, then try again."]}


def test_the_form_asks_whom_the_settings_name(request_of: Any, nora: User, settings: Settings) -> None:
    settings.TOCSIN_CONFIRM_IDENTITY = "tests.registry.signin.test_signature.never"
    assert not SignatureForm(request_of(nora), {"password": PASSWORD}).is_valid()


def never(_request: HttpRequest, _password: str, _code: str) -> bool:
    return False


def test_the_adapter_is_ours(db: None) -> None:
    assert type(get_adapter()).__module__ == "registry.signin.adapter"
