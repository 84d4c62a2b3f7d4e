"""Asking again who is there, before something is signed (accepting or nullifying a case)."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, get_reauthentication_flows
from allauth.mfa.base.forms import ReauthenticateForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables


@sensitive_variables("password", "code")
def confirm_identity(request: HttpRequest, password: str, code: str = "") -> bool:
    """Whether the person at the keyboard is the one who is signed in.

    By the password, if the account has one. Accounts that sign in at their hospital have none: there it is a code from
    the authenticator app (or a recovery code), or, with a passkey, the page `account_reauthenticate` or
    `mfa_reauthenticate_webauthn` visited in the last five minutes. Wrong attempts count as at sign-in.

    Raises ValidationError, with words for the user, when there were too many of them.
    """
    user = request.user
    # Attempts are counted for POST alone.
    if not user.is_authenticated or not user.is_active or request.method != "POST":
        return False
    if user.has_usable_password():
        return bool(password) and get_adapter().reauthenticate(user, password)
    if code:
        return _code_is_right(request, code)
    # Without any way to ask again, the library takes a person at the first word; a signature does not.
    return bool(get_reauthentication_flows(user)) and did_recently_reauthenticate(request)


@sensitive_variables("code")
def _code_is_right(request: HttpRequest, code: str) -> bool:
    form = ReauthenticateForm(user=request.user, data={"code": code})
    if form.is_valid():
        form.save()
        return True
    for error in form.errors.as_data().get("code", []):
        if error.code == "too_many_login_attempts":
            raise ValidationError(error.messages, code=error.code)
    return False
