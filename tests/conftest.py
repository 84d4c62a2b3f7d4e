"""Fixtures that tests of several packages share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg.errors import DeadlockDetected


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The documented cases, loaded once for a module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session", autouse=True)
def _truncate_between_tests() -> Iterator[None]:
    """Let Django empty the tables after a test with transactions of its own, which audited tables refuse."""

    def flush(self: Any, sql_list: list[str]) -> None:
        for tries_left in reversed(range(5)):
            try:
                with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
                    cursor.execute("SET LOCAL session_replication_role = replica")
                    for sql in sql_list:
                        cursor.execute(sql)
                return
            except OperationalError as error:
                # A page that a browser had open may still be asking for something when its test is over.
                if not tries_left or not isinstance(error.__cause__, DeadlockDetected):
                    raise

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush)
        yield


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run in which every test was skipped has shown nothing, and so fails."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    is_worker = hasattr(session.config, "workerinput")
    if reporter is None or is_worker or session.config.option.collectonly or exitstatus != pytest.ExitCode.OK:
        return
    if not any(reporter.stats.get(outcome) for outcome in ("passed", "xfailed")):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
