"""The steps of the guidance texts: where they stand, and what cases say of them."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings

from cases.icsr import ICSR
from cases.rules.lung_facts import lung_facts
from cases.rules.management import STEPS, step_columns
from tests.cases.documented import documented
from tests.cases.generated import icsrs
from tests.cases.rules.denials import without_denials
from tests.cases.rules.managed import DONE, NA, NOT_DONE, UNKNOWN, codes, statuses
from tests.reference import reference

BY_CODE = {step.code: step for step in STEPS}


def test_each_step_stands_where_it_says() -> None:
    assert len(BY_CODE) == len(STEPS)
    for step in STEPS:
        assert step.places
        for place in step.places:
            lines = reference(f"../sources/{place.source}.txt").read_text(encoding="utf-8").splitlines()
            assert place.heading in [line.strip() for line in lines]


def test_of_an_empty_case_only_what_needs_a_drug_is_known() -> None:
    assert codes(ICSR(), DONE) | codes(ICSR(), NOT_DONE) == set()
    assert codes(ICSR(), NA) == {"drug_stopped", "not_given_again"}


def test_myro() -> None:
    # Stopped after the second infusion; no treatment; saturation, platelets, creatinine normal; CTPA, lavage without
    # infection, ANCA and anti-GBM negative; CT after one week; no new treatment with it.
    myro = documented()["MYRO-2018"]
    assert codes(myro, DONE) == {
        "drug_stopped",
        "ct",
        "bronchoscopy",
        "infection_looked_for",
        "hypoxaemia_assessed",
        "not_given_again",
        "follow_up_image",
        "symptoms_followed",
        "images_followed",
    }
    assert codes(myro, NOT_DONE) == {"gc_pulse", "gc_oral", "gc_before_bronchoscopy"}
    assert {"plasma_exchange", "oxygen", "ventilation", "platelet_transfusion", "antimicrobial"} <= codes(myro, NA)
    # Haemoglobin 105 g/L without transfusion: neither text says from where on blood is needed.
    assert statuses(myro)["transfusion"] == UNKNOWN


def test_zhao() -> None:
    # The remaining infusions withheld; bronchoscopy not tolerated; CT clear after 16 days; given again after a year.
    zhao = documented()["ZHAO-2025"]
    assert codes(zhao, NOT_DONE) == {"bronchoscopy", "not_given_again"}
    assert codes(zhao, DONE) == {
        "drug_stopped",
        "ct",
        "infection_looked_for",
        "follow_up_image",
        "symptoms_followed",
        "images_followed",
    }


def test_abreu() -> None:
    # Table I, patient 1: oral and intravenous glucocorticoid, cyclophosphamide, plasma exchange, no immunoglobulin,
    # ventilated, antibiotics. Patient 5: no cyclophosphamide; whether rituximab is not in the table.
    assert codes(documented()["ABREU-2025-1-1"], DONE) == {
        "gc_pulse",
        "gc_oral",
        "gc_with_immunosuppressant",
        "plasma_exchange",
        "gc_with_plasma_exchange",
        "ventilation",
        "antimicrobial",
    }
    fifth = statuses(documented()["ABREU-2025-5-1"])
    assert (fifth["gc_with_immunosuppressant"], fifth["drug_stopped"], fifth["ivig"]) == (UNKNOWN, NA, NA)
    # Patient 6, lupus: no pulse, no exchange; whether it was refractory is not told.
    sixth = statuses(documented()["ABREU-2025-6-1"])
    assert (sixth["gc_pulse"], sixth["ivig"], sixth["gc_with_plasma_exchange"]) == (NOT_DONE, UNKNOWN, NA)


def test_columns_hold_the_same() -> None:
    for icsr in documented().values():
        lung = lung_facts(icsr)
        columns = step_columns(icsr, lung)
        by_status = {"steps_done": DONE, "steps_not_done": NOT_DONE, "steps_not_applicable": NA}
        assert {name: set(found) for name, found in columns.items()} == {
            name: codes(icsr, status) for name, status in by_status.items()
        }


def test_of_what_has_no_place_in_a_case_nothing_is_known() -> None:
    unrecorded = {step.code for step in STEPS if not step.recorded}
    assert "thromboprophylaxis" in unrecorded
    for icsr in documented().values():
        assert unrecorded <= codes(icsr, UNKNOWN)


@settings(max_examples=150, deadline=None)
@given(icsrs)
def test_unknown_never_counts_as_not_done(icsr: ICSR) -> None:
    undenied = without_denials(icsr)
    # What denies by itself: a drug that went on, one given again, a lavage that was attempted, a later dose.
    own = {"drug_stopped", "not_given_again", "bronchoscopy", "gc_before_bronchoscopy"}
    assert codes(undenied, NOT_DONE) <= own


@settings(max_examples=100, deadline=None)
@given(icsrs)
def test_every_step_has_one_status(icsr: ICSR) -> None:
    columns = step_columns(icsr, lung_facts(icsr))
    together = [code for found in columns.values() for code in found]
    assert len(together) == len(set(together))
    assert set(together) <= set(BY_CODE)


def test_facts_of_the_case_are_enough_for_the_columns() -> None:
    lung = dataclasses.replace(lung_facts(ICSR()), ct=True)
    assert "ct" in step_columns(ICSR(), lung)["steps_done"]
