"""From the declaration of an element to its form field, and how wide it stands in the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from cases.admin import compound_fields, fields, widgets
from cases.icsr.spec import Kind, Spec
from cases.models.columns import SHORT_TEXT

DEFAULT_UNITS: dict[str, str] = {"age_at_onset": "a"}
"""Units that stand in the form before anything is typed."""
WHOLE_NUMBERS = 2_000_000_000
"""What an integer column holds, rounded down."""


def _text(name: str, spec: Spec, **kwargs: Any) -> forms.Field:
    if spec.max_length == 2 and "country" in name:
        kwargs.pop("help_text", None)  # it speaks of the letters; people write the name
        return fields.CountryField(widget=widgets.Line({"list": "countries", "autocomplete": "off"}), **kwargs)
    if spec.max_length and spec.max_length <= SHORT_TEXT:
        return fields.TextField(max_length=spec.max_length, widget=widgets.Line, **kwargs)
    box = {"rows": 12, "class": "long"} if (spec.max_length or 0) > 10_000 else {"rows": 2}
    return fields.TextField(max_length=spec.max_length, widget=forms.Textarea(box), **kwargs)


def _integer(name: str, spec: Spec, **kwargs: Any) -> forms.Field:
    line = widgets.Line({"inputmode": "numeric", "class": "number"})
    low = -WHOLE_NUMBERS if spec.low is None else spec.low
    high = WHOLE_NUMBERS if spec.high is None else spec.high
    return forms.IntegerField(min_value=low, max_value=high, widget=line, **kwargs)


def _link(name: str, spec: Spec, **kwargs: Any) -> forms.Field:
    select = widgets.LinkSelect(spec.links_to)
    return forms.IntegerField(min_value=1, max_value=WHOLE_NUMBERS, widget=select, **kwargs)


def _list(name: str, spec: Spec, **kwargs: Any) -> forms.Field:
    if not spec.codes:
        return fields.WordsField(spec, **kwargs)
    return fields.CodesField(choices=[(code.value, gettext_lazy(code.label)) for code in spec.codes], **kwargs)


_BUILDERS: dict[Kind, Callable[..., forms.Field]] = {
    Kind.TEXT: _text,
    Kind.CODE: lambda name, spec, **kwargs: fields.AnswerField(spec, **kwargs),
    Kind.FLAG: lambda name, spec, **kwargs: fields.AnswerField(spec, **kwargs),
    Kind.DATE: lambda name, spec, **kwargs: fields.DateField(**kwargs),
    Kind.QUANTITY: lambda name, spec, **kwargs: compound_fields.QuantityField(
        spec, default=DEFAULT_UNITS.get(name, ""), **kwargs
    ),
    Kind.DECIMAL: lambda name, spec, **kwargs: fields.NumberField(spec.low, spec.high, **kwargs),
    Kind.INTEGER: _integer,
    Kind.CODED: lambda name, spec, **kwargs: compound_fields.CodedField(**kwargs),
    Kind.LINK: _link,
    Kind.FILE: lambda name, spec, **kwargs: fields.AttachmentField(**{"help_text": fields.FILES_TAKEN, **kwargs}),
    Kind.LIST: _list,
}
_IN_ONE_LIST = (Kind.CODE, Kind.FLAG)
"""Kinds whose null flavours stand at the end of their own list."""

_WIDTHS = {
    Kind.INTEGER: 2,
    Kind.DECIMAL: 2,
    Kind.CODE: 3,
    Kind.FLAG: 3,
    Kind.LINK: 3,
    Kind.DATE: 3,
    Kind.QUANTITY: 3,
    Kind.CODED: 4,
    Kind.LIST: 6,
    Kind.FILE: 6,
}


def width(spec: Spec) -> int:
    """How many of the twelve columns of the form an element takes."""
    apart = bool(spec.nulls) and spec.kind not in _IN_ONE_LIST
    if spec.kind is Kind.TEXT:
        length = spec.max_length or 0
        columns = 3 if length <= 60 else 6 if length <= 5_000 else 12
        return min(columns + apart, 12)
    wordy = _WIDTHS[spec.kind] == 2 and (len(spec.label) > 18 or bool(spec.help))
    return _WIDTHS[spec.kind] + wordy + apart


def field_for(name: str, spec: Spec) -> forms.Field:
    """The form field of an element."""
    words: dict[str, Any] = {"label": gettext_lazy(spec.label), "required": False}
    if spec.help:
        words["help_text"] = gettext_lazy(spec.help)
    if spec.nulls and spec.kind not in _IN_ONE_LIST:
        value = _BUILDERS[spec.kind](name, spec, required=False)
        field: forms.Field = compound_fields.WithWhyNotField(value, spec, **words)
    else:
        field = _BUILDERS[spec.kind](name, spec, **words)
    field.columns = width(spec)  # type: ignore[attr-defined]
    return field
