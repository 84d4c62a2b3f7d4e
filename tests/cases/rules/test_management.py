"""The steps of the guidance texts: where they stand, and what cases say of them."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from cases.icsr import ICSR
from cases.icsr.codes import ActionTaken, DrugRole, Outcome, Rechallenge, TestResult
from cases.icsr.codes_lung import (
    Analyte,
    Dechallenge,
    ExclusionCause,
    ExclusionResult,
    Modality,
    Phase,
    ProcedureStatus,
    Qualifier,
    Resolution,
    TreatmentGiven,
    TreatmentKind,
)
from cases.icsr.comparator import Episode
from cases.icsr.drug import Drug, DrugReaction
from cases.icsr.lung import Bronchoscopy, Exclusion, Imaging
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Death
from cases.icsr.reaction import Reaction
from cases.icsr.test import Test
from cases.icsr.treatment import Care, ReactionTreatment, Recovery
from cases.icsr.values import NullFlavor, Quantity
from cases.rules.lung_facts import lung_facts
from cases.rules.management import STEPS, management, step_columns
from cases.rules.management_judges import Status
from tests.cases.documented import documented
from tests.cases.generated import icsrs
from tests.cases.rules.test_lung_facts import without_denials
from tests.reference import reference

DONE, NOT_DONE, UNKNOWN, NA = Status.DONE, Status.NOT_DONE, Status.UNKNOWN, Status.NOT_APPLICABLE
BY_CODE = {step.code: step for step in STEPS}


def statuses(icsr: ICSR) -> dict[str, str]:
    return {code: status.value for code, status in management(icsr, lung_facts(icsr)).items()}


def codes(icsr: ICSR, status: Status) -> set[str]:
    return {code for code, found in statuses(icsr).items() if found == status}


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


def treated(**kinds: bool) -> dict[str, Any]:
    return {
        "treatments": tuple(ReactionTreatment(kind=TreatmentKind(kind), given=given) for kind, given in kinds.items())
    }


def with_tests(*rows: Test) -> dict[str, Any]:
    return {"tests": rows}


def value(analyte: Analyte, number: str, unit: str, qualifier: Qualifier | None = None) -> Test:
    result = Quantity(Decimal(number), unit)
    return Test(analyte=analyte, result=result, qualifier=qualifier, phase=Phase.ACUTE)


def spo2(number: str, qualifier: Qualifier | None = None) -> Test:
    return value(Analyte.SPO2, number, "%", qualifier)


def says(analyte: Analyte, words: str) -> Test:
    return Test(analyte=analyte, result_text=words, phase=Phase.ACUTE)


def drug(action: ActionTaken | None, number: int = 1) -> Drug:
    return Drug(number=number, role=DrugRole.SUSPECT, action_taken=action)


def link(**more: Any) -> DrugReaction:
    return DrugReaction(drug=1, reaction=1, **more)


def looked(cause: ExclusionCause, **more: Any) -> dict[str, Any]:
    return {"exclusions": (Exclusion(cause=cause, **more),)}


NO_TREATMENT = {"care": Care(treatment=TreatmentGiven.NONE)}
WITHDRAWN, CHANGED = ActionTaken.WITHDRAWN, ActionTaken.NOT_CHANGED
FOUND, EXCLUDED = ExclusionResult.FOUND, ExclusionResult.EXCLUDED
INFECTION, AUTOIMMUNE = ExclusionCause.INFECTION, ExclusionCause.AUTOIMMUNE
SCOPE = Bronchoscopy(status=ProcedureStatus.DONE, date=PartialDate("20220203"))
TIMED_SCOPE = Bronchoscopy(status=ProcedureStatus.DONE, after_onset=Quantity(Decimal(60), "h"))


def pulse(**more: Any) -> ReactionTreatment:
    return ReactionTreatment(kind=TreatmentKind.GC_PULSE, given=True, **more)


def image(**more: Any) -> Imaging:
    return Imaging(modality=Modality.CT, phase=Phase.FOLLOW_UP, **more)


ONSET = Reaction(start=PartialDate("20220201"))

EXAMPLES: list[tuple[str, dict[str, Any], Status]] = [
    ("drug_stopped", {"drugs": (drug(WITHDRAWN), drug(CHANGED, 2))}, NOT_DONE),
    ("drug_stopped", {"drugs": (drug(WITHDRAWN), drug(None, 2))}, UNKNOWN),
    ("drug_stopped", {"drugs": (drug(WITHDRAWN), drug(ActionTaken.NOT_APPLICABLE, 2))}, DONE),
    ("drug_stopped", {"drugs": (drug(ActionTaken.NOT_APPLICABLE),)}, NA),
    (
        "drug_stopped",
        {"drugs": (drug(ActionTaken.UNKNOWN),), "drug_reactions": (link(dechallenge=Dechallenge.NEGATIVE),)},
        DONE,
    ),
    (
        "drug_stopped",
        {"drugs": (drug(None),), "drug_reactions": (link(dechallenge=Dechallenge.NOT_STOPPED),)},
        NOT_DONE,
    ),
    ("drug_stopped", {"drugs": (drug(None),), "drug_reactions": (link(dechallenge=NullFlavor.UNK),)}, UNKNOWN),
    (
        "drug_stopped",
        {"drugs": (drug(None),), "drug_reactions": (link(dechallenge=Dechallenge.NOT_ASSESSABLE),)},
        UNKNOWN,
    ),
    ("gc_pulse", treated(gc_pulse=True), DONE),
    ("gc_pulse", treated(gc_pulse=False), NOT_DONE),
    ("gc_pulse", treated(gc_other=True), UNKNOWN),
    ("gc_before_bronchoscopy", treated(gc_pulse=True), UNKNOWN),
    ("gc_before_bronchoscopy", {"bronchoscopies": (Bronchoscopy(status=ProcedureStatus.NOT_DONE),)}, NA),
    ("gc_before_bronchoscopy", {"bronchoscopies": (SCOPE,)}, UNKNOWN),
    ("gc_before_bronchoscopy", {"bronchoscopies": (SCOPE,), **NO_TREATMENT}, NOT_DONE),
    (
        "gc_before_bronchoscopy",
        {"bronchoscopies": (SCOPE,), "treatments": (pulse(start=PartialDate("20220202")),)},
        DONE,
    ),
    (
        "gc_before_bronchoscopy",
        {"bronchoscopies": (SCOPE,), "treatments": (pulse(start=PartialDate("20220204")),)},
        NOT_DONE,
    ),
    # On the same day, and only the hours would tell which came first.
    (
        "gc_before_bronchoscopy",
        {"bronchoscopies": (SCOPE,), "treatments": (pulse(start=PartialDate("20220203")),)},
        UNKNOWN,
    ),
    (
        "gc_before_bronchoscopy",
        {"bronchoscopies": (TIMED_SCOPE,), "treatments": (pulse(after_onset=Quantity(Decimal(2), "d")),)},
        DONE,
    ),
    (
        "gc_before_bronchoscopy",
        {"bronchoscopies": (TIMED_SCOPE,), "treatments": (pulse(after_onset=Quantity(Decimal(3), "d")),)},
        NOT_DONE,
    ),
    ("gc_before_bronchoscopy", {"bronchoscopies": (TIMED_SCOPE,), "treatments": (pulse(),)}, UNKNOWN),
    ("gc_with_immunosuppressant", {**treated(gc_oral=True, rituximab=True)}, DONE),
    ("gc_with_immunosuppressant", {**treated(cyclophosphamide=False, rituximab=False)}, UNKNOWN),
    (
        "gc_with_immunosuppressant",
        {**treated(cyclophosphamide=False, rituximab=False), **looked(AUTOIMMUNE, result=FOUND)},
        NOT_DONE,
    ),
    (
        "gc_with_immunosuppressant",
        {**treated(cyclophosphamide=True, gc_oral=False), "episode": Episode(diagnosis="GPA")},
        UNKNOWN,
    ),
    (
        "gc_with_immunosuppressant",
        {**treated(rituximab=True, gc_oral=False, gc_pulse=False, gc_other=False), "episode": Episode()},
        NOT_DONE,
    ),
    ("gc_with_immunosuppressant", looked(AUTOIMMUNE, result=EXCLUDED), NA),
    # Whoever is ventilated, or has 85 % or less, is hypoxaemic.
    ("plasma_exchange", treated(plasma_exchange=True), DONE),
    ("plasma_exchange", treated(plasma_exchange=False), UNKNOWN),
    ("plasma_exchange", treated(plasma_exchange=False, imv=True), NOT_DONE),
    ("plasma_exchange", {**treated(plasma_exchange=False), **with_tests(spo2("85"))}, NOT_DONE),
    ("plasma_exchange", {**treated(plasma_exchange=False), **with_tests(spo2("80", Qualifier.MORE))}, UNKNOWN),
    ("plasma_exchange", with_tests(spo2("70")), UNKNOWN),
    ("plasma_exchange", {**NO_TREATMENT, **with_tests(spo2("96"))}, UNKNOWN),
    (
        "plasma_exchange",
        {
            **NO_TREATMENT,
            **with_tests(
                spo2("96"),
                value(Analyte.CREATININE, "70", "umol/L"),
                Test(analyte=Analyte.ANTI_GBM, result_code=TestResult.NEGATIVE),
            ),
        },
        NA,
    ),
    # 3.4 mg/dL is 300 umol/L: 3.5 is more, 3.3 is less.
    ("plasma_exchange", {**NO_TREATMENT, **with_tests(value(Analyte.CREATININE, "3.5", "mg/dL"))}, NOT_DONE),
    ("plasma_exchange", {**NO_TREATMENT, **with_tests(value(Analyte.CREATININE, "3.3", "mg/dL"))}, UNKNOWN),
    (
        "plasma_exchange",
        {**NO_TREATMENT, **with_tests(value(Analyte.CREATININE, "400", "umol/L", Qualifier.LESS))},
        UNKNOWN,
    ),
    ("plasma_exchange", treated(plasma_exchange=False, dialysis=True), NOT_DONE),
    (
        "plasma_exchange",
        {**treated(plasma_exchange=False), **with_tests(Test(analyte=Analyte.ANTI_GBM, result_text="positive"))},
        NOT_DONE,
    ),
    ("gc_with_plasma_exchange", treated(plasma_exchange=True, gc_other=True), DONE),
    ("gc_with_plasma_exchange", treated(plasma_exchange=True, gc_oral=False), UNKNOWN),
    (
        "gc_with_plasma_exchange",
        treated(plasma_exchange=True, gc_oral=False, gc_pulse=False, gc_other=False),
        NOT_DONE,
    ),
    ("gc_with_plasma_exchange", treated(plasma_exchange=False), NA),
    ("gc_with_plasma_exchange", {}, UNKNOWN),
    ("oxygen", treated(oxygen=True), DONE),
    ("oxygen", {**treated(oxygen=False), **with_tests(spo2("90"))}, NOT_DONE),
    ("oxygen", with_tests(spo2("91")), NA),
    ("oxygen", with_tests(spo2("91"), spo2("88")), UNKNOWN),
    ("oxygen", with_tests(spo2("95", Qualifier.AT_LEAST)), NA),
    ("oxygen", with_tests(spo2("95", Qualifier.LESS)), UNKNOWN),
    ("oxygen", with_tests(value(Analyte.SPO2, "0.95", "{ratio}")), UNKNOWN),
    ("oxygen", with_tests(says(Analyte.SPO2, "Normal.")), NA),
    ("oxygen", with_tests(says(Analyte.SPO2, "not normal")), UNKNOWN),
    ("oxygen", with_tests(Test(analyte=Analyte.SPO2, phase=Phase.ACUTE)), UNKNOWN),
    ("ventilation", treated(niv=True), DONE),
    ("ventilation", treated(ventilation=False), UNKNOWN),
    ("ventilation", with_tests(spo2("97")), NA),
    ("transfusion", treated(transfusion=True), DONE),
    ("transfusion", treated(transfusion=False), UNKNOWN),
    ("transfusion", with_tests(value(Analyte.HAEMOGLOBIN, "12", "g/dL")), NA),
    ("transfusion", with_tests(value(Analyte.HAEMOGLOBIN, "11.9", "g/dL")), UNKNOWN),
    ("platelet_transfusion", treated(transfusion=True), UNKNOWN),
    (
        "platelet_transfusion",
        {
            "treatments": (
                ReactionTreatment(kind=TreatmentKind.TRANSFUSION, given=True, drug_name="Platelet concentrate"),
            )
        },
        DONE,
    ),
    (
        "platelet_transfusion",
        {**treated(transfusion=False), **with_tests(value(Analyte.PLATELETS, "50000", "/uL"))},
        NOT_DONE,
    ),
    ("platelet_transfusion", with_tests(value(Analyte.PLATELETS, "51", "10*9/L")), NA),
    ("ecmo", NO_TREATMENT, NA),
    ("ecmo", treated(ecmo=False), UNKNOWN),
    ("ecmo", treated(ecmo=True), DONE),
    ("ivig", {"episode": Episode(diagnosis="GPA")}, NA),
    ("ivig", {"episode": Episode(diagnosis="SLE")}, UNKNOWN),
    ("ivig", looked(AUTOIMMUNE, result=EXCLUDED), NA),
    ("ivig", {}, UNKNOWN),
    ("antimicrobial", {**treated(antibiotics=False), **looked(INFECTION, result=FOUND)}, NOT_DONE),
    ("antimicrobial", looked(INFECTION, result=EXCLUDED), NA),
    ("antimicrobial", treated(antibiotics=False), UNKNOWN),
    ("infection_looked_for", looked(INFECTION, done=True), DONE),
    ("infection_looked_for", looked(INFECTION, done=True, result=FOUND), DONE),
    ("infection_looked_for", looked(INFECTION, done=False), NOT_DONE),
    ("infection_looked_for", looked(AUTOIMMUNE, done=True), UNKNOWN),
    ("bronchoscopy", {"bronchoscopies": (Bronchoscopy(status=ProcedureStatus.NOT_DONE),)}, NOT_DONE),
    ("hypoxaemia_assessed", with_tests(says(Analyte.BLOOD_GAS, "normal")), DONE),
    ("hypoxaemia_assessed", with_tests(Test(analyte=Analyte.PO2, phase=Phase.ACUTE)), UNKNOWN),
    (
        "oxygen_followed",
        with_tests(Test(analyte=Analyte.PO2, phase=Phase.FOLLOW_UP, result=Quantity(Decimal(11), "kPa"))),
        DONE,
    ),
    ("not_given_again", {"drugs": (drug(None),), "drug_reactions": (link(rechallenge=Rechallenge.NOT_DONE),)}, DONE),
    (
        "not_given_again",
        {"drugs": (drug(None),), "drug_reactions": (link(rechallenge=Rechallenge.RECURRED),)},
        NOT_DONE,
    ),
    ("not_given_again", {"drugs": (drug(None),)}, UNKNOWN),
    ("not_given_again", {"drugs": (drug(None),), "reactions": (Reaction(outcome=Outcome.FATAL),)}, NA),
    ("not_given_again", {"drugs": (drug(None),), "death": Death()}, NA),
    ("follow_up_image", {"imaging": (image(after_onset=Quantity(Decimal(7), "d")),)}, DONE),
    ("follow_up_image", {"imaging": (image(after_onset=Quantity(Decimal(4), "wk")),)}, DONE),
    ("follow_up_image", {"imaging": (image(after_onset=Quantity(Decimal(29), "d")),)}, UNKNOWN),
    ("follow_up_image", {"imaging": (image(date=PartialDate("20220208")),), "reactions": (ONSET,)}, DONE),
    ("follow_up_image", {"imaging": (image(date=PartialDate("20220207")),), "reactions": (ONSET,)}, UNKNOWN),
    ("follow_up_image", {"imaging": (image(),), "reactions": (ONSET,)}, UNKNOWN),
    ("symptoms_followed", {"reactions": (Reaction(outcome=Outcome.UNKNOWN),)}, UNKNOWN),
    ("symptoms_followed", {"recovery": Recovery(main_symptoms_gone=Quantity(Decimal(2), "d"))}, DONE),
    ("images_followed", {"imaging": (image(resolution=Resolution.PARTIAL),)}, DONE),
    ("images_followed", {"imaging": (image(resolution=NullFlavor.UNK),)}, UNKNOWN),
    ("images_followed", {"recovery": Recovery(lung_changes_gone=Quantity(Decimal(2), "d"))}, DONE),
]


@pytest.mark.parametrize(("code", "case", "status"), EXAMPLES)
def test_examples(code: str, case: dict[str, Any], status: Status) -> None:
    assert statuses(ICSR(**case))[code] == status


def test_each_recorded_step_has_an_example_or_a_documented_case() -> None:
    told = {code for icsr in documented().values() for code in codes(icsr, DONE) | codes(icsr, NOT_DONE)}
    shown = {code for code, _case, status in EXAMPLES if status in (DONE, NOT_DONE)}
    alike = {"antifibrinolytic", "rfviia", "ivig"}
    """Judged by the very function of ECMO."""
    assert {step.code for step in STEPS if step.recorded} - told - shown <= alike


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
