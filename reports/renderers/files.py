"""A report as a whole file, made while the rights to read last, whatever it is sent through afterwards."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

from reports.renderers import RENDERERS
from reports.tables.report import Report

_IN_MEMORY = 8 * 2**20
"""Bytes; what is longer lies in a file without a name."""


def whole(report: Report, form: str) -> SpooledTemporaryFile[bytes]:
    """The file, to be read from its beginning and closed; ReportError when the form does not hold so much."""
    held: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 whoever sends it closes it
    held.writelines(RENDERERS[form].pieces(report))
    held.seek(0)
    return held
