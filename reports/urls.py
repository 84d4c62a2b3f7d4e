"""The addresses of reports, relative to the root of the site."""

from django.contrib import admin
from django.urls import path

from cases.database.marks import reads_snapshot
from reports.api.report import ReportsView, ReportView
from reports.views import builder, centre, publishing, readers, runs, schedules
from reports.views.report import page

app_name = "reports"

urlpatterns = [
    path("", readers.page, name="readers"),
    path("figures/schema.json", readers.schema, name="readers-schema"),
    path("figures/<slug:table>.<slug:form>", readers.download, name="readers-download"),
    # Below the admin site's address, whose look and content security policy it has.
    path("admin/my-centre/", reads_snapshot(admin.site.admin_view(centre.page)), name="my-centre"),
    path("reports/", builder.index, name="builder"),
    path("reports/runs/", runs.list_view, name="runs"),
    path("reports/runs/<int:pk>/", runs.run_view, name="run"),
    path("reports/runs/<int:pk>/again/", runs.again_view, name="run-again"),
    path("reports/runs/<int:pk>/<slug:form>/", runs.file_view, name="run-file"),
    path("reports/schedules/", schedules.list_view, name="schedules"),
    path("reports/schedules/<int:pk>/", schedules.step_view, name="schedule-step"),
    path("reports/publish/", publishing.page, name="publish"),
    path("reports/<slug:report>/", page, name="report"),
    path("reports/<slug:report>/freeze/", runs.freeze_view, name="freeze"),
    path("reports/<slug:report>/schedule/", schedules.schedule_view, name="schedule"),
    path("api/v1/reports/", ReportsView.as_view(), name="api-reports"),
    path("api/v1/reports/<slug:report>/", reads_snapshot(ReportView.as_view()), name="api-report"),
]
