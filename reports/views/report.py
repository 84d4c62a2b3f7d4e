"""The page of every report of the catalogue, for staff, and its downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.database.marks import reads_snapshot
from reports.renderers import RENDERERS, file_name, html
from reports.sources.errors import ReportError
from reports.tables.catalogue import CATALOGUE, Entry, make_report, split_asked
from reports.tables.report import Report
from reports.views.forms import PopulationForm

DOWNLOADS = {"json": "JSON", "csv": "CSV", "xlsx": "Excel"}


@dataclass(frozen=True)
class Link:
    """A link to the same report in another form, or to another report on the same population."""

    label: str
    address: str
    current: bool = False


@reads_snapshot
@require_safe
@never_cache
@login_required
@permission_required("reports.view_reports", raise_exception=True)
def page(request: HttpRequest, report: str) -> HttpResponse:
    """The report as a page, or as a file when the address has `format=`; status 400 says what cannot be."""
    entry = CATALOGUE.get(report)
    if entry is None:
        raise Http404(_("There is no report of this name."))
    given = {key: request.GET.getlist(key) for key in request.GET if key != "format"}
    wanted = request.GET.get("format", "")
    try:
        if wanted and wanted not in RENDERERS:
            raise ReportError(_("There is no form '%(form)s'.") % {"form": wanted})
        made = make_report(entry.name, *split_asked(given))
    except ReportError as error:
        return _page(request, entry, given, None, str(error))
    return _file(made, wanted) if wanted else _page(request, entry, given, made, "")


def _file(report: Report, form: str) -> HttpResponse:
    renderer = RENDERERS[form]
    headers = {"Content-Disposition": f'attachment; filename="{file_name(report, form)}"'}
    return HttpResponse(renderer.render(report), content_type=renderer.media_type, headers=headers)


def _page(
    request: HttpRequest, entry: Entry, given: Mapping[str, list[str]], report: Report | None, error: str
) -> HttpResponse:
    asked, options = split_asked(given)
    form = PopulationForm(entry.options, asked, options)
    context = {
        "site_title": settings.UNFOLD.get("SITE_TITLE", ""),
        "title": report.title if report else str(entry.summary).rstrip("."),
        "entry": entry,
        "report": report,
        "content": html.render(report) if report else "",
        "error": error,
        "form": form,
        "downloads": [
            Link(label, f"?{urlencode({**asked, **options, 'format': name}, doseq=True)}")
            for name, label in DOWNLOADS.items()
        ],
        "others": [
            Link(
                other.name, f"{reverse('reports:report', args=[other.name])}?{urlencode(asked, doseq=True)}".rstrip("?")
            )
            for other in CATALOGUE.values()
            if other is not entry
        ],
    }
    return render(request, "reports/page.html", context, status=400 if error else 200)
