"""Background jobs of reports."""

from datetime import date

from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from reports.actions import mails, publish, schedules
from reports.sources.working import job, person


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="due_reports")
def due_reports(timestamp: int) -> None:
    """Look every hour which scheduled reports are due; each is a job of its own, so that none holds up another."""
    with job("due_reports"):
        for number in schedules.due():
            make_scheduled.configure(lock=f"schedule-{number}").defer(schedule=number)


@app.task(retry=RetryStrategy(max_attempts=4, exponential_wait=8))
def make_scheduled(schedule: int) -> None:
    """Freeze one scheduled report and announce it; nothing when somebody else has done so meanwhile."""
    with job("make_scheduled"):
        schedules.work_off(schedule)


@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_report_mail(run: int, recipient: int) -> None:
    """Send one mail; when the mail server refuses, try again, in the end after hours."""
    with job("send_report_mail"):
        mails.send(run, recipient)


@app.task
def publish_figures(day: str, by: int) -> None:
    """Publish the readers' figures of a lock point for somebody who has asked for it, or for the system itself (0)."""
    with job("publish_figures", snapshot=False):
        who = person(by) if by else None
        if by and who is None:
            raise publish.PublishError(_("Who asked to publish figures has no account any more."))
        publish.publish(by=who, day=date.fromisoformat(day))
