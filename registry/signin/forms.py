"""django-allauth's forms in this registry's words."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from registry.signin.addresses import users_with_address


class LoginForm(AllauthLoginForm):
    """User name or e-mail, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("User name or e-mail")
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].help_text = ""

    def clean(self) -> dict[str, Any] | None:
        """Nothing but the hospital's sign-in where the operator chose so."""
        if settings.TOCSIN_OIDC_ONLY:
            raise ValidationError(_("Passwords are not used here. Sign in with your hospital account."))
        return super().clean()


class ResetPasswordForm(AllauthResetPasswordForm):
    """The address that a link to a new password is sent to."""

    def clean_email(self) -> str:
        """Find the account whatever the case of the letters that staff entered."""
        users_with_address(self.cleaned_data["email"])
        return str(super().clean_email())


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey that replaces the password, unless its owner says that it comes after it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = _("So that you know it again, for example “Work laptop”.")
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = _("Sign in with this passkey alone, without a password")
        alone.help_text = _("The device then asks for your finger, face or PIN.")
