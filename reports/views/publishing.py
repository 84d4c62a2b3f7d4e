"""Publish the readers' figures: what would change at a lock point, and the button."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.database.marks import reads_snapshot
from reports.actions.publish import PERMISSION, Preview, ask_to_publish, preview
from reports.sources import publications
from reports.sources.errors import ReportError
from reports.sources.words import read_day

LISTED = 100
"""Topics that change that the page lists at most."""


@reads_snapshot
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@permission_required(PERMISSION, raise_exception=True)
def page(request: HttpRequest) -> HttpResponse:
    """What would change for readers; sent with `confirmed`, have it published by a job."""
    given = (request.POST if request.method == "POST" else request.GET).get("as_of", "")
    try:
        if request.method == "POST" and request.POST.get("confirmed") == "yes":
            made = ask_to_publish(by=request.user, day=read_day(given))  # type: ignore[arg-type]
            said = _(
                "Figures up to %(day)s are being published. That can take minutes; this page says when it is done."
            )
            messages.success(request, said % {"day": made.isoformat()})
            return redirect("reports:publish")
        return _shown(request, given, preview(read_day(given)))
    except ReportError as error:
        return _shown(request, given, None, str(error))


def _shown(request: HttpRequest, given: str, found: Preview | None, error: str = "") -> HttpResponse:
    waits = publications.waits()
    context = {
        "site_title": settings.UNFOLD.get("SITE_TITLE", ""),
        "title": _("Publish the readers' figures"),
        "given": given,
        "newest": publications.newest(),
        "waits": waits,
        "failed": publications.failed() and not waits,
        "preview": None if waits else found,
        "changes": found.changes[:LISTED] if found else (),
        "more": max(len(found.changes) - LISTED, 0) if found else 0,
        # Without a day that was asked for, that nothing is new is no fault of anybody.
        "error": error if given else "",
        "nothing": error if not given else "",
    }
    return render(request, "reports/publish.html", context, status=400 if error and given else 200)
