"""From a `Report` to bytes: one module per form, and the table of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.renderers import csv, json, text, xlsx
from reports.tables.report import Report


@dataclass(frozen=True)
class Renderer:
    """A form in which a report can be had."""

    render: Callable[[Report], bytes]
    media_type: str
    extension: str
    binary: bool = False
    """True when the bytes are no text: never written to a terminal."""


RENDERERS = {
    "text": Renderer(text.render, "text/plain; charset=utf-8", "txt"),
    "json": Renderer(json.render, "application/json", "json"),
    "csv": Renderer(csv.render, "text/csv; charset=utf-8", "csv"),
    "xlsx": Renderer(
        xlsx.render, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", binary=True
    ),
}


def file_name(report: Report, name: str) -> str:
    """The name under which a report is saved: vigibase-2025-03-31.csv."""
    parts = [report.report, report.lock_point_text]
    return f"{'-'.join(part for part in parts if part)}.{RENDERERS[name].extension}"
