"""What is wrong on a page, as a list whose lines lead to the fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _

from cases.admin.tabs import OpenTab


@dataclass(frozen=True)
class Problem:
    """One message and the way to its field."""

    tab: str
    """The tab's name in the address; '' for the head of the form."""
    field: str
    """The name of the input's element on the page; '' when the message is about no single field."""
    where: str
    words: str


def problems(tabs: Iterable[OpenTab], head: Any) -> Iterator[Problem]:
    """The messages of the head, then of each tab, in the order of the page."""
    for name, found in head.errors.items():
        if name != NON_FIELD_ERRORS:
            yield from (Problem("", name, str(head.fields[name].label), str(words)) for words in found)
    for item in tabs:
        for section in item.sections:
            for form, name, words in section.formset.messages():
                yield _problem(item, section.formset, form, name, words)


def _problem(item: OpenTab, formset: Any, form: Any, name: str, words: str) -> Problem:
    if form is None:
        return Problem(item.tab.slug, "", formset.title, words)
    label = _(form.specs[name].label) if name in form.specs else ""
    field = form.add_prefix(name or form.naming_field or "id")
    return Problem(item.tab.slug, field, f"{form.heading}: {label}" if label else form.heading, words)
