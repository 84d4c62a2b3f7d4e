"""Printed documents of a version: the CIOMS I form and the case summary, made anew for each reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cases.actions.access import note_reading
from cases.admin.base import may_code
from cases.documents.cioms import cioms_pdf
from cases.documents.stamp import Stamp
from cases.documents.summary import summary_pdf
from cases.documents.typesetting import TypesettingError
from cases.models.case import CaseVersion
from cases.rules.paths import identifying
from cases.store import load
from cases.terminology.naming import with_names, without_codes

DOCUMENTS: dict[str, Callable[..., bytes]] = {"cioms": cioms_pdf, "summary": summary_pdf}


class PrintedPages(admin.ModelAdmin):
    """Downloads of a version as PDF."""

    def get_urls(self) -> Any:
        """One address for each document."""
        view = self.admin_site.admin_view
        return [
            path(f"<int:pk>/{kind}.pdf", view(self.print_view), {"kind": kind}, f"cases_caseversion_{kind}")
            for kind in DOCUMENTS
        ] + super().get_urls()

    def print_view(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """The document as a download; who the patient is, only for those who may see it."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        version = self.readable(request, pk)  # type: ignore[attr-defined]
        identity = request.user.has_perm("cases.view_identity")
        icsr = load(version)
        try:
            shown = with_names(icsr)[0] if may_code(request.user) else without_codes(icsr)
            content = DOCUMENTS[kind](shown, identity=identity, stamp=_stamp(version))
        except TypesettingError as error:
            messages.error(request, _("The document could not be printed. %(why)s") % {"why": error})
            return HttpResponseRedirect(reverse("admin:cases_caseversion_status", args=[version.pk]))
        if identity:
            note_reading(
                by=request.user,  # type: ignore[arg-type]
                version=version,
                elements=identifying(icsr),
                request_id=getattr(request, "number", ""),
            )
        name = f"{version.case.identifier}-{version.number}-{kind}.pdf"
        return HttpResponse(
            content,
            headers={
                "Content-Type": "application/pdf",
                "Content-Disposition": content_disposition_header(True, name) or "attachment",
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )


def _stamp(version: CaseVersion) -> Stamp:
    return Stamp(
        case_number=version.case.identifier,
        version=version.number,
        state=version.get_state_display(),
        printed_at=timezone.now(),
        registry_version=settings.TOCSIN_VERSION,
    )
