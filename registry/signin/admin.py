"""What of django-allauth's tables staff see in the admin site: second factors, to remove one that was lost."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

# The address that counts is the user's own, applications come from the settings, and nothing else is stored.
HIDDEN = (EmailAddress, SocialAccount, SocialApp, SocialToken)


class SecondFactorAdmin(ModelAdmin):
    """Who has which; nothing secret is shown, nothing is changed, and what was lost can be deleted."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__username", "user__email")
    fields = ("user", "type", "created_at", "last_used_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only its owner can set one up."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """There is nothing to change."""
        return False


def tidy() -> None:
    """Put our page in the place of the library's; called once all admin modules are there."""
    Authenticator._meta.verbose_name = _("second factor")
    Authenticator._meta.verbose_name_plural = _("second factors")
    for model in (*HIDDEN, Authenticator):
        if admin.site.is_registered(model):
            admin.site.unregister(model)
    admin.site.register(Authenticator, SecondFactorAdmin)
