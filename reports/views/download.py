"""A report as a file to download: written whole while the request's rights last, then sent piece by piece."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

from django.http import FileResponse

from reports.renderers import RENDERERS, file_name
from reports.tables.report import Report

_IN_MEMORY = 8 * 2**20
"""Bytes; what is longer lies in a file without a name until it is sent."""


def download(report: Report, form: str, *, attached: bool = True) -> FileResponse:
    """The file; ReportError when the form does not hold so much."""
    renderer = RENDERERS[form]
    held = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 the response closes it
    held.writelines(renderer.pieces(report))
    size = held.tell()
    held.seek(0)
    answer = FileResponse(
        held, as_attachment=attached, filename=file_name(report, form), content_type=renderer.media_type
    )
    answer.headers["Content-Length"] = str(size)
    return answer
