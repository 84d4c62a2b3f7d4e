"""The pages below /account/: those of django-allauth that this registry uses, and no others."""

from allauth.account import views as account
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from registry.signin import views

# Left out: signing up, and changing one's own e-mail address; both are done by staff in the admin site.
urlpatterns = [
    path("", views.overview, name="account_overview"),
    path("login/", account.login, name="account_login"),
    # The library's mails have to be able to name this address.
    path("signup/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/none/", views.no_password, name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("single-sign-on/cancelled/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("single-sign-on/error/", socialaccount.login_error, name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/login/", views.hospital, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", openid_connect.callback, name="openid_connect_callback"),
]
if not settings.TOCSIN_OIDC_ONLY:
    urlpatterns += [
        path("password/reset/", account.password_reset, name="account_reset_password"),
        path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
        re_path(
            r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            account.password_reset_from_key,
            name="account_reset_password_from_key",
        ),
        path(
            "password/reset/key/done/",
            account.password_reset_from_key_done,
            name="account_reset_password_from_key_done",
        ),
    ]
