"""The case as it is typed now, read out of the page's forms without saving, and where each value stands on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cases.admin.forms import SectionForm
from cases.admin.formsets import SectionFormSet
from cases.icsr import ICSR
from cases.icsr.spec import Row, elements, parts
from cases.models.columns import from_columns


@dataclass(frozen=True)
class Place:
    """A place on the page: an input, or the section that needs a row first and the element in it."""

    field: str
    add: str = ""
    element: str = ""


@dataclass(frozen=True)
class Typed:
    """A case, and the form of each of its records by path (tests[1], drugs[1].infusions[2], patient)."""

    icsr: ICSR
    forms: dict[str, SectionForm]
    book: dict[str, SectionFormSet]

    def field(self, path: str) -> tuple[SectionForm, str] | None:
        """Form and element of a path as in `cases.icsr.plain.filled`; None when the page has no such row."""
        record, _, element = path.rpartition(".")
        form = self.forms.get(record)
        return (form, element) if form is not None and element in form.fields else None

    def place(self, path: str) -> Place:
        """Where on the page a path is, or can be filled in: in a row with values, an empty one, one to be added."""
        *steps, element = path.split(".")
        formset: SectionFormSet | None = None
        form: SectionForm | None = None
        for depth, step in enumerate(steps, start=1):
            name = step.partition("[")[0]
            formset = self.book.get(name) if form is None else _child(form, name)
            form = self.forms.get(".".join(steps[:depth])) or (_empty_row(formset) if formset is not None else None)
            if form is None:
                return Place("", formset.prefix or "" if formset is not None else "", element)
        return Place(form.add_prefix(element) if form is not None else "")


def typed_case(formsets: Iterable[SectionFormSet]) -> Typed:
    """Read the forms: stored rows, changed as far as what was typed is valid, and new rows that hold something."""
    book = {formset.part.name: formset for formset in formsets}
    forms: dict[str, SectionForm] = {}
    values: dict[str, Any] = {}
    for part in parts(ICSR):
        if part.name not in book:
            continue
        held = tuple(_records(book[part.name], "", forms))
        values[part.name] = held if part.repeats else next(iter(held), None)
    return Typed(ICSR(**values), forms, book)


def _records(formset: SectionFormSet, path: str, forms: dict[str, SectionForm]) -> Iterator[Any]:
    if formset.is_bound:
        formset.is_valid()  # reads what was typed into the rows
    for position, form in enumerate(_rows(formset), start=1):
        part = formset.part
        here = f"{path}{part.name}[{position}]" if part.repeats else f"{path}{part.name}"
        forms[here] = form
        record = part.record
        # What the page withholds is not spoken of by what is said about the case either.
        shown = (item for item in elements(record) if item[0] not in form.withheld)
        values = {name: from_columns(name, spec, form.instance) for name, spec in shown}
        if issubclass(record, Row):
            values["number"] = form.number
        for child in form.children:
            values[child.part.name] = tuple(_records(child, f"{here}.", forms))
        yield record(**values)


def _rows(formset: SectionFormSet) -> Iterator[SectionForm]:
    if formset.is_bound:
        return formset.rows()
    return (form for form in formset.forms if not form.instance._state.adding)


def _child(form: SectionForm, name: str) -> SectionFormSet | None:
    return next((child for child in form.children if child.part.name == name), None)


def _empty_row(formset: SectionFormSet) -> SectionForm | None:
    """The first row that is there to be filled in."""
    taken = set(map(id, _rows(formset)))
    return next((form for form in formset.forms if id(form) not in taken and not formset.goes(form)), None)
