"""What a case says of treatments: given, denied, or nothing."""

from __future__ import annotations

import pytest

from cases.icsr import ICSR
from cases.icsr.codes_lung import TreatmentGiven, TreatmentKind
from cases.icsr.treatment import Care, ReactionTreatment
from cases.icsr.values import NullFlavor
from cases.rules.treatments import any_given, treatment_answers, ventilated

PULSE, ORAL = TreatmentKind.GC_PULSE, TreatmentKind.GC_ORAL
IMV, NIV, FORM_NOT_TOLD = TreatmentKind.IMV, TreatmentKind.NIV, TreatmentKind.VENTILATION


def case(*rows: tuple[TreatmentKind | None, bool | NullFlavor | None], care: TreatmentGiven | None = None) -> ICSR:
    treatments = tuple(ReactionTreatment(kind=kind, given=given) for kind, given in rows)
    return ICSR(treatments=treatments, care=Care(treatment=care) if care else None)


@pytest.mark.parametrize(
    ("icsr", "answers"),
    [
        (ICSR(), {}),
        (case((PULSE, True), (ORAL, False)), {PULSE: True, ORAL: False}),
        (case((PULSE, False), (PULSE, True)), {PULSE: True}),
        (case((PULSE, NullFlavor.UNK), (ORAL, None), (None, True)), {}),
        (case(care=TreatmentGiven.GIVEN), {}),
        (case(care=TreatmentGiven.NONE), dict.fromkeys(TreatmentKind, False)),
        # A row that says otherwise is nearer to the patient than the sentence about all of them.
        (case((PULSE, True), care=TreatmentGiven.NONE), {PULSE: True}),
    ],
)
def test_answers(icsr: ICSR, answers: dict[TreatmentKind, bool]) -> None:
    assert dict(treatment_answers(icsr)) == answers


@pytest.mark.parametrize(
    ("answers", "given"),
    [({PULSE: True}, True), ({PULSE: False}, None), ({PULSE: False, ORAL: False}, False), ({}, None)],
)
def test_one_of_several(answers: dict[TreatmentKind, bool], given: bool | None) -> None:
    assert any_given(answers, (PULSE, ORAL)) is given


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({IMV: True}, True),
        ({NIV: True, IMV: False}, True),
        ({FORM_NOT_TOLD: False}, False),
        ({IMV: False, NIV: False}, False),
        ({IMV: False}, None),
        ({}, None),
    ],
)
def test_ventilation(answers: dict[TreatmentKind, bool], expected: bool | None) -> None:
    assert ventilated(answers) is expected
