"""The screen of the centres."""

from django.contrib import admin

from cases.admin.base import ModelAdmin
from cases.models.case import Centre


@admin.register(Centre)
class CentreAdmin(ModelAdmin):
    """Centres by name."""

    list_display = ("name", "country", "contact_email")
    list_filter = ("country",)
    search_fields = ("name",)
