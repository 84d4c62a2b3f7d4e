"""A picture of a table as frozen values: which columns it draws, in what form, and what it shows in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isclose
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from reports.tables.report import ReportTable, Value

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Kind(StrEnum):
    """The forms that a renderer can draw."""

    HISTOGRAM = "histogram"
    """A bar for each class, in their order; classes named in `apart` stand aside."""
    STACKED = "stacked"
    """A bar of 100 % for each category, parted by outcome or the like, with the counts written in it."""
    BARS = "bars"
    """A bar for each category, side by side where there are several series."""
    LINE = "line"
    """Values over time, a line for each series."""
    SWIMMER = "swimmer"
    """A line for each case along an axis of days, with a mark for each event."""
    FOREST = "forest"
    """A point and its interval for each category, with the figures beside it."""


class Event(StrEnum):
    """What a mark on a swimmer's line stands for."""

    INFUSION = "infusion"
    ONSET = "onset"
    BRONCHOSCOPY = "bronchoscopy"
    TREATMENT = "treatment"
    RECOVERY = "recovery"
    DEATH = "death"
    ONGOING = "ongoing"
    """Last seen, not recovered by then: the line ends in an arrow."""


@dataclass(frozen=True)
class Mark:
    """The column that holds the days of an event: a number, or text with several numbers such as '1, 2, 3'."""

    column: str
    event: Event


@dataclass(frozen=True)
class Chart:
    """What to draw of one table. Columns are given by their names; '' where the kind has no use for one.

    A cell that holds no number is never drawn as zero: its text, or that it is not told, stands in its place.
    """

    kind: Kind
    name: str
    """Unique in the report; in file names and in the identifiers of the picture: small letters, digits, underscores."""
    title: str
    table: str
    category: str
    """The column of classes, groups, times, cases or measures."""
    within: str = ""
    """A second column of text, whose words follow those of the category where both together name a row."""
    value: str = ""
    """The column of numbers drawn."""
    values: tuple[str, ...] = ()
    """Instead of `value` and `series`: several columns of numbers, each a series called by its label."""
    series: str = ""
    """The column that parts bars or tells lines apart."""
    low: str = ""
    high: str = ""
    """Forest and bars: bounds of the interval. Histogram: edges of the class, for an axis of numbers."""
    total: str = ""
    """The column of denominators, written beside a category."""
    marks: tuple[Mark, ...] = ()
    """Swimmer: the events, in the order of the legend."""
    apart: tuple[str, ...] = ()
    """Categories that are no place on the axis or no outcome, such as unknown."""
    omit: tuple[str, ...] = ()
    """Categories that are not drawn, such as the row of all."""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Only rows with one of these texts in this column."""
    reference: float | None = None
    """A line: across the axis of numbers of a forest or of a histogram with edges, at this height of bars and lines."""
    reference_label: str = ""
    denominator: str = ""
    """What the numbers are counted in or are a share of, such as 'of 48 reports'; stands below the title."""
    category_title: str = ""
    value_title: str = ""
    """Titles of the axes, with the unit; the labels of the columns when not given."""
    top: float | None = None
    """Where the axis of numbers ends, for scores and shares; of a swimmer the last day drawn."""
    stepped: bool = False
    """Line: a number holds until the next one, as in a Kaplan-Meier curve."""
    logarithmic: bool = False
    """Forest of ratios: equal factors are equal distances."""
    limit: int = 40
    """Most categories drawn; the picture says how many are left out."""
    alternative: str = ""
    """What the picture shows, in words, for those who do not see it; `alternative.described` writes it."""

    def __post_init__(self) -> None:
        """Refuse a name that cannot be an identifier, and a kind without what it draws."""
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"'{self.name}' cannot name a chart: use small letters, digits and underscores.")
        drawn = bool(self.marks) if self.kind is Kind.SWIMMER else bool(self.value) != bool(self.values)
        if not drawn:
            raise ValueError(f"Chart '{self.name}' of kind {self.kind} needs {_needs(self.kind)}.")
        if self.kind is Kind.FOREST and not (self.value and self.low and self.high):
            raise ValueError(f"Chart '{self.name}' is a forest and needs value, low and high.")
        if bool(self.low) != bool(self.high) or (self.values and self.series):
            raise ValueError(f"Chart '{self.name}' has low without high, or both values and series.")

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of all columns that it reads."""
        single = (self.category, self.within, self.value, self.series, self.low, self.high, self.total)
        several = (*self.values, *(mark.column for mark in self.marks), *(name for name, _texts in self.where))
        return tuple(dict.fromkeys(name for name in (*single, *several) if name))

    def rows(self, table: ReportTable) -> list[dict[str, Value]]:
        """The rows drawn, in the order of the table; those above the limit are in `left_out`."""
        return self._fitting(table)[: self.limit]

    def left_out(self, table: ReportTable) -> int:
        """Rows that fit and are not drawn because there are too many."""
        return max(0, len(self._fitting(table)) - self.limit)

    def _fitting(self, table: ReportTable) -> list[dict[str, Value]]:
        return [
            record
            for record in table.records()
            if str(record[self.category]) not in self.omit
            and all(str(record[column]) in texts for column, texts in self.where)
        ]

    def label(self, record: Mapping[str, Value]) -> str:
        """What a row is called."""
        names = (record[column] for column in (self.category, self.within) if column)
        return ", ".join("" if name is None else str(name) for name in names)


def _needs(kind: Kind) -> str:
    return "marks" if kind is Kind.SWIMMER else "either value or values"


def check(chart: Chart, tables: tuple[ReportTable, ...]) -> None:
    """Refuse a chart whose table or columns are not there, that says nothing in words, or that would mislead."""
    found = {table.name: table for table in tables}
    if chart.table not in found:
        raise ValueError(f"Chart '{chart.name}' draws table '{chart.table}', which the report does not have.")
    table = found[chart.table]
    missing = sorted(set(chart.columns) - {column.name for column in table.columns})
    if missing:
        raise ValueError(f"Chart '{chart.name}' reads columns that table '{table.name}' lacks: {', '.join(missing)}.")
    if not chart.alternative.strip():
        raise ValueError(f"Chart '{chart.name}' has no text alternative.")
    if chart.kind is Kind.HISTOGRAM and chart.low:
        _check_widths(chart, table)


def _check_widths(chart: Chart, table: ReportTable) -> None:
    """Bars of unequal classes would be read by their area, which is then wrong."""
    edges = [(record[chart.low], record[chart.high]) for record in chart.rows(table)]
    widths = [high - low for low, high in edges if is_number(low) and is_number(high)]
    if any(width <= 0 or not isclose(width, widths[0], rel_tol=1e-6) for width in widths):
        raise ValueError(f"Chart '{chart.name}' is a histogram with edges: its classes must have the same width.")


def is_number(value: Value) -> TypeGuard[int | float]:
    """Whether a cell holds a number to draw; the text of a hidden one is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def days(value: Value) -> Iterator[float]:
    """The days in a cell of a swimmer's table."""
    if isinstance(value, str):
        yield from (float(text) for text in _NUMBER.findall(value))
    elif is_number(value):
        yield float(value)
