"""From the declaration of an element to its typed database columns, and between value and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy

from cases import vault
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Kind, Spec, elements
from cases.icsr.values import Attachment, Coded, NullFlavor, Quantity
from cases.models.encrypted import CIPHERTEXT, EncryptedBinaryField, EncryptedPartialDateField, EncryptedTextField
from cases.models.fields import NumericField, PartialDateField

SHORT_TEXT = 500
"""Characters up to which a text is a line, beyond which it is a box."""

_DATE_PATTERN = r"^\d{4}(\d{2}(\d{2}(\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?([+-]\d{2}(\d{2})?)?)?)?)?$"


def choices(spec: Spec) -> list[tuple[str, Any]]:
    """Codes with their translatable words."""
    return [(member.value, gettext_lazy(member.label)) for member in spec.codes or ()]


def _words(spec: Spec, suffix: str = "") -> dict[str, Any]:
    label = gettext_lazy(spec.label) if not suffix else f"{spec.label}: {suffix}"
    return {"verbose_name": label, "help_text": gettext_lazy(spec.help) if spec.help else ""}


def _text(name: str, spec: Spec) -> dict[str, models.Field]:
    if spec.identifies:
        return {name: EncryptedTextField(blank=True, default="", max_length=spec.max_length, **_words(spec))}
    if spec.max_length and spec.max_length <= SHORT_TEXT:
        return {name: models.CharField(max_length=spec.max_length, blank=True, default="", **_words(spec))}
    return {name: models.TextField(blank=True, default="", max_length=spec.max_length, **_words(spec))}


def _code(name: str, spec: Spec) -> dict[str, models.Field]:
    return {name: models.CharField(max_length=20, choices=choices(spec), blank=True, default="", **_words(spec))}


def _flag(name: str, spec: Spec) -> dict[str, models.Field]:
    return {name: models.BooleanField(null=True, blank=True, **_words(spec))}


def _date(name: str, spec: Spec) -> dict[str, models.Field]:
    field = EncryptedPartialDateField if spec.identifies else PartialDateField
    return {name: field(blank=True, default="", **_words(spec))}


def _quantity(name: str, spec: Spec) -> dict[str, models.Field]:
    return {
        f"{name}_value": NumericField(null=True, blank=True, **_words(spec)),
        f"{name}_unit": models.CharField(max_length=50, blank=True, default="", **_words(spec, "unit")),
    }


def _decimal(name: str, spec: Spec) -> dict[str, models.Field]:
    return {name: NumericField(null=True, blank=True, **_words(spec))}


def _integer(name: str, spec: Spec) -> dict[str, models.Field]:
    return {name: models.IntegerField(null=True, blank=True, **_words(spec))}


def _link(name: str, spec: Spec) -> dict[str, models.Field]:
    return {name: models.PositiveIntegerField(null=True, blank=True, **_words(spec))}


def _coded(name: str, spec: Spec) -> dict[str, models.Field]:
    return {
        f"{name}_code": models.CharField(max_length=250, blank=True, default="", **_words(spec)),
        f"{name}_version": models.CharField(max_length=100, blank=True, default="", **_words(spec, "version")),
    }


def _file(name: str, spec: Spec) -> dict[str, models.Field]:
    return {
        f"{name}_content": EncryptedBinaryField(null=True, blank=True, **_words(spec)),
        f"{name}_media_type": models.CharField(max_length=100, blank=True, default="", **_words(spec, "type")),
        f"{name}_file_name": EncryptedTextField(max_length=255, blank=True, default="", **_words(spec, "name")),
    }


def _list(name: str, spec: Spec) -> dict[str, models.Field]:
    base = models.CharField(max_length=spec.max_length or 20, choices=choices(spec) or None)
    return {name: ArrayField(base, blank=True, default=list, **_words(spec))}


_BUILDERS: dict[Kind, Callable[[str, Spec], dict[str, models.Field]]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.FLAG: _flag,
    Kind.DATE: _date,
    Kind.QUANTITY: _quantity,
    Kind.DECIMAL: _decimal,
    Kind.INTEGER: _integer,
    Kind.LINK: _link,
    Kind.CODED: _coded,
    Kind.FILE: _file,
    Kind.LIST: _list,
}


_CAN_IDENTIFY = (Kind.TEXT, Kind.DATE, Kind.FILE)
"""Kinds that have encrypted columns."""


def null_column(name: str) -> str:
    """The column that says why the value is missing."""
    return f"{name}_nf"


def match_column(name: str) -> str:
    """The column with the keyed digest of an encrypted value."""
    return f"{name}_match"


def columns_of(name: str, spec: Spec) -> dict[str, models.Field]:
    """The database columns of one element, its null flavour and its digest included."""
    if spec.identifies and spec.kind not in _CAN_IDENTIFY:
        raise TypeError(f"'{name}': an element of kind {spec.kind.value} cannot be stored encrypted.")
    built = _BUILDERS[spec.kind](name, spec)
    if spec.matched:
        built[match_column(name)] = models.CharField(max_length=64, blank=True, default="", editable=False)
    if spec.nulls:
        built[null_column(name)] = models.CharField(
            max_length=4,
            blank=True,
            default="",
            choices=[(null.value, gettext_lazy(null.label)) for null in spec.nulls],
            **_words(spec, "why not known"),
        )
    return built


def columns(record: type) -> dict[str, models.Field]:
    """The database columns of a record class, in the order of its elements."""
    return {column: field for name, spec in elements(record) for column, field in columns_of(name, spec).items()}


def _filled(name: str, spec: Spec) -> Q:
    """What holds when the element has a value."""
    if spec.kind in (Kind.FLAG, Kind.DECIMAL, Kind.INTEGER, Kind.LINK):
        return Q(**{f"{name}__isnull": False})
    if spec.kind is Kind.QUANTITY:
        return Q(**{f"{name}_value__isnull": False}) | ~Q(**{f"{name}_unit": ""})
    if spec.kind is Kind.CODED:
        return ~Q(**{f"{name}_code": ""})
    return ~Q(**{name: [] if spec.kind is Kind.LIST else ""})


def _form(name: str, spec: Spec) -> tuple[str, Q] | None:
    """What every stored text of the element has to look like, with a word for it."""
    if spec.identifies:
        column = f"{name}_file_name" if spec.kind is Kind.FILE else name
        return "cipher", Q(**{column: ""}) | Q(**{f"{column}__startswith": CIPHERTEXT})
    if spec.kind is Kind.CODE:
        return "code", Q(**{f"{name}__in": ["", *(member.value for member in spec.codes or ())]})
    if spec.kind is Kind.DATE:
        return "date", Q(**{name: ""}) | Q(**{f"{name}__regex": _DATE_PATTERN})
    return None


def checks(record: type, table: str) -> Iterator[CheckConstraint]:
    """Rows that cannot be: a code outside its list, a text that is no date, a value beside its null flavour.

    What identifies a person has to be ciphertext; whether that is a date, the database cannot see.
    """
    for name, spec in elements(record):
        if form := _form(name, spec):
            yield CheckConstraint(condition=form[1], name=f"{table}_{name}_{form[0]}")
        column = f"{name}_value" if spec.kind is Kind.QUANTITY else name
        bounds = {"gte": spec.low, "lte": spec.high}
        limits = {f"{column}__{side}": bound for side, bound in bounds.items() if bound is not None}
        if limits:
            yield CheckConstraint(condition=Q(**limits), name=f"{table}_{name}_range")
        if spec.nulls:
            column = null_column(name)
            yield CheckConstraint(
                condition=Q(**{column: ""})
                | (Q(**{f"{column}__in": [null.value for null in spec.nulls]}) & ~_filled(name, spec)),
                name=f"{table}_{name}_null",
            )


def indexes(record: type, table: str) -> Iterator[models.Index]:
    """The digests that are searched by alone."""
    for name, spec in elements(record):
        if spec.match_indexed:
            column = match_column(name)
            yield models.Index(fields=(column,), condition=~Q(**{column: ""}), name=f"{table}_{name}"[:24] + "_match")


def match_of(name: str, value: str | PartialDate) -> str:
    """The digest of a value of an element that is matched; of a date, the day counts and not the time."""
    return vault.match_digest(name, value.hl7[:8] if isinstance(value, PartialDate) else value)


def to_columns(name: str, spec: Spec, value: Any) -> dict[str, Any]:
    """Spread one value over its columns."""
    missing = value.value if isinstance(value, NullFlavor) else ""
    content = None if missing else value
    if spec.kind is Kind.QUANTITY:
        spread = {f"{name}_value": getattr(content, "value", None), f"{name}_unit": getattr(content, "unit", "")}
    elif spec.kind is Kind.CODED:
        spread = {f"{name}_code": getattr(content, "code", ""), f"{name}_version": getattr(content, "version", "")}
    elif spec.kind is Kind.FILE:
        spread = {
            f"{name}_content": getattr(content, "content", None),
            f"{name}_media_type": getattr(content, "media_type", ""),
            f"{name}_file_name": getattr(content, "file_name", ""),
        }
    elif spec.kind is Kind.LIST:
        spread = {name: list(content or ())}
    elif spec.kind in (Kind.TEXT, Kind.CODE):
        spread = {name: content or ""}
    else:
        spread = {name: content}
    if spec.matched:
        spread[match_column(name)] = match_of(name, content) if content else ""
    return {**spread, null_column(name): missing} if spec.nulls else spread


def from_columns(name: str, spec: Spec, row: models.Model) -> Any:
    """Gather one value from its columns; digests are for searching only."""
    missing = getattr(row, null_column(name)) if spec.nulls else ""
    if missing:
        return NullFlavor(missing)
    if spec.kind is Kind.QUANTITY:
        value, unit = getattr(row, f"{name}_value"), getattr(row, f"{name}_unit")
        return Quantity(value, unit) if value is not None or unit else None
    if spec.kind is Kind.CODED:
        code, version = getattr(row, f"{name}_code"), getattr(row, f"{name}_version")
        return Coded(code, version) if code or version else None
    if spec.kind is Kind.FILE:
        content = getattr(row, f"{name}_content")
        if content is None:
            return None
        return Attachment(bytes(content), getattr(row, f"{name}_media_type"), getattr(row, f"{name}_file_name"))
    value = getattr(row, name)
    if spec.kind is Kind.CODE:
        return spec.codes(value) if spec.codes and value else None
    if spec.kind is Kind.LIST:
        return tuple(value) or None
    return value if value != "" else None
