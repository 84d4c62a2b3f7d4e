"""The pages about one's own account that django-allauth does not have."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from registry.signin.second_factor import has_second_factor, needs_second_factor


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
