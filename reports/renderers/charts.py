"""A chart of a report as SVG or PNG, drawn in a process of its own and kept while it is asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.renderers.drawing.picture import PAGE, PAPER, PHONE, Picture, Place, Point, Series, Theme
from reports.renderers.drawing.process import DrawingError, DrawingProcess
from reports.tables.alternative import event_words, number
from reports.tables.chart import Chart, Kind, days, is_number
from reports.tables.report import COUNT, PERCENT, Column, Report, ReportTable, Value

__all__ = ["PAGE", "PAPER", "PHONE", "DrawingError", "Theme", "png", "svg"]
KEPT = 128
"""Pictures kept in memory, of some 10 to 100 kB each."""
_YEAR, _MONTH = re.compile(r"\d{4}"), re.compile(r"(\d{4})-(\d{2})")
_MOST_PERIODS = 600

_drawing = DrawingProcess()


def svg(chart: Chart, report: Report, theme: Theme = PAGE) -> str:
    """The chart as an element `svg` for a page or a document; its identifiers begin with the chart's name.

    Raises DrawingError when it cannot be drawn: the table still says the same.
    """
    return svg_of(chart, report.table(chart.table), theme)


def svg_of(chart: Chart, table: ReportTable, theme: Theme = PAGE) -> str:
    """The chart of a table that stands in no report; else as `svg`."""
    return str(_drawn(picture(chart, table), theme, None))


def png(chart: Chart, report: Report, scale: float = 2) -> bytes:
    """The chart as it looks on paper; `scale` is pixels of the image per CSS pixel. DrawingError as in `svg`."""
    found = _drawn(picture(chart, report.table(chart.table)), PAPER, scale)
    return found if isinstance(found, bytes) else found.encode()


@lru_cache(KEPT)
def _drawn(shown: Picture, theme: Theme, scale: float | None) -> str | bytes:
    return _drawing.draw(shown, theme, scale)


def picture(chart: Chart, table: ReportTable) -> Picture:
    """The chart with its numbers, and every word that stands in it, in the language of the reader."""
    columns = {column.name: column for column in table.columns}
    rows = chart.rows(table)
    labels = _places(chart, rows)
    series = _series(chart, columns, rows)
    points = tuple(_marks(chart, rows, labels) if chart.kind is Kind.SWIMMER else _points(chart, columns, rows, labels))
    totals = {_text(chart.label(row)): _text(row[chart.total]) for row in rows} if chart.total else {}
    return Picture(
        kind=str(chart.kind),
        name=chart.name,
        title=_text(chart.title),
        below=tuple(_below(chart, table, rows)),
        alternative=_text(chart.alternative),
        category_title=_text(chart.category_title or columns[chart.category].label),
        value_title=_text(chart.value_title) or _value_title(chart, columns),
        places=tuple(Place(_with_total(chart, label, totals.get(label, "")), label in chart.apart) for label in labels),
        series=tuple(Series(label, label in chart.apart) for label in series),
        points=points,
        whole=all(columns[name].unit == COUNT for name in (chart.values or (chart.value,)) if name),
        hidden=_("Not all counts are shown.") if chart.kind is Kind.STACKED else "",
        heads=_heads(chart, columns) if chart.kind is Kind.FOREST else ("", ""),
        reference=chart.reference,
        reference_label=_text(chart.reference_label),
        top=chart.top,
        stepped=chart.stepped,
        logarithmic=chart.logarithmic,
    )


def _text(value: Value) -> str:
    """Text without the control characters that no XML may hold."""
    text = "" if value is None else str(value)
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text)


def _places(chart: Chart, rows: list[dict[str, Value]]) -> list[str]:
    """Labels in the order of the table; of a swimmer one each row; times without a row get one too."""
    labels = [_text(chart.label(row)) for row in rows]
    if chart.kind is Kind.SWIMMER:
        return labels
    labels = list(dict.fromkeys(labels))
    return list(_every_period(labels)) if chart.kind is Kind.LINE else labels


def _every_period(labels: list[str]) -> Iterator[str]:
    """Years or months from the first to the last, so that distances on the axis are true."""
    months = [_MONTH.fullmatch(label) for label in labels]
    if labels and all(_YEAR.fullmatch(label) for label in labels):
        first, last = min(map(int, labels)), max(map(int, labels))
        filled = [str(year) for year in range(first, last + 1)] if last - first < _MOST_PERIODS else labels
    elif labels and all(months):
        numbers = [int(found[1]) * 12 + int(found[2]) - 1 for found in months if found]
        first, last = min(numbers), max(numbers)
        every = [f"{n // 12}-{n % 12 + 1:02d}" for n in range(first, last + 1)] if last - first < _MOST_PERIODS else []
        filled = every if set(labels) <= set(every) else labels
    else:
        filled = labels
    yield from filled


def _series(chart: Chart, columns: dict[str, Column], rows: list[dict[str, Value]]) -> list[str]:
    if chart.values:
        return [_text(columns[name].label) for name in chart.values]
    if chart.series:
        return list(dict.fromkeys(_text(row[chart.series]) for row in rows)) or [""]
    return [""]


def _points(
    chart: Chart, columns: dict[str, Column], rows: list[dict[str, Value]], labels: list[str]
) -> Iterator[Point]:
    series = _series(chart, columns, rows)
    for row in rows:
        place = labels.index(_text(chart.label(row)))
        for index, name in enumerate(chart.values or (chart.value,)):
            value = row[name]
            low, high = (row[chart.low], row[chart.high]) if chart.low else (None, None)
            yield Point(
                place,
                series.index(_text(row[chart.series])) if chart.series else index,
                _number(value),
                _figure(chart, columns, row, name),
                _number(low),
                _number(high),
                short=_text(number(columns[name], value)),
                total=_text(row[chart.total]) if chart.total else "",
            )


def _number(value: Value) -> float | None:
    return float(value) if is_number(value) else None


def _figure(chart: Chart, columns: dict[str, Column], row: dict[str, Value], name: str) -> str:
    """The number as written beside its mark; in a forest with its interval."""
    text = number(columns[name], row[name])
    if chart.kind is Kind.FOREST and is_number(row[chart.low]) and is_number(row[chart.high]):
        low, high = number(columns[chart.low], row[chart.low]), number(columns[chart.high], row[chart.high])
        text = f"{text} ({low.removesuffix(' %')} - {high.removesuffix(' %')})"
    return _text(text)


def _marks(chart: Chart, rows: list[dict[str, Value]], labels: list[str]) -> Iterator[Point]:
    for place, row in enumerate(rows):
        for mark in chart.marks:
            for day in days(row[mark.column]):
                yield Point(place, value=day, text=event_words(mark.event), event=str(mark.event))


def _with_total(chart: Chart, label: str, total: str) -> str:
    return f"{label} (n\u00a0=\u00a0{total})" if total and chart.kind is not Kind.FOREST else label


def _value_title(chart: Chart, columns: dict[str, Column]) -> str:
    if chart.kind is Kind.SWIMMER:
        return _("Day (day 1 is the first infusion)")
    if chart.kind is Kind.STACKED:
        return _("% of each row; the numbers are counts")
    if chart.values:
        units = {columns[name].unit for name in chart.values}
        return _text(units.pop().capitalize()) if len(units) == 1 else ""
    column = columns[chart.value]
    return _text(f"{column.label} ({column.unit})") if column.unit == PERCENT else _text(column.label)


def _heads(chart: Chart, columns: dict[str, Column]) -> tuple[str, str]:
    total = _text(columns[chart.total].label) if chart.total else ""
    return total, _("Value (interval)")


def _below(chart: Chart, table: ReportTable, rows: list[dict[str, Value]]) -> Iterator[str]:
    if chart.denominator:
        yield _text(chart.denominator)
    left = chart.left_out(table)
    if left:
        words = ngettext("%(n)d more is not drawn.", "%(n)d more are not drawn.", left)
        yield words % {"n": left}
    if chart.kind is Kind.HISTOGRAM and chart.low:
        columns = {column.name: column for column in table.columns}
        for row in rows:
            if not is_number(row[chart.low]):
                yield _text(f"{row[chart.category]}: {number(columns[chart.value], row[chart.value])}")
    if not rows:
        yield _("There is nothing to show.")
