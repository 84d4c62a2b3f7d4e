"""A finished report as frozen values: the only thing that renderers know."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reports.tables.chart import Chart, check

Value = str | int | float | None
"""What a cell holds. None: the source does not tell, or there is nothing to divide by."""

COUNT = "reports"
PERCENT = "%"
TEXT = ""
"""Units of columns."""


@dataclass(frozen=True)
class Column:
    """One column: its name in files, its label for people, and the unit of its values ('' for text)."""

    name: str
    label: str
    unit: str = TEXT


@dataclass(frozen=True)
class ReportTable:
    """One block of a report; each row holds one value per column, in the order of the columns.

    Two names of columns have a meaning for renderers that people read: `notes` is printed below the table, and
    `derived` names, with commas, the columns whose value in this row is not printed in the source but follows from it.
    `x_low` and `x_high` are the bounds of the interval of column `x`.
    """

    name: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        """Refuse a row that does not fit the columns."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"Table '{self.name}' has {len(self.columns)} columns, a row has {len(row)}.")

    def records(self) -> list[dict[str, Value]]:
        """The rows as objects keyed by the name of the column."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Report:
    """A report with all that is needed to understand and to reproduce it."""

    report: str
    title: str
    population: str
    data_lock_point: date | None
    """Last day, in UTC, whose acceptances count; None while no case was ever accepted."""
    registry_version: str
    definitions: tuple[str, ...]
    digest: str
    """SHA-256 over the rows behind the report."""
    tables: tuple[ReportTable, ...] = field(default=())
    charts: tuple[Chart, ...] = field(default=())
    """Pictures of the tables, in the order in which they are shown."""

    def __post_init__(self) -> None:
        """Refuse a picture that does not fit the tables, or two with one name."""
        names = [chart.name for chart in self.charts]
        if len(set(names)) != len(names):
            raise ValueError(f"Report '{self.report}' has two charts with the same name: {', '.join(names)}.")
        for chart in self.charts:
            check(chart, self.tables)

    @property
    def lock_point_text(self) -> str:
        """The lock point as YYYY-MM-DD, or ''."""
        return self.data_lock_point.isoformat() if self.data_lock_point else ""

    def table(self, name: str) -> ReportTable:
        """The table of that name; KeyError when there is none."""
        found = {table.name: table for table in self.tables}
        return found[name]

    def as_json(self) -> dict[str, Any]:
        """The report as plain values in the published order of keys."""
        return {
            "report": self.report,
            "title": self.title,
            "population": self.population,
            "data_lock_point": self.lock_point_text or None,
            "registry_version": self.registry_version,
            "definitions": list(self.definitions),
            "digest": self.digest,
            "tables": [_table_as_json(table) for table in self.tables],
        }


def _table_as_json(table: ReportTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "label": table.label,
        "columns": [{"name": item.name, "label": item.label, "unit": item.unit} for item in table.columns],
        "rows": table.records(),
    }
