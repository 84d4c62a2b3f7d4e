"""Sealing and verifying on the real trail: what was tampered with is named, what is not yet sealed too."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from procrastinate.contrib.django import app

from cases.actions.audit import SealError, seal
from cases.jobs import seal_audit
from cases.models import AuditEvent, AuditSeal, AuditSealRun, Centre
from cases.rules.chain import Problem
from cases.selectors.audit import Head, Verification
from tests.cases.audit.trail import run, tampering
from tests.cases.builders import accepted

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(settings: Any) -> bytes:
    settings.TOCSIN_AUDIT_KEY = "the key of this test"
    return b"the key of this test"


@pytest.fixture
def sealed(key: bytes) -> list[AuditSeal]:
    """The seals of some writes."""
    accepted()
    for name in "ABCDEF":
        Centre.objects.create(name=f"Sealed {name}").delete()
    seal(batch=7)
    return list(AuditSeal.objects.order_by("position"))


def verified(noted: Head | None = None) -> tuple[list[tuple], Verification]:
    verification = Verification(b"the key of this test", noted)
    found = [(f.problem, f.position, f.event_id, f.table) for f in verification.findings()]
    return found, verification


def table_of(event_id: int) -> str:
    return AuditEvent.objects.get(pk=event_id).table_name


def test_every_event_is_sealed_once_in_order_without_gaps(sealed: list[AuditSeal]) -> None:
    assert [row.event_id for row in sealed] == list(AuditEvent.objects.order_by("id").values_list("id", flat=True))
    assert [row.position for row in sealed] == list(range(1, len(sealed) + 1))
    noted = AuditSealRun.objects.get()
    assert (noted.count, noted.last_position, bytes(noted.head)) == (len(sealed), len(sealed), bytes(sealed[-1].hash))
    assert verified()[0] == []


def test_a_hash_is_over_the_hash_before_and_the_event(sealed: list[AuditSeal]) -> None:
    """Worked out anew, with the event's canonical text built here."""
    event_id = sealed[1].event_id
    (text,) = run(
        "SELECT jsonb_build_array(id, extract(epoch FROM at), xact, table_name, row_id, operation, old, new, "
        "encode(digest, 'hex'), actor, db_role, db_login, request, reason, centre_id, case_id, version_id)::text "
        "FROM cases_auditevent WHERE id = %s",
        event_id,
    )[0]
    message = bytes(sealed[0].hash) + event_id.to_bytes(8, "big") + hashlib.sha256(text.encode()).digest()
    assert bytes(sealed[1].hash) == hmac.new(b"the key of this test", message, hashlib.sha256).digest()


def test_a_second_run_seals_what_came_since_and_an_idle_one_writes_nothing(sealed: list[AuditSeal]) -> None:
    Centre.objects.create(name="Later")
    assert seal().count == 1
    runs = AuditSealRun.objects.count()
    assert seal().count == 0
    assert AuditSealRun.objects.count() <= runs + 1
    assert AuditSeal.objects.count() == len(sealed) + 1
    assert verified()[0] == []


def test_what_is_not_yet_sealed_is_named(sealed: list[AuditSeal]) -> None:
    Centre.objects.bulk_create([Centre(name="Later 1"), Centre(name="Later 2")])
    found, verification = verified()
    last = AuditEvent.objects.order_by("-id")[0].pk
    assert found == []
    assert (verification.sealed, verification.unsealed) == (len(sealed), 2)
    assert (verification.first_unsealed, verification.last_unsealed) == (last - 1, last)


def test_the_time_zone_and_formats_of_a_session_do_not_matter(sealed: list[AuditSeal]) -> None:
    run("SET LOCAL timezone = 'Asia/Kathmandu'")
    run("SET LOCAL datestyle = 'German, DMY'")
    run("SET LOCAL bytea_output = 'escape'")
    run("SET LOCAL extra_float_digits = -5")
    assert verified()[0] == []


CHANGES = {
    "at": "at + interval '1 microsecond'",
    "xact": "xact + 1",
    "table_name": "'cases_test'",
    "row_id": "row_id || '0'",
    "operation": "CASE operation WHEN 'insert' THEN 'delete' ELSE 'insert' END",
    "old": "coalesce(old, '{}') || '{\"x\": 1}'",
    "new": "coalesce(new, '{}') || '{\"x\": 1}'",
    "digest": "coalesce(digest, '') || '\\x00'",
    "actor": "'somebody else'",
    "db_role": "'somebody else'",
    "db_login": "'somebody else'",
    "request": "'another'",
    "reason": "'another'",
    "centre_id": "coalesce(centre_id, 0) + 1",
    "case_id": "coalesce(case_id, 0) + 1",
    "version_id": "coalesce(version_id, 0) + 1",
}


def test_each_column_of_an_event_can_be_tampered_with() -> None:
    assert {"id", *CHANGES} == {field.column for field in AuditEvent._meta.concrete_fields}


@pytest.mark.parametrize("column", CHANGES)
def test_an_event_changed_in_any_column_is_named(sealed: list[AuditSeal], column: str) -> None:
    victim = sealed[9]
    with tampering():
        run(f"UPDATE cases_auditevent SET {column} = {CHANGES[column]} WHERE id = %s", victim.event_id)
    assert verified()[0] == [(Problem.ALTERED, 10, victim.event_id, table_of(victim.event_id))]


def test_a_deleted_event_is_named(sealed: list[AuditSeal]) -> None:
    with tampering():
        run("DELETE FROM cases_auditevent WHERE id = %s", sealed[4].event_id)
    assert verified()[0] == [(Problem.MISSING, 5, sealed[4].event_id, "")]


def test_an_event_that_got_another_number_is_named(sealed: list[AuditSeal]) -> None:
    with tampering():
        run("UPDATE cases_auditevent SET id = id + 1000000 WHERE id = %s", sealed[4].event_id)
    assert (Problem.MISSING, 5, sealed[4].event_id, "") in verified()[0]


def test_two_events_that_changed_places_are_named(sealed: list[AuditSeal]) -> None:
    one, two = sealed[3].event_id, sealed[8].event_id
    with tampering():
        for old, new in ((one, -1), (two, one), (-1, two)):
            run("UPDATE cases_auditevent SET id = %s WHERE id = %s", new, old)
    assert [(problem, position) for problem, position, *_ in verified()[0]] == [
        (Problem.ALTERED, 4),
        (Problem.ALTERED, 9),
    ]


def test_two_seals_that_changed_places_are_named(sealed: list[AuditSeal]) -> None:
    with tampering():
        for old, new in ((4, -1), (9, 4), (-1, 9)):
            run("UPDATE cases_auditseal SET position = %s WHERE position = %s", new, old)
    positions = {position for problem, position, *_ in verified()[0] if problem is Problem.ALTERED}
    assert {4, 9} <= positions <= {4, 5, 9, 10}


def _settle() -> None:
    """The mark as it stands when all writers are finished; here they are one with the sealer and never are."""
    with tampering():
        run("UPDATE cases_auditsealrun SET settled = allocated")


def test_a_deleted_seal_is_a_gap_and_its_event_is_named(sealed: list[AuditSeal]) -> None:
    _settle()
    gone, follower = sealed[5].event_id, sealed[6].event_id
    with tampering():
        run("DELETE FROM cases_auditseal WHERE position = 6")
    assert verified()[0] == [
        (Problem.UNSEALED, None, gone, table_of(gone)),
        (Problem.GAP, 6, None, ""),
        (Problem.UNCHECKED, 7, follower, table_of(follower)),
    ]


def test_an_event_put_in_afterwards_is_named(sealed: list[AuditSeal]) -> None:
    _settle()
    with tampering():
        run("UPDATE cases_auditevent SET id = -5 WHERE id = %s", sealed[0].event_id)
    found = verified()[0]
    assert found[0][:3] == (Problem.UNSEALED, None, -5)
    assert (Problem.MISSING, 1, sealed[0].event_id, "") in found


def test_a_chain_cut_at_its_end_is_found_by_the_run_that_wrote_it(sealed: list[AuditSeal]) -> None:
    with tampering():
        run("DELETE FROM cases_auditseal WHERE position > %s", len(sealed) - 2)
    assert verified()[0] == [(Problem.RUN, len(sealed), None, "")]
    with pytest.raises(SealError, match="not what the last run left"):
        seal()


def test_a_forged_seal_at_the_end_is_named(sealed: list[AuditSeal]) -> None:
    Centre.objects.create(name="Forged")
    event = AuditEvent.objects.order_by("-id")[0]
    with tampering():
        run(
            "INSERT INTO cases_auditseal (event_id, position, hash) VALUES (%s, %s, %s)",
            event.pk,
            len(sealed) + 1,
            bytes(32),
        )
    assert verified()[0] == [(Problem.ALTERED, len(sealed) + 1, event.pk, "cases_centre")]
    with pytest.raises(SealError, match="not what the last run left"):
        seal()


def test_a_chain_written_anew_with_the_key_is_found_by_the_noted_head(sealed: list[AuditSeal]) -> None:
    _, before = verified()
    with tampering():
        run("DELETE FROM cases_auditseal")
        run("DELETE FROM cases_auditsealrun")
        run("UPDATE cases_auditevent SET actor = 'somebody else' WHERE id = %s", sealed[2].event_id)
    seal()
    assert verified()[0] == []
    assert verified(before.head)[0] == [(Problem.HEAD, len(sealed), None, "")]


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_noted_head_that_still_stands_is_right(sealed: list[AuditSeal], beyond: int) -> None:
    _, before = verified()
    for number in range(beyond):
        Centre.objects.create(name=f"Later {number}")
    seal()
    assert verified(before.head)[0] == []
    assert verified(Head(0, bytes(32)))[0] == []
    assert verified(Head(len(sealed) + 5, bytes(32)))[0] == [(Problem.HEAD, len(sealed) + 5, None, "")]


def test_with_another_key_nothing_is_sealed_on(sealed: list[AuditSeal], settings: Any) -> None:
    settings.TOCSIN_AUDIT_KEY = "another"
    Centre.objects.create(name="Later")
    with pytest.raises(SealError, match="TOCSIN_AUDIT_KEY"):
        seal()
    with pytest.raises(CommandError, match="TOCSIN_AUDIT_KEY"):
        call_command("seal_audit")


Output = Callable[[], tuple[str, str]]


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Output:
    def read() -> tuple[str, str]:
        captured = capsys.readouterr()
        return captured.out, captured.err

    return read


def test_the_command_prints_head_and_tail(sealed: list[AuditSeal], output: Output) -> None:
    call_command("verify_audit")
    said, _ = output()
    head = f"{len(sealed)}:{bytes(sealed[-1].hash).hex()}"
    assert f"{len(sealed)} events are sealed. Head, to be kept outside: {head}" in said
    assert "Nothing waits to be sealed." in said
    assert "The audit trail fits its seals." in said
    Centre.objects.create(name="Later")
    last = AuditEvent.objects.order_by("-id")[0].pk
    call_command("verify_audit", head=head)
    assert f"Not yet sealed: 1 events, {last} to {last}." in output()[0]
    call_command("seal_audit")
    assert re.search(rf"1 events sealed. Head: {len(sealed) + 1}:[0-9a-f]{{64}}", output()[0])


def test_the_command_names_the_first_and_all_and_ends_with_1(sealed: list[AuditSeal], output: Output) -> None:
    with tampering():
        run("UPDATE cases_auditevent SET reason = 'x' WHERE id IN (%s, %s)", sealed[2].event_id, sealed[5].event_id)
        run("DELETE FROM cases_auditseal WHERE position IN (9, 10)")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")
    said, errors = output()
    assert ended.value.code == 1
    first = f"position 3, event {sealed[2].event_id}, table {table_of(sealed[2].event_id)}"
    assert f"{first}: The event does not fit its seal" in said
    assert f"position 6, event {sealed[5].event_id}" in said
    assert "position 9 - 10: Seals are missing." in said
    assert f"TAMPERING: 4 findings, the first at {first}" in errors


def test_the_command_suspects_the_key_when_nothing_fits(sealed: list[AuditSeal], settings: Any, output: Output) -> None:
    settings.TOCSIN_AUDIT_KEY = "another"
    with pytest.raises(SystemExit):
        call_command("verify_audit")
    assert "TOCSIN_AUDIT_KEY may not be the key" in output()[1]


@pytest.mark.parametrize("head", ["", "7", "7:xyz", "x:" + "00" * 32, "7:00", "-1:" + "00" * 32])
def test_a_head_that_cannot_be_read_is_wrong_use(head: str) -> None:
    with pytest.raises(CommandError, match="64 hexadecimal digits") as refused:
        call_command("verify_audit", head=head)
    assert refused.value.returncode == 2


def test_an_empty_trail_is_right(key: bytes) -> None:
    with tampering():
        run("DELETE FROM cases_auditevent")
    assert seal().count == 0
    found, verification = verified()
    assert (found, verification.sealed, verification.unsealed) == ([], 0, 0)


def test_the_worker_seals_every_minute(sealed: list[AuditSeal]) -> None:
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert crons["cases.jobs.seal_audit"] == "* * * * *"
    Centre.objects.create(name="Later")
    seal_audit(timestamp=0)
    assert AuditSeal.objects.count() == len(sealed) + 1


def test_the_trail_is_read_a_chunk_at_a_time(sealed: list[AuditSeal], monkeypatch: pytest.MonkeyPatch) -> None:
    used: list[Any] = []
    chunked = connection.chunked_cursor
    monkeypatch.setattr(connection, "chunked_cursor", lambda: used.append(chunked()) or used[-1])
    monkeypatch.setattr("cases.selectors.audit._CHUNK", 3)
    assert verified()[0] == []
    assert len(used) == 3
    assert all(cursor.name for cursor in used), "cursors of the server"
