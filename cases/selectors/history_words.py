"""Says in words what changed in a row: labels from the declaration of the case, values as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import vault
from cases.icsr import ICSR
from cases.icsr.partial_date import PartialDate, PartialDateError
from cases.icsr.spec import Kind, Spec, elements, parts
from cases.icsr.values import NullFlavor, Quantity
from cases.models.case import CaseVersion
from cases.models.columns import columns_of, match_column, null_column
from cases.models.confirmation import Confirmation
from cases.models.encrypted import CIPHERTEXT
from cases.rules.paths import place_at
from cases.rules.phrase import quantity_phrase
from cases.selectors.history_rows import Row
from cases.terminology.naming import Names, names_of

_PLAIN = (models.BooleanField, models.IntegerField, models.DateField, models.DecimalField)
"""Fields outside the declared case whose values cannot hold words about a person."""
_UNSEEN = {("cases_case", "key"), ("cases_caseversion", "revision")}
"""What the registry counts for itself, and nobody reads."""
_SHOWN = {("cases_case", "identifier"), ("cases_centre", "name"), ("cases_centre", "country")}
"""Texts outside the declared case that say nothing of a person."""


_PEOPLE = {
    "submitted_by": gettext_lazy("Submitted by"),
    "accepted_by": gettext_lazy("Accepted by"),
    "created_by": gettext_lazy("Begun by"),
}


@dataclass(frozen=True)
class Known:
    """What a reader may be told beside the rows themselves."""

    people: Mapping[int, str]
    """Names of the users that rows refer to."""
    names: Names
    """Names of the terms whose codes rows hold."""
    coding: bool = True
    """Whether codes are told at all."""


_NOTHING = Known({}, {})


@dataclass(frozen=True)
class Change:
    """One element of one row that changed. Values that identify a person are left out: `hidden`."""

    where: str
    what: str
    before: str = ""
    after: str = ""
    hidden: bool = False

    def __str__(self) -> str:
        """Such as: Reaction 1: Outcome: Unknown -> Recovered."""
        place = f"{self.where}: {self.what}" if self.what else self.where
        if self.hidden:
            return f"{place}: {_('changed')}"
        return f"{place}: {self.before or _('nothing')} -> {self.after or _('nothing')}"


def title(model: type[models.Model], row: Row, drug: int | None) -> str:
    """Which row: Reaction 1; Drug 1, Infusion 2; Case version 2."""
    name = str(capfirst(model._meta.verbose_name))
    whole = f"{name} {row['number']}" if row.get("number") is not None else name
    return f"{_('Drug')} {drug}, {whole}" if drug is not None else whole


def changes(
    model: type[models.Model],
    before: Row | None,
    after: Row | None,
    where: str,
    known: Known = _NOTHING,
) -> Iterator[Change]:
    """What changed between two states of a row, either of which may be missing; at least one line for a whole row."""
    if model is Confirmation:
        yield from _of_confirmation(before or {}, after or {})
        return
    record = getattr(model, "record", None)
    found = list(
        _of_record(record, before or {}, after or {}, where, known)
        if record is not None
        else _of_fields(model, before or {}, after or {}, where, known.people)
    )
    if not found and (before is None) != (after is None):
        found = [Change(where, "", *((_("empty row"), "") if after is None else ("", _("empty row"))))]
    yield from found


def _of_record(record: type, before: Row, after: Row, where: str, known: Known) -> Iterator[Change]:
    for name, spec in elements(record):
        if spec.kind is Kind.CODED and not known.coding:
            continue
        label = _(spec.label)
        if spec.identifies:
            # A digest is the same for spellings that differ: the values themselves are compared.
            columns = columns_of(name, spec).keys() - {match_column(name)}
            if not all(_same_secret(before.get(column), after.get(column)) for column in columns):
                yield Change(where, label, hidden=True)
            continue
        old, new = (value_text(name, spec, row, known.names) for row in (before, after))
        if old != new:
            yield Change(where, label, old, new)


def _same_secret(old: Any, new: Any) -> bool:
    """Whether two values are equal under their encryption, which gives other letters each time."""
    old, new = _given(old), _given(new)
    if old == new or not (isinstance(old, str) and isinstance(new, str)):
        return bool(old == new)
    if not (old.startswith(CIPHERTEXT) and new.startswith(CIPHERTEXT)):
        return False
    try:
        return vault.decrypt(old) == vault.decrypt(new)
    except vault.VaultError:
        return False  # a key that is gone: whether it changed cannot be told, and must not be denied


def _of_confirmation(before: Row, after: Row) -> Iterator[Change]:
    """Which odd value somebody said is right, and why; about a value that says who somebody is, only that."""
    path = after.get("path") or before.get("path") or ""
    old, new = before.get("reason") or "", after.get("reason") or ""
    if old != new:
        where = _("Odd value confirmed as right")
        hidden = _identifies(path)
        yield Change(where, element_words(path), "" if hidden else old, _("reason withheld") if hidden else new)


def _identifies(path: str) -> bool:
    place = place_at(ICSR(), path)
    return place is None or place.spec is None or place.spec.identifies


def _given(value: Any) -> Any:
    return None if value in ("", []) else value


def value_text(name: str, spec: Spec, row: Row, names: Names) -> str:
    """The value of an element in a row of the trail, in words; '' when there is none."""
    if missing := row.get(null_column(name)):
        return _(NullFlavor(missing).label) if missing in set(NullFlavor) else missing
    if spec.kind is Kind.QUANTITY:
        value, unit = row.get(f"{name}_value"), row.get(f"{name}_unit") or ""
        return quantity_phrase(Quantity(None if value is None else Decimal(str(value)), unit)).through(_).strip()
    if spec.kind is Kind.CODED:
        code, version = row.get(f"{name}_code") or "", row.get(f"{name}_version") or ""
        called = names.get((code, version), "")
        whole = f"{code} ({version})" if version else code
        return f"{called}, {whole}" if called else whole
    value = row.get(name)
    if value in (None, "", []):
        return ""
    if spec.kind is Kind.LIST:
        return ", ".join(_code_text(spec, item) for item in value)
    if spec.kind is Kind.CODE:
        return _code_text(spec, value)
    if spec.kind is Kind.DATE:
        return _date_text(value)
    if spec.kind is Kind.LINK:
        return f"{_section_title(spec.links_to)} {value}"
    return _text(value)


def _code_text(spec: Spec, value: str) -> str:
    words = {member.value: member.label for member in spec.codes or ()}
    return _(words[value]) if words.get(value) else value


def _date_text(value: str) -> str:
    try:
        return str(PartialDate(value))
    except PartialDateError:
        return value


def _section_title(section: str) -> str:
    return next((_(part.record.TITLE) for part in parts(ICSR) if part.name == section), section)  # type: ignore[attr-defined]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)


def names_in(rows: Iterable[tuple[type[models.Model], Row]]) -> Names:
    """Names of the terms whose codes the rows hold; one query, or none."""
    return names_of(
        (row.get(f"{name}_code") or "", row.get(f"{name}_version") or "")
        for model, row in rows
        for name, spec in (elements(model.record) if hasattr(model, "record") else ())
        if spec.kind is Kind.CODED
    )


def people_in(rows: Iterable[tuple[type[models.Model], Row]]) -> dict[int, str]:
    """Names of the users that rows of versions refer to, by key; one query, or none."""
    columns = [str(field.column) for field in CaseVersion._meta.concrete_fields if _is_person(field)]
    held = {row.get(column) for model, row in rows if model is CaseVersion for column in columns} - {None}
    users: Any = get_user_model()
    return {user.pk: user.get_username() for user in users._default_manager.filter(pk__in=held)} if held else {}


def _is_person(field: models.Field) -> bool:
    return field.is_relation and field.related_model is get_user_model()


def _of_fields(
    model: type[models.Model], before: Row, after: Row, where: str, people: Mapping[int, str]
) -> Iterator[Change]:
    """Changes of a table outside the declared case: words are hidden unless they are known to be safe."""
    table = model._meta.db_table
    for field in model._meta.concrete_fields:
        old, new = _given(before.get(str(field.column))), _given(after.get(str(field.column)))
        if field.primary_key or old == new or (table, str(field.column)) in _UNSEEN:
            continue
        label = str(capfirst(field.verbose_name))
        if _is_person(field) and model is CaseVersion:
            if before or field.name == "assigned_to":
                yield Change(where, str(_PEOPLE.get(field.name, label)), _name(old, people), _name(new, people))
        elif field.is_relation:
            if before and after:
                yield Change(where, label, hidden=True)
        elif field.choices or isinstance(field, _PLAIN) or (table, str(field.column)) in _SHOWN:
            yield Change(where, label, _field_text(field, old), _field_text(field, new))
        else:
            yield Change(where, label, hidden=True)


def _name(user: Any, people: Mapping[int, str]) -> str:
    return people.get(user, _("somebody")) if user is not None else ""


def _field_text(field: models.Field, value: Any) -> str:
    if field.choices and not isinstance(field, ArrayField):
        return str(dict(field.flatchoices).get(value, _text(value)))
    if isinstance(field, models.DateTimeField) and isinstance(value, str):
        return value[:16].replace("T", " ")
    return _text(value)


def element_words(path: str) -> str:
    """The words for an element's path as `AccessEvent.what` holds it: primary_sources[1].email, patient.initials."""
    record: type = ICSR
    words = []
    for step in path.split("."):
        name, _bracket, number = step.rstrip("]").partition("[")
        part = next((part for part in parts(record) if part.name == name), None)
        if part is not None:
            record = part.record
            words.append(f"{_(record.TITLE)} {number}".strip())  # type: ignore[attr-defined]
            continue
        spec = dict(elements(record)).get(name)
        words.append(_(spec.label) if spec else step)
    return ": ".join(words)
