"""Reads the audit trail, and tampers with it as only a superuser can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from cases.models import AuditEvent


def run(sql: str, *values: Any) -> list[tuple]:
    """Run one statement on the tests' connection."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


def say(*, actor: str = "", request: str = "", reason: str = "") -> None:
    """Name who acts, in which request and why, as the middleware does, until the transaction ends."""
    for name, value in (("actor", actor), ("request", request), ("reason", reason)):
        run("SELECT set_config(%s, %s, true)", f"tocsin.{name}", value)


def last_id() -> int:
    """The number of the newest event."""
    return AuditEvent.objects.order_by("-id").values_list("id", flat=True).first() or 0


def events_since(event_id: int, table: str | None = None) -> list[AuditEvent]:
    """What was recorded after an event, of all tables or of one."""
    found = AuditEvent.objects.filter(id__gt=event_id).order_by("id")
    return list(found.filter(table_name=table) if table else found)


@contextmanager
def tampering() -> Iterator[None]:
    """No triggers in this block."""
    with transaction.atomic():
        run("SET LOCAL session_replication_role = replica")
        yield
        run("SET LOCAL session_replication_role = origin")
