"""Each table is audited or says why not, and the trail refuses what would change it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, connection, transaction

from cases.actions.access import note_reading
from cases.actions.audit import seal
from cases.database.audit import NOT_AUDITED
from cases.models import AccessEvent
from tests.cases.audit.trail import run
from tests.cases.builders import draft

pytestmark = pytest.mark.django_db

OURS = ("registry", "cases", "reports")
TRAIL = ("cases_auditevent", "cases_auditseal", "cases_auditsealrun", "cases_accessevent")
ACCOUNTS = (User, User.groups.through, User.user_permissions.through, Group, Group.permissions.through)


def _tables() -> set[str]:
    ours = (model for app in OURS for model in apps.get_app_config(app).get_models(include_auto_created=True))
    return {model._meta.db_table for model in (*ours, *ACCOUNTS) if model._meta.managed and not model._meta.proxy}


def _enabled_triggers() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, trigger in run(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    ):
        found.setdefault(table, set()).add(trigger)
    return found


def test_every_table_is_audited_or_says_why_not() -> None:
    wanted = {"audit_insert", "audit_update", "audit_delete", "audit_truncate"}
    triggers = _enabled_triggers()
    bare = {table for table in _tables() - set(NOT_AUDITED) if not wanted <= triggers.get(table, set())}
    assert not bare, "New tables: call audit_triggers() in a migration, or give a reason in NOT_AUDITED."


def test_every_exception_is_a_table_without_triggers_and_has_a_reason() -> None:
    assert set(NOT_AUDITED) <= _tables()
    assert all(len(reason) > 20 for reason in NOT_AUDITED.values())
    triggers = _enabled_triggers()
    assert not [table for table in NOT_AUDITED if "audit_insert" in triggers.get(table, set())]


@pytest.mark.parametrize("table", TRAIL)
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "DELETE FROM {} WHERE false", "TRUNCATE {}"]
)
def test_the_trail_refuses_to_be_changed_even_by_its_owner(table: str, statement: str) -> None:
    version = draft()
    note_reading(by=User.objects.create_user("nora"), version=version, elements=["patient.initials"])
    seal()
    run("SET CONSTRAINTS ALL IMMEDIATE")
    key = "event_id" if table == "cases_auditseal" else "id"
    assert run(f"SELECT count(*) FROM {table}")[0][0] > 0
    (owner,) = run("SELECT tableowner FROM pg_tables WHERE tablename = %s", table)[0]
    assert owner == run("SELECT current_user::text")[0][0]
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        run(statement.format(table, key, key))


@pytest.mark.parametrize("table", ["cases_reaction", "auth_user_groups"])
def test_an_audited_table_refuses_truncate(table: str) -> None:
    with pytest.raises(IntegrityError, match="delete the rows"), transaction.atomic():
        run(f"TRUNCATE {table} CASCADE")


def test_the_case_of_the_trail_is_read_by_index() -> None:
    run("SET LOCAL enable_seqscan = off")
    for column in ("case_id", "version_id"):
        plan = "\n".join(row[0] for row in run(f"EXPLAIN SELECT * FROM cases_auditevent WHERE {column} = 7"))
        assert f"auditevent_{column.removesuffix('_id')}" in plan


def test_reading_is_noted_by_name_of_element() -> None:
    version, nora = draft(), User.objects.create_user("nora")
    event = note_reading(
        by=nora, version=version, elements=["patient.initials", "patient.birth_date"] * 2, request_id="req-9"
    )
    assert event is not None
    found = AccessEvent.objects.get()
    assert (found.actor, found.case, found.version, found.centre) == (nora, version.case, version, version.case.centre)
    assert (found.what, found.request) == (["patient.birth_date", "patient.initials"], "req-9")
    assert note_reading(by=nora, version=version, elements=[]) is None
    assert AccessEvent.objects.count() == 1


def test_a_draft_that_was_read_can_be_deleted_and_the_reading_stays() -> None:
    version = draft()
    note_reading(by=User.objects.create_user("nora"), version=version, elements=["patient.initials"])
    pk = version.pk
    version.delete()
    assert AccessEvent.objects.get().version_id == pk


def test_the_tests_run_on_the_real_triggers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
