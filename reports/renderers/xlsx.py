"""A report as a workbook: a cover that says what it is, one sheet per table with typed columns, and its pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain, islice

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.renderers import csv, lines, pictures
from reports.sources.errors import ReportError
from reports.tables.report import COUNT, DATE, NUMBER, PERCENT, TEXT, Column, Report, Value

MOST = 100_000
"""Lines of one sheet. Excel has room for ten times as many; these take 20 s of processor time to write."""
NARROW, WIDE, COVER = 10, 60, (22, 110)
"""Least and greatest width of a column, and the two of the cover, in characters."""
MEASURED = 500
"""Lines that are looked at to find the width of a column."""
LINE_HEIGHT = 20
"""Pixels of a line of a sheet, by which pictures are placed."""
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_EPOCH = datetime(2000, 1, 1)
_LOOKS = {
    "title": {"bold": True, "font_size": 14},
    "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF2F7"},
    "label": {"bold": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    # Excel's own mark for 'this is text', kept when somebody edits the cell.
    "quoted": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    "word": {"italic": True, "font_color": "#595959", "align": "right", "valign": "top"},
}


def render(report: Report) -> bytes:
    """The bytes of an .xlsx file; its date of creation is the lock point, so that the same report is the same file."""
    stream = io.BytesIO()
    # Lines of a listing go to a temporary file one by one; small tables stay in memory.
    where = {"constant_memory": True} if report.listing else {"in_memory": True}
    with xlsxwriter.Workbook(stream, {**_OPTIONS, **where}) as book:
        lock = report.data_lock_point
        created = datetime(lock.year, lock.month, lock.day) if lock else _EPOCH
        book.set_properties({"title": report.title, "comments": report.digest, "created": created})
        _Writer(book, report).write()
    return stream.getvalue()


class _Writer:
    """One workbook, line after line."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self.book, self.report = book, report
        self.formats: dict[str, Format] = {name: book.add_format(look) for name, look in _LOOKS.items()}
        self.names: set[str] = set()

    def write(self) -> None:
        self._cover()
        for table in self.report.tables:
            self._sheet(table.name, table.columns, table.rows)
        listing = self.report.listing
        if listing is not None:
            self._sheet(listing.name, listing.columns, lines.rows(listing))
        if self.report.charts:
            self._pictures()

    def _add_sheet(self, name: str) -> Worksheet:
        """A sheet of that name, which Excel wants unlike all others within 31 letters of any case."""
        shown, number = name[:31], 1
        while shown.casefold() in self.names:
            number += 1
            shown = f"{name[: 30 - len(str(number))]}_{number}"
        self.names.add(shown.casefold())
        return self.book.add_worksheet(shown)

    def _cover(self) -> None:
        sheet, report = self._add_sheet("about"), self.report
        sheet.set_column(0, 0, COVER[0])
        sheet.set_column(1, 1, COVER[1])
        self._text(sheet, 0, 0, report.title, "title")
        facts = (
            (_("Population"), report.population),
            (_("Data-lock point"), report.lock_point_text or _("none: no case was ever accepted")),
            (_("Registry version"), report.registry_version),
            (_("Digest"), report.digest),
            (_("Empty cell"), _("Not told, or there is nothing to divide by.")),
            *((_("Definition"), text) for text in report.definitions),
            *((table.name, table.label) for table in report.tables),
            *([(report.listing.name, report.listing.label)] if report.listing else []),
        )
        for row, (name, value) in enumerate(facts, start=2):
            self._text(sheet, row, 0, name, "label")
            self._text(sheet, row, 1, value, "text")

    def _sheet(self, name: str, columns: tuple[Column, ...], rows: Iterable[tuple[Value, ...]]) -> None:
        sheet = self._add_sheet(name)
        source = iter(rows)
        first = list(islice(source, MEASURED))
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _width(_heading(column), [row[place] for row in first]))
            self._text(sheet, 0, place, _heading(column), "head")
        numbers = [self._number_format(column) for column in columns]
        count = 0
        for count, row in enumerate(chain(first, source), start=1):
            for place, value in enumerate(row):
                self._cell(sheet, count, place, columns[place], value, numbers[place])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, count, len(columns) - 1)

    def _number_format(self, column: Column) -> Format:
        look = number_look(column)
        if look not in self.formats:
            self.formats[look] = self.book.add_format({"num_format": look, "valign": "top"})
        return self.formats[look]

    def _cell(self, sheet: Worksheet, line: int, place: int, column: Column, value: Value, number: Format) -> None:
        """None stays an empty cell, so that a column of numbers holds nothing else."""
        if isinstance(value, str):
            self._text(sheet, line, place, value, "text" if column.unit == TEXT else "word")
        elif isinstance(value, date):
            sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), number)
        elif value is not None:
            sheet.write_number(line, place, value, number)

    def _text(self, sheet: Worksheet, line: int, place: int, text: str, look: str) -> None:
        look = "quoted" if look == "text" and csv.safe(text) != text else look
        if sheet.write_string(line, place, text, self.formats[look]) != 0:
            raise ReportError(_("A text is longer than the 32,767 characters of a cell in XLSX. Choose CSV."))

    def _pictures(self) -> None:
        sheet, line = self._add_sheet("pictures"), 0
        for chart in self.report.charts:
            self._text(sheet, line, 0, chart.title, "label")
            content = pictures.png(chart, self.report)
            if content is None:
                self._text(sheet, line + 1, 0, _("This picture could not be drawn. Its table says the same."), "word")
                line += 3
                continue
            options = {"image_data": io.BytesIO(content), "description": chart.alternative, "x_scale": 0.5}
            sheet.insert_image(line + 1, 0, f"{chart.name}.png", {**options, "y_scale": 0.5})
            line += 3 + int.from_bytes(content[20:24], "big") // 2 // LINE_HEIGHT  # a PNG says its height there


def number_look(column: Column) -> str:
    """The format of Excel for the values of a column; a percentage stays the number that it is in other forms."""
    if column.unit == DATE:
        return "yyyy-mm-dd"
    if column.decimals is None and column.unit not in (PERCENT, COUNT):
        return "General"
    decimals = column.decimals if column.decimals is not None else int(column.unit == PERCENT)
    digits = f"0.{'0' * decimals}" if decimals else "0"
    return f'{digits}" %"' if column.unit == PERCENT else digits


def _heading(column: Column) -> str:
    said = column.unit in (TEXT, COUNT, DATE, NUMBER) or column.unit in re.findall(r"[\w/%]+", column.label)
    return column.label if said else f"{column.label} ({column.unit})"


def _width(heading: str, values: list[Value]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return max(NARROW, min(WIDE, max(longest, len(heading) // 2) + 2))
