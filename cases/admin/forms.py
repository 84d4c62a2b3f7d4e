"""The form of one row of a section: its fields are the elements that the record declares."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases.admin.downloads import address_of, as_link
from cases.admin.elements import field_for
from cases.admin.minimum import MINIMUM
from cases.documents.words import words_for
from cases.icsr.partial_date import PartialDate
from cases.icsr.report import PrimarySource
from cases.icsr.spec import Kind, Row, Spec, elements
from cases.models.columns import from_columns, to_columns
from cases.models.section import MODEL_OF

NAMING = (
    "analyte", "name", "verbatim", "kind", "cause", "modality", "status", "reference", "description", "organisation"
)  # fmt: skip

COUNTS_AS_PREFILLED = (PrimarySource,)


class SectionForm(forms.ModelForm):
    """Reads a row into elements and writes elements into its columns; what nobody touched stays as it is."""

    specs: ClassVar[dict[str, Spec]]
    withheld: ClassVar[dict[str, Spec]]
    """Elements that identify people, when the user may not see them: without a field, so that nothing changes them."""
    record: ClassVar[type]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the elements of the row, if it is stored already."""
        super().__init__(*args, **kwargs)
        self.prefilled = {name for name, value in self.initial.items() if name in self.specs and value is not None}
        self.number: int | None = None
        self.children: list[Any] = []
        if not self.instance._state.adding:
            for name, spec in self.specs.items():
                self.initial[name] = from_columns(name, spec, self.instance)
                if spec.kind is Kind.FILE and self.initial[name] is not None:
                    self.fields[name].widget.address = address_of(self.instance)

    def clean(self) -> Any:
        """An end comes after its start."""
        cleaned = super().clean()
        start, end = (self.cleaned_data.get(name) for name in ("start", "end"))
        if isinstance(start, PartialDate) and isinstance(end, PartialDate) and end.latest < start.earliest:
            self.add_error(
                "end", _("%(end)s is before the start, %(start)s: correct one of them.") % {"end": end, "start": start}
            )
        return cleaned

    def _post_clean(self) -> None:
        """Write what was changed into the columns; fields have checked all that the table's constraints ask."""
        written = {*self.changed_data, *(self.prefilled if self.instance._state.adding else ())}
        for name, spec in self.specs.items():
            if name in self.cleaned_data and name in written:
                for column, value in to_columns(name, spec, self.cleaned_data[name]).items():
                    setattr(self.instance, column, value)

    def has_changed(self) -> bool:
        """A new row counts when it holds more than was prefilled; a prefilled reporter counts even untouched."""
        if not (self.is_bound and self.instance._state.adding):
            return super().has_changed()
        sent = {name for name in self.specs if self.fields[name].has_changed(None, self[name].data)}
        return bool(sent) and (super().has_changed() or self.record in COUNTS_AS_PREFILLED)

    @property
    def is_empty(self) -> bool:
        """True when no element of the row has a value, shown here or not."""
        return all(from_columns(name, spec, self.instance) is None for name, spec in elements(self.record))

    @property
    def heading(self) -> str:
        """What the row is, and its number."""
        title = _(self.record.TITLE)  # type: ignore[attr-defined]
        return f"{title} {self.number}" if self.number else title

    @cached_property
    def naming_field(self) -> str:
        """The element that tells rows of this kind apart; '' when their number has to do."""
        return next((name for name in NAMING if name in self.specs), "")

    def common(self) -> Iterator[BoundField]:
        """The fields that most cases fill."""
        return (self[name] for name, spec in self.specs.items() if not is_rare(spec))

    def rare(self) -> list[BoundField]:
        """The fields that are folded away."""
        return [self[name] for name, spec in self.specs.items() if is_rare(spec)]

    def rare_open(self) -> bool:
        """Whether the folded fields have something to show: a value or an error."""
        return any(field.errors or self.initial.get(field.name) is not None for field in self.rare())

    def labels(self) -> list[str]:
        """The labels of all elements, in their order on the form."""
        return [_(spec.label) for spec in (*self.specs.values(), *self.withheld.values())]

    def reading(self) -> list[tuple[str, str]]:
        """Label and words of each element that has a value."""
        values = ((spec, self.initial.get(name)) for name, spec in self.specs.items())
        shown = [(_(spec.label), self._words(spec, value)) for spec, value in values if value is not None]
        return [*shown, *((label, _("withheld")) for label in self.withheld_labels())]

    def withheld_labels(self) -> list[str]:
        """The labels of the elements that have a value which the user may not see."""
        return [
            _(spec.label) for name, spec in self.withheld.items() if from_columns(name, spec, self.instance) is not None
        ]

    def _words(self, spec: Spec, value: Any) -> str:
        words = words_for(spec, value)
        return as_link(words, address_of(self.instance)) if spec.kind is Kind.FILE else words


def is_rare(spec: Spec) -> bool:
    """True for elements that are folded away: few cases fill them, or only coders do."""
    return spec.rare or spec.kind is Kind.CODED


@cache
def form_for(record: type, *, coding: bool, identity: bool) -> type[SectionForm]:
    """The form of a record, its name first; without `coding` or `identity` it has no fields for these."""
    shown = [(name, spec) for name, spec in elements(record) if coding or spec.kind is not Kind.CODED]
    withheld = {name: spec for name, spec in shown if spec.identifies and not identity}
    specs = dict(sorted((item for item in shown if item[0] not in withheld), key=lambda item: item[0] != "name"))
    fields: dict[str, Any] = {name: field_for(name, spec) for name, spec in specs.items()}
    for name in MINIMUM.get(record, ()):
        if name in fields:
            fields[name].in_minimum = True
    model: type[models.Model] = MODEL_OF[record]
    meta = type("Meta", (), {"model": model, "fields": ()})
    attrs = {
        **fields,
        "Meta": meta,
        "specs": specs,
        "withheld": withheld,
        "record": record,
        "__module__": __name__,
    }
    return type(f"{record.__name__}Form", (SectionForm,), attrs)


def repeats(record: type) -> bool:
    """True when a case can have several rows of the record."""
    return issubclass(record, Row)
