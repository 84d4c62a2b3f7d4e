"""Every element of E2B(R3), of its envelope and of FDA's region has one home, a typed column of its own concept."""

from __future__ import annotations

import re
from functools import cache

import pytest

from cases.icsr import ICSR
from cases.icsr.message import Batch
from cases.icsr.spec import Kind, Spec, elements, walk
from cases.models.columns import columns_of
from cases.models.section import MODEL_OF
from tests.reference import rows

TABLE = "e2b/elements.csv"
WITHOUT_ACKNOWLEDGEMENT = 214 + 9 + 28

# E2B writes "less than 10" as an interval without a lower limit; the record says it by `Test.qualifier`.
SAID_OTHERWISE = {"F.r.3.2"}


def homes() -> list[tuple[str, type, str, Spec]]:
    """Element number, record class, field and declaration of every element that the record declares."""
    records = [record for root in (ICSR, Batch) for record in (root, *walk(root))]
    return [
        (number, record, name, spec) for record in records for name, spec in elements(record) for number in spec.e2b
    ]


@cache
def by_number() -> dict[str, tuple[type, str, Spec]]:
    return {number: (record, name, spec) for number, record, name, spec in homes()}


def case_elements() -> list[dict[str, str]]:
    return [row for row in rows(TABLE) if row["section"] != "ACK"]


def null_flavours(row: dict[str, str]) -> set[str]:
    if row["section"] == "FDA-regional":
        _, _, text = row["value_allowed"].partition("nullFlavor")
        return set(re.findall(r"[A-Z]{2,4}", text))
    return set(row["nullflavors"].split())


def test_no_element_has_two_homes() -> None:
    numbers = [number for number, *_ in homes()]
    assert len(numbers) == len(set(numbers))


def test_every_element_has_a_home_and_no_home_is_of_an_unknown_element() -> None:
    table = {row["element"] for row in case_elements()}
    assert len(table) == WITHOUT_ACKNOWLEDGEMENT
    assert set(by_number()) == table


def test_every_home_is_a_typed_column() -> None:
    table = case_elements()
    for row in table:
        record, name, spec = by_number()[row["element"]]
        columns = set(columns_of(name, spec))
        stored = {field.name for field in MODEL_OF[record]._meta.get_fields()}
        assert columns <= stored, row["element"]
        types = {MODEL_OF[record]._meta.get_field(column).get_internal_type() for column in columns}
        assert "JSONField" not in types


def test_null_flavours_are_those_of_the_table() -> None:
    for row in case_elements():
        spec = by_number()[row["element"]][2]
        expected = set() if row["element"] in SAID_OTHERWISE else null_flavours(row)
        if row["element"] == "F.r.3.3":
            continue  # the unit shares its declaration with F.r.3.2
        assert {null.value for null in spec.nulls} == expected, row["element"]


def test_lengths_are_those_of_the_table() -> None:
    checked = 0
    for row in case_elements():
        spec = by_number()[row["element"]][2]
        if spec.kind is Kind.TEXT and row["max_length"].isdigit():
            assert spec.max_length == int(row["max_length"]), row["element"]
            checked += 1
    assert checked == 99


LISTS = {
    "C.1.3": "ich-type-of-report",
    "C.1.8.2": "ich-first-sender-of-this-case",
    "C.1.11.1": "ich-report-nullification-amendment",
    "C.2.r.4": "ich-qualification",
    "C.3.1": "ich-sender-type",
    "C.5.4": "ich-study-type",
    "D.2.3": "ich-patient-age-group",
    "E.i.3.1": "ich-term-highlighted",
    "E.i.7": "ich-outcome-of-reaction-event",
    "F.r.3.1": "ich-test-result-code",
    "G.k.1": "ich-characterisation-of-drug-role",
    "G.k.8": "ich-action-taken-with-drug",
    "G.k.9.i.4": "ich-recur-on-readministration",
    "G.k.10.r": "ich-addional-info-on-drug-code",
    "N.1.1": "ich-type-of-message-in-batch",
    "FDA.C.1.7.1": "FDA.C.1.7.1",
    "FDA.D.11.r.1": "FDA.D.11.r.1",
    "FDA.D.12": "FDA.D.12",
    "FDA.G.k.1.a": "FDA.G.k.1.a",
    "FDA.G.k.10a": "FDA.G.k.10a",
    "FDA.G.k.10.1": "FDA.G.k.10.1",
    "FDA.G.k.12.r.2.r": "FDA.G.k.12.r.2.r",
    "FDA.G.k.12.r.8": "FDA.G.k.12.r.8",
    "FDA.G.k.12.r.10": "FDA.G.k.12.r.10",
}


@pytest.mark.parametrize(("number", "short_name"), LISTS.items())
def test_codes_are_those_of_the_list(number: str, short_name: str) -> None:
    expected = {row["code"] for row in rows("e2b/codelists.csv") if row["short_name"] == short_name}
    codes = by_number()[number][2].codes
    assert codes is not None
    assert {member.value for member in codes} == expected


def test_sex_is_iso_5218_without_its_unknowns() -> None:
    codes = by_number()["D.5"][2].codes
    assert codes is not None
    assert {member.value for member in codes} == {"1", "2"}


def test_units_of_times_and_doses_are_those_of_the_lists() -> None:
    table = rows("e2b/codelists.csv")
    times = {row["code"] for row in table if row["short_name"] == "ich-constrained-ucum-time-units"}
    doses = {row["code"] for row in table if row["short_name"] == "ich-constrained-ucum-dose-units"}
    assert set(by_number()["G.k.4.r.3"][2].units) == times | {"{decade}"}
    assert set(by_number()["G.k.4.r.1b"][2].units) == doses
