"""The tables of the first release, with an accepted case in them, come up to date and go back without losing a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from cases import store
from cases.models import CaseVersion, Step
from cases.models.section import MODEL_OF, Section
from tests.cases.builders import accepted
from tests.cases.maximal import maximal

FIRST_RELEASE = "0002_promises_of_the_database"
TABLES = sorted(model._meta.db_table for model in MODEL_OF.values() if issubclass(model, Section))


@pytest.fixture
def version(transactional_db: None) -> Iterator[CaseVersion]:
    """An accepted version with a row in every section; afterwards the tables are up to date again."""
    yield accepted(maximal())
    call_command("migrate", verbosity=0)


def fetch(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def rows() -> dict[str, int]:
    """How many rows each section has."""
    return {table: fetch(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def test_there_and_back(version: CaseVersion) -> None:
    icsr, counted = store.load(version), rows()
    call_command("migrate", "cases", FIRST_RELEASE, verbosity=0)
    assert rows() == counted
    assert fetch("SELECT state, submitted_at IS NOT NULL FROM cases_caseversion") == [("accepted", True)]
    assert (
        fetch(
            "SELECT 1 FROM information_schema.columns WHERE column_name = 'centre_id' AND table_name = 'cases_reaction'"
        )
        == []
    )
    call_command("migrate", verbosity=0)
    assert rows() == counted
    assert store.load(CaseVersion.objects.get()) == icsr
    for table in TABLES:
        assert fetch(f"SELECT DISTINCT centre_id FROM {table}") == [(version.centre_id,)] * bool(counted[table])
    # What had happened before there was a table for it is written down in it.
    assert list(Step.objects.values_list("name", "source", "target")) == [
        ("submit", "draft", "submitted"),
        ("accept", "submitted", "accepted"),
    ]
