"""Reports with every kind of column, listings and pictures."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from PIL import Image

from reports.renderers import charts
from reports.renderers.drawing.picture import Theme
from reports.tables.chart import Chart, Kind
from reports.tables.report import COUNT, DATE, DAYS, HOURS, NUMBER, PERCENT, Column, Report, ReportTable, Value
from tests.reports.builders import report_of, small_table
from tests.reports.listings import listing_of

COLUMNS = (
    Column("case", "Case"),
    Column("received", "Received", DATE),
    Column("reports", "Reports", COUNT),
    Column("share", "Share", PERCENT),
    Column("share_low", "Share, low", PERCENT),
    Column("share_high", "Share, high", PERCENT),
    Column("onset", "Onset", DAYS, decimals=0),
    Column("since", "Since infusion", HOURS),
    Column("fall", "Fall of haemoglobin", "g/L", decimals=2),
    Column("ratio", "Ratio", NUMBER),
)
ROWS: tuple[tuple[Value, ...], ...] = (
    ("XX-1", date(2025, 3, 1), 12, 33.3, 20.5, 48.75, 3, 36.5, 24.125, 0.5),
    ("=HYPERLINK(1)", date(1999, 12, 31), 0, 0.0, 0.0, 10.0, 4, 1234567.25, 10.0, 2.0),
    ("肺胞出血, نزف رئوي", None, None, None, None, None, None, None, None, None),
)
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\nx", "=cmd|' /C calc'!A0")


def every_kind() -> ReportTable:
    """A table with a column of every unit, and a row in which nothing is told."""
    return ReportTable("kinds", "Every kind", COLUMNS, ROWS)


def listed(*, rows: tuple[tuple[Value, ...], ...] = ROWS, **changes: Any) -> Report:
    """A report whose cases are a listing."""
    return report_of(small_table(), report="cases", listing=listing_of(COLUMNS, rows, **changes))


def drawn(name: str = "outcomes") -> Chart:
    """A picture of `small_table`."""
    words = "One of two died."
    return Chart(Kind.BARS, name, "Outcomes <drawn>", "outcome", "source", value="reports", alternative=words)


def draw_with(monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> None:
    """Let pictures be drawn by a stand-in, or not at all."""

    def svg(chart: Chart, _report: Report, theme: Theme) -> str:
        if fails:
            raise charts.DrawingError
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40" class="{theme.name}">'
            f"<title>{chart.name}</title><desc>{chart.alternative}</desc><rect width='40' height='40'/></svg>"
        )

    def png(_chart: Chart, _report: Report, scale: float) -> bytes:
        if fails:
            raise charts.DrawingError
        stream = io.BytesIO()
        Image.new("RGB", (int(80 * scale), int(40 * scale))).save(stream, "PNG")
        return stream.getvalue()

    monkeypatch.setattr(charts, "svg", svg)
    monkeypatch.setattr(charts, "png", png)
