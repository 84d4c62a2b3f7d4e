"""From a `Report` to bytes: one module per form, and the table of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.renderers import csv, json, parquet, pdf, text, xlsx
from reports.sources.errors import ReportError
from reports.tables.report import Report


@dataclass(frozen=True)
class Renderer:
    """A form in which a report can be had."""

    name: str
    make: Callable[[Report], bytes]
    media_type: str
    extension: str
    binary: bool = False
    """True when the bytes are no text: never written to a terminal."""
    most: int | None = None
    """Most lines that one table or listing may have, as the form is made in memory; None: it streams."""
    make_pieces: Callable[[Report], Iterator[bytes]] | None = None

    def render(self, report: Report) -> bytes:
        """The whole file. ReportError when the report has more lines than the form holds."""
        self.refuse_more(report)
        return b"".join(self.make_pieces(report)) if self.make_pieces else self.make(report)

    def pieces(self, report: Report) -> Iterator[bytes]:
        """The file in pieces, each to be written before the next is asked for; refuses like `render`, at once."""
        self.refuse_more(report)
        return self.make_pieces(report) if self.make_pieces else iter([self.make(report)])

    def refuse_more(self, report: Report) -> None:
        """ReportError, with the forms that would do, when the report has more lines than this one holds."""
        count = max((len(table.rows) for table in report.tables), default=0)
        count = max(count, report.listing.count if report.listing else 0)
        if self.most is None or count <= self.most:
            return
        others = [item.name for item in RENDERERS.values() if item.most is None or item.most >= count]
        raise ReportError(
            _("This report has %(count)d lines. %(form)s holds %(most)d at most. Choose %(others)s.")
            % {"count": count, "form": self.name, "most": self.most, "others": f" {_('or')} ".join(others)}
        )


RENDERERS = {
    "text": Renderer("Text", text.render, "text/plain; charset=utf-8", "txt", most=text.MOST),
    "json": Renderer("JSON", json.render, "application/json", "json", most=json.MOST),
    "csv": Renderer("CSV", csv.render, "text/csv; charset=utf-8", "csv", make_pieces=csv.stream),
    "xlsx": Renderer(
        "XLSX",
        xlsx.render,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        binary=True,
        most=xlsx.MOST,
    ),
    "pdf": Renderer("PDF", pdf.render, "application/pdf", "pdf", binary=True, most=pdf.MOST),
    "parquet": Renderer(
        "Parquet",
        parquet.render,
        "application/vnd.apache.parquet",
        "parquet",
        binary=True,
        make_pieces=parquet.stream,
    ),
}


def file_name(report: Report, name: str) -> str:
    """The name under which a report is saved: vigibase-2025-03-31.csv."""
    parts = [report.report, report.lock_point_text]
    return f"{'-'.join(part for part in parts if part)}.{RENDERERS[name].extension}"
