"""What goes into the tables comes out again: every element, every null flavour, every row, in order."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import IntegrityError, connection, transaction

from cases import store
from cases.icsr import ICSR
from cases.icsr.drug import Drug, DrugReaction
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.plain import filled
from cases.icsr.reaction import Reaction
from cases.icsr.spec import elements, walk
from cases.icsr.values import NullFlavor
from cases.models import Batch, CaseVersion, Message
from cases.models.section import MODEL_OF, Section
from tests.cases.builders import draft, minimal
from tests.cases.maximal import maximal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("nulls", [False, True])
def test_a_maximal_case_comes_back_as_it_went_in(nulls: bool) -> None:
    icsr = maximal(nulls=nulls)
    version = draft(icsr)
    connection.check_constraints()
    assert store.load(version) == icsr


def test_the_maximal_case_fills_every_element() -> None:
    paths = {path.replace("[1]", "").replace("[2]", "") for path, _ in filled(maximal())}
    declared = sum(len(list(elements(record))) for record in walk(ICSR))
    assert len(paths) == declared


def test_an_empty_case_comes_back_empty() -> None:
    assert store.load(draft(ICSR())) == ICSR()


def test_writing_again_replaces_what_was_there() -> None:
    version = draft(maximal())
    store.write(version, minimal())
    assert store.load(version) == store.numbered(minimal())


def test_many_cases_cost_no_more_queries_than_one(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    versions = [draft(maximal()).pk for _ in range(3)]
    tables = len(list(walk(ICSR)))
    with django_assert_num_queries(tables):
        loaded = store.load_many(versions)
    assert list(loaded.values()) == [maximal()] * 3


def test_numbers_stay_and_new_rows_get_the_next() -> None:
    rows = (Reaction(number=3, verbatim="c"), Reaction(verbatim="d"), Reaction(number=1, verbatim="a"))
    numbers = [row.number for row in store.numbered(ICSR(reactions=rows)).reactions]
    assert numbers == [3, 4, 1]


def test_a_date_keeps_its_spelling_in_the_database() -> None:
    version = draft(ICSR(reactions=(Reaction(start=PartialDate("198901")),)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT start FROM cases_reaction WHERE version_id = %s", [version.pk])
        assert cursor.fetchone() == ("198901",)


@pytest.mark.parametrize(
    "change",
    [
        "birth_date = '1989-01-01'",
        "initials = 'AB'",
        "birth_date_nf = 'UNK'",
        "sex = '7'",
        "sex = '1', sex_nf = 'UNK'",
        "initials = 'v1:1:A', initials_nf = 'MSK'",
        "weight_kg = -1",
        "age_at_onset_value = -3",
    ],
)
def test_the_database_refuses_impossible_values(change: str) -> None:
    version = draft(ICSR(patient=Patient(height_cm=None)))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_patient SET {change} WHERE version_id = %s", [version.pk])


@pytest.mark.parametrize("link", [{"drug": 2, "reaction": 1}, {"drug": 1, "reaction": 2}])
def test_a_link_to_a_row_of_no_such_number_is_refused(link: dict[str, int]) -> None:
    draft(dataclasses.replace(minimal(), drug_reactions=(DrugReaction(**link),)))
    with pytest.raises(IntegrityError):
        connection.check_constraints()


def section_tables() -> list[type[Section]]:
    return [MODEL_OF[record] for record in walk(ICSR)]


@pytest.mark.parametrize("model", section_tables(), ids=lambda model: model.__name__)
def test_a_submitted_version_never_changes(model: type[Section]) -> None:
    version = draft(maximal())
    table = model._meta.db_table
    CaseVersion.objects.filter(pk=version.pk).update(state="submitted", submitted_at="2026-01-01T00:00Z")
    other = draft(ICSR())
    refused = (
        f"UPDATE {table} SET id = id WHERE version_id = {version.pk}",
        f"DELETE FROM {table} WHERE version_id = {version.pk}",
        f"UPDATE {table} SET version_id = {other.pk} WHERE version_id = {version.pk}",
    )
    for statement in refused:
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    CaseVersion.objects.filter(pk=other.pk).update(state="submitted", submitted_at="2026-01-01T00:00Z")
    row = {"version": version, "number": 9} if hasattr(model, "number") else {"version": other}
    if _is_of_drug(model):
        row["drug"] = version.drug_rows.first()  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        model._default_manager.create(**row)


def _is_of_drug(model: type[Section]) -> bool:
    return any(field.name == "drug" and field.is_relation for field in model._meta.get_fields())


@pytest.mark.parametrize(
    "change",
    ["state = 'draft', submitted_at = NULL", "number = 5", "submitted_at = now()"],
)
def test_a_submitted_version_keeps_its_identity(change: str) -> None:
    version = draft()
    CaseVersion.objects.filter(pk=version.pk).update(state="submitted", submitted_at="2026-01-01T00:00Z")
    with pytest.raises(IntegrityError, match="keeps its case"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_caseversion SET {change} WHERE id = %s", [version.pk])


def test_a_submitted_version_cannot_be_deleted() -> None:
    version = draft(ICSR())
    CaseVersion.objects.filter(pk=version.pk).update(state="submitted", submitted_at="2026-01-01T00:00Z")
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_caseversion WHERE id = %s", [version.pk])


def test_a_draft_can_be_deleted() -> None:
    version = draft(maximal())
    version.delete()
    assert not CaseVersion.objects.filter(pk=version.pk).exists()


def test_the_envelope_has_its_tables() -> None:
    batch = Batch.objects.create(identifier="B1", transmitted=PartialDate("20260101120000"))
    message = Message.objects.create(batch=batch, number=1, identifier="M1", version=draft())
    message.refresh_from_db()
    assert (message.batch.transmitted, str(message), str(message.batch)) == (PartialDate("20260101120000"), "M1", "B1")


def test_unknown_is_kept_apart_from_no() -> None:
    version = draft(ICSR(reactions=(Reaction(life_threatening=NullFlavor.NI), Reaction(life_threatening=False))))
    unknown, denied = store.load(version).reactions
    assert unknown.life_threatening is NullFlavor.NI
    assert denied.life_threatening is False


def test_drug_rows_are_stored_with_their_drug() -> None:
    icsr = ICSR(drugs=(Drug(number=1, name="one"), maximal().drugs[0]))
    version = draft(dataclasses.replace(icsr, drugs=(icsr.drugs[0], dataclasses.replace(icsr.drugs[1], number=2))))
    first, second = store.load(version).drugs
    assert first.infusions == ()
    assert second.infusions == maximal().drugs[0].infusions
