"""The vigiGrade score against the vectors of its paper, and the lung checklist beside it."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.icsr import ICSR
from cases.icsr.codes import AgeGroup, DrugRole, Outcome, Qualification, ReportType, Sex
from cases.icsr.codes_lung import (
    Aliquots,
    Analyte,
    ExclusionCause,
    InfusionStatus,
    Modality,
    Phase,
    ProcedureStatus,
    Resolution,
    Siderophages,
)
from cases.icsr.course import Infusion
from cases.icsr.drug import Dosage, Drug, DrugReaction, Indication
from cases.icsr.lung import Bronchoscopy, Exclusion, Imaging
from cases.icsr.narrative import Narrative
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.icsr.report import PrimarySource, Report
from cases.icsr.test import Test
from cases.icsr.values import NullFlavor, Quantity
from cases.rules.completeness import Completeness, Dimension, completeness, onset_penalty
from cases.rules.lung_checklist import Answer, lung_checklist
from tests.cases.rules.test_facts import Few

YEARS = Quantity(Decimal(29), "a")
DAY = Quantity(Decimal(24), "h")


def date(text: str) -> PartialDate:
    return PartialDate.parse(text)


def complete(**changes: Any) -> ICSR:
    parts: dict[str, Any] = {
        "report": Report(report_type=ReportType.SPONTANEOUS),
        "primary_sources": (PrimarySource(qualification=Qualification.PHYSICIAN),),
        "patient": Patient(sex=Sex.FEMALE, age_at_onset=YEARS),
        "drugs": (
            Drug(
                role=DrugRole.SUSPECT,
                indications=(Indication(verbatim="RRMS"),),
                dosages=(Dosage(dose=Quantity(Decimal(12), "mg")),),
            ),
        ),
        "reactions": (Reaction(outcome=Outcome.RECOVERED, country="NO"),),
        "drug_reactions": (DrugReaction(drug=1, reaction=1, from_first=DAY),),
        "narrative": Narrative(story="It happened."),
    }
    return ICSR(**{**parts, **changes})


def score(icsr: ICSR) -> Completeness:
    return completeness(icsr, Few())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "1"),
        ({"drug_reactions": ()}, "0.5"),
        ({"patient": Patient()}, "0.49"),
        ({"patient": Patient(sex=NullFlavor.UNK, age_at_onset=YEARS)}, "0.7"),
        ({"patient": Patient(sex=Sex.FEMALE, age_group=AgeGroup.ADULT)}, "0.9"),
        ({"primary_sources": ()}, "0.9"),
        ({"report": Report(report_type=ReportType.UNKNOWN)}, "0.9"),
        ({"narrative": Narrative(reporter_comments="x")}, "0.9"),
    ],
)
def test_vectors(changes: dict[str, Any], expected: str) -> None:
    assert score(complete(**changes)).score == Decimal(expected)


def test_no_dose_and_no_country_is_still_well_documented() -> None:
    drug = dataclasses.replace(complete().drugs[0], dosages=())
    found = score(complete(drugs=(drug,), reactions=(Reaction(outcome=Outcome.RECOVERED),)))
    assert found.score == Decimal("0.81")
    assert found.well_documented


def test_well_documented_is_strictly_above_0_8() -> None:
    pair = score(complete()).pairs[0]
    eighty = dataclasses.replace(pair, penalties={Dimension.SEX: Decimal("0.2")})
    assert eighty.score == Decimal("0.8")
    assert not Completeness((eighty,), eighty.score).well_documented


def test_nothing_at_all() -> None:
    expected = Decimal("0.5") * Decimal("0.7") ** 4 * Decimal("0.9") ** 5
    assert score(ICSR()).score == expected
    assert f"{expected:.4f}" == "0.0709"


@pytest.mark.parametrize(
    ("start", "began", "penalty"),
    [
        ("2026-03-02", "2026-03-03", "0"),
        ("2026-03-02", "2026-03-02", "0"),
        ("2026-03", "2026-05-20", "0"),
        ("2026-03", "2026-03-20", "0.1"),
        ("2026-03-20", "2026-03", "0.1"),
        ("2026-03-20", "2026-03-02", "0"),
        ("2026", "2026-03-20", "0.3"),
        ("2026-03", "2026-04", "0.3"),
    ],
)
def test_time_to_onset_from_dates(start: str, began: str, penalty: str) -> None:
    drug = Drug(dosages=(Dosage(start=date(start)),))
    assert onset_penalty(drug, Reaction(start=date(began)), None) == Decimal(penalty)


@pytest.mark.parametrize(
    "link",
    [DrugReaction(from_first=DAY), DrugReaction(onset_day_earliest=4), DrugReaction(onset_day_latest=4)],
)
def test_a_reported_interval_or_day_is_enough(link: DrugReaction) -> None:
    assert onset_penalty(Drug(), Reaction(), link) == 0


def test_only_infusions_received_in_the_course_of_the_reaction_start_the_treatment() -> None:
    infusions = (
        Infusion(course=1, status=InfusionStatus.GIVEN, start=date("2025")),
        Infusion(course=2, status=InfusionStatus.WITHHELD, start=date("2025")),
        Infusion(course=2, status=InfusionStatus.GIVEN, start=date("2026-03-02")),
    )
    reaction = Reaction(start=date("2026-03-03"))
    assert onset_penalty(Drug(infusions=infusions), reaction, DrugReaction(onset_course=2)) == 0
    assert onset_penalty(Drug(infusions=infusions), reaction, None) == Decimal("0.3")
    assert onset_penalty(Drug(), reaction, None) == Decimal("0.5")


@pytest.mark.parametrize(
    ("patient", "reaction", "penalty"),
    [
        (None, Reaction(), "0.3"),
        (Patient(birth_date=date("1990")), Reaction(start=date("2026")), "0"),
        (Patient(birth_date=date("1990")), Reaction(), "0.3"),
        (Patient(birth_date=NullFlavor.MSK), Reaction(start=date("2026")), "0.3"),
    ],
)
def test_age(patient: Patient | None, reaction: Reaction, penalty: str) -> None:
    found = score(ICSR(patient=patient, reactions=(reaction,)))
    assert found.pairs[0].penalties[Dimension.AGE] == Decimal(penalty)


@pytest.mark.parametrize(
    ("indication", "penalty"),
    [(Indication(verbatim="RRMS"), "0"), (Indication(verbatim="something"), "0.3")],
)
def test_an_indication_counts_when_it_can_be_coded(indication: Indication, penalty: str) -> None:
    drug = dataclasses.replace(complete().drugs[0], indications=(indication,))
    assert score(complete(drugs=(drug,))).pairs[0].penalties[Dimension.INDICATION] == Decimal(penalty)


@pytest.mark.parametrize(
    "drug",
    [
        Drug(infusions=(Infusion(dose=Quantity(Decimal(12), "mg")),)),
        Drug(cumulative_dose=Quantity(Decimal(24), "mg")),
    ],
)
def test_a_dose_stands_in_infusions_or_as_a_total_too(drug: Drug) -> None:
    found = score(complete(drugs=(dataclasses.replace(drug, role=DrugRole.INTERACTING),)))
    assert found.pairs[0].penalties[Dimension.DOSE] == 0


def test_pairs_are_averaged() -> None:
    reactions = (Reaction(number=3, outcome=Outcome.RECOVERED, country="NO"), Reaction(number=5, country="NO"))
    links = (DrugReaction(drug=1, reaction=3, from_first=DAY), DrugReaction(drug=1, reaction=5, from_first=DAY))
    found = score(complete(reactions=reactions, drug_reactions=links))
    assert [(pair.reaction, pair.score) for pair in found.pairs] == [(3, Decimal(1)), (5, Decimal("0.7"))]
    assert found.score == Decimal("0.85")


def test_gains_name_what_would_raise_the_score_most() -> None:
    found = score(complete(drug_reactions=(), narrative=None))
    assert found.score == Decimal("0.45")
    assert found.gains() == [(Dimension.TIME_TO_ONSET, Decimal("0.45")), (Dimension.COMMENTS, Decimal("0.05"))]
    assert score(complete()).gains() == []


@given(st.sets(st.sampled_from(["report", "primary_sources", "patient", "drug_reactions", "narrative"])))
def test_taking_something_away_never_raises_the_score(gone: set[str]) -> None:
    empty = {name: () if name in ("primary_sources", "drug_reactions") else None for name in gone}
    assert score(complete(**empty)).score <= score(complete()).score


def answers(icsr: ICSR) -> dict[str, Answer]:
    return {item.name: item.answer for item in lung_checklist(icsr)}


def test_an_empty_case_has_every_item_open() -> None:
    assert set(answers(ICSR()).values()) == {Answer.OPEN}


def test_a_full_work_up_answers_every_item() -> None:
    full = ICSR(
        bronchoscopies=(
            Bronchoscopy(
                status=ProcedureStatus.DONE, aliquots=Aliquots.PERSISTENT, siderophages=Siderophages.NOT_LOOKED_FOR
            ),
        ),
        imaging=(
            Imaging(modality=Modality.CTPA, phase=Phase.ACUTE),
            Imaging(modality=Modality.CT, phase=Phase.FOLLOW_UP, resolution=Resolution.COMPLETE),
        ),
        tests=(
            Test(analyte=Analyte.HAEMOGLOBIN, phase=Phase.BEFORE, result=Quantity(Decimal(12), "g/dL")),
            Test(analyte=Analyte.HAEMOGLOBIN, phase=Phase.ACUTE, result=Quantity(Decimal(10), "g/dL")),
            Test(analyte=Analyte.ANCA, result_text="negative"),
            Test(analyte=Analyte.ANTI_GBM, result_text="negative"),
        ),
        exclusions=(Exclusion(cause=ExclusionCause.INFECTION, done=False),),
    )
    assert set(answers(full).values()) == {Answer.YES}


def test_without_a_lavage_its_findings_do_not_apply() -> None:
    found = answers(ICSR(bronchoscopies=(Bronchoscopy(status=ProcedureStatus.ATTEMPTED, why_not="Not tolerated"),)))
    assert found["bronchoscopy"] is Answer.YES
    assert (found["aliquots"], found["siderophages"]) == (Answer.NOT_APPLICABLE, Answer.NOT_APPLICABLE)


@pytest.mark.parametrize(
    "icsr",
    [
        ICSR(bronchoscopies=(Bronchoscopy(status=ProcedureStatus.NOT_DONE),)),
        ICSR(bronchoscopies=(Bronchoscopy(status=NullFlavor.UNK, why_not="?"),)),
    ],
)
def test_not_done_without_a_reason_stays_open(icsr: ICSR) -> None:
    assert answers(icsr)["bronchoscopy"] is Answer.OPEN


def test_unknown_is_no_answer() -> None:
    icsr = ICSR(
        bronchoscopies=(Bronchoscopy(status=ProcedureStatus.DONE, aliquots=NullFlavor.UNK),),
        exclusions=(Exclusion(cause=ExclusionCause.INFECTION, done=NullFlavor.UNK),),
        imaging=(Imaging(modality=Modality.CT, phase=Phase.FOLLOW_UP),),
    )
    found = answers(icsr)
    assert {found[name] for name in ("aliquots", "infection", "ct_follow_up", "ct_acute")} == {Answer.OPEN}
