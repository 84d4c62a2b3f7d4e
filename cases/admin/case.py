"""The screen of a case as such: its number, kind, source and centre, with its versions."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import TabularInline

from cases.admin.base import ModelAdmin
from cases.admin.history import HistoryScreen
from cases.models.case import Case, CaseVersion


class VersionInline(TabularInline):
    """The versions of a case, to read and to open."""

    model = CaseVersion
    fields = readonly_fields = ("number", "state", "created_at", "submitted_at", "accepted_at")
    show_change_link = True
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Versions are made by reporting a case."""
        return False


@admin.register(Case)
class CaseAdmin(HistoryScreen, ModelAdmin):
    """Cases are made by reporting them; here kind, source and centre can be put right."""

    list_display = ("identifier", "kind", "source", "centre")
    list_filter = ("kind", "source", "centre")
    list_select_related = ("centre",)
    search_fields = ("identifier",)
    fields = ("identifier", "kind", "source", "centre")
    readonly_fields = ("identifier",)
    inlines = (VersionInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A case begins with a report."""
        return False
