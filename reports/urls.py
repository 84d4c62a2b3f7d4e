"""The addresses of reports, relative to the root of the site."""

from django.contrib import admin
from django.urls import path

from cases.database.marks import reads_snapshot
from reports.api.vigibase import VigibaseView
from reports.views import centre
from reports.views.vigibase import page

app_name = "reports"

urlpatterns = [
    # Below the admin site's address, whose look and content security policy it has.
    path("admin/my-centre/", reads_snapshot(admin.site.admin_view(centre.page)), name="my-centre"),
    path("reports/vigibase/", page, name="vigibase"),
    path("api/v1/reports/vigibase/", reads_snapshot(VigibaseView.as_view()), name="api-vigibase"),
]
