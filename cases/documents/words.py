"""Values of a case as people read them: on a page that cannot be changed, in a picture, on paper."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from cases.documents import countries
from cases.icsr.spec import Kind, Spec
from cases.icsr.values import Attachment, Coded, NullFlavor, Quantity
from cases.rules.phrase import quantity_phrase


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
