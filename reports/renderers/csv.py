"""A report as one long table in CSV: a line for every value, and lines of table 'about' for what the report is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from reports.tables.report import Report, ReportTable, Value

HEADER = ("table", "table_label", "row", "column", "column_label", "unit", "value")
ABOUT = "about"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Line = tuple[Value, ...]


def render(report: Report) -> bytes:
    """UTF-8, lines ended as RFC 4180 wants it. An empty value is one that is not told."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEADER)
    for table in (_about(report), *(line for item in report.tables for line in [_lines(item)])):
        writer.writerows([safe(value) for value in line] for line in table)
    return stream.getvalue().encode()


def safe(value: Value) -> Value:
    """Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _about(report: Report) -> Iterator[Line]:
    facts = (
        ("report", report.report),
        ("title", report.title),
        ("population", report.population),
        ("data_lock_point", report.lock_point_text),
        ("registry_version", report.registry_version),
        ("digest", report.digest),
        *(("definition", text) for text in report.definitions),
    )
    for number, (name, value) in enumerate(facts, start=1):
        yield ABOUT, "About this report", number, name, name.replace("_", " ").capitalize(), "", value


def _lines(table: ReportTable) -> Iterator[Line]:
    for number, row in enumerate(table.rows, start=1):
        for column, value in zip(table.columns, row, strict=True):
            yield table.name, table.label, number, column.name, column.label, column.unit, value
