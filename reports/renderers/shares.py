"""The readers' tables as a page shows them: rows with bars, reported and published cases apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.renderers.cells import value_text
from reports.tables.readers import HIDDEN, Figures
from reports.tables.report import COUNT, PERCENT, TEXT, ReportTable, Value


@dataclass(frozen=True)
class Row:
    """One row: its words, its numbers in words, and the lengths of its bars in percent of the longest."""

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    reported: float
    published: float
    is_hidden: bool


@dataclass(frozen=True)
class Block:
    """One table of the page."""

    name: str
    label: str
    headings: tuple[str, ...]
    """Of the columns of words."""
    columns: tuple[str, ...]
    """Of the columns of numbers."""
    rows: tuple[Row, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    """Addresses of the same as a file."""

    def with_files(self, files: Mapping[str, str]) -> Block:
        """With these addresses."""
        return dataclasses.replace(self, files=files)


def blocks(figures: Figures) -> list[Block]:
    """All tables of a topic."""
    return [_block(table) for table in figures.tables]


def _block(table: ReportTable) -> Block:
    columns = table.columns
    words = [place for place, column in enumerate(columns) if column.unit == TEXT]
    numbers = [place for place, column in enumerate(columns) if column.unit in (COUNT, PERCENT)]
    reported, published = (
        next(p for p, c in enumerate(columns) if c.name == name) for name in ("reported", "published")
    )
    longest = max((_size(row[reported]) + _size(row[published]) for row in table.rows), default=0) or 1
    return Block(
        table.name,
        table.label,
        tuple(columns[place].label for place in words),
        tuple(columns[place].label for place in numbers),
        tuple(
            Row(
                tuple(str(row[place]) for place in words),
                tuple(HIDDEN if row[place] == HIDDEN else value_text(columns[place], row[place]) for place in numbers),
                round(100 * _size(row[reported]) / longest, 1),
                round(100 * _size(row[published]) / longest, 1),
                row[reported] == HIDDEN,
            )
            for row in table.rows
        ),
    )


def _size(value: Value) -> int:
    return value if isinstance(value, int) else 0
