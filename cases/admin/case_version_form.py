"""The form at the head of a case: what a new case is, and what went wrong with saving it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from cases.admin.prefills import centres_for, is_staff, only_centre
from cases.models.case import Case, CaseVersion, Centre

FOR_STAFF = ("kind", "source", "identifier")
"""What staff alone decide; a centre always reports a suspected reaction, and the registry numbers it."""


class VersionForm(forms.ModelForm):
    """A draft has no fields of its own: all that can change stands in its sections."""

    user: ClassVar[Any] = None
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
        """Ask a centre nothing that is decided already; take the centre as given when there is only one."""
        super().__init__(*args, **kwargs)
        self.given: dict[str, Any] = {"kind": Case.Kind.ADVERSE_REACTION, "source": Case.Source.CENTRE}
        self.given["identifier"] = ""
        only = only_centre(self.user)
        self.fields["centre"].queryset = centres_for(self.user)  # type: ignore[attr-defined]
        if only is not None:
            self.initial.setdefault("centre", only.pk)
        if not is_staff(self.user):
            for name in (*FOR_STAFF, *(["centre"] if only is not None else [])):
                del self.fields[name]
            self.given["centre"] = only

    @property
    def opening(self) -> dict[str, Any]:
        """What the case is opened with: the answers, and what needs no answer."""
        return {**self.given, **self.cleaned_data}

    def clean_identifier(self) -> str:
        """Refuse a number that another case has."""
        number = str(self.cleaned_data["identifier"])
        if number and Case.objects.filter(identifier=number).exists():
            raise ValidationError(
                translate("There is a case with this number already: open that one, or choose another number.")
            )
        return number
