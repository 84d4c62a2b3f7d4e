"""The lung work-up of alveolar bleeding, and the tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases.generation.days import on
from cases.generation.dice import Dice, Weighted
from cases.generation.rare import ANTI_GBM, EGPA, GPA, LUPUS, MPA
from cases.icsr.codes import TestResult
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
)
from cases.icsr.lung import Bronchoscopy, Exclusion, Imaging
from cases.icsr.test import Test
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
_ANTIBODY = {GPA: Analyte.ANCA, MPA: Analyte.ANCA, EGPA: Analyte.ANCA, ANTI_GBM: Analyte.ANTI_GBM, LUPUS: Analyte.ANA}
_SATURATION = next(row for row in _BLOOD if row[0] is Analyte.SPO2)
_GONE = Weighted([(Resolution.COMPLETE, 62), (Resolution.PARTIAL, 33), (Resolution.NONE, 5)])
_COUNT = Weighted({0: 35, 1: 25, 2: 20, 3: 12, 5: 8})
_BAL = Weighted([(ProcedureStatus.DONE, 68), (ProcedureStatus.NOT_DONE, 27), (ProcedureStatus.ATTEMPTED, 5)])
_ALIQUOTS: Weighted[Aliquots | NullFlavor] = Weighted(
    [
        (Aliquots.BLOODIER, 52),
        (Aliquots.PERSISTENT, 20),
        (Aliquots.CLEARING, 5),
        (Aliquots.NOT_BLOODY, 8),
        (NullFlavor.UNK, 15),
    ]
)
_SIDEROPHAGES = Weighted([(Siderophages.PRESENT, 50), (Siderophages.ABSENT, 20), (Siderophages.NOT_LOOKED_FOR, 30)])
_FOUND = Weighted([(ExclusionResult.EXCLUDED, 85), (ExclusionResult.INCONCLUSIVE, 10), (ExclusionResult.FOUND, 5)])


def tests(
    dice: Dice, onset: int, last_day: int, *, bleeding: bool, first_dose: int | None, diagnosis: str
) -> tuple[Test, ...]:
    """Results with values that can be; more of them when the lungs bled.

    `first_dose` is the day of the first dose of the suspect drug, `diagnosis` that of a comparator episode.
    """
    drawn = {dice.pick(_BLOOD) for _row in range(dice.weighted(_COUNT))}
    held = sorted(drawn, key=lambda row: row[0])
    if bleeding:
        named = {row[0] for row in _OF_BLEEDING}
        held = [*(row for row in _OF_BLEEDING if dice.chance(0.8)), *(row for row in held if row[0] not in named)]
    rows = [_measured(dice, row, onset, last_day) for row in held]
    if first_dose is not None and dice.chance(0.7 if bleeding else 0.1):
        rows.append(_before(dice, first_dose))
    if bleeding:
        rows += [_antibody(dice, analyte, diagnosis) for analyte in _SEROLOGY if dice.chance(0.6)]
    return tuple(rows)


def _before(dice: Dice, first_dose: int) -> Test:
    """Haemoglobin in the month before the drug; Myro 2018 tells 120 g/L, and 105 g/L in the reaction."""
    value = dice.normal(13.1, 1.1, 9.5, 16.5)
    unit, number = ("g/dL", f"{value:.1f}") if dice.chance(0.7) else ("g/L", f"{value * 10:.0f}")
    return Test(
        analyte=Analyte.HAEMOGLOBIN,
        name=Analyte.HAEMOGLOBIN.label,
        result=Quantity(Decimal(number), unit),
        date=on(first_dose - dice.between(1, 30)) if dice.chance(0.7) else NullFlavor.UNK,
        phase=Phase.BEFORE,
    )


def _antibody(dice: Dice, analyte: Analyte, diagnosis: str) -> Test:
    """In a comparator mostly those that go with its diagnosis; else hardly ever positive."""
    positive = dice.chance(0.85 if _ANTIBODY.get(diagnosis) is analyte else 0.03)
    if dice.chance(0.5):
        code = TestResult.POSITIVE if positive else TestResult.NEGATIVE
        return Test(analyte=analyte, result_code=code, phase=Phase.ACUTE)
    return Test(analyte=analyte, result_text="Positive" if positive else "Negative", phase=Phase.ACUTE)


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


def one_more_test(dice: Dice, day: int, *, bleeding: bool) -> Test:
    """A result that a follow-up brings; after bleeding often the oxygen in the blood."""
    row = _measured(dice, _SATURATION if bleeding and dice.chance(0.5) else dice.pick(_BLOOD), day, day)
    return Test(analyte=row.analyte, name=row.name, result=row.result, date=on(day), phase=Phase.FOLLOW_UP)


def work_up(dice: Dice, onset: int, last_day: int, *, autoimmune: bool) -> dict[str, Any]:
    """Bronchoscopy, images, other causes looked for: the sections by name; `autoimmune` in comparator episodes."""
    return {
        "bronchoscopies": (_bronchoscopy(dice, onset, last_day, autoimmune),) if dice.chance(0.85) else (),
        "imaging": _images(dice, onset, last_day),
        "exclusions": tuple(_exclusion(dice, cause, autoimmune) for cause in ExclusionCause if dice.chance(0.75)),
    }


def _answer(dice: Dice, share: float, told: float) -> bool | NullFlavor | None:
    """Yes with the probability `share`, where it is told at all."""
    if not dice.chance(told):
        return NullFlavor.UNK if dice.chance(0.3) else None
    return dice.chance(share)


def _bronchoscopy(dice: Dice, onset: int, last_day: int, autoimmune: bool) -> Bronchoscopy:
    status = dice.weighted(_BAL)
    if status is not ProcedureStatus.DONE:
        return Bronchoscopy(status=status, why_not="Oxygen need was too high" if dice.chance(0.5) else None)
    cells = _cells(dice) if dice.chance(0.6) else {}
    laden = dice.weighted(_SIDEROPHAGES)
    counted = laden is Siderophages.PRESENT and dice.chance(0.5)
    return Bronchoscopy(
        status=status,
        date=on(min(onset + dice.between(0, 6), last_day)) if dice.chance(0.8) else None,
        aliquots=dice.weighted(_ALIQUOTS),
        siderophages=laden,
        siderophages_pct=Decimal(dice.between(20, 95)) if counted else None,
        microbiology="No growth." if dice.chance(0.6) else None,
        capillaritis=_answer(dice, 0.7 if autoimmune else 0.25, 0.15),
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
        ground_glass=_answer(dice, 0.9, 0.92),
        consolidation=_answer(dice, 0.35, 0.8),
        centrilobular=_answer(dice, 0.4, 0.3),
        bilateral=_answer(dice, 0.85, 0.95),
        effusion=_answer(dice, 0.1, 0.75),
        embolism_excluded=True if dice.chance(0.5) else NullFlavor.UNK,
    )
    later = onset + 14 + dice.between(0, 60)
    if later > last_day or dice.chance(0.4):
        return (first,)
    gone = dice.weighted(_GONE)
    return (first, Imaging(modality=first.modality, phase=Phase.FOLLOW_UP, date=on(later), resolution=gone))


def _exclusion(dice: Dice, cause: ExclusionCause, autoimmune: bool) -> Exclusion:
    if dice.chance(0.1):
        return Exclusion(cause=cause, done=False)
    found = autoimmune and cause is ExclusionCause.AUTOIMMUNE
    return Exclusion(cause=cause, done=True, result=ExclusionResult.FOUND if found else dice.weighted(_FOUND))
