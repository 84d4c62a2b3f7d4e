"""A report as JSON: the published shape, the same bytes for the same report; `schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from reports.renderers import lines
from reports.tables.report import COUNT, PERCENT, TEXT, Column, Report, ReportTable, Value

MOST = 50_000
"""Lines of one table: a listing as long, with 25 columns, is some 80 MB of JSON and takes some 560 MB to write."""
SCHEMA = Path(__file__).with_name("schema.json")
"""JSON Schema (2020-12) of every report in this form."""


def render(report: Report) -> bytes:
    """UTF-8, indented, keys in the published order, with a final line break."""
    tables = report.tables if report.listing is None else (*report.tables, lines.table(report.listing))
    content = {**report.as_json(), "tables": [_table(table) for table in tables]}
    if report.charts:
        content["charts"] = [asdict(chart) for chart in report.charts]
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False, default=_plain) + "\n").encode()


def table_schema(columns: Iterable[Column], rows: Iterable[Iterable[Value]] = ()) -> dict[str, Any]:
    """The columns as a Table Schema of Frictionless Data (specs.frictionlessdata.io, version 1).

    `missingValues` are '' and the words that stand in columns of numbers or days where no value can.
    """
    known = list(columns)
    typed = [place for place, column in enumerate(known) if column.unit != TEXT]
    words = {value for row in map(tuple, rows) for place in typed if isinstance(value := row[place], str)}
    return {"fields": [_field(column) for column in known], "missingValues": ["", *sorted(words - {""})]}


def _field(column: Column) -> dict[str, str]:
    field = {"name": column.name, "type": column.type, "title": column.label}
    return {**field, "unit": column.unit} if column.unit else field


def _table(table: ReportTable) -> dict[str, Any]:
    """The table; with its schema where the units do not tell the types by themselves."""
    content: dict[str, Any] = {
        "name": table.name,
        "label": table.label,
        "columns": [{"name": item.name, "label": item.label, "unit": item.unit} for item in table.columns],
        "rows": table.records(),
    }
    if any(column.unit not in (TEXT, COUNT, PERCENT) for column in table.columns):
        content["schema"] = table_schema(table.columns, table.rows)
    return content


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A report holds a value of type {type(value).__name__}, which JSON has no form for.")
