"""The form that asks again who is signing, before a case is accepted or nullified."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from unfold.widgets import INPUT_CLASSES

ConfirmIdentity = Callable[[HttpRequest, str, str], bool]


def confirm_identity() -> ConfirmIdentity:
    """How this installation asks again who is there: the function that TOCSIN_CONFIRM_IDENTITY names.

    It takes the request, a password and a code, and may raise ValidationError after too many wrong attempts.
    """
    return cast(ConfirmIdentity, import_string(settings.TOCSIN_CONFIRM_IDENTITY))


class SignatureForm(forms.Form):
    """An electronic signature: valid when the person at the keyboard is the one who is signed in.

    `meaning` is what is signed, in words that stand above the field, for example "I accept version 2 of XX-TOCSIN-1".
    Accounts without a password (single sign-on) get a field for a code instead.
    """

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": " ".join(INPUT_CLASSES)}),
    )
    code = forms.CharField(
        label=_("Code"),
        required=False,
        help_text=_("From your authenticator app. With a passkey: confirm it under “Password and sign-in” first."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": " ".join(INPUT_CLASSES)}
        ),
    )

    def __init__(self, request: HttpRequest, *args: Any, meaning: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.meaning = meaning
        user = request.user
        self.by_password = user.is_authenticated and user.has_usable_password()
        del self.fields["code" if self.by_password else "password"]

    def clean(self) -> dict[str, Any]:
        """Ask; a wrong answer stands at the field, and the field is empty again."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        field = "password" if self.by_password else "code"
        try:
            right = confirm_identity()(self.request, cleaned.pop("password", ""), cleaned.pop("code", ""))
        except forms.ValidationError as locked:
            self.add_error(field, locked)
            return cleaned
        if not right:
            self.add_error(
                field,
                _("This is not your password. Nothing was signed.")
                if self.by_password
                else _("This code is not right. Nothing was signed."),
            )
        return cleaned
