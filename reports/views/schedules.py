"""Scheduled reports for staff: schedule what is shown, list schedules, pause, resume and delete them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reports.actions.schedules import (
    ScheduleError,
    change_recipients,
    delete_schedule,
    keep_schedule,
    pause,
    resume,
)
from reports.models import Schedule
from reports.sources.errors import ReportError
from reports.sources.working import readers
from reports.tables.catalogue import split_asked
from reports.views.builder import entry_or_404, posted, shown_with_error

STEPS = {"pause": pause, "resume": resume, "delete": delete_schedule}
TELL = "tell"


@require_POST
@login_required
@permission_required("reports.add_schedule", raise_exception=True)
def schedule_view(request: HttpRequest, report: str) -> HttpResponse:
    """Schedule the report on the words that were sent."""
    entry, given = entry_or_404(report), posted(request)
    rhythm = "".join(given.pop("rhythm", [])[:1])
    recipients = _numbers(given.pop("recipient", []))
    try:
        made = keep_schedule(entry.name, *split_asked(given), rhythm, recipients, by=request.user)  # type: ignore[arg-type]
    except ReportError as error:
        return shown_with_error(request, entry, given, str(error))
    said = {"day": made.next_on.isoformat()}
    messages.success(request, _("Scheduled. The first report is made on %(day)s.") % said)
    return redirect("reports:schedules")


@require_safe
@never_cache
@login_required
@permission_required("reports.view_schedule", raise_exception=True)
def list_view(request: HttpRequest) -> HttpResponse:
    """All schedules, the next due first."""
    schedules = Schedule.objects.select_related("by").prefetch_related("recipients")
    context = {
        "site_title": settings.UNFOLD.get("SITE_TITLE", ""),
        "title": _("Scheduled reports"),
        "schedules": [(item, _words(item)) for item in schedules],
        "may_change": request.user.has_perm("reports.change_schedule"),
        "readers": readers(),
        "may_delete": request.user.has_perm("reports.delete_schedule"),
    }
    return render(request, "reports/schedules.html", context)


@require_POST
@login_required
@permission_required("reports.change_schedule", raise_exception=True)
def step_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, resume or delete one, or change who is told."""
    schedule = get_object_or_404(Schedule, pk=pk)
    name = request.POST.get("step", "")
    try:
        if name == TELL:
            change_recipients(schedule, _numbers(request.POST.getlist("recipient")), by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("These people are told from now on."))
        elif name in STEPS:
            STEPS[name](schedule, by=request.user)  # type: ignore[arg-type]
        else:
            raise Http404(_("There is no such step."))
    except ScheduleError as error:
        messages.error(request, str(error))
    return redirect("reports:schedules")


def _numbers(sent: list[str]) -> list[int]:
    return [int(number) for number in sent if number.isascii() and number.isdigit()]


def _words(schedule: Schedule) -> str:
    """What was typed, in one line."""
    asked = {**schedule.asked, **schedule.options}
    return "; ".join(f"{key}: {value if isinstance(value, str) else ', '.join(value)}" for key, value in asked.items())
