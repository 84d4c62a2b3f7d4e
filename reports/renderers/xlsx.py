"""A report as a workbook: a cover that says what it is, and one sheet per table with typed columns."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.renderers.cells import not_told
from reports.tables.report import PERCENT, Column, Report, ReportTable, Value

NARROW, WIDE, COVER = 10, 60, (22, 110)
"""Least and greatest width of a column, and the two of the cover, in characters."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_EPOCH = datetime(2000, 1, 1)


def render(report: Report) -> bytes:
    """The bytes of an .xlsx file; its date of creation is the lock point, so that the same report is the same file."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        lock = report.data_lock_point
        created = datetime(lock.year, lock.month, lock.day) if lock else _EPOCH
        book.set_properties({"title": report.title, "comments": report.digest, "created": created})
        formats = _formats(book)
        _cover(book.add_worksheet("about"), report, formats)
        for table in report.tables:
            _sheet(book.add_worksheet(table.name[:31]), table, formats)
    return stream.getvalue()


def _formats(book: Workbook) -> dict[str, Format]:
    looks = {
        "title": {"bold": True, "font_size": 14},
        "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF2F7"},
        "label": {"bold": True, "valign": "top"},
        "text": {"text_wrap": True, "valign": "top"},
        "count": {"num_format": "0", "valign": "top"},
        "percent": {"num_format": "0.0", "valign": "top"},
        "missing": {"italic": True, "font_color": "#666666", "align": "right", "valign": "top"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _cover(sheet: Worksheet, report: Report, formats: dict[str, Format]) -> None:
    sheet.set_column(0, 0, COVER[0])
    sheet.set_column(1, 1, COVER[1])
    sheet.write_string(0, 0, report.title, formats["title"])
    facts = (
        (_("Population"), report.population),
        (_("Data-lock point"), report.lock_point_text or _("none: no case was ever accepted")),
        (_("Registry version"), report.registry_version),
        (_("Digest"), report.digest),
        *((_("Definition"), text) for text in report.definitions),
        *((table.name, table.label) for table in report.tables),
    )
    for row, (name, value) in enumerate(facts, start=2):
        sheet.write_string(row, 0, name, formats["label"])
        sheet.write_string(row, 1, value, formats["text"])


def _sheet(sheet: Worksheet, table: ReportTable, formats: dict[str, Format]) -> None:
    for place, column in enumerate(table.columns):
        values = [row[place] for row in table.rows]
        heading = f"{column.label} ({column.unit})" if column.unit == PERCENT else column.label
        sheet.set_column(place, place, _width(heading, values))
        sheet.write_string(0, place, heading, formats["head"])
        for line, value in enumerate(values, start=1):
            _write(sheet, line, place, column, value, formats)
    sheet.freeze_panes(1, 0)


def _width(heading: str, values: list[Value]) -> int:
    longest = max((len(str(value)) for value in values), default=0)
    return max(NARROW, min(WIDE, max(longest, len(heading) // 2) + 2))


def _write(sheet: Worksheet, line: int, place: int, column: Column, value: Value, formats: dict[str, Format]) -> None:
    if value is None:
        sheet.write_string(line, place, "-" if column.unit == PERCENT else not_told(), formats["missing"])
    elif isinstance(value, str):
        sheet.write_string(line, place, value, formats["text"])
    else:
        sheet.write_number(line, place, value, formats["percent" if isinstance(value, float) else "count"])
