"""Background jobs of reports."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from reports.actions import mails, schedules
from reports.sources.working import job


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
