"""One table of the readers' figures as a file, with what its columns mean: CSV with CSVW, JSON with JSON Schema.

Tennison J, Kellogg G. Metadata Vocabulary for Tabular Data. W3C Recommendation, 17 December 2015. Wright A, Andrews H,
Hutton B, Dennis G. JSON Schema: A Media Type for Describing JSON Documents. Draft 2020-12.
"""

from __future__ import annotations

import csv as writing
import io
import json
from typing import Any

from reports.renderers.csv import safe
from reports.tables.readers import HIDDEN, Figures
from reports.tables.report import COUNT, PERCENT, Column, ReportTable


def as_csv(table: ReportTable) -> bytes:
    """A line of names, then the rows; hidden numbers are `*`."""
    stream = io.StringIO(newline="")
    writer = writing.writer(stream, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([safe(value) for value in row] for row in table.rows)
    return stream.getvalue().encode()


def as_csvw(table: ReportTable, figures: Figures, address: str) -> bytes:
    """What the columns of the CSV file at `address` are."""
    return _json(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
            "url": address,
            "dc:title": table.label,
            "dc:description": f"{figures.drug} {figures.reaction}".strip(),
            "dc:date": figures.lock_point.isoformat(),
            "tableSchema": {"columns": [_csvw_column(column) for column in table.columns]},
        }
    )


def _csvw_column(column: Column) -> dict[str, Any]:
    kinds = {COUNT: {"base": "integer", "minimum": 0}, PERCENT: {"base": "decimal", "minimum": 0, "maximum": 100}}
    known: dict[str, Any] = {"name": column.name, "titles": [column.name, column.label]}
    if column.unit in kinds:
        known |= {"datatype": kinds[column.unit], "null": [HIDDEN, ""]}
    return known | ({} if column.unit in kinds else {"datatype": "string"})


def as_json(table: ReportTable, figures: Figures, schema: str) -> bytes:
    """The rows as objects, with what they are about; hidden numbers are null. `schema` is the address of the schema."""
    return _json(
        {
            "$schema": schema,
            "table": table.name,
            "label": table.label,
            "drug": figures.drug,
            "reaction": figures.reaction,
            "lock_point": figures.lock_point.isoformat(),
            "counted": figures.counted.isoformat(),
            "hidden_below": figures.threshold,
            "columns": [{"name": item.name, "label": item.label, "unit": item.unit} for item in table.columns],
            "rows": [
                {name: None if value == HIDDEN else value for name, value in record.items()}
                for record in table.records()
            ],
        }
    )


def json_schema(address: str) -> bytes:
    """The JSON Schema of all files that `as_json` makes."""
    text, day = {"type": "string"}, {"type": "string", "format": "date"}
    count = {"type": ["integer", "null"], "minimum": 0}
    share = {"type": ["number", "null"], "minimum": 0, "maximum": 100}
    column = {"type": "object", "required": ["name", "label", "unit"], "additionalProperties": text}
    row = {
        "type": "object",
        "required": ["reported", "percent", "published"],
        "properties": {"reported": count, "percent": share, "published": {"type": "integer", "minimum": 0}},
        "additionalProperties": {"type": ["string", "null"]},
    }
    properties = {
        "$schema": text,
        "table": text,
        "label": text,
        "drug": {**text, "description": "Empty: any drug."},
        "reaction": {**text, "description": "Empty: any reaction."},
        "lock_point": {**day, "description": "Last day, in UTC, whose acceptances count."},
        "counted": {**day, "description": "The lock point of the numbers from centres, which can be an earlier one."},
        "hidden_below": {"type": "integer", "description": "Smaller numbers of reports from centres are null."},
        "columns": {"type": "array", "items": column},
        "rows": {"type": "array", "items": row},
    }
    return _json(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": address,
            "title": "One table of the readers' figures",
            "type": "object",
            "required": list(properties),
            "properties": properties,
            "additionalProperties": False,
        }
    )


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
