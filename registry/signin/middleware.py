"""What a signed-in person may do at all: a session ends in time, and some roles need a second factor first."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from registry.signin.second_factor import has_second_factor, needs_second_factor

SIGNED_IN_AT = "tocsin_signed_in_at"
SEEN_AT = "tocsin_seen_at"
# The session's row is written at most this often (seconds), not with every request.
SEEN_EVERY = 60

# Where somebody can go who still has to set up a second factor: to do so, to say again who they are, and out.
OPEN_TO_ALL = {
    "account_login",
    "account_logout",
    "account_overview",
    "account_reauthenticate",
    "admin:logout",
    "healthz",
    "readyz",
}
OPEN_PREFIX = "mfa_"

Handler = Callable[[HttpRequest], HttpResponse]


def _stamp(sender: type, request: HttpRequest | None, user: AbstractBaseUser, **_kwargs: object) -> None:
    """Remember when the session began; django-allauth and Django itself both send the signal."""
    if request is not None and hasattr(request, "session"):
        request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = int(time.time())


user_logged_in.connect(_stamp, dispatch_uid="registry.signin.stamp")


class SessionAgeMiddleware:
    """Ends a session at its greatest age; keeps it while there are requests (SESSION_COOKIE_AGE is the idle time)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_for_anybody(request):
            return self.get_response(request)
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.get(SIGNED_IN_AT, 0)
            if now - began >= settings.TOCSIN_SESSION_MAX_AGE:
                logout(request)
                messages.info(request, _("You were signed out because your session was long. Please sign in again."))
            elif now - request.session.get(SEEN_AT, 0) >= min(SEEN_EVERY, settings.SESSION_COOKIE_AGE // 2):
                request.session[SEEN_AT] = now
        response = self.get_response(request)
        # What a signed-in person sees may be about patients, or be a key: it stays in no browser and no proxy.
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class SecondFactorMiddleware:
    """Leads people whose role needs a second factor to the page where they set it up, and nowhere else."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_for_anybody(request):
            return self.get_response(request)
        user = request.user
        if not settings.TOCSIN_MFA_REQUIRED_ROLES or not user.is_authenticated or _is_open(request.path_info):
            return self.get_response(request)
        # Most people have one; only for the others the groups are read.
        if has_second_factor(user) or not needs_second_factor(user):
            return self.get_response(request)
        messages.warning(request, _("Your role needs a second step at sign-in. Please set it up now."))
        return redirect("mfa_index")


def is_for_anybody(request: HttpRequest) -> bool:
    """Whether the page is the same for all, and no session is opened for it (`cases.database.marks.for_anybody`)."""
    try:
        return getattr(resolve(request.path_info).func, "for_anybody", False)
    except Resolver404:
        return False


def _is_open(path: str) -> bool:
    if path.startswith(settings.STATIC_URL):
        return True
    try:
        name = resolve(path).view_name
    except Resolver404:
        return False
    return name in OPEN_TO_ALL or name.startswith(OPEN_PREFIX)
