"""How the admin site looks and what its side bar leads to (django-unfold)."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def _link(title: str | Promise, icon: str, address: str, *permissions: str) -> dict[str, Any]:
    """An entry of the side bar, shown to those who may open it: to all, or to those with one of the permissions."""

    def allowed(request: HttpRequest) -> bool:
        return not permissions or any(request.user.has_perm(permission) for permission in permissions)

    return {"title": title, "icon": icon, "link": reverse_lazy(address), "permission": allowed}


def _is_at(request: HttpRequest, *pieces: str) -> bool:
    return any(piece in request.path for piece in pieces)


def _is_work(request: HttpRequest) -> bool:
    """Whether the page is one of the staff's work; its address lies below that of the list of all cases."""
    return _is_at(request, "/caseversion/worklist/", "/review/", "/compare/")


def _is_list(request: HttpRequest) -> bool:
    """Whether the page is the list of all cases, or a case opened from it."""
    return _is_at(request, "/caseversion/") and not _is_at(request, "/caseversion/add/") and not _is_work(request)


def _works_for_a_centre(request: HttpRequest) -> bool:
    """Asked once for a page."""
    if not hasattr(request, "works_for_a_centre"):
        request.works_for_a_centre = (  # type: ignore[attr-defined]
            request.user.is_authenticated and request.user.memberships.exists()
        )
    return bool(request.works_for_a_centre)  # type: ignore[attr-defined]


# Tailwind's teal: readable on white at every weight that the theme uses, and no colour of alarm.
TEAL = {
    "50": "#f0fdfa",
    "100": "#ccfbf1",
    "200": "#99f6e4",
    "300": "#5eead4",
    "400": "#2dd4bf",
    "500": "#14b8a6",
    "600": "#0f766e",
    "700": "#115e59",
    "800": "#134e4a",
    "900": "#0f3d3a",
    "950": "#042f2e",
}

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": _("Tocsin"),
    "SITE_HEADER": _("Tocsin"),
    "SITE_SYMBOL": "notifications_active",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("registry/favicon.svg")},
    ],
    "COLORS": {"primary": TEAL},
    "ACCOUNT": {
        "navigation": [{"title": _("Password and sign-in"), "link": reverse_lazy("account_overview")}],
    },
    "SIDEBAR": {
        "navigation": [
            {
                "items": [
                    {
                        "title": _("My centre"),
                        "icon": "local_hospital",
                        "link": reverse_lazy("reports:my-centre"),
                        "permission": _works_for_a_centre,
                    },
                    _link(_("Start"), "home", "admin:index"),
                    {
                        **_link(
                            _("Worklist"),
                            "inbox",
                            "admin:cases_caseversion_worklist",
                            "cases.triage",
                            "cases.view_all_centres",
                        ),
                        "active": _is_work,
                    },
                    _link(_("Report a case"), "add_circle", "admin:cases_caseversion_add", "cases.add_caseversion"),
                    {
                        **_link(_("All cases"), "list", "admin:cases_caseversion_changelist", "cases.view_caseversion"),
                        "active": _is_list,
                    },
                ]
            },
            {
                "title": _("Figures"),
                "separator": True,
                "items": [
                    _link(_("Reports"), "bar_chart", "reports:builder", "reports.view_reports"),
                    _link(_("Frozen runs"), "lock_clock", "reports:runs", "reports.view_reports"),
                    _link(_("Scheduled reports"), "schedule", "reports:schedules", "reports.view_schedule"),
                    _link(_("Publish for readers"), "publish", "reports:publish", "reports.publish_figures"),
                    _link(
                        _("Saved populations"),
                        "filter_alt",
                        "admin:reports_savedpopulation_changelist",
                        "reports.view_savedpopulation",
                    ),
                    _link(
                        _("Published figures"),
                        "menu_book",
                        "admin:reports_publishedfigure_changelist",
                        "reports.view_publishedfigure",
                    ),
                    _link(_("Published sources"), "article", "admin:reports_source_changelist", "reports.view_source"),
                ],
            },
            {
                "title": _("Registry"),
                "separator": True,
                "items": [
                    _link(_("Centres"), "local_hospital", "admin:cases_centre_changelist", "cases.view_centre"),
                    _link(
                        _("Members of centres"), "badge", "admin:cases_membership_changelist", "cases.view_membership"
                    ),
                    _link(_("Terms"), "translate", "admin:cases_term_changelist", "cases.view_term"),
                    _link(
                        _("Dictionary releases"),
                        "library_books",
                        "admin:cases_termrelease_changelist",
                        "cases.view_termrelease",
                    ),
                    _link(_("Users"), "person", "admin:auth_user_changelist", "auth.view_user"),
                    _link(_("Groups"), "group", "admin:auth_group_changelist", "auth.view_group"),
                    _link(_("Second factors"), "key", "admin:mfa_authenticator_changelist", "mfa.view_authenticator"),
                ],
            },
        ]
    },
}
