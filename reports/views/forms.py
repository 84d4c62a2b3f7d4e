"""The form in which a population and the options of a report are typed on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.sources import registry
from reports.sources.names import Names
from reports.sources.saved import saved_names
from reports.sources.words import Typed, code_of
from reports.tables import options as kinds
from reports.tables.options import Option

FIRST = ("population", "drug", "reaction", "as_of")
"""What is asked most; the rest stands behind 'More'."""


class _Day(forms.DateInput):
    """The browser's own choice of a day."""

    input_type = "date"


class PopulationForm(forms.Form):
    """Shows what was typed; what it means, and whether it can be, is read by `reports.sources.words` alone."""

    population = forms.ChoiceField(label=gettext_lazy("Saved population"))
    drug = forms.CharField(label=gettext_lazy("Drug"))
    reaction = forms.CharField(label=gettext_lazy("Reaction"))
    as_of = forms.CharField(label=gettext_lazy("Lock point"), widget=_Day)
    indication = forms.MultipleChoiceField(label=gettext_lazy("Indication"), widget=forms.CheckboxSelectMultiple)
    source = forms.MultipleChoiceField(label=gettext_lazy("Source"), widget=forms.CheckboxSelectMultiple)
    age = forms.MultipleChoiceField(label=gettext_lazy("Age at onset"), widget=forms.CheckboxSelectMultiple)
    serious = forms.ChoiceField(label=gettext_lazy("Serious"))
    cohort = forms.ChoiceField(label=gettext_lazy("Cohort"))
    country = forms.CharField(
        label=gettext_lazy("Country"), help_text=gettext_lazy("Two letters; several with commas: NO, SE")
    )
    centre = forms.CharField(label=gettext_lazy("Centre"), help_text=gettext_lazy("Several with commas"))
    received_from = forms.CharField(label=gettext_lazy("First received from"), widget=_Day)
    received_to = forms.CharField(label=gettext_lazy("First received to"), widget=_Day)

    def __init__(
        self,
        options: Sequence[Option] = (),
        asked: Mapping[str, Typed] | None = None,
        told: Mapping[str, str | None] | None = None,
        names: Names | None = None,
    ) -> None:
        """Show what was asked of the population and what the report was told; `names` are those to offer."""
        super().__init__(use_required_attribute=False)
        self._options = options
        for option in options:
            self.fields[option.name] = _field(option)
        self._offer(names or Names.load())
        self.initial = self._typed(asked or {}) | {
            option.name: (told or {}).get(option.name) or option.default for option in options
        }

    def _offer(self, names: Names) -> None:
        """The choices of today."""
        anything = [("", _("any"))]
        self._choose("population", [("", _("none")), *((name, name) for name in saved_names())])
        self._choose("serious", [*anything, ("yes", _("Yes")), ("no", _("No"))])
        reactions, comparators = registry.cohorts().items()
        self._choose("cohort", [("", reactions[1]), comparators])
        self._choose("indication", list(registry.indication_groups().items()))
        self._choose("source", list(registry.sources().items()))
        self._choose("age", list(registry.age_bands().items()))
        self.lists = {
            "drug": names.known("substance"),
            "reaction": names.known("reaction"),
            "centre": list(registry.centre_names().values()),
        }
        for name in self.lists:
            attributes = {"list": f"{name}-names", "placeholder": _("any"), "autocomplete": "off"}
            self.fields[name].widget.attrs |= attributes

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _typed(self, asked: Mapping[str, Typed]) -> dict[str, str | list[str]]:
        found: dict[str, str | list[str]] = {}
        for key, value in asked.items():
            words = [value] if isinstance(value, str) else list(value or ())
            field = self.fields.get(key)
            if isinstance(field, forms.ChoiceField):
                codes = [_code(field, part) for item in words for part in item.split(",")]
                found[key] = codes if isinstance(field, forms.MultipleChoiceField) else "".join(codes[:1])
            else:
                found[key] = ", ".join(words)
        return found

    def first(self) -> list[BoundField]:
        """The fields that are asked most, and the report's own."""
        return [self[name] for name in (*FIRST, *(option.name for option in self._options))]

    def more(self) -> Iterator[BoundField]:
        """The other fields."""
        first = {*FIRST, *(option.name for option in self._options)}
        yield from (self[name] for name in self.fields if name not in first)

    def narrowed(self) -> bool:
        """Whether any of the other fields is filled."""
        return any(self.initial.get(field.name) for field in self.more())


def _code(field: forms.ChoiceField, words: str) -> str:
    """The code that is meant; the words as they are when they mean none."""
    known = {str(code): str(label) for code, label in field.choices}  # type: ignore[union-attr,misc]
    return code_of(words, known) or words.strip()


def _field(option: Option) -> forms.Field:
    common = {"label": option.label, "help_text": option.help}
    if option.kind == kinds.CHOICE:
        return forms.ChoiceField(choices=[("", "-"), *option.choices], **common)  # type: ignore[arg-type]
    return forms.CharField(widget=_Day if option.kind == kinds.DATE else forms.TextInput, **common)  # type: ignore[arg-type]
