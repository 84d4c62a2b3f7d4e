"""The rows of a section in the case form: numbers, links to rows of other sections, rows nested below a drug."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.admin.empty_rows import empty_row
from cases.admin.forms import SectionForm, form_for, repeats
from cases.admin.row_limits import most_rows
from cases.icsr.codes import DrugRole
from cases.icsr.spec import Kind, Part, parts
from cases.models.case import CaseVersion
from cases.models.section import MODEL_OF

EMPTY_ROWS = {
    "reactions": 1,
    "drugs": 1,
    "indications": 1,
    "infusions": 2,
    "drug_reactions": 1,
    "primary_sources": 1,
    "bronchoscopies": 1,
}
"""Empty rows that a section without rows starts with; the others start with none."""
BELOW_A_DRUG = ("infusions", "indications", "dosages", "substances", "devices")


FEWEST_FOR_A_TABLE = 2


@dataclass(frozen=True)
class ReadingTable:
    """Rows of a section side by side: a title, the column labels, and per row its number and its cells."""

    title: str
    labels: list[str]
    rows: list[list[Any]]


if TYPE_CHECKING:
    _Base = BaseInlineFormSet[models.Model, models.Model, SectionForm]
else:
    _Base = BaseInlineFormSet


class SectionFormSet(_Base):
    """The rows of one section of a version, or of one drug.

    A stored row keeps its number. A new row's number follows from its place, so that the page can show it, and offer
    it to links, before anything is saved; a row left empty leaves a gap, and no row is ever renumbered.
    """

    default_error_messages: ClassVar[dict[str, Any]] = {
        "missing_management_form": gettext_lazy(
            "This part of the page did not arrive whole, so nothing was saved. Open the case anew: what you typed is "
            "offered there."
        ),
        "too_many_forms": gettext_lazy("At most %(num)d rows fit here: take rows away, then save again."),
    }
    part: ClassVar[Part]
    nested: ClassVar[tuple[type[SectionFormSet], ...]] = ()
    version: models.Model | None = None
    """Of nested rows: the version that they belong to, beside their drug."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Start with as many empty rows as help, when there are none yet."""
        super().__init__(*args, **kwargs)
        self.book: dict[str, SectionFormSet] = {}
        if not repeats(self.part.record):
            self.extra = 1
        elif not self.is_bound and self.initial_form_count() == 0:
            self.extra = EMPTY_ROWS.get(self.part.name, 0)

    @classmethod
    def get_default_prefix(cls) -> str:
        """The section's name in the ICSR."""
        return cls.part.name

    @property
    def title(self) -> str:
        """What a row of the section is."""
        return _(self.part.record.TITLE)  # type: ignore[attr-defined]

    @property
    def empty_row(self) -> SafeString:
        """What the button that adds a row puts into the page."""
        return empty_row(self)

    @property
    def highest(self) -> int:
        """The highest number of a stored row."""
        rows: Any = self.get_queryset() if repeats(self.part.record) else ()
        return max((row.number for row in rows), default=0)

    def add_fields(self, form: SectionForm, index: int | None) -> None:
        """Give the form its number and the rows nested below it."""
        super().add_fields(form, index)
        if index is not None and repeats(self.part.record):
            new = form.instance._state.adding
            form.number = self.highest + index - self.initial_form_count() + 1 if new else form.instance.number
        form.children = [self._child(nested, form, index) for nested in self.nested]

    def _child(self, nested: type[SectionFormSet], form: SectionForm, index: int | None) -> SectionFormSet:
        prefix = f"{form.prefix}-{nested.get_default_prefix()}"
        sent = index is not None and self.is_bound and f"{prefix}-TOTAL_FORMS" in self.data
        data = {"data": self.data, "files": self.files} if sent else {}
        child = nested(instance=form.instance, prefix=prefix, **data)
        child.version = self.instance
        return child

    def rows(self) -> Iterator[SectionForm]:
        """The forms of rows that there will be after saving."""
        for form in self.forms:
            if not self.goes(form) and (not form.instance._state.adding or form.has_changed()):
                yield form

    def is_valid(self) -> bool:
        """Ask the nested rows too, but not those of rows that go."""
        mine = super().is_valid()
        below = [child.is_valid() for form in self.forms if not self.goes(form) for child in _sent(form)]
        return mine and all(below)

    def goes(self, form: SectionForm) -> bool:
        """Whether the row is to be removed."""
        return bool(self.can_delete and self._should_delete_form(form))  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Number the new rows and check what they refer to."""
        for form in self.forms:
            if self.goes(form):
                continue
            if form.number is not None:
                form.instance.number = form.number
            if not form.has_changed():
                if form.instance._state.adding and any(child.has_changed() for child in _sent(form)):
                    form.add_error(form.naming_field or None, _("Fill this in: what stands below belongs to it."))
                elif form.instance._state.adding:
                    continue
            self._check_links(form)

    def _check_links(self, form: SectionForm) -> None:
        for name, spec in form.specs.items():
            if spec.kind is not Kind.LINK or spec.links_to not in self.book or name in form.errors:
                continue
            chosen = form.cleaned_data.get(name) if form.has_changed() else form.initial.get(name)
            problem = self._follow(form, name, chosen, self.book[spec.links_to])
            if problem:
                form.add_error(name, problem)

    def _follow(self, form: SectionForm, name: str, chosen: int | None, target: SectionFormSet) -> str | None:
        """Set or check one link; what is wrong with it, if anything."""
        target.errors  # noqa: B018 - reads the target's forms
        there = {row.number: row for row in target.rows()}
        kind = target.title
        if chosen is None:
            candidates = _candidates(there)
            if len(candidates) == 1:
                form.cleaned_data[name] = candidates[0]
                setattr(form.instance, name, candidates[0])
                return None
            if candidates:
                return _("Say which one: %(rows)s.") % {"rows": ", ".join(f"{kind} {number}" for number in candidates)}
            return _("There is none yet: enter the %(kind)s first.") % {"kind": kind.lower()}
        if chosen in there:
            return None
        if any(row.number == chosen and not row.instance._state.adding for row in target.forms):
            return _("%(kind)s %(number)s is to be removed: choose another, or remove this row too.") % {
                "kind": kind,
                "number": chosen,
            }
        return _("There is no %(kind)s %(number)s in this case: choose one that there is.") % {
            "kind": kind.lower(),
            "number": chosen,
        }

    def save_new(self, form: SectionForm, commit: bool = True) -> models.Model:
        """Nested rows belong to the version too."""
        if self.version is not None:
            form.instance.version = self.version
        return super().save_new(form, commit=commit)

    def save_existing(self, form: SectionForm, obj: models.Model, commit: bool = True) -> models.Model:
        """A section that a case has once goes when all of it is cleared."""
        if commit and not repeats(self.part.record) and form.is_empty:
            obj.delete()
            return obj
        return super().save_existing(form, obj, commit=commit)

    def save(self, commit: bool = True) -> Any:
        """Save the rows, then what is nested below them."""
        saved = super().save(commit=commit)
        for form in self.rows():
            for child in _sent(form):
                child.save(commit=commit)
        return saved

    def seen(self) -> Iterator[str]:
        """Names of the elements, such as patient.initials, that identify people and that the stored rows show."""
        for form in self.initial_forms:
            for name, spec in form.specs.items():
                if spec.identifies and form.initial.get(name) is not None:
                    yield f"{self.part.name}.{name}"

    def reading_table(self) -> ReadingTable | None:
        """Two or more rows as a table with a column for each element that one of them fills; None for cards."""
        forms = self.initial_forms
        if len(forms) < FEWEST_FOR_A_TABLE or self.nested:
            return None
        rows = [dict(form.reading()) for form in forms]
        labels = [label for label in forms[0].labels() if any(label in row for row in rows)]
        cells = [
            [form.number, *(row.get(label, "") for label in labels)] for form, row in zip(forms, rows, strict=True)
        ]
        return ReadingTable(self.title, labels, cells)

    def messages(self) -> Iterator[tuple[SectionForm | None, str, str]]:
        """Row, element ('' for the row or section as a whole) and words of each message, nested rows included."""
        for words in self.non_form_errors():
            yield None, "", str(words)
        for form in self.forms:
            if self.goes(form):
                continue
            for name, found in form.errors.items():
                yield from ((form, "" if name == NON_FIELD_ERRORS else name, str(words)) for words in found)
            for child in _sent(form):
                yield from child.messages()

    @property
    def is_touched(self) -> bool:
        """True when saving would write something, nested rows included."""
        return any(
            form.has_changed() or self.goes(form) or any(child.is_touched for child in _sent(form))
            for form in self.forms
        )

    @property
    def is_typed(self) -> bool:
        """True when somebody wrote something into it; what the page was opened with does not count."""
        return any(form.changed_data or any(child.is_typed for child in _sent(form)) for form in self.forms)

    def count_errors(self) -> int:
        """How many messages stand in the section, nested rows included."""
        below = (child.count_errors() for form in self.forms if not self.goes(form) for child in _sent(form))
        return sum(len(errors) for errors in self.errors) + len(self.non_form_errors()) + sum(below)


def _sent(form: SectionForm) -> list[Any]:
    return [child for child in form.children if child.is_bound]


def _candidates(there: dict[int | None, SectionForm]) -> list[int]:
    """The rows that a link can mean; among several drugs, the one suspect drug."""
    suspect = [number for number, row in there.items() if _role(row) == DrugRole.SUSPECT]
    return [number for number in (suspect if len(suspect) == 1 else there) if number is not None]


def _role(row: SectionForm) -> Any:
    return row.cleaned_data.get("role") if hasattr(row, "cleaned_data") else row.initial.get("role")


@cache
def formset_for(
    part: Part, parent: type[models.Model] = CaseVersion, *, coding: bool, identity: bool
) -> type[SectionFormSet]:
    """The formset of a section, with those nested below it."""
    model = MODEL_OF[part.record]
    once = not repeats(part.record)
    made: Any = inlineformset_factory(
        parent,
        model,
        form=form_for(part.record, coding=coding, identity=identity),
        formset=SectionFormSet,
        fk_name=None if parent is CaseVersion else "drug",
        fields=(),
        extra=0,
        max_num=1 if once else most_rows(part.name),
        absolute_max=1 if once else most_rows(part.name),
        can_delete=not once,
    )
    made.part = part
    below = sorted(parts(part.record), key=lambda child: BELOW_A_DRUG.index(child.name))
    made.nested = tuple(formset_for(child, model, coding=coding, identity=identity) for child in below)
    return cast("type[SectionFormSet]", made)
