"""Whatever path a write takes, the trail has the row: old, new, who, when, request, reason."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from cases.actions.cases import submit
from cases.models import Centre, Document, Reaction
from tests.cases.audit.trail import events_since, last_id, run, say
from tests.cases.builders import centre, draft

pytestmark = pytest.mark.django_db


def _orm_save() -> None:
    row = Centre(name="New")
    row.save()


def _bulk_create() -> None:
    Centre.objects.bulk_create([Centre(name="New")])


def _get_or_create() -> None:
    Centre.objects.get_or_create(name="New")


def _raw_insert() -> None:
    run("INSERT INTO cases_centre (name, country, contact_email) VALUES ('New', '', '')")


def _upsert() -> None:
    run(
        "INSERT INTO cases_centre (name, country, contact_email) VALUES ('New', '', '') "
        "ON CONFLICT (name) DO UPDATE SET country = 'NO'"
    )


def _copy() -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY cases_centre (name, country, contact_email) FROM STDIN") as copy,
    ):
        copy.write_row(("New", "", ""))


def _merge() -> None:
    run(
        "MERGE INTO cases_centre AS c USING (VALUES ('New')) AS v (name) ON c.name = v.name "
        "WHEN NOT MATCHED THEN INSERT (name, country, contact_email) VALUES (v.name, '', '')"
    )


@pytest.mark.parametrize("write", [_orm_save, _bulk_create, _get_or_create, _raw_insert, _upsert, _copy, _merge])
def test_an_insert_by_any_path_is_recorded(write: Callable[[], None]) -> None:
    before, start = last_id(), timezone.now()
    say(actor="nora", request="req-1", reason="a new department")
    write()
    (event,) = events_since(before)
    row = Centre.objects.get(name="New")
    (text,) = run("SELECT c::text FROM cases_centre AS c WHERE id = %s", row.pk)[0]
    assert (event.operation, event.table_name, event.row_id) == ("insert", "cases_centre", str(row.pk))
    assert (event.old, event.new) == (None, None)
    assert bytes(event.digest or b"") == hashlib.sha256(text.encode()).digest()
    assert (event.actor, event.request, event.reason) == ("nora", "req-1", "a new department")
    assert start <= event.at <= timezone.now()
    assert event.xact == run("SELECT pg_current_xact_id()::text::bigint")[0][0]


def _orm_update(row: Centre) -> None:
    row.country = "SE"
    row.save()


UPDATES: list[Callable[[Centre], Any]] = [
    _orm_update,
    lambda row: Centre.objects.filter(pk=row.pk).update(country="SE"),
    lambda row: Centre.objects.bulk_update([Centre(pk=row.pk, name=row.name, country="SE")], ["country"]),
    lambda row: run("UPDATE cases_centre SET country = 'SE'"),
    lambda row: run(
        "INSERT INTO cases_centre (name, country, contact_email) VALUES (%s, '', '') "
        "ON CONFLICT (name) DO UPDATE SET country = 'SE'",
        row.name,
    ),
]


@pytest.mark.parametrize("write", UPDATES)
def test_a_change_by_any_path_keeps_old_and_new_of_what_changed(write: Callable[[Centre], Any]) -> None:
    row = Centre.objects.create(name="A", country="NO")
    before = last_id()
    say(actor="nora", request="req-2", reason="moved")
    write(row)
    (event,) = events_since(before)
    assert (event.operation, event.row_id) == ("update", str(row.pk))
    assert (event.old, event.new) == ({"country": "NO"}, {"country": "SE"})
    assert (event.actor, event.request, event.reason) == ("nora", "req-2", "moved")


DELETES: list[Callable[[Centre], Any]] = [
    lambda row: row.delete(),
    lambda row: Centre.objects.filter(pk=row.pk).delete(),
    lambda row: run("DELETE FROM cases_centre"),
]


@pytest.mark.parametrize("write", DELETES)
def test_a_deletion_by_any_path_keeps_the_whole_row(write: Callable[[Centre], Any]) -> None:
    row = Centre.objects.create(name="A", country="NO")
    pk, before = row.pk, last_id()
    say(actor="nora", request="req-3", reason="closed")
    write(row)
    (event,) = events_since(before)
    assert (event.operation, event.row_id, event.new) == ("delete", str(pk), None)
    assert event.old == {"id": pk, "name": "A", "country": "NO"} | {
        name: event.old[name] for name in set(event.old or ()) - {"id", "name", "country"}
    }
    assert (event.actor, event.request, event.reason) == ("nora", "req-3", "closed")


def test_a_write_that_changes_nothing_leaves_no_row() -> None:
    row = Centre.objects.create(name="A", country="NO")
    before = last_id()
    row.save()
    run("UPDATE cases_centre SET country = 'NO'")
    run("DELETE FROM cases_centre WHERE id = -1")
    assert events_since(before) == []


def test_digits_of_a_number_are_a_change() -> None:
    version = draft()
    run("UPDATE cases_patient SET weight_kg = 12 WHERE version_id = %s", version.pk)
    before = last_id()
    run("UPDATE cases_patient SET weight_kg = 12.0 WHERE version_id = %s", version.pk)
    (row,) = run("SELECT old::text, new::text FROM cases_auditevent WHERE id > %s", before)
    assert row == ('{"weight_kg": 12}', '{"weight_kg": 12.0}')


def test_a_change_of_the_key_is_recorded_under_both_keys() -> None:
    row = Centre.objects.create(name="A", country="NO")
    before = last_id()
    run("UPDATE cases_centre SET id = id + 1000")
    events = {event.row_id: event for event in events_since(before)}
    gone, come = events[str(row.pk)], events[str(row.pk + 1000)]
    assert {gone.operation, come.operation} == {"update"}
    assert gone.old is not None
    assert come.new is not None
    assert (gone.old["id"], gone.old["name"], gone.new) == (row.pk, "A", None)
    assert (come.new["id"], come.new["name"], come.old) == (row.pk + 1000, "A", None)


def test_many_rows_in_one_statement_are_many_events() -> None:
    before = last_id()
    Centre.objects.bulk_create(Centre(name=f"C{number}") for number in range(50))
    assert len(events_since(before)) == 50
    Centre.objects.update(country="NO")
    assert len(events_since(before)) == 100
    Centre.objects.all().delete()
    assert len(events_since(before)) == 150


def test_rows_of_a_case_name_their_version_and_case() -> None:
    before = last_id()
    version = draft()
    of = {event.table_name: event for event in events_since(before)}
    assert of["cases_case"].case_id == version.case_id
    assert (of["cases_caseversion"].case_id, of["cases_caseversion"].version_id) == (version.case_id, version.pk)
    assert of["cases_reaction"].version_id == version.pk
    assert of["cases_indication"].version_id == version.pk


def test_cascades_are_recorded_row_by_row() -> None:
    version = draft()
    before = last_id()
    version.delete()
    deleted = {event.table_name for event in events_since(before) if event.operation == "delete"}
    assert {
        "cases_caseversion",
        "cases_patient",
        "cases_primarysource",
        "cases_drug",
        "cases_indication",
        "cases_reaction",
    } <= deleted


def test_actions_are_recorded() -> None:
    version = draft()
    before = last_id()
    say(actor="nora", reason="complete")
    submit(version, by=None)
    (event,) = (e for e in events_since(before, "cases_caseversion") if e.operation == "update")
    assert event.old is not None
    assert event.new is not None
    assert (event.old["state"], event.new["state"], event.actor, event.reason) == (
        "draft",
        "submitted",
        "nora",
        "complete",
    )


def test_accounts_and_permissions_are_recorded_without_passwords_and_sign_ins() -> None:
    before = last_id()
    user = get_user_model().objects.create_user("nora", password="a secret of hers")
    group = Group.objects.create(name="assessors")
    user.groups.add(group)
    permission = Permission.objects.order_by("pk")[0]
    user.user_permissions.add(permission)
    group.permissions.add(permission)
    user.groups.clear()
    assert [(event.table_name, event.operation) for event in events_since(before)] == [
        ("auth_user", "insert"),
        ("auth_group", "insert"),
        ("auth_user_groups", "insert"),
        ("auth_user_user_permissions", "insert"),
        ("auth_group_permissions", "insert"),
        ("auth_user_groups", "delete"),
    ]
    before = last_id()
    user.set_password("another secret")
    user.last_login = timezone.now()
    user.save()
    assert events_since(before) == []
    user.is_superuser = True
    user.save()
    user.user_permissions.clear()
    group.delete()
    pk, _ = user.pk, user.delete()
    changed, *_, gone = (event for event in events_since(before) if event.table_name == "auth_user")
    assert (changed.old, changed.new) == ({"is_superuser": False}, {"is_superuser": True})
    assert gone.old is not None
    assert gone.row_id == str(pk)
    assert not {"password", "last_login"} & set(gone.old)


def _as_held(row: Document) -> dict[str, Any]:
    """Digest and length of a file as the table holds it: encrypted, and so other bytes each time."""
    ((stored,),) = run("SELECT included_content FROM cases_document WHERE id = %s", row.pk)
    return {"sha256": hashlib.sha256(stored).hexdigest(), "bytes": len(stored)}


def test_files_are_recorded_by_digest_and_length() -> None:
    version = draft()
    content, other = os.urandom(2_000_000), os.urandom(10)
    row = Document.objects.create(version=version, number=1, included_content=content)
    before = last_id()
    as_held = [_as_held(row)]
    row.included_content = other
    row.save()
    as_held.append(_as_held(row))
    row.delete()
    changed, gone = events_since(before)
    assert changed.old == {"included_content": as_held[0]}
    assert changed.new == {"included_content": as_held[1]}
    assert gone.old is not None
    assert gone.old["included_content"] == as_held[1]


def test_without_a_name_the_database_login_stands_for_the_actor() -> None:
    login = run("SELECT session_user::text")[0][0]
    before = last_id()
    Centre.objects.create(name="A")
    say(actor="nora")
    say()
    Centre.objects.create(name="B")
    assert {(e.actor, e.db_role, e.db_login, e.request, e.reason) for e in events_since(before)} == {
        (login, login, login, "", "")
    }


def test_the_role_that_wrote_is_named_and_needs_no_right_to_the_trail() -> None:
    login = run("SELECT session_user::text")[0][0]
    run("CREATE ROLE audit_test_writer")
    run("GRANT INSERT, SELECT, UPDATE ON cases_centre TO audit_test_writer")
    before = last_id()
    run("SET LOCAL ROLE audit_test_writer")
    run("INSERT INTO cases_centre (name, country, contact_email) VALUES ('A', '', '')")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        run("SELECT * FROM cases_auditevent")
    run("RESET ROLE")
    (event,) = events_since(before)
    assert (event.db_role, event.db_login) == ("audit_test_writer", login)


def test_a_column_added_later_is_recorded_too() -> None:
    Centre.objects.create(name="A")
    run("ALTER TABLE cases_centre ADD COLUMN centre_id bigint DEFAULT 7")
    before = last_id()
    Centre.objects.create(name="B")
    run("UPDATE cases_centre SET centre_id = 8 WHERE name = 'B'")
    inserted, changed = events_since(before)
    assert (inserted.centre_id, changed.centre_id, changed.new) == (7, 8, {"centre_id": 8})


def test_a_write_that_is_rolled_back_leaves_no_row() -> None:
    centre()
    before = last_id()
    with transaction.atomic():
        Centre.objects.create(name="New")
        transaction.set_rollback(True)
    assert events_since(before) == []


def test_reactions_by_copy_are_recorded_with_their_version() -> None:
    version = draft()
    names = ", ".join(f'"{f.column}"' for f in Reaction._meta.concrete_fields if f.column not in ("id", "number"))
    before = last_id()
    with connection.cursor() as cursor:
        source = f"SELECT {names}, number + g FROM cases_reaction, generate_series(1, 100) AS g"
        with cursor.copy(f"COPY ({source}) TO STDOUT") as copy:
            rows = b"".join(bytes(block) for block in copy)
        with cursor.copy(f"COPY cases_reaction ({names}, number) FROM STDIN") as copy:
            copy.write(rows)
    assert [event.version_id for event in events_since(before)] == [version.pk] * 100
