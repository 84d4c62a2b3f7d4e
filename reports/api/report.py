"""Reports over the REST API: the list of them, and each with the same bytes as the command's JSON."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reports.renderers import RENDERERS
from reports.sources.errors import ReportError
from reports.sources.words import KEYS, not_known
from reports.tables.catalogue import CATALOGUE, SAVED, make_report, split_asked


class MaySeeReports(BasePermission):
    """Those who may see reports with all numbers."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Ask the role."""
        return request.user.has_perm("reports.view_reports")


class ReportsView(APIView):
    """`GET /api/v1/reports/`: every report, what it shows and what it can be asked."""

    permission_classes = (MaySeeReports,)

    def get(self, request: Request) -> Response:
        """The catalogue."""
        return Response(
            [
                {
                    "name": entry.name,
                    "summary": str(entry.summary),
                    "address": reverse("reports:api-report", args=[entry.name]),
                    "asked": [SAVED, *KEYS],
                    "options": [
                        {
                            "name": option.name,
                            "label": str(option.label),
                            "help": str(option.help),
                            "kind": option.kind,
                            "choices": [code for code, _label in option.choices],
                            "required": option.required,
                        }
                        for option in entry.options
                    ],
                    "formats": list(RENDERERS),
                }
                for entry in CATALOGUE.values()
            ]
        )


class ReportView(APIView):
    """`GET /api/v1/reports/NAME/?drug=&reaction=&...`, for staff; 400 with `detail` for what cannot be.

    `format=` asks for another form than JSON.
    """

    permission_classes = (MaySeeReports,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """Errors are JSON; `format` is the report's."""
        return JSONRenderer(), JSONRenderer.media_type

    def get(self, request: Request, report: str) -> HttpResponse:
        """The report."""
        if report not in CATALOGUE:
            raise Http404
        given = {key: request.query_params.getlist(key) for key in request.query_params if key != "format"}
        form = request.query_params.get("format", "json")
        try:
            if form not in RENDERERS:
                raise ReportError(not_known("format", form, list(RENDERERS)))
            made = make_report(report, *split_asked(given))
        except ReportError as error:
            raise ValidationError({"detail": str(error)}) from error
        renderer = RENDERERS[form]
        return HttpResponse(renderer.render(made), content_type=renderer.media_type)
