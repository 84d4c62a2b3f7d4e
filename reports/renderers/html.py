"""A report as a fragment of HTML, for the page that stands around it."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports.renderers import lines, pictures
from reports.renderers.cells import shown
from reports.tables.report import Listing, Report, ReportTable

FIRST = 100
"""Lines of a listing that a page shows; files hold all."""


def render(report: Report) -> SafeString:
    """The tables with their pictures, and what is needed to understand them; everything from the report is escaped."""
    figures = pictures.figures(report)
    context = {
        "report": report,
        "tables": [(shown(table), _below(figures, table.name)) for table in report.tables],
        "listing": _first_lines(report.listing) if report.listing else None,
    }
    return render_to_string("reports/report.html", context)


def _below(figures: list[pictures.Figure], table: str) -> list[dict[str, Any]]:
    """The pictures of that table; they are the renderer's own markup, in which every text is escaped."""
    return [
        {"name": figure.name, "title": figure.title, "svg": mark_safe(figure.svg)}  # noqa: S308
        for figure in figures
        if figure.table == table
    ]


def _first_lines(listing: Listing) -> dict[str, Any]:
    rows = tuple(lines.rows(listing, FIRST))
    table = ReportTable(listing.name, listing.label, listing.columns, rows)
    return {"table": shown(table, grouped=False), "shown": len(rows), "count": listing.count}
