"""A column of a table as bars, in SVG that takes its colours from the page and says in words what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.tables.report import ReportTable

WIDE, HIGH, FOOT, LEFT, LINE = 640, 150, 48, 40, 21
GAP = 0.35
"""Share of a bar's place that stays empty."""


@dataclass(frozen=True)
class Line:
    """A line of the words below a bar."""

    text: str
    y: float


@dataclass(frozen=True)
class Bar:
    """One bar, or the place of one that has no value."""

    label: str
    value: str
    x: float
    y: float
    width: float
    height: float
    missing: bool = False

    @property
    def middle(self) -> float:
        """Where its labels are centred."""
        return self.x + self.width / 2

    @property
    def lines(self) -> list[Line]:
        """Its label, one word a line, the last word first."""
        words = reversed(self.label.split())
        return [Line(word, HIGH + LINE * (place + 1) - 2) for place, word in enumerate(words)]

    @property
    def above(self) -> float:
        """Where its value stands."""
        return self.y - 5


def bars(table: ReportTable, column: str, *, top: float, mark: float, words: str, mark_words: str) -> SafeString:
    """The bars of `column` from 0 to `top`, with a line at `mark`; `words` say what they show."""
    index = [item.name for item in table.columns].index(column)
    place = (WIDE - LEFT) / max(len(table.rows), 1)
    shown = [
        _bar(str(row[0]), row[index], LEFT + place * (position + GAP / 2), place * (1 - GAP), top)
        for position, row in enumerate(table.rows)
    ]
    context = {
        "bars": shown,
        "wide": WIDE,
        "high": HIGH + FOOT,
        "left": LEFT,
        "base": HIGH,
        "mark": _height(mark, top),
        "mark_label": _height(mark, top) + 4,
        "mark_value": f"{mark:.1f}",
        "mark_words": mark_words,
        "words": words,
        "title": table.label,
    }
    return render_to_string("reports/bars.svg", context)


def _bar(label: str, value: object, x: float, width: float, top: float) -> Bar:
    if not isinstance(value, int | float):
        return Bar(label, "", x, HIGH, width, 0, missing=True)
    y = _height(float(value), top)
    return Bar(label, f"{value:.2f}", x, y, width, HIGH - y)


def _height(value: float, top: float) -> float:
    """The distance from the upper edge, where 18 units are kept for labels."""
    return round(HIGH - (HIGH - 18) * value / top, 1)
