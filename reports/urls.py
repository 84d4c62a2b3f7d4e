"""The addresses of reports, relative to the root of the site."""

from django.contrib import admin
from django.urls import path

from cases.database.marks import reads_snapshot
from reports.api.report import ReportsView, ReportView
from reports.views import centre, readers
from reports.views.report import page

app_name = "reports"

urlpatterns = [
    path("", readers.page, name="readers"),
    path("figures/schema.json", readers.schema, name="readers-schema"),
    path("figures/<slug:table>.<slug:form>", readers.download, name="readers-download"),
    # Below the admin site's address, whose look and content security policy it has.
    path("admin/my-centre/", reads_snapshot(admin.site.admin_view(centre.page)), name="my-centre"),
    path("reports/<slug:report>/", page, name="report"),
    path("api/v1/reports/", ReportsView.as_view(), name="api-reports"),
    path("api/v1/reports/<slug:report>/", reads_snapshot(ReportView.as_view()), name="api-report"),
]
