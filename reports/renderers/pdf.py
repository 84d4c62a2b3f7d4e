"""A report as a PDF to print or to send: A4, tagged, each table upright or across as its width needs."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.typesetting.compiling import pdf
from cases.typesetting.letters import visible
from reports.renderers import lines, pictures
from reports.renderers.cells import Cell, Shown, shown
from reports.renderers.text import column_widths
from reports.tables.report import Report, ReportTable

MOST = 3_000
"""Lines of one table: a listing as long, with 25 columns, takes some 750 MB and 8 s of processor time to set."""
TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
UPRIGHT, ACROSS = 100, 148
"""Letters that fit beside each other on a page of A4, upright and across: 180 and 267 mm by 0.6 em of 8.5 pt."""
GAP = 2
"""Letters that the margins of a cell take."""
HEAD = 18
"""Letters in a line of the heading of a column of numbers, unless its numbers need more."""
SMALLEST = 0.72
"""The least size of letters, as a share of the usual; a table that needs less stands as one record for each row."""
LONGEST = 40
"""Letters of a word after which it may be broken."""
BRIEF = 400
"""Letters of the population that stand at the head of every page; the first page has it whole."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def render(report: Report) -> bytes:
    """The bytes of a PDF/UA; it says that it was made at the lock point, so that the same report is the same file."""
    lock = report.data_lock_point
    made = datetime.combine(lock, time.min, UTC) if lock else _EPOCH
    return pdf(TEMPLATE, _data(report), at=made)


def _data(report: Report) -> dict[str, Any]:
    tables = [*report.tables, *([lines.table(report.listing)] if report.listing else [])]
    set_tables = [_table(table, report) for table in tables]
    return {
        "lang": (get_language() or "en").split("-")[0],
        "title": visible(report.title),
        "population": visible(report.population),
        "brief": textwrap.shorten(visible(report.population), BRIEF, placeholder=" ..."),
        "lock": report.lock_point_text or _("none: no case was ever accepted"),
        "version": visible(report.registry_version),
        "digest": visible(report.digest),
        "definitions": [visible(text) for text in report.definitions],
        "rooms": [UPRIGHT, ACROSS],
        "figures": _figures(report),
        "parts": [
            {"across": across, "tables": list(group)} for across, group in groupby(set_tables, lambda it: it["across"])
        ],
        "words": {
            "lock": _("Data-lock point"),
            "page": _("Page"),
            "of": _("of"),
            "version": _("Tocsin"),
            "digest": _("Digest"),
            "definitions": _("Definitions"),
            "none": _("None."),
            "gone": _("This picture could not be drawn. Its table says the same."),
        },
    }


def _figures(report: Report) -> dict[str, list[dict[str, str]]]:
    """The pictures by the table that they stand below."""
    found: dict[str, list[dict[str, str]]] = {}
    for figure in pictures.figures(report, paper=True):
        words = {"title": visible(figure.title), "svg": figure.svg, "alternative": visible(figure.alternative)}
        found.setdefault(figure.table, []).append(words)
    return found


def _table(table: ReportTable, report: Report) -> dict[str, Any]:
    listed = report.listing is not None and table.name == report.listing.name
    content = shown(table, grouped=not listed)
    rows = [row for group in content.groups for row in group.rows]
    layout = _layout(content, rows)
    return {
        "name": table.name,
        "label": visible(content.label),
        **layout,
        "heads": [{"t": _breakable(heading.text), "n": heading.numeric} for heading in content.headings],
        "groups": [
            {
                "heading": _breakable(group.heading),
                "rows": [[_cell(cell, listed) for cell in row] for row in group.rows],
            }
            for group in content.groups
        ],
        "notes": [visible(note) for note in content.notes],
    }


def _layout(content: Shown, rows: list[tuple[Cell, ...]]) -> dict[str, Any]:
    """Upright if it can be without narrow columns of text; else across, then smaller, then a record for each row.

    Widths are letters; a table whose columns are content with less than the page is no wider than they want.
    """
    if not rows:
        return {"across": False, "scale": 1, "widths": [], "records": False}
    places = len(content.headings)
    least = column_widths(content.headings, rows, 0)
    wanted = [
        max(low, min(width, HEAD)) if heading.numeric else width
        for heading, low, width in zip(
            content.headings, least, column_widths(content.headings, rows, 10**6), strict=True
        )
    ]
    needed = sum(least) + GAP * places
    across = needed > UPRIGHT or (sum(wanted) > 2 * UPRIGHT and places > 4)
    room = ACROSS if across else UPRIGHT
    scale = min(1.0, room / needed)
    if scale < SMALLEST:
        return {"across": False, "scale": 1, "widths": [], "records": True}
    fits = sum(wanted) + GAP * places <= room
    widths = wanted if fits else column_widths(content.headings, rows, round(room / scale) - GAP)
    return {"across": across, "scale": scale, "widths": [width + GAP for width in widths], "records": False}


def _cell(cell: Cell, listed: bool) -> dict[str, Any]:
    """Text, mark and whether it is a number; what is not told stays empty in a listing, where it would be noise."""
    text = "" if listed and cell.missing else _breakable(cell.text)
    return {"t": text, "m": visible(cell.mark), "n": cell.numeric, "x": cell.missing}


def _breakable(text: str) -> str:
    """The text with a place to break in words that are longer than any column."""
    parts = visible(text).split(" ")
    return " ".join(
        part
        if len(part) <= LONGEST
        else "\u200b".join(part[at : at + LONGEST // 2] for at in range(0, len(part), LONGEST // 2))
        for part in parts
    )
