"""What stands beside a case under review: how complete it is, its timeline, what changed, cases that look alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from cases import store
from cases.admin.compare import Block, compared
from cases.admin.identity import may_identify
from cases.admin.panel import dictionary, drawing, how_complete, missing_most, why_alike
from cases.admin.staff import only_staff
from cases.documents.content import withhold
from cases.icsr import ICSR
from cases.models.case import Case, CaseVersion
from cases.rules.difference import differences
from cases.rules.lung_checklist import Answer, lung_checklist
from cases.rules.paths import place_at
from cases.selectors.similar import similar_cases

FIRST_LINES = 8
"""How many changed fields stand on the page before the others are folded away."""
ALIKE = 5


@dataclass(frozen=True)
class Changed:
    """What a version changes in the one before it."""

    since: CaseVersion
    first: tuple[tuple[str, Any], ...]
    """Title of the row and the changed field; a row that came or went without fields has None."""
    others: tuple[tuple[str, Any], ...]

    @property
    def count(self) -> int:
        """How many fields."""
        return len(self.first) + len(self.others)


def changed(since: CaseVersion, old: ICSR, new: ICSR, *, identify: bool, coding: bool) -> Changed:
    """What differs, field by field in the order of the case."""
    blocks = compared(old, new, everything=False, identify=identify, coding=coding)
    lines = tuple(line for block in blocks for line in _lines(block))
    return Changed(since, lines[:FIRST_LINES], lines[FIRST_LINES:])


def _lines(block: Block) -> list[tuple[str, Any]]:
    whole = f"{block.title} ({block.mark})" if block.mark else block.title
    return [(whole, line) for line in block.lines] or [(whole, None)]


def replaced_identity(old: ICSR, new: ICSR) -> list[str]:
    """Paths of the values that identify a person and that `changed` shows of the old version."""
    found = [item.path for item in differences(old, new) if item.element and item.old is not None]
    places = ((path, place_at(old, path)) for path in found)
    return [path for path, place in places if place is not None and place.spec is not None and place.spec.identifies]


def at_a_glance(version: CaseVersion, icsr: ICSR, *, identify: bool) -> dict[str, Any]:
    """Score, what is missing most, lung checklist and timeline, for the page; the score is not made for comparators."""
    terms, checklist = dictionary(), lung_checklist(icsr)
    found: dict[str, Any] = {
        "checklist": checklist,
        "answered": sum(item.answer is Answer.YES for item in checklist),
        "asked": sum(item.answer is not Answer.NOT_APPLICABLE for item in checklist),
        "timeline": drawing(icsr if identify else withhold(icsr)),
    }
    if version.case.kind == Case.Kind.COMPARATOR:
        return found
    missing = [(words, gain) for _path, words, gain in missing_most(icsr, terms)]
    return found | how_complete(icsr, terms) | {"missing": missing}


class ReviewSide(admin.ModelAdmin):
    """The address where the review page gets the cases that look alike, for the screen of versions to inherit."""

    def get_urls(self) -> Any:
        """One more address: its answer takes as long as the page itself, which does not wait for it."""
        view = self.admin_site.admin_view(self.similar_view)
        return [path("<int:pk>/review/similar/", view, name="cases_caseversion_similar"), *super().get_urls()]

    def similar_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The cases most like this one, as a piece of a page."""
        user = only_staff(request)
        visible = self.get_queryset(request)
        version = get_object_or_404(visible, pk=pk)
        icsr = store.load(version)
        shown = icsr if may_identify(user) else withhold(icsr)
        alike = similar_cases(version, shown, visible=visible, terms=dictionary(), limit=ALIKE)
        found: Sequence[Any] = [(item.version, why_alike(item)) for item in alike]
        return render(request, "cases/staff/similar.html", {"similar": found})
