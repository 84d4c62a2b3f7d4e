"""The addresses of the site."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from registry import health

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    # Before the admin site, which answers everything below its address.
    path("", include("reports.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
