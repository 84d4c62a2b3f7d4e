"""Two versions of a case side by side, field by field: what differs, or on demand everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as translate

from cases import store
from cases.admin.base import may_code
from cases.admin.identity import may_identify, seen
from cases.admin.items import Item, all_rows, identifying
from cases.admin.staff import page, signed_in
from cases.icsr import ICSR
from cases.icsr.spec import Kind
from cases.models.case import CaseVersion
from cases.rules.difference import ROW, Change, differences
from cases.terminology.naming import with_names


@dataclass(frozen=True)
class Line:
    """One element in both versions."""

    label: str
    old: str
    new: str
    change: Change | None

    @property
    def mark(self) -> str:
        """What happened, in words; empty when nothing did."""
        return translate(self.change.label) if self.change else ""


@dataclass(frozen=True)
class Block:
    """The lines of one row."""

    title: str
    change: Change | None
    """Whether the whole row came or went."""
    lines: tuple[Line, ...]

    @property
    def mark(self) -> str:
        """What happened to the whole row, in words."""
        return translate(self.change.label) if self.change else ""


def compared(old: ICSR, new: ICSR, *, everything: bool, identify: bool, coding: bool) -> list[Block]:
    """The two versions, row by row in the order of the case; without `everything` only what differs."""
    found = {(item.section, item.rows, item.element): item.kind for item in differences(old, new)}
    lines = list(_lines(old, new, found, identify=identify, coding=coding))
    blocks = []
    for (title, rows), held in groupby(lines, key=lambda pair: pair[0]):
        shown = tuple(line for _key, line in held if everything or line.change)
        change = found.get((*rows, ROW))
        if shown or change:
            blocks.append(Block(title, change, shown))
    return blocks


_Key = tuple[str, tuple[str, tuple[int, ...]]]


def _lines(old: ICSR, new: ICSR, found: Any, *, identify: bool, coding: bool) -> Iterator[tuple[_Key, Line]]:
    before, after = _by_row(old), _by_row(new)
    for place in _in_order(list(before), list(after)):
        left, right = before.get(place), after.get(place)
        title = (right or left or ("", {}))[0]
        mine, theirs = (left or ("", {}))[1], (right or ("", {}))[1]
        for name in dict.fromkeys((*mine, *theirs)):
            one, other = mine.get(name), theirs.get(name)
            item: Item | None = other or one
            if item is None or (item.spec.kind is Kind.CODED and not coding):
                continue
            was, now = (side.shown(identify=identify) if side else "" for side in (one, other))
            change = found.get((*place, name))
            if change or was or now:
                yield (title, place), Line(item.label, was, now, change)


def _by_row(icsr: ICSR) -> dict[tuple[str, tuple[int, ...]], tuple[str, dict[str, Item]]]:
    """Title and elements of each row, by section and numbers."""
    found = {}
    for row in all_rows(icsr):
        if row.items:
            place = (row.section, row.items[0].rows)
            found[place] = (f"{row.title} {row.name}".strip(), {item.element: item for item in row.items})
    return found


def _in_order(before: list[Any], after: list[Any]) -> Iterator[Any]:
    """The places of both, in the order of the case: what went stands where it stood."""
    left = [place for place in before if place not in set(after)]
    sections = list(dict.fromkeys(section for section, _rows in (*before, *after)))
    rank = {section: number for number, section in enumerate(sections)}
    outer = {section: rank.get(section.split(".")[0], number) for section, number in rank.items()}
    yield from sorted((*after, *left), key=lambda place: (outer[place[0]], place[1][:1], rank[place[0]], place[1]))


class CompareScreen(admin.ModelAdmin):
    """The address of the comparison, for the screen of versions to inherit."""

    def get_urls(self) -> Any:
        """One more address."""
        view = self.admin_site.admin_view(self.compare_view)
        return [path("<int:pk>/compare/<int:other>/", view, name="cases_caseversion_compare"), *super().get_urls()]

    def compare_view(self, request: HttpRequest, pk: int, other: int) -> HttpResponse:
        """The earlier version on the left; `?all=1` shows what is the same, too."""
        if not request.user.has_perm("cases.view_caseversion"):
            raise PermissionDenied
        versions = CaseVersion.objects.select_related("case")
        one = get_object_or_404(versions, pk=pk)
        two = get_object_or_404(versions, pk=other, case_id=one.case_id)
        old, new = sorted((one, two), key=lambda version: version.number)
        found = store.load_many([old.pk, new.pk])
        records = dict(zip(found, with_names(*found.values()), strict=True))
        identify = may_identify(signed_in(request))
        if identify:
            for version in {old, new}:
                seen(request, version, identifying(records[version.pk]))
        everything = "all" in request.GET
        context = {
            "title": translate("%(case)s: versions %(old)s and %(new)s")
            % {"case": one.case, "old": old.number, "new": new.number},
            "is_fullwidth": "1",
            "old": old,
            "new": new,
            "everything": everything,
            "identify": identify,
            "versions": list(one.case.versions.order_by("number")),
            "blocks": compared(
                records[old.pk],
                records[new.pk],
                everything=everything,
                identify=identify,
                coding=may_code(request.user),
            ),
        }
        return page(request, self, "compare", context)
