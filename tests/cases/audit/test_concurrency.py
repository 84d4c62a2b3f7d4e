"""Sealing beside running writers: nobody waits, nothing is missed, whatever order they finish in.

A running transaction of any database of the server holds the sealer's mark up, and other workers of pytest keep theirs
open for a module. So `make test` runs this file by itself.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from cases.actions.audit import seal
from cases.models import AuditEvent, AuditSeal, AuditSealRun, Centre
from cases.rules.chain import Finding
from cases.selectors.audit import Verification
from tests.cases.audit.trail import run, tampering

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def writer() -> Iterator[psycopg.Connection]:
    """Another session, in a transaction of its own. Who would have to wait fails within seconds."""
    parameters = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(**{name: parameters[name] for name in names if name in parameters}) as session:
        session.execute("SET lock_timeout = '5s'")
        session.execute("SET statement_timeout = '5s'")
        session.commit()
        yield session


def write(session: psycopg.Connection, name: str) -> int:
    """Write a row, uncommitted; the number of its event."""
    session.execute("INSERT INTO cases_centre (name, country, contact_email) VALUES (%s, '', '')", [name])
    (number,) = session.execute("SELECT currval('cases_auditevent_id_seq')").fetchone() or (0,)
    return int(number)


_earlier: list[int] = []


@pytest.fixture(autouse=True)
def _seal_what_was_there() -> None:
    """Emptying the tables between tests makes the groups anew, which leaves events of its own."""
    _earlier[:] = []
    seal()
    _earlier[:] = sealed()


def sealed() -> list[int]:
    """The numbers of the events sealed since the test began, in the order of the chain."""
    events = AuditSeal.objects.exclude(event_id__in=_earlier).order_by("position")
    return list(events.values_list("event_id", flat=True))


def wrong() -> list[Finding]:
    """What the verification finds."""
    return list(Verification(settings.TOCSIN_AUDIT_KEY.encode()).findings())


def mark() -> int:
    """Up to which number all events are settled."""
    return AuditSealRun.objects.order_by("-id")[0].settled


def settle(number: int) -> None:
    """Seal until all events up to `number` are settled; the server's own work may hold that up for a moment."""
    deadline = time.monotonic() + 60
    while mark() < number:
        assert time.monotonic() < deadline, "the mark does not move"
        time.sleep(0.05)
        seal()


def test_transactions_that_finish_out_of_order_are_each_sealed_once() -> None:
    with writer() as early, writer() as late:
        first = write(early, "early")
        second = write(late, "late")
        assert first < second
        assert seal().count == 0
        late.commit()
        assert seal().count == 1
        seal()
        assert (sealed(), mark() < first) == ([second], True)
        third = write(late, "later still")
        early.commit()
        assert seal().count == 1
        assert (sealed(), wrong()) == ([second, first], [])
        late.commit()
    seal()
    settle(third)
    assert sealed() == [second, first, third]
    assert wrong() == []


def test_a_writer_that_rolls_back_leaves_a_number_and_nothing_to_wait_for() -> None:
    with writer() as session:
        number = write(session, "never")
        session.rollback()
        Centre.objects.create(name="there")
    seal()
    settle(number + 1)
    assert number not in sealed()
    assert wrong() == []


def test_a_writer_of_another_transaction_number_but_the_same_horizon_is_not_missed() -> None:
    """Two writers run while the sealer looks; the one that began first ends, and only then a run may settle nothing."""
    with writer() as one, writer() as two:
        a, b = write(one, "one"), write(two, "two")
        seal()
        one.commit()
        seal()
        seal()
        assert (sealed(), mark() < b) == ([a], True)
        two.commit()
    seal()
    settle(b)
    assert sealed() == [a, b]


def test_what_a_long_transaction_holds_up_is_settled_when_it_ends_though_others_go_on() -> None:
    with writer() as long, writer() as other:
        number = write(long, "long")
        for turn in range(4):
            write(other, f"short {turn}")
            other.commit()
            seal()
        assert mark() < number
        long.commit()
        write(other, "running")
        seal()
        settle(number)
        assert wrong() == []


def test_writers_do_not_wait_for_a_running_sealer_and_sealers_take_turns() -> None:
    Centre.objects.create(name="before")
    with ThreadPoolExecutor(1) as pool, writer() as session:
        with transaction.atomic():
            run("SELECT pg_advisory_xact_lock(7226101)")
            second = pool.submit(_seal_elsewhere)
            write(session, "meanwhile")
            session.commit()
            assert not second.done()
        assert second.result(timeout=10) == 2
    assert wrong() == []


def _seal_elsewhere() -> int:
    try:
        return seal().count
    finally:
        connection.close()


def test_a_trail_restored_into_another_cluster_is_sealed_on() -> None:
    """There, transaction numbers begin anew: what the runs noted lies in the future, or long in the past."""
    Centre.objects.create(name="before")
    seal()
    for horizon in ("9000000000", "3"):
        with tampering():
            run(f"UPDATE cases_auditsealrun SET horizon = {horizon}")
            run(f"UPDATE cases_auditevent SET xact = {horizon}")
            run("DELETE FROM cases_auditseal")
            run("DELETE FROM cases_auditsealrun WHERE id < (SELECT max(id) FROM cases_auditsealrun)")
            run("UPDATE cases_auditsealrun SET count = 0, last_position = 0, head = decode(repeat('00', 32), 'hex')")
            run("UPDATE cases_auditsealrun SET settled = 0")
        with writer() as session:
            number = write(session, f"running {horizon}")
            seal()
            assert mark() < number
            session.commit()
        Centre.objects.create(name=f"after {horizon}")
        seal()
        settle(max(AuditEvent.objects.values_list("id", flat=True)))
        assert set(_earlier + sealed()) | set(AuditSeal.objects.values_list("event_id", flat=True)) == set(
            AuditEvent.objects.values_list("id", flat=True)
        )
        assert wrong() == []


def test_sealing_inside_another_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        seal()
