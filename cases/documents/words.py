"""Values of a case as people read them: on a page that cannot be changed, in a picture, on paper."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cases.documents import countries
from cases.icsr.spec import Kind, Spec
from cases.icsr.values import Attachment, Coded, NullFlavor, Quantity
from cases.rules.phrase import quantity_phrase

_NO_LETTERS = ("Cc", "Cs", "Co", "Cn")
_OVERRIDES = "\u202d\u202e"
"""Marks that make a text read other than it is written."""


def visible(text: str) -> str:
    """The text with what has no letter in any font shown by its number, as [U+0007]: nothing is lost in silence."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return "".join(
        f"[U+{ord(letter):04X}]"
        if letter != "\n" and (unicodedata.category(letter) in _NO_LETTERS or letter in _OVERRIDES)
        else letter
        for letter in plain
    )


def words_for(spec: Spec, value: Any) -> str:
    """The value in words."""
    if isinstance(value, NullFlavor):
        return _(value.label)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Quantity):
        return quantity_phrase(value).through(_).strip()
    if isinstance(value, Coded):
        return f"{value.name}, {value}" if value.name else str(value)
    if isinstance(value, Attachment):
        return f"{value.file_name or _('file')}, {filesizeformat(len(value.content))}"
    if spec.kind is Kind.LIST:
        labels = {code.value: _(code.label) for code in spec.codes or ()}
        return ", ".join(labels.get(item, item) for item in value)
    if spec.kind is Kind.CODE:
        return str(_(value.label))
    if spec.kind is Kind.TEXT and spec.max_length == 2:
        return countries.name_of(value)
    return f"{value:f}" if spec.kind is Kind.DECIMAL else str(value)
