"""A report as one long table in CSV: a line for every value, and lines of table 'about' for what the report is.

A listing is CSV as it is: one heading, one line per case.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pyarrow as pa
from pyarrow import compute
from pyarrow import csv as arrow_csv

from reports.renderers import lines
from reports.tables.report import Listing, Report, ReportTable, Value

HEADER = ("table", "table_label", "row", "column", "column_label", "unit", "value")
ABOUT = "about"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_FORMULA_PATTERN = r"^[=+\-@\t\r\n]"

Line = tuple[Value, ...]


def render(report: Report) -> bytes:
    """UTF-8, lines ended as RFC 4180 wants it. An empty value is one that is not told."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([safe(value) for value in line] for line in long_lines(report))
    return stream.getvalue().encode()


def stream(report: Report) -> Iterator[bytes]:
    """The same in pieces; of a report with a listing, the listing alone, whatever its length."""
    if report.listing is None:
        yield render(report)
    else:
        yield from _listed(report.listing)


def safe(value: Value) -> Value:
    """Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def long_lines(report: Report) -> Iterator[Line]:
    """Every value of the report with its place, as `HEADER` names them."""
    yield from _about(report)
    for table in report.tables:
        yield from _lines(table)


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


def _listed(listing: Listing) -> Iterator[bytes]:
    """Texts stand in quotes, so that nothing (not told) and an empty text differ; lines end with a line feed."""
    sink = io.BytesIO()
    with arrow_csv.CSVWriter(sink, lines.schema(listing.columns)) as writer:
        for block in lines.blocks(listing):
            writer.write_batch(_safe_block(block))
            yield _taken(sink)
    yield _taken(sink)


def _safe_block(block: pa.RecordBatch) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([_safe_column(column) for column in block.columns], schema=block.schema)


def _safe_column(column: pa.Array) -> pa.Array:
    if not pa.types.is_string(column.type):
        return column
    risky = compute.match_substring_regex(column, _FORMULA_PATTERN)
    if not compute.any(risky).as_py():
        return column
    return compute.if_else(risky, compute.binary_join_element_wise("'", column, ""), column)


def _taken(sink: io.BytesIO) -> bytes:
    """What was written since the last time."""
    piece = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return piece
