"""What django-allauth asks the project: who may sign in, what is said when not, how secrets are kept."""

import logging
import smtplib
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import InvalidToken
from django.contrib.auth.models import AbstractBaseUser, User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from registry.signin.addresses import trust_address, users_with_address
from registry.signin.lockout import locked_out, wait_at_most
from registry.signin.sealing import seal, unseal

logger = logging.getLogger(__name__)
WRONG = _("The user name or e-mail and the password do not belong together. Check both and try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by staff; wrong passwords are counted per account, by whatever name it is called."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "incorrect_password": _("This is not your password. Check it and try again."),
        "incorrect_code": _("This code is not right. Codes change every 30 seconds: enter the one shown now."),
        "too_many_login_attempts": lazy(wait_at_most, str)(),
        "rate_limited": _("Too many attempts. Wait some minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for himself."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse who is locked out, and say for how long."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise locked_out(request, self._get_login_attempts_cache_key(request, **credentials)) from None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count for one account; for names that nobody has there is one, too, so that none can be told apart."""
        entered = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
        users = users_with_address(entered) if "@" in entered else []
        if not users:
            users = list(User.objects.filter(username__iexact=entered)[:2])
        return f"user:{users[0].pk}" if len(users) == 1 else f"name:{entered}"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not by somebody who signed in some minutes ago: the second factor is often set up right after that."""
        if app == "allauth.mfa" and _just_signed_in(self.request):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send; a mail server that fails is the operator's matter, and the page must not tell who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException) as error:
            logger.error("A mail about sign-in could not be sent: %s", type(error).__name__)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """A hospital's sign-in opens the one account with the same, confirmed e-mail address, and never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never; the page that follows says whom to ask."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """The only account with an address that the hospital has confirmed; two with the same address are none."""
        for address in sociallogin.email_addresses:
            # Some servers write the word instead of the truth value, and the word "false" is true.
            if address.email and str(address.verified).lower() == "true":
                users = users_with_address(address.email)
                if len(users) == 1:
                    trust_address(users[0], address.email)
                    return users[0], address.email
        return None


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps lie encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """The text as it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The text again; or, if it was sealed with another SECRET_KEY, a secret that no code can be right for."""
        try:
            return unseal(encrypted_text)
        except InvalidToken:
            logger.error(
                "A second factor cannot be read: it was set up with another SECRET_KEY (SECRET_KEY_FALLBACKS)."
            )
            return generate_totp_secret()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What the browser shows as the place that a passkey is for."""
        return super().get_public_key_credential_rp_entity() | {"name": gettext("Tocsin")}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        """What a new passkey is called until its owner changes it."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return pgettext("name of a passkey", "Passkey %(number)d") % {"number": number}


def _just_signed_in(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated:
        return False
    records = get_authentication_records(request, user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
