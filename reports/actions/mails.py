"""Mails that say that a scheduled report is there, or could not be made: where to look, and nothing else.

Neither the job nor the mail holds figures, cases, names of drugs or reactions, or the words of a population.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from reports.models import ReportRun, Schedule
from reports.sources.working import readers

TASK = "reports.jobs.send_report_mail"


def announce(schedule: Schedule, run: ReportRun | None) -> None:
    """One job for each recipient, so that a refused address holds up nobody; without a run, that there is none."""
    job = app.configure_task(TASK)
    for number in schedule.recipients.order_by("pk").values_list("pk", flat=True):
        job.defer(run=run.pk if run else 0, recipient=number)


def send(run: int, recipient: int) -> bool:
    """Send one mail; False to somebody who may no longer see figures. Errors of the mail server go through."""
    person = readers().filter(pk=recipient).first()
    if person is None or (run and not ReportRun.objects.filter(pk=run).exists()):
        return False
    with translation.override(settings.LANGUAGE_CODE):
        _mail(run, person.email).send()
    return True


def _mail(run: int, address: str) -> EmailMessage:
    where = reverse("reports:run", args=[run]) if run else reverse("reports:schedules")
    context = {
        "happened": _("A report that is made for you regularly is ready.")
        if run
        else _("A report that is made for you regularly could not be made this time."),
        "to_do": _("To see it, sign in here:") if run else _("To see why, sign in here:"),
        "link": f"{settings.TOCSIN_SITE_URL.rstrip('/')}{where}",
    }
    return EmailMessage(
        subject=_("Tocsin: a report is ready") if run else _("Tocsin: a report could not be made"),
        body=render_to_string("reports/mail/ready.txt", context).strip() + "\n",
        to=[address],
        # Machines that answer mails by themselves leave this one alone (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
    )
