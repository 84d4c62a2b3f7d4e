"""The pages about one's own account that django-allauth does not have."""

import logging

from allauth.mfa.models import Authenticator
from allauth.socialaccount.providers.openid_connect.views import login as start_at_hospital
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from registry.signin.second_factor import has_second_factor, needs_second_factor

logger = logging.getLogger(__name__)


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """How this person signs in, and the ways to change that."""
    user = request.user
    kinds = Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True)
    context = {
        "kinds": [Authenticator.Type(kind).label for kind in sorted(set(kinds))],
        "missing": needs_second_factor(user) and not has_second_factor(user),
    }
    return render(request, "account/overview.html", context)


@login_required
def no_password(request: HttpRequest) -> HttpResponse:
    """What somebody sees who asks to change a password that they do not have."""
    return render(request, "account/no_password.html")


def hospital(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the hospital's sign-in, or say that it cannot be reached."""
    try:
        response: HttpResponse = start_at_hospital(request, provider_id=provider_id)
    except (RequestException, KeyError) as error:  # no answer, or not the answer of such a server
        logger.error("The server of OIDC_SERVER_URL does not answer as it should: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response
