"""What was stored plainly before is encrypted in place, in submitted versions too, and the way back restores it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from cases import store
from cases.icsr import ICSR
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.report import Document, PrimarySource
from cases.icsr.values import Attachment, NullFlavor
from cases.models import CaseVersion
from cases.selectors.identity import versions_with
from tests.cases.builders import draft

THIS = "0007_identity_encrypted"
CASE = ICSR(
    patient=Patient(initials="A\u00c9", birth_date=PartialDate("19890102"), hospital_record="MRN 47-11"),
    primary_sources=(PrimarySource(family_name=NullFlavor.MSK, email="a@example.org"), PrimarySource(city="Bergen")),
    documents=(
        Document(included=Attachment(bytes(range(256)) * 40, "application/pdf", "scan.pdf")),
        Document(description="none"),
    ),
)
PLAIN = [("A\u00c9", "19890102", "MRN 47-11")]


@pytest.fixture
def versions(transactional_db: None) -> Iterator[list[CaseVersion]]:
    """A submitted version and a draft; afterwards the tables are up to date again."""
    made = [draft(CASE), *(draft(CASE) for _ in range(6))]
    CaseVersion.objects.filter(pk=made[0].pk).update(state="submitted", submitted_at="2026-01-01T00:00Z")
    yield made
    call_command("migrate", "cases", verbosity=0)


def before() -> str:
    """The migration that this one follows."""
    (parent,) = MigrationLoader(None).get_migration("cases", THIS).dependencies
    return str(parent[1])


def rows(statement: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_old_values_are_encrypted_in_place_and_come_back(versions: list[CaseVersion]) -> None:
    stored = {version.pk: store.load(version) for version in versions}
    call_command("migrate", "cases", before(), verbosity=0)
    assert set(rows("SELECT initials, birth_date, hospital_record FROM cases_patient")) == set(PLAIN)
    assert {bytes(found) for (found,) in rows("SELECT included_content FROM cases_document WHERE number = 1")} == {
        bytes(range(256)) * 40
    }
    assert rows("SELECT DISTINCT included_file_name FROM cases_document ORDER BY 1") == [("",), ("scan.pdf",)]
    assert rows("SELECT tablename FROM pg_tables WHERE tablename = 'cases_datakey'") == []

    call_command("migrate", "cases", verbosity=0)
    (found,) = set(rows("SELECT left(initials, 3), left(birth_date, 3), left(hospital_record, 3) FROM cases_patient"))
    assert found == ("v1:", "v1:", "v1:")
    assert store.load_many(list(stored)) == stored
    assert versions_with(record_number="mrn4711", birth_date=PartialDate("19890102")).count() == len(versions)
    assert set(rows("SELECT length(email_match) FROM cases_primarysource")) == {(0,), (64,)}


def test_submitted_versions_are_guarded_again_afterwards(versions: list[CaseVersion]) -> None:
    for target in (before(), THIS):
        call_command("migrate", "cases", target, verbosity=0)
        assert rows("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'") == []
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE cases_patient SET id = id WHERE version_id = %s", [versions[0].pk])
