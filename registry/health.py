"""Two pages for whatever watches the processes: is this one alive, and can it do its work."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cases.database.marks import without_database

log = logging.getLogger(__name__)
# The worker reports every 10 seconds; three missed reports are a reason to look.
HEARTBEAT_LIMIT = timedelta(seconds=35)


def database_answers() -> bool:
    """Whether a statement can be run."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_applied() -> bool:
    """Whether the tables are those that this version's code expects."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def worker_alive() -> bool:
    """Whether a background worker has given a sign of life lately."""
    from procrastinate.contrib.django.models import ProcrastinateWorker

    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=timezone.now() - HEARTBEAT_LIMIT).exists()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_applied,
    "worker": worker_alive,
}


class NotHealth(logging.Filter):
    """Keeps answers of the health pages out of the log: whoever asks every few seconds has the answer."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(getattr(record, "request", None), "path", None) not in ("/healthz", "/readyz")


class NoTraceOfRefusals(logging.Filter):
    """Leaves the traceback out where a page was refused or missing: that is an answer, not a defect."""

    def filter(self, record: logging.LogRecord) -> bool:
        if 400 <= getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True


@without_database
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether this process answers; asks nobody else, so that a database at rest restarts no web server."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether everything that a user needs is there; names what is not, and never why (errors can hold secrets)."""
    results = {name: _passes(name, check) for name, check in CHECKS.items()}
    ready = all(results.values())
    body = {
        "status": "ok" if ready else "unavailable",
        "checks": {name: "ok" if passed else "failed" for name, passed in results.items()},
    }
    return JsonResponse(body, status=200 if ready else 503)


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as error:  # whatever it was, the answer has to be given
        log.warning("readiness check %s failed: %s", name, type(error).__name__)
        return False
