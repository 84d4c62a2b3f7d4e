"""What a draft holds, spelled as the inputs of its form: what two people's pages are compared by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django import forms

from cases.admin.elements import field_for
from cases.admin.widgets import AttachmentInput, Group
from cases.documents.words import words_for
from cases.icsr import ICSR
from cases.icsr.spec import Part, Spec, elements, parts
from cases.models.case import CaseVersion
from cases.models.columns import from_columns
from cases.models.section import MODEL_OF

Inputs = dict[str, list[str]]
"""The inputs of one element: the end of the input's name ('' or '_0'), and its values."""


@dataclass(frozen=True)
class Snapshot:
    """The rows of a draft by key (tests#3, drugs#1.infusions#2, patient), and the filled elements of each."""

    rows: dict[str, int] = field(default_factory=dict)
    """The primary key of each row."""
    inputs: dict[str, Inputs] = field(default_factory=dict)
    """By key and element: tests#3.result."""
    words: dict[str, str] = field(default_factory=dict)
    """The same elements as people read them."""

    def dumps(self) -> str:
        """As JSON."""
        return json.dumps([self.rows, self.inputs, self.words], ensure_ascii=False)

    @classmethod
    def loads(cls, text: str) -> Snapshot:
        """From JSON."""
        return cls(*json.loads(text))

    def highest(self, prefix: str) -> int:
        """The highest number of a row whose key begins with `prefix` and '#'."""
        start = f"{prefix}#"
        return max((int(key[len(start) :]) for key in self.numbered(start)), default=0)

    def numbered(self, start: str) -> list[str]:
        """The keys of the rows of one section, by number."""
        keys = [key for key in self.rows if key.startswith(start) and "." not in key[len(start) :]]
        return sorted(keys, key=lambda key: int(key[len(start) :]))


def inputs_of(name: str, spec: Spec, value: Any) -> Inputs:
    """What stands in the inputs of an element that holds `value`; a file is told by its name and size."""
    form_field = _field(name, spec)
    shown = value if isinstance(form_field, forms.FileField) else form_field.prepare_value(value)
    return dict(_inputs(form_field.widget, "", shown))


@cache
def _field(name: str, spec: Spec) -> forms.Field:
    return field_for(name, spec)


def _inputs(widget: forms.Widget, suffix: str, shown: Any) -> Iterator[tuple[str, list[str]]]:
    if isinstance(widget, Group):
        held = shown if isinstance(shown, list) else list(widget.decompress(shown) or ())
        for place, (inner, part) in enumerate(zip(widget.widgets, held, strict=True)):
            yield from _inputs(inner, f"{suffix}_{place}", part)
    elif isinstance(widget, forms.CheckboxSelectMultiple):
        yield suffix, [str(item) for item in shown or ()]
    elif isinstance(widget, AttachmentInput):
        yield suffix, [str(shown)] if shown else []
    else:
        text = widget.format_value(shown)
        found = text[0] if isinstance(text, list) and text else text
        yield suffix, clean([str(found)] if found else [])


def clean(values: list[str]) -> list[str]:
    """Values as they are compared: line breaks as one character, no space around, nothing empty."""
    return [text for value in values if (text := value.replace("\r\n", "\n").strip())]


def snapshot_of(version: CaseVersion) -> Snapshot:
    """What the tables hold, one query a table."""
    found = Snapshot()
    numbers: dict[int, int] = {}
    for part in parts(ICSR):
        _add(found, part, version, {})
        if part.name == "drugs":
            numbers = {pk: int(key.rpartition("#")[2]) for key, pk in found.rows.items() if key.startswith("drugs#")}
            for child in parts(part.record):
                _add(found, child, version, numbers)
    return found


def _add(found: Snapshot, part: Part, version: CaseVersion, drugs: dict[int, int]) -> None:
    for row in MODEL_OF[part.record]._default_manager.filter(version=version):
        above = f"drugs#{drugs[row.drug_id]}." if drugs else ""  # type: ignore[attr-defined]
        key = f"{above}{part.name}" + (f"#{row.number}" if part.repeats else "")  # type: ignore[attr-defined]
        found.rows[key] = row.pk
        for name, spec in elements(part.record):
            value = from_columns(name, spec, row)
            if value is not None:
                found.inputs[f"{key}.{name}"] = inputs_of(name, spec, value)
                found.words[f"{key}.{name}"] = words_for(spec, value)
