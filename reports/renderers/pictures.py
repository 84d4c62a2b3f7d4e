"""The pictures of a report: the one place where forms ask for them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from reports.tables.report import Report

log = logging.getLogger(__name__)
_DRAWN_BY = "reports.renderers.charts"


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
    drawn_by = import_module(_DRAWN_BY) if report.charts else None
    found = []
    for chart in report.charts:
        svg = _tried(drawn_by, chart, lambda by, it: by.svg(it, report, by.PAPER if paper else by.PAGE))
        found.append(Figure(chart.name, chart.title, chart.table, chart.alternative, svg or ""))
    return found


def png(chart: Any, report: Report, scale: float = 2) -> bytes | None:
    """The picture as PNG, `scale` pixels for each of the SVG; None when it could not be drawn."""
    drawn: bytes | None = _tried(import_module(_DRAWN_BY), chart, lambda by, it: by.png(it, report, scale))
    return drawn


def _tried(drawn_by: Any, chart: Any, draw: Any) -> Any:
    try:
        return draw(drawn_by, chart)
    except drawn_by.DrawingError:
        log.exception("The picture %s could not be drawn.", chart.name)
        return None
