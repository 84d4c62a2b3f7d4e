"""The screen that says who works for which centre."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cases.admin.base import ModelAdmin
from cases.models.people import Membership


@admin.register(Membership)
class MembershipAdmin(ModelAdmin):
    """People and their centres; taking one away takes the person's sight of that centre's cases."""

    list_display = ("user", "centre")
    list_filter = ("centre",)
    list_select_related = ("user", "centre")
    search_fields = ("user__username", "user__last_name", "centre__name")
    autocomplete_fields = ("user", "centre")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever keeps the members may take one away."""
        return request.user.has_perm("cases.delete_membership")
