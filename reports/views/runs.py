"""Frozen runs for staff: freeze what is shown, list runs, open one, make it again, download what was stored."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.database.marks import reads_snapshot
from reports.actions.runs import JSON, PAGE, PERMISSION, Again, RunError, freeze, run_again, stored
from reports.models import ReportRun
from reports.renderers import RENDERERS
from reports.sources.errors import ReportError
from reports.tables.again import CASES
from reports.tables.catalogue import split_asked
from reports.views.builder import entry_or_404, posted, shown_with_error
from reports.views.rights import shows_figures

PER_PAGE = 50
CASES_SHOWN = 200
"""Cases that differ that the page names at most; the command names all."""
_UNREAD = ("rows", "populations")


@reads_snapshot
@require_POST
@login_required
@permission_required(PERMISSION, raise_exception=True)
def freeze_view(request: HttpRequest, report: str) -> HttpResponse:
    """Keep the report on the words that were sent, and go to the run."""
    entry, given = entry_or_404(report), posted(request)
    note = "".join(given.pop("note", [])[:1])
    try:
        run = freeze(entry.name, *split_asked(given), by=request.user, note=note)  # type: ignore[arg-type]
    except ReportError as error:
        return shown_with_error(request, entry, given, str(error))
    return redirect("reports:run", pk=run.pk)


@shows_figures
def list_view(request: HttpRequest) -> HttpResponse:
    """The newest runs first."""
    runs = ReportRun.objects.defer(*_UNREAD).select_related("by")
    context = {
        **_common(_("Frozen runs")),
        "page": Paginator(runs, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reports/runs.html", context)


@shows_figures
def run_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A run as it was printed."""
    return _run(request, _found(pk))


@reads_snapshot
@shows_figures
def again_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The run, with what differs when it is made again now."""
    run = _found(pk)
    try:
        return _run(request, run, run_again(run))
    except RunError as error:
        return _run(request, run, error=str(error))


@shows_figures
def file_view(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The stored bytes in one form."""
    run = _found(pk)
    if form not in RENDERERS:
        raise Http404(_("There is no such form."))
    try:
        content = stored(run, form)
    except RunError as error:
        raise Http404(str(error)) from error
    response = HttpResponse(content, content_type=RENDERERS[form].media_type)
    name = f"{run.report}-{run.day.isoformat()}-run-{run.pk}.{RENDERERS[form].extension}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _found(pk: int) -> ReportRun:
    return get_object_or_404(ReportRun.objects.select_related("by"), pk=pk)


def _run(request: HttpRequest, run: ReportRun, again: Again | None = None, error: str = "") -> HttpResponse:
    kept = dict(run.files.values_list("form", "size"))
    try:
        # Our own markup as it was made, in which everything from the report is escaped.
        content = mark_safe(stored(run, PAGE).decode()) if PAGE in kept else ""  # noqa: S308
        stored(run, JSON)
    except RunError as found:
        content, error = "", error or str(found)
    context = {
        **_common(run.title),
        "run": run,
        "content": content,
        "error": error,
        "files": [(name, RENDERERS[name].name, kept[name]) for name in RENDERERS if name in kept],
        "again": again,
        "said": _said(again) if again else None,
        "today": f"{reverse('reports:report', args=[run.report])}?{urlencode(_words(run), doseq=True)}",
    }
    return render(request, "reports/run.html", context)


def _words(run: ReportRun) -> dict[str, Any]:
    return {**run.asked, **run.options}


def _said(again: Again) -> dict[str, Any]:
    """The differences as the page lists them, with the cases that are too many left out."""
    counted = Counter(item.kind for item in again.differences)
    cases = [item for item in again.differences if item.kind == CASES]
    return {
        "others": [item for item in again.differences if item.kind != CASES],
        "cases": cases[:CASES_SHOWN],
        "more": max(counted[CASES] - CASES_SHOWN, 0),
    }


def _common(title: str) -> dict[str, Any]:
    return {"site_title": settings.UNFOLD.get("SITE_TITLE", ""), "title": title}
