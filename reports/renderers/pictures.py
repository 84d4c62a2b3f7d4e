"""The pictures of a report: the one place where forms ask for them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from reports.renderers import charts
from reports.tables.chart import Chart
from reports.tables.report import Report, ReportTable

log = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Figure:
    """A chart and its picture; without one when it could not be drawn, since its table says the same."""

    name: str
    title: str
    table: str
    alternative: str
    svg: str


def figures(report: Report, *, paper: bool = False) -> list[Figure]:
    """All charts as SVG: to stand in a page, whose colours they take, or on paper."""
    theme = charts.PAPER if paper else charts.PAGE
    return [
        Figure(
            chart.name,
            chart.title,
            chart.table,
            chart.alternative,
            _tried(chart, partial(charts.svg, chart, report, theme)) or "",
        )
        for chart in report.charts
    ]


def alone(chart: Chart, table: ReportTable) -> list[str]:
    """The picture of a table that stands in no report, for wide pages and for phones; empty when not to be drawn."""
    drawn = [_tried(chart, partial(charts.svg_of, chart, table, theme)) for theme in (charts.PAGE, charts.PHONE)]
    return [svg for svg in drawn if svg]


def png(chart: Chart, report: Report, scale: float = 2) -> bytes | None:
    """The picture as PNG, `scale` pixels for each of the SVG; None when it could not be drawn."""
    return _tried(chart, partial(charts.png, chart, report, scale))


def _tried(chart: Chart, draw: Callable[[], _T]) -> _T | None:
    try:
        return draw()
    except charts.DrawingError:
        log.exception("The picture %s could not be drawn.", chart.name)
        return None
