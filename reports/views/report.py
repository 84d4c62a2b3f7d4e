"""The page of every report of the catalogue, for staff, and its downloads."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from cases.database.marks import reads_snapshot
from reports.renderers import RENDERERS, file_name
from reports.renderers.files import whole
from reports.sources.errors import ReportError
from reports.sources.names import Names
from reports.tables.catalogue import Entry, make_report, split_asked
from reports.tables.report import Report
from reports.views.builder import Given, entry_or_404, given_in, shown
from reports.views.rights import shows_figures


@reads_snapshot
@shows_figures
def page(request: HttpRequest, report: str) -> HttpResponseBase:
    """The report as a page, or as a file when the address has `format=`; status 400 says what cannot be."""
    entry, given = entry_or_404(report), given_in(request)
    wanted = request.GET.get("format", "")
    hint = "" if wanted else _missing(entry, given)
    if hint:
        return shown(request, entry, given, None, hint=hint)
    # Those of all cases: read once, for the report and for the lists of the form.
    names = Names.load()
    try:
        if wanted and wanted not in RENDERERS:
            raise ReportError(_("There is no form '%(form)s'.") % {"form": wanted})
        made = make_report(entry.name, *split_asked(given), names)
        return _file(made, wanted) if wanted else shown(request, entry, given, made, names=names)
    except ReportError as error:
        return shown(request, entry, given, None, str(error), names=names)


def _missing(entry: Entry, given: Given) -> str:
    """What to fill in first, for somebody who has just chosen the report; '' when nothing is missing."""
    for option in entry.options:
        if option.required and not option.default and option.name not in given:
            return _("Fill in '%(label)s': %(help)s") % {"label": option.label, "help": option.help}
    return ""


def _file(report: Report, form: str) -> FileResponse:
    return FileResponse(
        whole(report, form),
        as_attachment=True,
        filename=file_name(report, form),
        content_type=RENDERERS[form].media_type,
    )
