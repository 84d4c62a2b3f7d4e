"""The live side panel of the case page: completeness, what is missing most, timeline, doubts, cases that look alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as translate

from cases.actions.cases import received
from cases.actions.confirmations import with_confirmations
from cases.admin.prefills import is_staff
from cases.admin.row_limits import refuse_too_many_rows
from cases.admin.tabs import TABS
from cases.admin.typed import Place, Typed, typed_case
from cases.documents.timeline import timeline_svg
from cases.icsr import ICSR
from cases.icsr.codes_lung import Phase, ProcedureStatus
from cases.icsr.partial_date import PartialDate
from cases.models.case import CaseVersion
from cases.models.terminology import TermRelease
from cases.rules.completeness import WELL_DOCUMENTED, completeness
from cases.rules.facts import Terms
from cases.rules.lung_checklist import Item, lung_checklist
from cases.rules.missing import suggestions
from cases.rules.timeline import timeline
from cases.selectors.similar import Similar, similar_cases
from cases.terminology.lookup import Dictionary

MOST = 3
"""How many missing items are named."""
KEPT_SECONDS = 300
_FIRST = {"bronchoscopies": "status", "imaging": "modality", "tests": "analyte", "exclusions": "cause"}
"""Where a row begins that answers an item of the lung checklist."""
_TAB_OF = {name: tab.slug for tab in TABS for name in tab.sections}


@dataclass(frozen=True)
class Line:
    """One line of the panel that leads to a field."""

    words: str
    place: Place
    tab: str
    note: str = ""


class LivePanel(admin.ModelAdmin):
    """Answers an open page with what can be said about the case as it is typed; nothing is saved."""

    def get_urls(self) -> Any:
        """Where an open page asks."""
        view = self.admin_site.admin_view(self.panel_view)
        return [
            path("add/panel/", view, name="cases_caseversion_panel_new"),
            path("<int:pk>/panel/", view, name="cases_caseversion_panel"),
            *super().get_urls(),
        ]

    def panel_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The panel as a piece of a page; POST only, for the whole form comes with the question."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        version = self.writable(request, pk)  # type: ignore[attr-defined]
        refuse_too_many_rows(request.POST)
        formsets, _inlines = self._create_formsets(request, version or CaseVersion(), change=version is not None)  # type: ignore[attr-defined]
        typed = typed_case(formsets)
        return render(request, "cases/admin/panel.html", _content(typed, version, self.get_queryset(request), request))


def _content(typed: Typed, version: CaseVersion | None, visible: Any, request: HttpRequest) -> dict[str, Any]:
    terms = dictionary()
    # What the registry fills in at submission is not asked for.
    complete = received(typed.icsr, "-", PartialDate(timezone.now().strftime("%Y%m%d")))
    open_doubts = [concern for concern, known in with_confirmations(version, typed.icsr) if known is None]
    return {
        **how_complete(complete, terms),
        "missing": [_line(typed, path, words, gain) for path, words, gain in missing_most(complete, terms)],
        "doubts": [_line(typed, concern.path, concern.message.through(translate)) for concern in open_doubts],
        "checklist": [(item, _answered_at(typed, item)) for item in lung_checklist(typed.icsr)],
        "timeline": drawing(typed.icsr),
        "similar": [
            (item, why_alike(item)) for item in similar_cases(version, typed.icsr, visible=visible, terms=terms)
        ],
        "staff": is_staff(request.user),
    }


def how_complete(icsr: ICSR, terms: Terms) -> dict[str, Any]:
    """The score of a case as templates show it."""
    score = completeness(icsr, terms)
    return {
        "score": score.score,
        "per_cent": round(score.score * 100),
        "well_documented": score.well_documented,
        "limit": WELL_DOCUMENTED,
    }


def missing_most(icsr: ICSR, terms: Terms) -> Iterator[tuple[str, str, str]]:
    """Path, words and gain of the few missing items that would raise the score most."""
    for item in suggestions(icsr, terms, limit=MOST):
        yield item.path, translate(item.label), f"+{item.gain:.2f}" if item.gain is not None else ""


def why_alike(item: Similar) -> str:
    """The reasons why a case looks like another, in the reader's language."""
    return ", ".join(reason.through(translate) for reason in item.reasons)


def dictionary() -> Dictionary:
    """All terms: read anew when a release came, and every five minutes; a large dictionary is not read at each key."""
    releases = TermRelease.objects.order_by("pk").values_list("pk", "version", "current")
    return _dictionary(tuple(releases), int(monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=1)
def _dictionary(_releases: tuple[Any, ...], _turn: int) -> Dictionary:
    return Dictionary()


def _line(typed: Typed, where: str, words: str, note: str = "") -> Line:
    section = where.partition(".")[0].partition("[")[0]
    return Line(words, typed.place(where), _TAB_OF.get(section, ""), note)


def _answered_at(typed: Typed, item: Item) -> Line:
    """Where an open item is answered: in the lavage that was done, in the CT afterwards, or in a new row."""
    rows = getattr(typed.icsr, item.section)
    element, begun = _FIRST[item.section], None
    if item.name in ("aliquots", "siderophages"):
        begun = next((at for at, row in enumerate(rows, 1) if row.status == ProcedureStatus.DONE), None)
        element = item.name if begun else element
    elif item.name == "ct_follow_up":
        begun = next((at for at, row in enumerate(rows, 1) if row.phase == Phase.FOLLOW_UP), None)
        element = "resolution" if begun else element
    if begun is None and item.section == "bronchoscopies" and rows:
        begun = 1
    return _line(typed, f"{item.section}[{begun or len(rows) + 1}].{element}", translate(item.label))


def drawing(icsr: ICSR) -> SafeString:
    """The timeline as SVG; its maker escapes all words of the case."""
    return mark_safe(timeline_svg(timeline(icsr), name="live-timeline"))  # noqa: S308
