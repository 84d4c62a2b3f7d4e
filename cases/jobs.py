"""Background jobs of the case registry."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from cases.actions.audit import seal
from cases.actions.notices import AddresseeKind, Notice, send
from cases.database.context import job


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal_audit")
def seal_audit(timestamp: int) -> None:
    """Seal what was written to the audit trail, once a minute."""
    seal()


@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def send_notice(notice: str, version: int, kind: str, addressee: int) -> None:
    """Send one mail; when the mail server refuses, try again, in the end after hours."""
    with job("send_notice"):
        send(Notice(notice), version, AddresseeKind(kind), addressee)
