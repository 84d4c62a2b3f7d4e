"""Differences between versions: nothing when nothing changed, both ways the same, and enough to rebuild the new one."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from cases.icsr import ICSR
from cases.icsr.codes import Outcome, Sex
from cases.icsr.course import Infusion
from cases.icsr.drug import Drug
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.icsr.values import NullFlavor, Quantity
from cases.rules.difference import ROW, Change, Difference, applied, differences
from tests.cases.documented import documented
from tests.cases.generated import icsrs
from tests.cases.maximal import maximal

SWAPPED = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED, Change.CHANGED: Change.CHANGED}


@given(icsrs)
@settings(max_examples=25, deadline=None)
def test_a_case_does_not_differ_from_itself(icsr: ICSR) -> None:
    assert differences(icsr, icsr) == ()
    assert applied(icsr, ()) == icsr


@given(icsrs, icsrs)
@settings(max_examples=50, deadline=None)
def test_looking_the_other_way_exchanges_old_and_new(old: ICSR, new: ICSR) -> None:
    turned = tuple(
        dataclasses.replace(item, old=item.new, new=item.old, kind=SWAPPED[item.kind]) for item in differences(old, new)
    )
    assert differences(new, old) == turned


@given(icsrs, icsrs)
@settings(max_examples=50, deadline=None)
def test_the_differences_applied_to_the_old_case_give_the_new_one(old: ICSR, new: ICSR) -> None:
    assert applied(old, differences(old, new)) == new


@given(icsrs, icsrs)
@settings(max_examples=25, deadline=None)
def test_every_difference_has_its_own_place_and_words(old: ICSR, new: ICSR) -> None:
    found = differences(old, new)
    assert len({item.path for item in found}) == len(found)
    assert all(item.label and item.title for item in found)


def infusion(number: int, dose: str) -> Infusion:
    return Infusion(number=number, dose=Quantity(Decimal(dose), "mg"))


OLD = ICSR(
    patient=Patient(sex=Sex.FEMALE, initials="AB"),
    reactions=(Reaction(number=1, outcome=Outcome.RECOVERING), Reaction(number=2, verbatim="Fever")),
    drugs=(Drug(number=1, name="alemtuzumab", infusions=(infusion(1, "12.0"), infusion(2, "12"))),),
)
NEW = ICSR(
    patient=Patient(sex=Sex.FEMALE, initials=NullFlavor.MSK, weight_kg=Decimal(60)),
    reactions=(Reaction(number=1, outcome=Outcome.RECOVERED, end=PartialDate("2022")), Reaction(number=3)),
    drugs=(Drug(number=1, name="alemtuzumab", infusions=(infusion(1, "12"), infusion(2, "12"), infusion(4, "12"))),),
)


def test_a_follow_up_field_by_field_in_clinical_order() -> None:
    dose = Quantity(Decimal(12), "mg")
    found = [(item.path, item.label, item.old, item.new, item.kind) for item in differences(OLD, NEW)]
    assert found == [
        ("patient.initials", "Initials", "AB", NullFlavor.MSK, Change.CHANGED),
        ("patient.weight_kg", "Weight (kg)", None, Decimal(60), Change.ADDED),
        ("reactions[1].outcome", "Outcome", Outcome.RECOVERING, Outcome.RECOVERED, Change.CHANGED),
        ("reactions[1].end", "End", None, PartialDate("2022"), Change.ADDED),
        ("reactions[2]", "Reaction", None, None, Change.REMOVED),
        ("reactions[2].verbatim", "Reaction, in the reporter's words", "Fever", None, Change.REMOVED),
        ("reactions[3]", "Reaction", None, None, Change.ADDED),
        # 12.0 and 12 are the same number, but not the same statement.
        ("drugs[1].infusions[1].dose", "Dose", Quantity(Decimal("12.0"), "mg"), dose, Change.CHANGED),
        ("drugs[1].infusions[4]", "Infusion", None, None, Change.ADDED),
        ("drugs[1].infusions[4].dose", "Dose", None, dose, Change.ADDED),
    ]


def test_section_and_rows_of_a_nested_row() -> None:
    last = differences(OLD, NEW)[-1]
    assert (last.section, last.rows, last.element, last.title) == ("drugs.infusions", (1, 4), "dose", "Infusion")


def test_a_section_that_comes_or_goes_is_told_even_when_it_is_empty() -> None:
    came = Difference("patient", (), ROW, "Patient", None, None, Change.ADDED)
    assert differences(ICSR(), ICSR(patient=Patient())) == (came,)
    assert applied(ICSR(), (came,)) == ICSR(patient=Patient())


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((None, None), (1, 2)), ((2, None), (2, 3)), ((5, None), (5, 2)), ((1, 1), (1, 2)), ((3, 3, 2), (3, 4, 2))],
)
def test_rows_without_a_number_of_their_own_are_told_apart(numbers: tuple[Any, ...], expected: tuple[int, ...]) -> None:
    icsr = ICSR(reactions=tuple(Reaction(number=number) for number in numbers))
    assert sorted(item.rows[0] for item in differences(ICSR(), icsr)) == sorted(expected)


def test_the_fullest_case_can_come_and_go() -> None:
    full, nulls = maximal(), maximal(nulls=True)
    assert applied(ICSR(), differences(ICSR(), full)) == full
    assert applied(full, differences(full, ICSR())) == ICSR()
    assert applied(full, differences(full, nulls)) == nulls


def test_two_documented_cases() -> None:
    cases = documented()
    paths = {item.path for item in differences(cases["ALPORT-A"], cases["ALPORT-B"])}
    assert "reactions[1].outcome" in paths
