"""Sign-in in a real browser: passkeys, the second step, and pages that everybody can read and use."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.journeys.signing_in import PASSWORD

GRAVE = {"serious", "critical"}
PHONE = {"width": 360, "height": 640}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that fails the test when its scripts, or the content security policy, complain."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    # A page that says no does so with its status, which the browser reports, too.
    assert not [complaint for complaint in complaints if "status of 401" not in complaint]


@pytest.fixture
def nora(transactional_db: None) -> User:
    """PV staff, who has to have a second step."""
    cache.clear()
    user = User.objects.create_user("nora", "nora@example.org", PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="PV assessor"))
    return user


@pytest.fixture
def key(page: Page) -> None:
    """A security device of the browser's own, which says yes to everything."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in(page: Page, live_server: LiveServer, login: str = "nora") -> None:
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("User name or e-mail").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/account/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def assert_readable(page: Page) -> None:
    """No violation that axe calls serious or worse, and no need to scroll sideways on a phone."""
    found = Axe().run(page).response["violations"]
    assert not [(rule["id"], rule["nodes"][0]["html"]) for rule in found if rule["impact"] in GRAVE]
    before = page.viewport_size
    page.set_viewport_size(PHONE)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], f"{page.url} is {wide} pixels wide"
    assert before
    page.set_viewport_size(before)


def test_a_passkey_is_added_and_signs_in_alone(
    page: Page, key: None, live_server: LiveServer, nora: User, settings: Settings
) -> None:
    settings.TOCSIN_MFA_REQUIRED_ROLES = ["PV assessor"]
    sign_in(page, live_server)
    expect(page.get_by_text("Your role needs a second step at sign-in.")).to_be_visible()
    assert_readable(page)
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_label("Sign in with this passkey alone")).to_be_checked()
    assert_readable(page)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_label("Your codes")).to_be_visible()
    assert_readable(page)
    assert Authenticator.objects.filter(user=nora, type=Authenticator.Type.WEBAUTHN).count() == 1
    page.get_by_label("I have kept my codes").check()
    page.get_by_role("link", name="Go on to Tocsin").click()
    expect(page).to_have_url(f"{live_server.url}/admin/")
    sign_out(page, live_server)

    page.goto(f"{live_server.url}/admin/cases/caseversion/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{live_server.url}/admin/cases/caseversion/")
    sign_out(page, live_server)

    # After the password, it is the second step.
    sign_in(page, live_server)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    assert_readable(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{live_server.url}/admin/")


def test_an_app_is_set_up_on_a_phone(page: Page, live_server: LiveServer, nora: User) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/account/")
    assert_readable(page)
    page.get_by_role("link", name="Set up", exact=True).click()
    page.get_by_role("link", name="Set up an app").click()
    expect(page.get_by_role("img", name="Picture for the authenticator app")).to_be_visible()
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 0
    assert_readable(page)
    secret = page.get_by_label("Key, if the app cannot scan").input_value()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.get_by_label("Authenticator code").fill(code)
    page.get_by_role("button", name="Finish").click()
    codes = page.get_by_label("Your codes").input_value().split()
    assert len(codes) == 10
    page.get_by_label("I have kept my codes").check()
    sign_out(page, live_server)
    sign_in(page, live_server)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{live_server.url}/admin/")


def test_a_passkey_that_fails_says_so_in_the_page(live_server: LiveServer, page: Page, key: None, nora: User) -> None:
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()  # the device has none
    expect(page.get_by_role("alert")).to_contain_text("The passkey did not work")
    assert_readable(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/account/login/", "Sign in"),
        ("/account/inactive/", "This account is closed"),
        ("/account/password/reset/", "Get a new password"),
        ("/account/password/reset/done/", "Look at your e-mail"),
        ("/account/password/reset/key/1-wrong/", "This link does not work any more"),
        ("/account/single-sign-on/error/", "The hospital sign-in did not work"),
    ],
)
def test_pages_for_everybody_can_be_read(
    page: Page, live_server: LiveServer, nora: User, address: str, heading: str, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{live_server.url}{address}")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert_readable(page)


def test_wrong_passwords_are_readable_too_and_the_menu_leads_to_the_account(
    page: Page, live_server: LiveServer, nora: User
) -> None:
    sign_in(page, live_server, "nobody")
    expect(page.get_by_text("do not belong together")).to_be_visible()
    assert_readable(page)
    sign_in(page, live_server)
    page.get_by_text("nora@example.org").click()
    page.get_by_role("link", name="Password and sign-in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Password and sign-in")
    for address in ("/account/password/change/", "/account/2fa/", "/account/2fa/webauthn/", "/account/confirm/"):
        page.goto(f"{live_server.url}{address}")
        assert_readable(page)
