"""A report as JSON: the published shape, the same bytes for the same report."""

from __future__ import annotations

import json

from reports.tables.report import Report


def render(report: Report) -> bytes:
    """UTF-8, indented, keys in the published order, with a final line break."""
    return (json.dumps(report.as_json(), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
