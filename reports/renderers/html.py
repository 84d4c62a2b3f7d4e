"""A report as a fragment of HTML, for the page that stands around it."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.renderers.cells import shown
from reports.tables.report import Report


def render(report: Report) -> SafeString:
    """The tables and what is needed to understand them; everything from the report is escaped."""
    context = {"report": report, "tables": [shown(table) for table in report.tables]}
    return render_to_string("reports/report.html", context)
