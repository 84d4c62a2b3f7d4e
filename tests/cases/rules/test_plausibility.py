"""What is asked about, and what is not: every value of the documented cases that is merely unusual passes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.icsr import ICSR
from cases.icsr.codes import AgeGroup, Outcome
from cases.icsr.codes_lung import Analyte, TreatmentGiven, TreatmentKind
from cases.icsr.course import Infusion
from cases.icsr.drug import Dosage, Indication, Substance
from cases.icsr.lung import Bronchoscopy
from cases.icsr.patient import CauseOfDeath, Death, Patient
from cases.icsr.reaction import Reaction
from cases.icsr.test import Test
from cases.icsr.treatment import Care, ReactionTreatment
from cases.icsr.values import NullFlavor, Quantity
from cases.rules.measures import MEASURES
from cases.rules.plausibility import concerns
from tests.cases.documented import documented
from tests.cases.maximal import maximal
from tests.cases.rules.plausible import asked, d, q, suspect

A = Analyte


RESULTS: list[tuple[Analyte | None, str, str | None, str | None]] = [
    # Rare, and no other unit makes it normal.
    (A.HAEMOGLOBIN, "3 g/dL", "out_of_range", None),
    (A.HAEMOGLOBIN, "26 g/dL", "out_of_range", None),
    (A.SPO2, "20 %", "out_of_range", None),
    (A.SPO2, "101 %", "out_of_range", None),
    (A.HEART_RATE, "10 /min", "out_of_range", None),
    (A.TEMPERATURE, "45 Cel", "out_of_range", None),
    (A.ESR, "250 mm/h", "out_of_range", None),
    # The number is normal, or at least possible, in another usual unit.
    (A.HAEMOGLOBIN, "120 g/dL", "unit_slip", "120 g/L"),
    (A.HAEMOGLOBIN, "12 g/L", "unit_slip", "12 g/dL"),
    (A.HAEMOGLOBIN, "45 g/dL", "unit_slip", "45 g/L"),
    (A.HAEMOGLOBIN, "120 mmol/L", "unit_slip", "120 g/L"),
    (A.CREATININE, "80 mg/dL", "unit_slip", "80 umol/L"),
    (A.CREATININE, "0.9 umol/L", "unit_slip", "0.9 mg/dL"),
    (A.CRP, "500 mg/dL", "unit_slip", "500 mg/L"),
    (A.PLATELETS, "250 /uL", "unit_slip", "250 10*9/L"),
    (A.PLATELETS, "250000 10*9/L", "unit_slip", "250000 /uL"),
    (A.LYMPHOCYTES, "1500 10*9/L", "unit_slip", "1500 /uL"),
    (A.LYMPHOCYTES, "0.9 /uL", "unit_slip", "0.9 10*9/L"),
    (A.PO2, "90 kPa", "unit_slip", "90 mm[Hg]"),
    (A.PO2, "11 mm[Hg]", "unit_slip", "11 kPa"),
    (A.PCO2, "40 kPa", "unit_slip", "40 mm[Hg]"),
    (A.TEMPERATURE, "98.6 Cel", "unit_slip", "98.6 [degF]"),
    (A.TEMPERATURE, "37 [degF]", "unit_slip", "37 Cel"),
    (A.BLOOD_PRESSURE, "16 mm[Hg]", "unit_slip", "16 kPa"),
    (A.COMPLEMENT, "120 g/L", "unit_slip", "120 mg/dL"),
    (A.D_DIMER, "26663 mg{FEU}/L", "unit_slip", "26663 ug{FEU}/L"),
    (A.D_DIMER, "26663 mg/L", "unit_slip", "26663 ug/L"),
    # Units.
    (A.HAEMOGLOBIN, "12 g/dl", "unit_spelling", "12 g/dL"),
    (A.HAEMOGLOBIN, "120 g/dl", "unit_slip", "120 g/L"),
    (A.LEUKOCYTES, "7 10^9/L", "unit_spelling", "7 10*9/L"),
    (A.PO2, "80 mmHg", "unit_spelling", "80 mm[Hg]"),
    (A.HAEMOGLOBIN, "12 g/dLL", "unit_unreadable", "12 g/dL"),
    (A.HAEMOGLOBIN, "12 plenty", "unit_unreadable", None),
    (A.OTHER, "12 mg/dLL", "unit_unreadable", "12 mg/dL"),
    (None, "12 plenty", "unit_unreadable", None),
    (A.HAEMOGLOBIN, "12", "unit_missing", None),
    (A.HAEMOGLOBIN, "12 kPa", "unit_does_not_fit", None),
    (A.D_DIMER, "18752 {FEU}/L", "unit_does_not_fit", None),
    # Nothing to ask.
    (A.HAEMOGLOBIN, "10.5 g/dL", None, None),
    (A.HAEMOGLOBIN, "4 g/dL", None, None),
    (A.HAEMOGLOBIN, "40 g/L", None, None),  # the bound itself, in another unit
    (A.HAEMOGLOBIN, "8 mmol/L", None, None),
    (A.LYMPHOCYTES, "0.01 10*9/L", None, None),
    (A.LYMPHOCYTES, "0 10*9/L", None, None),
    (A.CREATININE, "1 mg/dL", None, None),
    (A.D_DIMER, "0.4 mg{FEU}/L", None, None),
    (A.HEART_RATE, "45 /min", None, None),
    (A.IMMUNOGLOBULINS, "200 [iU]/mL", None, None),  # IgE
    (A.COAGULATION, "1.1", None, None),  # a ratio
    (A.OTHER, "5 U/L", None, None),
    (None, "5", None, None),
]


@pytest.mark.parametrize(("analyte", "result", "code", "fix"), RESULTS)
def test_results_of_tests(analyte: Analyte | None, result: str, code: str | None, fix: str | None) -> None:
    found = concerns(ICSR(tests=(Test(), Test(analyte=analyte, result=q(result)))))
    assert [item.code for item in found] == ([code] if code else [])
    for item in found:
        assert item.path == "tests[2].result"
        assert item.fix == (q(fix) if fix else None)
        assert str(item.suggestion)


def test_a_result_without_a_number_is_not_judged() -> None:
    assert asked(tests=(Test(analyte=A.HAEMOGLOBIN, result=Quantity(None, "lots")),)) == []


@pytest.mark.parametrize(
    ("analyte", "result", "message", "suggestion"),
    [
        (
            A.HAEMOGLOBIN,
            "30 g/L",
            "Haemoglobin of 30 g/L is very low: values below 4 g/dL are rare.",
            "Check number and unit; confirm them if they are right.",
        ),
        (A.HAEMOGLOBIN, "120 g/dL", "Haemoglobin of 120 g/dL can hardly be.", "Did you mean 120 g/L?"),
        (A.D_DIMER, "1000001 ug/L", "values above 1,000,000 ug{FEU}/L are rare", "confirm"),
        (A.PO2, "80 mmHg", "The unit 'mmHg' is not written as usual.", "Write mm[Hg]."),
        (A.PO2, "80 torrs", "The unit 'torrs' cannot be read.", "Usual units: kPa, mm[Hg]."),
        (None, "80 torrs", "The unit 'torrs' cannot be read.", "Write it as a UCUM unit, such as mg/L or 10*9/L."),
        (A.PO2, "80 g/L", "Arterial oxygen pressure is not measured in g/L.", "Usual units: kPa, mm[Hg]."),
    ],
)
def test_words(analyte: Analyte | None, result: str, message: str, suggestion: str) -> None:
    (found,) = concerns(ICSR(tests=(Test(analyte=analyte, result=q(result)),)))
    assert message in str(found.message)
    assert suggestion in str(found.suggestion)


@pytest.mark.parametrize("analyte", MEASURES)
@given(share=st.floats(0, 1))
@settings(max_examples=20)
def test_the_usual_interval_is_never_asked_about(analyte: Analyte, share: float) -> None:
    measure = MEASURES[analyte]
    low, high = measure.usual
    value = Decimal(str(round(low + share * (high - low), 3)))
    assert concerns(ICSR(tests=(Test(analyte=analyte, result=Quantity(value, measure.units[0])),))) == ()


@given(value=st.decimals(0, 10**7, places=3), unit=st.sampled_from(["g/dL", "g/L", "mmol/L", "kPa", "x", "g/dl", ""]))
def test_an_offered_fix_raises_no_doubt_of_its_own(value: Decimal, unit: str) -> None:
    for item in concerns(ICSR(tests=(Test(analyte=A.HAEMOGLOBIN, result=Quantity(value, unit)),))):
        if item.fix is not None and item.code in ("unit_slip", "unit_spelling"):
            assert concerns(ICSR(tests=(Test(analyte=A.HAEMOGLOBIN, result=item.fix),))) == ()


PATIENTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"weight_kg": Decimal(24)}, [("weight", "patient.weight_kg")]),
    ({"weight_kg": Decimal(25), "height_cm": Decimal(250)}, []),
    ({"weight_kg": Decimal(351), "age_at_onset": q("29 a")}, [("weight", "patient.weight_kg")]),
    ({"weight_kg": Decimal(4), "age_at_onset": q("2 wk")}, []),
    ({"height_cm": Decimal(49), "age_group": AgeGroup.NEONATE}, []),
    ({"height_cm": Decimal(251)}, [("height", "patient.height_cm")]),
]


@pytest.mark.parametrize(("fields", "expected"), PATIENTS)
def test_weight_and_height(fields: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert asked(patient=Patient(**fields)) == expected


def test_a_height_in_metres_is_offered_in_centimetres() -> None:
    (found,) = concerns(ICSR(patient=Patient(height_cm=Decimal("1.70"))))
    assert found.fix == q("170.00 cm")


MS = (Indication(verbatim=NullFlavor.UNK), Indication(verbatim="RRMS"))
DOSES: list[tuple[dict[str, Any], list[str]]] = [
    ({"infusions": (Infusion(dose=q("12 mg")), Infusion(dose=q("30 mg")))}, ["drugs[1].infusions[2].dose"]),
    ({"infusions": (Infusion(dose=q("0.012 g")), Infusion(), Infusion(dose=Quantity(None, "mg")))}, []),
    ({"dosages": (Dosage(dose=q("60 mg")), Dosage(dose=q("1 {DF}")))}, ["drugs[1].dosages[1].dose"]),
    ({"dosages": (Dosage(dose=q("60 mg")),), "name": "ocrelizumab"}, []),
    (
        {"dosages": (Dosage(dose=q("60 mg")),), "name": None, "substances": (Substance(name="ALEMTUZUMAB"),)},
        ["drugs[1].dosages[1].dose"],
    ),
    ({"dosages": (Dosage(dose=q("30 mg")),), "indications": (Indication(verbatim="Kidney transplantation"),)}, []),
]


@pytest.mark.parametrize(("fields", "paths"), DOSES)
def test_doses_of_alemtuzumab_in_ms(fields: dict[str, Any], paths: list[str]) -> None:
    drug = suspect(**{"indications": MS, **fields})
    assert asked(drugs=(drug,)) == [("alemtuzumab_dose", path) for path in paths]


LUNG_AND_CARE: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (
        {"bronchoscopies": (Bronchoscopy(neutrophils_pct=Decimal(94), lymphocytes_pct=Decimal(9)),)},
        [("lavage_total", "bronchoscopies[1].neutrophils_pct")],
    ),
    ({"bronchoscopies": (Bronchoscopy(macrophages_pct=Decimal(96), neutrophils_pct=Decimal(6)),)}, []),
    # Macrophages with haemosiderin are a share of the macrophages.
    ({"bronchoscopies": (Bronchoscopy(macrophages_pct=Decimal(96), siderophages_pct=Decimal(60)),)}, []),
    (
        {"care": Care(hospital_days=Decimal(0), intensive_care_days=Decimal(2))},
        [("intensive_care_without_stay", "care.hospital_days")],
    ),
    (
        {"care": Care(hospital_days=Decimal(0), intensive_care=True)},
        [("intensive_care_without_stay", "care.hospital_days")],
    ),
    ({"care": Care(hospital_days=Decimal(0), intensive_care_days=Decimal(0))}, []),
    (
        {"care": Care(hospital_days=Decimal(3), intensive_care_days=Decimal(4))},
        [("intensive_care_longer_than_stay", "care.intensive_care_days")],
    ),
    ({"care": Care(hospital_days=Decimal(4), intensive_care_days=Decimal(4))}, []),
    ({"care": Care(intensive_care_days=Decimal(4))}, []),
    (
        {
            "care": Care(treatment=TreatmentGiven.NONE),
            "treatments": (ReactionTreatment(kind=TreatmentKind.OXYGEN, given=True),),
        },
        [("treated_or_not", "care.treatment")],
    ),
    (
        {
            "care": Care(treatment=TreatmentGiven.NONE),
            "treatments": (ReactionTreatment(kind=TreatmentKind.OXYGEN, given=False),),
        },
        [],
    ),
    ({"treatments": (ReactionTreatment(given=True),)}, []),
    ({"care": Care(treatment=TreatmentGiven.GIVEN), "treatments": (ReactionTreatment(given=True),)}, []),
    (
        {
            "death": Death(date=d("2023")),
            "reactions": (Reaction(outcome=Outcome.RECOVERED), Reaction(outcome=Outcome.NOT_RECOVERED)),
        },
        [("recovered_and_died", "reactions[1].outcome")],
    ),
    (
        {"causes_of_death": (CauseOfDeath(),), "reactions": (Reaction(outcome=Outcome.SEQUELAE),)},
        [("recovered_and_died", "reactions[1].outcome")],
    ),
    ({"death": Death(), "reactions": (Reaction(outcome=Outcome.RECOVERED),)}, []),
    ({"reactions": (Reaction(outcome=Outcome.FATAL),)}, [("fatal_without_death", "reactions[1].results_in_death")]),
    ({"reactions": (Reaction(outcome=Outcome.FATAL, results_in_death=True),)}, []),
    (
        {"reactions": (Reaction(outcome=Outcome.RECOVERED, results_in_death=True),)},
        [("led_to_death_without_fatal", "reactions[1].outcome")],
    ),
    (
        {"reactions": (Reaction(outcome=Outcome.UNKNOWN, results_in_death=True),)},
        [("led_to_death_without_fatal", "reactions[1].outcome")],
    ),
    ({"reactions": (Reaction(results_in_death=True), Reaction(outcome=Outcome.RECOVERED, results_in_death=False))}, []),
    ({"patient": Patient(age_at_onset=q("292 a"))}, [("age", "patient.age_at_onset")]),
    ({"patient": Patient(age_at_onset=q("1272 mo"))}, [("age", "patient.age_at_onset")]),
    ({"patient": Patient(age_at_onset=q("105 a"))}, []),
]


@pytest.mark.parametrize(("parts", "expected"), LUNG_AND_CARE)
def test_lung_care_and_end(parts: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert asked(**parts) == expected


def test_an_empty_case_raises_no_question_and_a_full_one_no_error() -> None:
    assert concerns(ICSR()) == ()
    for icsr in (maximal(), maximal(nulls=True)):
        assert all(str(item.message) and str(item.suggestion) for item in concerns(icsr))


def test_of_the_documented_cases_only_the_doubtful_d_dimers_are_asked_about() -> None:
    found = {name: asked_of for name, icsr in documented().items() if (asked_of := concerns(icsr))}
    assert {name: [item.code for item in items] for name, items in found.items()} == {
        "ZHAO-2025": ["unit_does_not_fit", "unit_slip"]
    }
