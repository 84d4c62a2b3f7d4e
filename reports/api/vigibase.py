"""The VigiBase-style summary over the REST API: the same bytes as the command's JSON."""

from __future__ import annotations

from django.http import HttpResponse
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reports.renderers import RENDERERS
from reports.sources.errors import ReportError
from reports.tables import vigibase
from reports.tables.catalogue import make_report


class MaySeeReports(BasePermission):
    """Those who may see reports with all numbers."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Ask the role."""
        return request.user.has_perm("reports.view_reports")


class VigibaseView(APIView):
    """`GET /api/v1/reports/vigibase/?drug=&reaction=&as_of=`, for staff; 400 with `detail` for an unknown name."""

    permission_classes = (MaySeeReports,)

    def get(self, request: Request) -> HttpResponse | Response:
        """The report as JSON."""
        asked = {name: request.query_params.get(name) for name in ("drug", "reaction", "as_of")}
        try:
            renderer = RENDERERS["json"]
            content = renderer.render(make_report(vigibase.NAME, **asked))
        except ReportError as error:
            raise ValidationError({"detail": str(error)}) from error
        return HttpResponse(content, content_type=renderer.media_type)
