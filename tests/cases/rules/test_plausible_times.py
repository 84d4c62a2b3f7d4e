"""Doubts about dates and intervals: what is asked about, and what any reading of two dates explains."""

from __future__ import annotations

from typing import Any

import pytest

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole
from cases.icsr.codes_lung import InfusionStatus, Phase, ProcedureStatus
from cases.icsr.course import Infusion
from cases.icsr.drug import Dosage, Drug, DrugReaction
from cases.icsr.lung import Bronchoscopy, Imaging
from cases.icsr.patient import Death, MedicalHistory, Patient
from cases.icsr.reaction import Reaction
from cases.icsr.values import NullFlavor
from cases.rules.plausibility import concerns
from tests.cases.rules.plausible import asked, d, q, suspect

TIMES: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    (
        {"reactions": (Reaction(start=d("2022-07-15"), end=d("2022-07-14")),)},
        [("end_before_start", "reactions[1].end")],
    ),
    ({"reactions": (Reaction(start=d("2022-07-15"), end=d("2022-07")),)}, []),
    (
        {"medical_history": (MedicalHistory(), MedicalHistory(start=d("2020"), end=d("2019")))},
        [("end_before_start", "medical_history[2].end")],
    ),
    (
        {"drugs": (Drug(infusions=(Infusion(start=d("2022-07-15 10:00"), end=d("2022-07-15 09:00")),)),)},
        [("end_before_start", "drugs[1].infusions[1].end")],
    ),
    ({"reactions": (Reaction(start=d("2022-07-15"), end=NullFlavor.ASKU),)}, []),
    # The calendar day decides when only one date names its zone: 23:30-0500 is 04:30 UTC of the next day.
    ({"reactions": (Reaction(start=d("2022-07-15 23:30-05:00"), end=d("2022-07-15 23:50")),)}, []),
    (
        {"drugs": (suspect("2022-07-15"),), "reactions": (Reaction(), Reaction(start=d("2022-07-14")))},
        [("onset_before_drug", "reactions[2].start")],
    ),
    ({"drugs": (suspect("2022-07-15"),), "reactions": (Reaction(start=d("2022-07")),)}, []),
    ({"drugs": (suspect("2022-07-15", "2022-07-17"),), "reactions": (Reaction(start=d("2022-07-16")),)}, []),
    (
        {
            "drugs": (
                suspect(infusions=(Infusion(status=InfusionStatus.PLANNED, start=d("2022-08-01")),)),
                Drug(role=DrugRole.CONCOMITANT, dosages=(Dosage(start=d("2023")),)),
            ),
            "reactions": (Reaction(start=d("2022-07-14")),),
        },
        [],
    ),
    (
        {"drugs": (suspect(dosages=(Dosage(start=d("2023")),)),), "reactions": (Reaction(start=d("2022-07")),)},
        [("onset_before_drug", "reactions[1].start")],
    ),
    (
        {"death": Death(date=d("2022-07-13")), "reactions": (Reaction(start=d("2022-07-14")),)},
        [("before_onset", "death.date")],
    ),
    ({"death": Death(date=d("2022-07-13"))}, []),
    (
        {
            "reactions": (Reaction(start=d("2022-07-14")), Reaction(start=d("2022-07-20"))),
            "bronchoscopies": (
                Bronchoscopy(status=ProcedureStatus.NOT_DONE, date=d("2022-07-13")),
                Bronchoscopy(status=ProcedureStatus.DONE, date=d("2022-07-13")),
                Bronchoscopy(status=ProcedureStatus.DONE, date=d("2022-07-15")),
            ),
            "imaging": (
                Imaging(phase=Phase.BEFORE, date=d("2022-07-01")),
                Imaging(phase=Phase.ACUTE, date=d("2022-07-01")),
            ),
        },
        [("before_onset", "bronchoscopies[2].date"), ("before_onset", "imaging[2].date")],
    ),
    ({"drugs": (suspect("2022-07-16", "2022-07-15"),)}, [("infusions_out_of_order", "drugs[1].infusions[2].start")]),
    ({"drugs": (suspect("2022-07-15", "2022-07-15"),)}, []),
    (
        {
            "drugs": (
                Drug(
                    infusions=(
                        Infusion(course=2, infusion=1, start=d("2021-01-01")),
                        Infusion(course=1, infusion=1, start=d("2022-01-01")),
                        Infusion(course=1, start=d("2020-01-01")),
                        Infusion(course=1, infusion=3),
                    )
                ),
            )
        },
        [("infusions_out_of_order", "drugs[1].infusions[1].start")],
    ),
]


@pytest.mark.parametrize(("parts", "expected"), TIMES)
def test_times(parts: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert asked(**parts) == expected


@pytest.mark.parametrize(
    ("age", "born", "onset", "odd"),
    [
        ("29 a", "1993-03-01", "2022-07-15", False),
        ("30 a", "1993-03-01", "2022-07-15", False),  # a year more is no doubt
        ("31 a", "1993-03-01", "2022-07-15", True),
        ("27 a", "1993-03-01", "2022-07-15", True),
        ("27 a", "1993", "2022", False),  # 28 to 29 years
        ("26 a", "1993", "2022", True),
        ("348 mo", "1993-03-01", "2022-07-15", False),
        ("3 10.a", "1985-03-01", "2022-07-15", False),
        ("3 10.a", "1975-03-01", "2022-07-15", True),
    ],
)
def test_age_against_date_of_birth(age: str, born: str, onset: str, odd: bool) -> None:
    found = asked(patient=Patient(age_at_onset=q(age), birth_date=d(born)), reactions=(Reaction(start=d(onset)),))
    assert found == ([("age_and_birth_date", "patient.age_at_onset")] if odd else [])


def test_the_age_that_would_fit_is_told() -> None:
    onset = (Reaction(start=d("2022")),)
    (found,) = concerns(ICSR(patient=Patient(age_at_onset=q("60 a"), birth_date=d("1993")), reactions=onset))
    assert "28 - 29 years" in str(found.message)
    exact = Patient(age_at_onset=q("60 a"), birth_date=d("1993-01-01"))
    (found,) = concerns(ICSR(patient=exact, reactions=(Reaction(start=d("2022-01-01")),)))
    assert "gives 29 years" in str(found.message)


INTERVALS: list[tuple[str, str, dict[str, Any], bool]] = [
    # Start of the first infusion, onset, what is reported, whether it is odd.
    ("2022-07-15T09:00", "2022-07-16T13:00", {"from_first": q("24 h")}, True),  # the dates give 28 h
    ("2022-07-15T09:00", "2022-07-16T13:00", {"from_first": q("28 h")}, False),
    ("2022-07-15T09:00", "2022-07-16T13:00", {"from_first": q("29 h")}, False),  # rounded
    ("2022-07-15T09:00", "2022-07-16T13:00", {"from_first": q("1680 min")}, False),
    ("2022-07-15", "2022-07-16", {"from_first": q("1 d")}, False),
    ("2022-07-15", "2022-07-16", {"from_first": q("2 d")}, False),  # who counts the first day
    ("2022-07-15", "2022-07-16", {"from_first": q("4 d")}, True),
    ("2022-07-15T09:00", "2022-07-16T13:00", {"from_first": q("9 d")}, True),
    ("2022-07-15", "2022-07-16", {"from_first": q("100 h")}, True),
    ("2022-07-15", "2022-07", {"from_first": q("100 h")}, False),  # no day to compare with
    ("2022-07-15", "2022-07-16", {}, False),
    ("2022-07-15", "2022-07-16", {"from_first": q("4 d"), "drug": 7}, False),
    ("2022-07-15", "2022-07-16", {"from_first": q("4 d"), "reaction": None}, False),
]


@pytest.mark.parametrize(("first", "began", "told", "odd"), INTERVALS)
def test_reported_interval_against_dates(first: str, began: str, told: dict[str, Any], odd: bool) -> None:
    infusion = Infusion(infusion=1, start=d(first), status=InfusionStatus.GIVEN)
    found = asked(
        drugs=(suspect(infusions=(infusion,)),),
        reactions=(Reaction(start=d(began)),),
        drug_reactions=(DrugReaction(**{"drug": 1, "reaction": 1, **told}),),
    )
    assert found == ([("interval_and_dates", "drug_reactions[1].from_first")] if odd else [])


def test_the_interval_that_the_dates_give_is_told() -> None:
    infusion = Infusion(infusion=1, start=d("2022-07-15T09:00"), status=InfusionStatus.GIVEN)
    icsr = ICSR(
        drugs=(suspect(infusions=(infusion,)),),
        reactions=(Reaction(start=d("2022-07-16T13:00")),),
        drug_reactions=(DrugReaction(drug=1, reaction=1, from_first=q("24 h")),),
    )
    (found,) = concerns(icsr)
    assert str(found.message) == "The time from the first dose, 24 hours, does not fit the dates: they give 28 hours."
