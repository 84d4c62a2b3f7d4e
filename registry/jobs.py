"""Background jobs that keep the installation in order."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="clear_sessions")
def clear_sessions(timestamp: int) -> None:
    """Delete the sessions that have expired, once a day."""
    call_command("clearsessions")
