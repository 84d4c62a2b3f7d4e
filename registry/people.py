"""The screens of accounts and groups, in the theme of the others."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from cases.models import Membership


class MembershipInline(TabularInline):
    """The centres that a person works for."""

    model = Membership
    extra = 0
    autocomplete_fields = ("centre",)


class UserAdmin(DjangoUserAdmin, ModelAdmin):
    """An account: who it is, which role it has, for which centres."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "email", "last_name", "is_active", "roles")
    list_filter = ("is_active", "groups")
    filter_horizontal = ("groups",)
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("username", "password", "email", "first_name", "last_name")}),
        (_("Role"), {"fields": ("groups", "is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "email", "password1", "password2")}),)
    readonly_fields = ("last_login", "date_joined")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        """The names of the person's groups."""
        return ", ".join(group.name for group in user.groups.all())

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Fetch the groups with the accounts."""
        return super().get_queryset(request).prefetch_related("groups")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new account may come to the site at once; what it may do there, its role says."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)


class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    """Roles; those of roles.yaml are put back as they stand there at the next migration."""


def register() -> None:
    """Put these screens in the place of Django's own."""
    for model, screen in ((User, UserAdmin), (Group, GroupAdmin)):
        admin.site.unregister(model)
        admin.site.register(model, screen)
