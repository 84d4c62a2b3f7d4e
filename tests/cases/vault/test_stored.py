"""In the tables: no column shows what identifies a person, and equal values are found without it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import DataError, connection

from cases import store
from cases.icsr import ICSR
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient as PatientRecord
from cases.icsr.spec import elements, parts
from cases.icsr.values import Attachment, NullFlavor
from cases.models import CaseVersion, Patient
from cases.selectors.identity import versions_with
from tests.cases.builders import draft
from tests.cases.maximal import maximal

pytestmark = pytest.mark.django_db


def identifying(record: Any, path: str = "") -> Iterator[tuple[str, str | bytes]]:
    """Every identifying value of a record and of the rows below it."""
    for name, spec in elements(type(record)):
        value = getattr(record, name)
        if not spec.identifies or value is None or isinstance(value, NullFlavor):
            continue
        if isinstance(value, Attachment):
            yield f"{path}{name}.content", value.content
            yield f"{path}{name}.file_name", value.file_name
        else:
            yield f"{path}{name}", value.hl7 if isinstance(value, PartialDate) else value
    for part in parts(type(record)):
        held = getattr(record, part.name)
        for row in held if isinstance(held, tuple) else (held,):
            yield from identifying(row, f"{path}{part.name}.")


def telling(record: Any = None) -> Any:
    """The maximal case, its identifying texts and dates such as no other element has."""
    record = record or maximal()
    changes: dict[str, Any] = {}
    for place, (name, spec) in enumerate(elements(type(record))):
        value = getattr(record, name)
        if spec.identifies and isinstance(value, str):
            changes[name] = f"\u00a4{value[1:]}"
        elif spec.identifies and isinstance(value, PartialDate):
            changes[name] = PartialDate(f"{1900 + place}0203")
    for part in parts(type(record)):
        held = getattr(record, part.name)
        changes[part.name] = tuple(telling(row) for row in held) if isinstance(held, tuple) else telling(held)
    return dataclasses.replace(record, **changes)


def everything_stored() -> Iterator[tuple[str, bytes]]:
    """Each text, array, JSON and binary value of every table of the project, as bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type IN ('text', 'character varying', 'bytea', 'ARRAY', 'jsonb', 'json') "
            "AND table_name ~ '^(cases|reports|django|auth)_'"
        )
        for table, column, kind in cursor.fetchall():
            content = f'"{column}"' if kind == "bytea" else f"convert_to(\"{column}\"::text, 'UTF8')"
            cursor.execute(f'SELECT {content} FROM "{table}" WHERE "{column}" IS NOT NULL')
            for (value,) in cursor.fetchall():
                yield f"{table}.{column}", bytes(value)


def test_no_column_of_any_table_shows_an_identifying_value() -> None:
    case = telling()
    version = draft(case)
    values = dict(identifying(case))
    assert {"patient.initials", "patient.birth_date", "primary_sources.email", "sender.telephone"} <= values.keys()
    assert {"documents.included.content", "literature.included.file_name"} <= values.keys()
    wanted = {path: value if isinstance(value, bytes) else value.encode() for path, value in values.items()}
    stored = list(everything_stored())
    assert any(b"story 1" in value for _, value in stored), "the search has to see what is plain"
    shown = [(path, where) for where, value in stored for path, plain in wanted.items() if plain in value]
    assert shown == []
    assert store.load(version) == case


def test_empty_stays_empty() -> None:
    version = draft(ICSR(patient=PatientRecord(initials=NullFlavor.MSK, weight_kg=None)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT initials, initials_match, initials_nf, birth_date, birth_date_match, hospital_record "
            "FROM cases_patient WHERE version_id = %s",
            [version.pk],
        )
        assert cursor.fetchone() == ("", "", "MSK", "", "", "")


def test_an_encrypted_column_refuses_comparisons_that_would_find_nothing() -> None:
    draft(ICSR(patient=PatientRecord(initials="AB")))
    assert Patient.objects.exclude(initials="").count() == 1
    for question in ({"initials": "AB"}, {"initials__icontains": "A"}, {"birth_date": "1989"}, {"initials__in": ["A"]}):
        with pytest.raises(FieldError):
            Patient.objects.filter(**question).exists()


def test_a_text_longer_than_its_element_allows_is_refused() -> None:
    with pytest.raises(DataError, match=r"cases\.Patient\.gp_record: at most 20") as refused:
        draft(ICSR(patient=PatientRecord(gp_record="x" * 21)))
    assert "xxx" not in str(refused.value)


def test_equal_record_numbers_dates_and_initials_are_found() -> None:
    born = PartialDate("19890102")
    one = draft(ICSR(patient=PatientRecord(hospital_record="MRN 47-11", birth_date=born, initials="A.B.")))
    two = draft(ICSR(patient=PatientRecord(gp_record="mrn4711", birth_date=PartialDate("1989"), initials="CD")))
    draft(ICSR(patient=PatientRecord(hospital_record=NullFlavor.MSK)))

    def found(**wanted: Any) -> set[CaseVersion]:
        return set(versions_with(**wanted))

    assert found(record_number="MRN4711") == {one, two}
    assert found(record_number="4711") == set()
    assert found(birth_date=PartialDate("198901021200")) == {one}
    assert found(initials="a.b.") == {one}
    assert found(record_number="mrn-4711", initials="cd") == {two}
    assert found(record_number="mrn-4711", birth_date=born, initials="cd") == set()
    assert found(record_number=" - ") == set()
    assert found() == set()


def test_a_value_that_is_taken_away_is_not_found_any_more() -> None:
    version = draft(ICSR(patient=PatientRecord(hospital_record="4711")))
    store.write(version, ICSR(patient=PatientRecord(hospital_record="4712")))
    assert not versions_with(record_number="4711").exists()
    assert versions_with(record_number="4712").get() == version
