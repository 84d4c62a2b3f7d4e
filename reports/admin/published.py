"""Published figures and their sources in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from reports.models import Overlap, PublishedFigure, Source


@admin.register(Source)
class SourceAdmin(ModelAdmin):
    """The documents that figures come from."""

    list_display = ("key", "kind", "citation")
    list_filter = ("kind",)
    search_fields = ("key", "citation")


class OverlapInline(TabularInline):
    """Cases and other figures that count the same patients."""

    model = Overlap
    fk_name = "figure"
    autocomplete_fields = ("other",)
    extra = 0
    tab = True


@admin.register(PublishedFigure)
class PublishedFigureAdmin(ModelAdmin):
    """One figure: where it stands, what it counts, what of it is derived."""

    list_display = ("of_what", "series", "measure", "figure", "source", "place")
    list_display_links = ("of_what",)
    list_filter = ("series", "measure", "source")
    search_fields = ("key", "of_what", "population", "drug", "reaction")
    autocomplete_fields = ("source",)
    inlines = (OverlapInline,)
    fieldsets = (
        (None, {"fields": (("series", "position"), "key", "of_what", "measure")}),
        (_("Where it stands"), {"classes": ("tab",), "fields": ("source", "place", "original")}),
        (
            _("Who is counted"),
            {"classes": ("tab",), "fields": ("population", ("drug", "reaction"), "indication_groups", "fits")},
        ),
        (
            _("Figures"),
            {
                "classes": ("tab",),
                "fields": (
                    "counted_as",
                    ("reports", "two_infusions", "recovered", "died", "not_told"),
                    ("numerator", "denominator"),
                    ("value", "low", "high", "unit"),
                    ("derived", "at_least"),
                    "derivation",
                    "note",
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[PublishedFigure]:
        """Fetch the source with the figure."""
        return super().get_queryset(request).select_related("source")

    @admin.display(description=_("figure"))
    def figure(self, item: PublishedFigure) -> str:
        """The figure in a few characters, by its measure."""
        return item.summary

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm[Any], change: bool) -> None:
        """Keep who changed it last."""
        obj.changed_by = request.user  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)
