"""Seal the audit trail: chain all finished events, without making their writers wait."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from cases.database.audit import EVENT_DIGEST
from cases.database.context import as_service
from cases.models.audit import AuditSeal, AuditSealRun
from cases.rules.chain import START, link

_LOCK = 7_226_101
"""One sealer at a time; writers take no lock."""
_UNSEALED = f"""
SELECT e.id, {EVENT_DIGEST} FROM cases_auditevent AS e
WHERE e.id > %(after)s AND NOT EXISTS (
    SELECT FROM cases_auditseal AS s WHERE s.event_id = e.id AND s.event_id > %(after)s
)
ORDER BY e.id LIMIT %(batch)s
"""  # noqa: S608 - our own constant
_ONE = f"SELECT {EVENT_DIGEST} FROM cases_auditevent AS e WHERE e.id = %s"  # noqa: S608 - our own constant


class SealError(RuntimeError):
    """The trail cannot be sealed further; the message says why."""


@dataclass(frozen=True)
class _Mark:
    """How far event numbers are settled, and what settles more of them.

    Events up to `settled` are all sealed. `allocated` was the last number given when `horizon`, a transaction's
    number, was taken after it: who had a number up to `allocated` also had a transaction number below `horizon`. Once
    all those transactions are finished, what they wrote is visible, and so `allocated` is settled.
    """

    settled: int
    allocated: int
    horizon: int


def seal(*, batch: int = 10_000) -> AuditSealRun:
    """Seal all visible events without a seal, `batch` at a time, in one transaction; raises `SealError`.

    Events of running transactions are not visible; a later run seals them, whatever their numbers.
    """
    # Durable: the horizon has to be the newest transaction, so this one must not have begun to write.
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        with as_service("seal_audit"):
            return _seal_run(batch)


def _seal_run(batch: int) -> AuditSealRun:
    key = settings.TOCSIN_AUDIT_KEY.encode()
    last = AuditSealRun.objects.order_by("-id").first()
    position, head = _end(key, last)
    mark = _mark(last)
    # From the mark before: what this run settles, it has to seal first.
    count, head = _seal_all(key, position, head, last.settled if last else 0, batch)
    run = AuditSealRun(
        count=count,
        last_position=position + count,
        head=head,
        settled=mark.settled,
        allocated=mark.allocated,
        horizon=mark.horizon,
    )
    if count or last is None or mark.settled != last.settled or mark.allocated != last.allocated:
        run.save()
    return run


def _end(key: bytes, last: AuditSealRun | None) -> tuple[int, bytes]:
    """Position and hash of the last seal. A chain that was tampered with at its end is not continued."""
    seals = list(AuditSeal.objects.order_by("-position")[:2])
    noted = (last.last_position, bytes(last.head)) if last else (0, START)
    found = (seals[0].position, bytes(seals[0].hash)) if seals else (0, START)
    if noted != found:
        raise SealError("The end of the audit trail's chain is not what the last run left. Run verify_audit.")
    if seals:
        before = bytes(seals[1].hash) if len(seals) > 1 else START
        with connection.cursor() as cursor:
            cursor.execute(_ONE, [seals[0].event_id])
            row = cursor.fetchone()
        if row is None or link(key, before, seals[0].event_id, bytes(row[0])) != found[1]:
            raise SealError(
                "The last sealed event does not fit its seal: it was changed, or TOCSIN_AUDIT_KEY is not the key that "
                "it was sealed with. Run verify_audit."
            )
    return found


def _mark(last: AuditSealRun | None) -> _Mark:
    """The mark of this run. What it rests on is right in any cluster: a restored trail has no running writers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('cases_auditevent', 'id')), 0)")
        (allocated,) = cursor.fetchone()
        # In this order: the number of this transaction has to come after the last number of an event.
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (horizon,) = cursor.fetchone()
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint "
            "FROM pg_current_snapshot() AS s"
        )
        oldest, newest = cursor.fetchone()
    if last is None:
        return _Mark(0, allocated, horizon)
    if last.horizon >= newest:
        # A number from the future: the trail was restored into another cluster. Begin to wait anew.
        return _Mark(last.settled, allocated, horizon)
    if oldest > last.horizon:
        return _Mark(last.allocated, allocated, horizon)
    # Keep what we wait for; a newer horizon every minute would never be reached.
    return _Mark(last.settled, last.allocated, last.horizon)


def _seal_all(key: bytes, position: int, head: bytes, after: int, batch: int) -> tuple[int, bytes]:
    """Seal the events above `after`; how many, and the new head."""
    count = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_UNSEALED, {"after": after, "batch": batch})
            events = cursor.fetchall()
            if not events:
                return count, head
            with cursor.copy("COPY cases_auditseal (event_id, position, hash) FROM STDIN") as copy:
                for event_id, digest in events:
                    count += 1
                    head = link(key, head, event_id, bytes(digest))
                    copy.write_row((event_id, position + count, head))
            after = events[-1][0]
