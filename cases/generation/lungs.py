"""The lung work-up of alveolar bleeding, the tests, the treatment of the reaction and the recovery."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases.generation.days import on
from cases.generation.dice import Dice, Weighted
from cases.icsr.codes_lung import (
    Aliquots,
    Analyte,
    ExclusionCause,
    ExclusionResult,
    Modality,
    Phase,
    ProcedureStatus,
    Resolution,
    Siderophages,
    TreatmentGiven,
    TreatmentKind,
)
from cases.icsr.lung import Bronchoscopy, Exclusion, Imaging
from cases.icsr.test import Test
from cases.icsr.treatment import Care, ReactionTreatment, Recovery
from cases.icsr.values import NullFlavor, Quantity

_BLOOD: tuple[tuple[Analyte, str, float, float, float, float, int], ...] = (
    # analyte, unit, mean, spread, low, high, digits after the point
    (Analyte.HAEMOGLOBIN, "g/dL", 13, 1.5, 7, 17, 1),
    (Analyte.LYMPHOCYTES, "10*9/L", 1.3, 0.7, 0.05, 4, 2),
    (Analyte.LEUKOCYTES, "10*9/L", 6.5, 2.2, 1.5, 15, 1),
    (Analyte.PLATELETS, "10*9/L", 240, 60, 40, 450, 0),
    (Analyte.CRP, "mg/L", 12, 20, 0, 180, 0),
    (Analyte.CREATININE, "umol/L", 70, 14, 35, 150, 0),
    (Analyte.SPO2, "%", 96, 3, 82, 100, 0),
    (Analyte.TEMPERATURE, "Cel", 37.2, 0.7, 35.5, 40.5, 1),
    (Analyte.HEART_RATE, "/min", 84, 16, 45, 150, 0),
    (Analyte.BLOOD_PRESSURE, "mm[Hg]", 122, 17, 80, 190, 0),
)
_OF_BLEEDING: tuple[tuple[Analyte, str, float, float, float, float, int], ...] = (
    (Analyte.HAEMOGLOBIN, "g/dL", 10.8, 1.6, 6, 15, 1),
    (Analyte.SPO2, "%", 89, 5, 70, 99, 0),
    (Analyte.D_DIMER, "ug{FEU}/L", 1400, 800, 100, 6000, 0),
    (Analyte.PO2, "kPa", 8.4, 1.5, 5, 13, 1),
    (Analyte.CRP, "mg/L", 45, 40, 1, 250, 0),
)
_SEROLOGY = (Analyte.ANCA, Analyte.ANTI_GBM, Analyte.ANA)
_COUNT = Weighted({0: 35, 1: 25, 2: 20, 3: 12, 5: 8})
_BAL = Weighted([(ProcedureStatus.DONE, 68), (ProcedureStatus.NOT_DONE, 27), (ProcedureStatus.ATTEMPTED, 5)])
_ALIQUOTS: Weighted[Aliquots | NullFlavor] = Weighted(
    [(Aliquots.BLOODIER, 55), (Aliquots.PERSISTENT, 20), (Aliquots.NOT_BLOODY, 10), (NullFlavor.UNK, 15)]
)
_SIDEROPHAGES = Weighted([(Siderophages.PRESENT, 50), (Siderophages.ABSENT, 20), (Siderophages.NOT_LOOKED_FOR, 30)])
_FOUND = Weighted([(ExclusionResult.EXCLUDED, 85), (ExclusionResult.INCONCLUSIVE, 10), (ExclusionResult.FOUND, 5)])
_LUNG_TREATMENT = (
    (TreatmentKind.GC_PULSE, 0.6, "methylprednisolone", "1000", "mg"),
    (TreatmentKind.GC_ORAL, 0.4, "prednisolone", "60", "mg"),
    (TreatmentKind.ANTIBIOTICS, 0.35, "", "", ""),
    (TreatmentKind.OXYGEN, 0.6, "", "", ""),
    (TreatmentKind.TRANSFUSION, 0.12, "", "", ""),
    (TreatmentKind.PLASMA_EXCHANGE, 0.05, "", "", ""),
    (TreatmentKind.CYCLOPHOSPHAMIDE, 0.04, "cyclophosphamide", "750", "mg"),
    (TreatmentKind.IMV, 0.06, "", "", ""),
)


def tests(dice: Dice, onset: int, last_day: int, *, bleeding: bool) -> tuple[Test, ...]:
    """Results with values that can be; more of them when the lungs bled."""
    drawn = {dice.pick(_BLOOD) for _row in range(dice.weighted(_COUNT))}
    held = sorted(drawn, key=lambda row: row[0])
    if bleeding:
        named = {row[0] for row in _OF_BLEEDING}
        held = [*(row for row in _OF_BLEEDING if dice.chance(0.8)), *(row for row in held if row[0] not in named)]
    rows = [_measured(dice, row, onset, last_day) for row in held]
    if bleeding:
        rows += [
            Test(analyte=analyte, result_text="Negative", phase=Phase.ACUTE)
            for analyte in _SEROLOGY
            if dice.chance(0.6)
        ]
    return tuple(rows)


def _measured(dice: Dice, row: tuple[Analyte, str, float, float, float, float, int], onset: int, last: int) -> Test:
    analyte, unit, mean, spread, low, high, digits = row
    value = dice.normal(mean, spread, low, high)
    return Test(
        analyte=analyte,
        name=analyte.label,
        result=Quantity(Decimal(f"{value:.{digits}f}"), unit),
        date=on(min(onset + dice.between(0, 5), last)) if dice.chance(0.7) else NullFlavor.UNK,
        phase=Phase.ACUTE,
    )


def one_more_test(dice: Dice, day: int) -> Test:
    """A result that a follow-up brings."""
    row = _measured(dice, dice.pick(_BLOOD), day, day)
    return Test(analyte=row.analyte, name=row.name, result=row.result, date=on(day), phase=Phase.FOLLOW_UP)


def work_up(dice: Dice, onset: int, last_day: int) -> dict[str, Any]:
    """Bronchoscopy, images, other causes looked for: the sections by name."""
    return {
        "bronchoscopies": (_bronchoscopy(dice, onset, last_day),) if dice.chance(0.85) else (),
        "imaging": _images(dice, onset, last_day),
        "exclusions": tuple(_exclusion(dice, cause) for cause in ExclusionCause if dice.chance(0.75)),
    }


def _bronchoscopy(dice: Dice, onset: int, last_day: int) -> Bronchoscopy:
    status = dice.weighted(_BAL)
    if status is not ProcedureStatus.DONE:
        return Bronchoscopy(status=status, why_not="Oxygen need was too high" if dice.chance(0.5) else None)
    cells = _cells(dice) if dice.chance(0.6) else {}
    return Bronchoscopy(
        status=status,
        date=on(min(onset + dice.between(0, 6), last_day)) if dice.chance(0.8) else None,
        aliquots=dice.weighted(_ALIQUOTS),
        siderophages=dice.weighted(_SIDEROPHAGES),
        microbiology="No growth." if dice.chance(0.6) else None,
        **cells,
    )


def _cells(dice: Dice) -> dict[str, Any]:
    left = 100
    shares = {}
    for name, most in (("neutrophils_pct", 40), ("lymphocytes_pct", 25), ("eosinophils_pct", 5)):
        shares[name] = Decimal(part := dice.between(0, most))
        left -= part
    return {"macrophages_pct": Decimal(left), **shares}


def _images(dice: Dice, onset: int, last_day: int) -> tuple[Imaging, ...]:
    first = Imaging(
        modality=dice.pick((Modality.CT, Modality.HRCT, Modality.CTPA, Modality.XRAY)),
        phase=Phase.ACUTE,
        date=on(min(onset + dice.between(0, 3), last_day)) if dice.chance(0.8) else None,
        ground_glass=dice.chance(0.9),
        consolidation=dice.chance(0.35),
        bilateral=dice.chance(0.85),
        effusion=dice.chance(0.1),
        embolism_excluded=True if dice.chance(0.5) else NullFlavor.UNK,
    )
    later = onset + 14 + dice.between(0, 60)
    if later > last_day or dice.chance(0.4):
        return (first,)
    gone = dice.pick((Resolution.COMPLETE, Resolution.COMPLETE, Resolution.PARTIAL))
    return (first, Imaging(modality=first.modality, phase=Phase.FOLLOW_UP, date=on(later), resolution=gone))


def _exclusion(dice: Dice, cause: ExclusionCause) -> Exclusion:
    if dice.chance(0.1):
        return Exclusion(cause=cause, done=False)
    return Exclusion(cause=cause, done=True, result=dice.weighted(_FOUND))


def treatment(dice: Dice, onset: int, last_day: int, *, bleeding: bool, hospital: bool) -> dict[str, Any]:
    """Care, treatments and recovery: the sections by name."""
    rows = _treatments(dice, onset, last_day) if bleeding else _simple(dice)
    days = 1 + dice.waiting(7, 60)
    intensive = bleeding and dice.chance(0.25)
    told = bleeding or dice.chance(0.5)
    return {
        "care": Care(
            treatment=TreatmentGiven.GIVEN if rows else TreatmentGiven.NONE,
            hospital_days=Decimal(days) if hospital or intensive else None,
            intensive_care=intensive if bleeding else None,
            intensive_care_days=Decimal(dice.between(1, days)) if intensive else None,
        )
        if told
        else None,
        "treatments": rows if told else (),
        "recovery": _recovery(dice) if bleeding or dice.chance(0.15) else None,
    }


def _treatments(dice: Dice, onset: int, last_day: int) -> tuple[ReactionTreatment, ...]:
    return tuple(
        ReactionTreatment(
            kind=kind,
            given=True,
            drug_name=drug or None,
            dose=Quantity(Decimal(dose), unit) if dose else None,
            start=on(min(onset + dice.between(0, 3), last_day)) if dice.chance(0.6) else None,
            duration=Quantity(Decimal(dice.between(3, 14)), "d") if dice.chance(0.5) else None,
        )
        for kind, share, drug, dose, unit in _LUNG_TREATMENT
        if dice.chance(share)
    )


def _simple(dice: Dice) -> tuple[ReactionTreatment, ...]:
    if dice.chance(0.5):
        return ()
    return (
        ReactionTreatment(kind=TreatmentKind.OTHER, given=True, drug_name=dice.pick(("paracetamol", "cetirizine"))),
    )


def _recovery(dice: Dice) -> Recovery:
    return Recovery(
        main_symptoms_gone=Quantity(Decimal(1 + dice.waiting(8, 60)), "d") if dice.chance(0.7) else None,
        alive_after_one_year=True if dice.chance(0.4) else NullFlavor.UNK,
    )
