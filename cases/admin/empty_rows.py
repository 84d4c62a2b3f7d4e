"""The empty row that a section keeps ready for the button that adds one: built once and not with every page.

A case form keeps some 170 of them, more than it shows filled rows; they differ between pages by their prefix alone.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

PLACE = "PLACE_OF_THE_PREFIX"
"""Stands for the prefix of the section, also within rows nested in an empty row."""


def empty_row(formset: Any) -> SafeString:
    """The empty row of the formset, ready for the page."""
    return mark_safe(_built(formset.__class__, get_language()).replace(PLACE, formset.prefix))  # noqa: S308 - a template's


@cache
def _built(formset_class: type, language: str | None) -> str:
    """The row as the template shows it; the language is part of the key."""
    formset = formset_class(prefix=PLACE)
    return render_to_string("cases/admin/row.html", {"form": formset.empty_form, "formset": formset, "editable": True})
