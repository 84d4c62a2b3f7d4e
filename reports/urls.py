"""The addresses of reports, relative to the root of the site."""

from django.urls import path

from cases.database.marks import reads_snapshot
from reports.api.vigibase import VigibaseView
from reports.views.vigibase import page

app_name = "reports"

urlpatterns = [
    path("reports/vigibase/", page, name="vigibase"),
    path("api/v1/reports/vigibase/", reads_snapshot(VigibaseView.as_view()), name="api-vigibase"),
]
