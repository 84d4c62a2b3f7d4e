"""The form at the head of a case: what a new case is, and what went wrong with saving it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case, CaseVersion, Centre


class VersionForm(forms.ModelForm):
    """A draft has no fields of its own: all that can change stands in its sections."""

    problem: ClassVar[str] = ""
    """Why an earlier try to save what was typed failed; it comes back with that message."""

    class Meta:
        model = CaseVersion
        fields: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Show the problem above the form."""
        if self.problem:
            raise ValidationError(self.problem)
        return self.cleaned_data

    def _post_clean(self) -> None:
        """Nothing of the version itself is written."""


class OpenCaseForm(VersionForm):
    """What a new case is, where it comes from, and whose it is."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Case.Kind.choices, initial=Case.Kind.ADVERSE_REACTION)
    source = forms.ChoiceField(label=_("Source"), choices=Case.Source.choices, initial=Case.Source.CENTRE)
    centre = forms.ModelChoiceField(
        label=_("Centre"), queryset=Centre.objects.all(), empty_label=_("Choose the centre")
    )
    identifier = forms.CharField(
        label=_("Case number"), max_length=100, required=False, help_text=_("Leave empty: the registry gives one")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the centre as given when there is only one."""
        super().__init__(*args, **kwargs)
        first_two = list(Centre.objects.all()[:2])
        if len(first_two) == 1:
            self.initial.setdefault("centre", first_two[0].pk)

    def clean_identifier(self) -> str:
        """Refuse a number that another case has."""
        number = str(self.cleaned_data["identifier"])
        if number and Case.objects.filter(identifier=number).exists():
            raise ValidationError(
                translate("There is a case with this number already: open that one, or choose another number.")
            )
        return number
