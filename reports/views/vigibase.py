"""The page of the VigiBase-style summary, for staff, and its downloads."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.database.marks import reads_snapshot
from reports.renderers import RENDERERS, file_name, html
from reports.sources.errors import ReportError
from reports.sources.names import Names
from reports.tables import vigibase
from reports.tables.catalogue import make_report
from reports.tables.report import Report

ASKED = ("drug", "reaction", "as_of")
"""What can be asked for in the address of the page."""
DOWNLOADS = {"json": "JSON", "csv": "CSV", "xlsx": "Excel", "pdf": "PDF"}


@dataclass(frozen=True)
class Download:
    """A link to the same report in another form."""

    label: str
    address: str


@reads_snapshot
@require_safe
@never_cache
@login_required
@permission_required("reports.view_reports", raise_exception=True)
def page(request: HttpRequest) -> HttpResponse:
    """The report as a page, or as a file when the address has `format=`; status 400 says what cannot be."""
    asked = {name: request.GET.get(name, "").strip() for name in ASKED}
    wanted = request.GET.get("format", "")
    try:
        if wanted and wanted not in RENDERERS:
            raise ReportError(_("There is no form '%(form)s'.") % {"form": wanted})
        report = make_report(vigibase.NAME, **{name: value or None for name, value in asked.items()})
        return _file(report, wanted) if wanted else _page(request, asked, report, "")
    except ReportError as error:
        return _page(request, asked, None, str(error))


def _file(report: Report, form: str) -> HttpResponse:
    renderer = RENDERERS[form]
    headers = {"Content-Disposition": f'attachment; filename="{file_name(report, form)}"'}
    return HttpResponse(renderer.render(report), content_type=renderer.media_type, headers=headers)


def _page(request: HttpRequest, asked: dict[str, str], report: Report | None, error: str) -> HttpResponse:
    names = Names.load()
    filled = {name: value for name, value in asked.items() if value}
    context = {
        "site_title": settings.UNFOLD.get("SITE_TITLE", ""),
        "title": report.title if report else _("VigiBase-style summary"),
        "report": report,
        "content": html.render(report) if report else "",
        "error": error,
        "asked": asked,
        "drugs": names.known("substance"),
        "reactions": names.known("reaction"),
        "downloads": [
            Download(label, f"?{urlencode({**filled, 'format': form})}") for form, label in DOWNLOADS.items()
        ],
    }
    return render(request, "reports/vigibase.html", context, status=400 if error else 200)
