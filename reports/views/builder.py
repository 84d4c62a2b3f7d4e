"""Choose a report, a population and a lock point: the start of all reports, and the words that its forms carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.actions.runs import PERMISSION as MAY_FREEZE
from reports.models import ReportRun, Schedule
from reports.renderers import html
from reports.sources.names import Names
from reports.sources.words import KEYS
from reports.sources.working import readers
from reports.tables.catalogue import CATALOGUE, SAVED, Entry, split_asked
from reports.tables.report import Report
from reports.views.forms import PopulationForm
from reports.views.rights import shows_figures

DOWNLOADS = {"pdf": "PDF", "xlsx": "Excel", "csv": "CSV", "json": "JSON", "parquet": "Parquet"}
NEWEST = 5
"""Frozen runs that the start of all reports shows."""
Given = Mapping[str, list[str]]


@dataclass(frozen=True)
class Link:
    """A link to the same report in another form."""

    label: str
    address: str


@shows_figures
def index(request: HttpRequest) -> HttpResponse:
    """All reports to choose from; with `report=` on to that report, with the words that it understands."""
    chosen = request.GET.get("report", "")
    if chosen:
        return redirect(address_of(entry_or_404(chosen), given_in(request)))
    context = {
        "site_title": settings.UNFOLD.get("SITE_TITLE", ""),
        "title": _("Reports"),
        "entries": CATALOGUE.values(),
        "form": PopulationForm(),
        "runs": ReportRun.objects.defer("rows", "populations").select_related("by")[:NEWEST],
    }
    return render(request, "reports/builder.html", context)


def given_in(request: HttpRequest) -> dict[str, list[str]]:
    """What the address says of population and options."""
    return {key: request.GET.getlist(key) for key in request.GET if key not in ("format", "report")}


def posted(request: HttpRequest) -> dict[str, list[str]]:
    """What a form sent of population and options, and its own fields."""
    return {key: request.POST.getlist(key) for key in request.POST if key != "csrfmiddlewaretoken"}


def entry_or_404(name: str) -> Entry:
    """The report of that name."""
    entry = CATALOGUE.get(name)
    if entry is None:
        raise Http404(_("There is no report of this name."))
    return entry


def address_of(entry: Entry, given: Given) -> str:
    """The address of the report on these words; empty ones, and options of other reports, are left out."""
    asked, options = split_asked(dict(given))
    known = {option.name for option in entry.options}
    words = {**asked, **{name: value for name, value in options.items() if name in known}}
    address = reverse("reports:report", args=[entry.name])
    return f"{address}?{urlencode(words, doseq=True)}" if words else address


def shown(
    request: HttpRequest,
    entry: Entry,
    given: Given,
    report: Report | None,
    error: str = "",
    *,
    hint: str = "",
    names: Names | None = None,
) -> HttpResponse:
    """The page of a report, or of why there is none."""
    asked, options = split_asked(dict(given))
    words: dict[str, Any] = {**asked, **options}
    context = {
        "site_title": settings.UNFOLD.get("SITE_TITLE", ""),
        "title": report.title if report else str(entry.summary).rstrip("."),
        "entry": entry,
        "entries": CATALOGUE.values(),
        "report": report,
        "content": html.render(report) if report else "",
        "error": error,
        "hint": hint,
        "form": PopulationForm(entry.options, asked, options, names),
        "carried": [(key, value) for key, values in words.items() for value in _each(values)],
        "may_freeze": request.user.has_perm(MAY_FREEZE),
        "may_schedule": request.user.has_perm("reports.add_schedule"),
        "rhythms": Schedule.Rhythm.choices,
        "readers": readers(),
        "downloads": [
            Link(label, f"?{urlencode({**words, 'format': name}, doseq=True)}") for name, label in DOWNLOADS.items()
        ],
    }
    return render(request, "reports/page.html", context, status=400 if error else 200)


def shown_with_error(request: HttpRequest, entry: Entry, given: Given, error: str) -> HttpResponse:
    """The page with what a form asked for and why it was refused."""
    known = {*KEYS, SAVED, *(option.name for option in entry.options)}
    return shown(request, entry, {key: values for key, values in given.items() if key in known}, None, error)


def _each(values: Any) -> list[str]:
    return [values] if isinstance(values, str) else list(values)
