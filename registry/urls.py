"""The addresses of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from registry import health

# The admin site's own form knows neither lockout nor second factor. Has to come before `admin.site.urls` is read.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Nor does its page for a new password, where moreover anybody at an open session could try old ones without end.
admin.site.password_change = RedirectView.as_view(pattern_name="account_change_password")  # type: ignore[method-assign,assignment]
admin.site.password_change_done = RedirectView.as_view(pattern_name="account_overview")  # type: ignore[method-assign,assignment]

handler400 = "registry.errors.bad_request"
urlpatterns = [
    path("account/", include("registry.signin.urls")),
    # Before the admin site, which answers everything below its address.
    path("", include("reports.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
