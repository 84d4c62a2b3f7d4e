"""Files of a case on their way to a reader: always to be saved, never shown by the browser on our own pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.files import clean_name
from cases.files.kinds import EXTENSION
from cases.icsr import ICSR
from cases.icsr.spec import Kind, Part, Spec, elements, parts
from cases.icsr.values import Attachment
from cases.models.case import CaseVersion
from cases.models.columns import from_columns
from cases.models.section import MODEL_OF


def _file_of(record: type) -> tuple[str, Spec] | None:
    return next(((name, spec) for name, spec in elements(record) if spec.kind is Kind.FILE), None)


WITH_FILES: dict[str, Part] = {part.name: part for part in parts(ICSR) if _file_of(part.record)}
"""The sections whose rows carry a file: documents, literature."""
FILE = "included"
"""The name of their element that holds it."""
_SECTION_OF = {part.record: name for name, part in WITH_FILES.items()}

_HEADERS = {
    # Not the type of the file: a browser that knows none opens nothing.
    "Content-Type": "application/octet-stream",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


def attachment_response(attachment: Attachment) -> HttpResponse:
    """The file as a download, under a name that fits what it is."""
    name, extension = clean_name(attachment.file_name), EXTENSION.get(attachment.media_type, "")
    if not name.lower().endswith((extension, ".jpeg") if extension == ".jpg" else extension):
        name += extension
    response = HttpResponse(attachment.content, headers=_HEADERS)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def file_in(version: CaseVersion, section: str, number: int) -> Attachment:
    """The file of a row; 404 when there is no such section, row or file."""
    part = WITH_FILES.get(section)
    held = _file_of(part.record) if part else None
    found = None
    if part and held:
        rows: Any = MODEL_OF[part.record]._default_manager.filter(version=version)
        row = rows.filter(number=number).first()
        found = from_columns(*held, row) if row else None
    if not isinstance(found, Attachment):
        raise Http404(_("There is no such file."))
    return found


def address_of(row: Any) -> str:
    """Where the file of a stored row can be fetched."""
    return reverse("admin:cases_caseversion_file", args=[row.version_id, _SECTION_OF[row.record], row.number])


def as_link(words: str, address: str) -> SafeString:
    """The words as a link."""
    return format_html('<a href="{}">{}</a>', address, words)
