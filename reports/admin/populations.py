"""Saved populations in the admin: one field for each thing that can be asked of a population."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextInputWidget

from reports.actions.populations import drop_population, keep_population
from reports.models import SavedPopulation
from reports.sources.errors import ReportError
from reports.sources.names import Names
from reports.sources.words import KEYS, population
from reports.tables.population import words

_LABELS = {
    "drug": (_("drug"), _("Names or synonyms; several with commas")),
    "reaction": (_("reaction"), _("Names or synonyms; several with commas")),
    "indication": (_("indication"), _("ms, transplantation, haematological, other, unknown; several with commas")),
    "source": (_("source"), _("centre, literature, imported; several with commas")),
    "country": (_("country"), _("Two letters, or unknown; several with commas")),
    "age": (_("age at onset"), _("Such as 18-44 or 75+ (years), or unknown; several with commas")),
    "serious": (_("serious"), _("yes or no")),
    "received_from": (_("first received from"), _("Year-month-day, such as 2025-03-31")),
    "received_to": (_("first received to"), _("Year-month-day, such as 2025-03-31")),
    "cohort": (_("cohort"), _("reaction or comparator; empty: reaction")),
    "centre": (_("centre"), _("Names of centres; several with commas")),
    "as_of": (_("data-lock point"), _("Year-month-day; empty: the last acceptance, whenever it is asked for")),
}
assert tuple(_LABELS) == KEYS  # noqa: S101 - a key without a field could not be kept here


class SavedPopulationForm(forms.ModelForm):
    """The words of a population, each in a field of its own."""

    class Meta:
        model = SavedPopulation
        fields = ("name", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fill the fields with the words that are kept."""
        super().__init__(*args, **kwargs)
        for key, value in (self.instance.words or {}).items():
            self.initial[key] = value if isinstance(value, str) else ", ".join(value)

    def typed(self) -> dict[str, str]:
        """What is typed, by key."""
        return {key: self.cleaned_data[key].strip() for key in KEYS if self.cleaned_data.get(key, "").strip()}

    def clean(self) -> dict[str, Any]:
        """Refuse words that mean no population."""
        cleaned = super().clean() or self.cleaned_data
        try:
            population(Names.load(), **self.typed())
        except ReportError as error:
            raise forms.ValidationError(str(error)) from error
        return cleaned


for _key, (_label, _help) in _LABELS.items():
    _field = forms.CharField(label=_label, help_text=_help, required=False, widget=UnfoldAdminTextInputWidget)
    SavedPopulationForm.declared_fields[_key] = SavedPopulationForm.base_fields[_key] = _field


@admin.register(SavedPopulation)
class SavedPopulationAdmin(ModelAdmin):
    """Populations by name, for all who see figures."""

    form = SavedPopulationForm
    list_display = ("name", "typed", "note", "by", "at")
    list_select_related = ("by",)
    search_fields = ("name", "note")
    fieldsets = (
        (None, {"fields": ("name", "note")}),
        (_("Drug and reaction"), {"fields": ("drug", "reaction", "indication")}),
        (_("Reports"), {"fields": ("source", "serious", "country", "age", "centre", "cohort")}),
        (_("Time"), {"fields": (("received_from", "received_to"), "as_of")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """One field of words for those who may only read."""
        if self.has_change_permission(request, obj) or (obj is None and self.has_add_permission(request)):
            return super().get_fieldsets(request, obj)
        return ((None, {"fields": ("name", "in_words", "note", "by", "at")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Everything, for those who may only read."""
        if self.has_change_permission(request, obj) or (obj is None and self.has_add_permission(request)):
            return ()
        return ("name", "in_words", "note", "by", "at")

    @admin.display(description=_("population"))
    def in_words(self, item: SavedPopulation) -> str:
        """The population in words as it is read today, or why it can no longer be."""
        try:
            return words(population(Names.load(), **item.words))
        except ReportError as error:
            return str(error)

    @admin.display(description=_("population as typed"))
    def typed(self, item: SavedPopulation) -> str:
        """The words themselves; what they mean stands on the page of the population."""
        found = {key: value if isinstance(value, str) else ", ".join(value) for key, value in item.words.items()}
        return "; ".join(f"{_LABELS[key][0]}: {found[key]}" for key in KEYS if key in found)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """Keep it by the action."""
        assert isinstance(obj, SavedPopulation)  # noqa: S101 - the model of this admin
        keep_population(obj.name, form.typed(), by=request.user, note=obj.note, kept=obj)  # type: ignore[arg-type]

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Drop it by the action."""
        assert isinstance(obj, SavedPopulation)  # noqa: S101 - the model of this admin
        drop_population(obj, by=request.user)  # type: ignore[arg-type]
