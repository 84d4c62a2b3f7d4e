"""Background jobs of the case registry."""

from procrastinate.contrib.django import app

from cases.actions.audit import seal


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal_audit")
def seal_audit(timestamp: int) -> None:
    """Seal what was written to the audit trail, once a minute."""
    seal()
