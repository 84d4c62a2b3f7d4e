"""The screens of dictionary releases and their terms."""

from django.contrib import admin

from cases.admin.base import ModelAdmin
from cases.models.terminology import Term, TermRelease


@admin.register(TermRelease)
class TermReleaseAdmin(ModelAdmin):
    """Releases; one of each dictionary is current."""

    list_display = ("dictionary", "version", "current", "note")
    list_filter = ("dictionary", "current")
    search_fields = ("dictionary", "version")


@admin.register(Term)
class TermAdmin(ModelAdmin):
    """Terms with their group and the other words people use for them."""

    list_display = ("name", "kind", "group", "code", "release")
    list_filter = ("kind", "release")
    list_select_related = ("release",)
    search_fields = ("name", "code", "synonyms")
    autocomplete_fields = ("release",)
