"""The stay in hospital and the treatments of the reaction, those included that were said not to have been given."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cases.generation.days import on
from cases.generation.dice import Dice
from cases.icsr.codes_lung import TreatmentGiven, TreatmentKind
from cases.icsr.treatment import Care, ReactionTreatment
from cases.icsr.values import Quantity


@dataclass(frozen=True)
class _Way:
    """How often a treatment is given: after a drug, and in comparator episodes."""

    kind: TreatmentKind
    share: float
    comparator: float
    intensive: float | None = None
    """Share among patients in intensive care, where it differs."""
    drug: str = ""
    dose: str = ""
    unit: str = ""


# Comparators as Abreu 2025 counted twelve episodes: oral prednisolone in all, pulses in 10, cyclophosphamide in 9,
# plasma exchange in 6, immunoglobulin in 3, antibiotics in 10, invasive ventilation in 3, intensive care in 7. After
# drugs, the guidance on alemtuzumab has ventilation in 30 to 50 % of severe cases, here those in intensive care.
_WAYS = (
    _Way(TreatmentKind.GC_PULSE, 0.6, 0.83, None, "methylprednisolone", "1000", "mg"),
    _Way(TreatmentKind.GC_ORAL, 0.4, 0.97, None, "prednisolone", "60", "mg"),
    _Way(TreatmentKind.GC_OTHER, 0.04, 0.0),
    _Way(TreatmentKind.CYCLOPHOSPHAMIDE, 0.03, 0.75, None, "cyclophosphamide", "750", "mg"),
    _Way(TreatmentKind.RITUXIMAB, 0.01, 0.1, None, "rituximab", "1000", "mg"),
    _Way(TreatmentKind.PLASMA_EXCHANGE, 0.02, 0.5, 0.2),
    _Way(TreatmentKind.IVIG, 0.01, 0.25),
    _Way(TreatmentKind.ANTIBIOTICS, 0.35, 0.83),
    _Way(TreatmentKind.TRANSFUSION, 0.08, 0.3, 0.3),
    _Way(TreatmentKind.ANTIFIBRINOLYTIC, 0.08, 0.05),
    _Way(TreatmentKind.RFVIIA, 0.01, 0.01),
    _Way(TreatmentKind.OXYGEN, 0.55, 0.7, 0.95),
    _Way(TreatmentKind.NIV, 0.03, 0.05, 0.25),
    _Way(TreatmentKind.IMV, 0.0, 0.0, 0.35),
    _Way(TreatmentKind.VENTILATION, 0.0, 0.0, 0.05),
    _Way(TreatmentKind.ECMO, 0.0, 0.0, 0.04),
    _Way(TreatmentKind.DIALYSIS, 0.01, 0.15, 0.1),
)
_INTENSIVE, _INTENSIVE_COMPARATOR = 0.25, 0.58
_DENIED = 0.25
"""Share of the treatments not given that the case denies; of the others it says nothing."""


def treatment(
    dice: Dice, onset: int, last_day: int, *, bleeding: bool, hospital: bool, comparator: bool
) -> dict[str, Any]:
    """Care and treatments: the sections by name."""
    intensive = bleeding and dice.chance(_INTENSIVE_COMPARATOR if comparator else _INTENSIVE)
    if not bleeding and dice.chance(0.5):
        return {}
    rows = _treatments(dice, onset, last_day, comparator, intensive) if bleeding else _simple(dice)
    return {"care": _care(dice, rows, hospital, intensive if bleeding else None), "treatments": rows}


def _care(dice: Dice, rows: tuple[ReactionTreatment, ...], hospital: bool, intensive: bool | None) -> Care:
    days = 1 + dice.waiting(7, 60)
    known = dice.chance(0.9)
    return Care(
        treatment=TreatmentGiven.GIVEN if any(row.given is True for row in rows) else TreatmentGiven.NONE,
        hospital_days=Decimal(days) if hospital or intensive else None,
        intensive_care=intensive if known else None,
        intensive_care_days=Decimal(dice.between(1, days)) if intensive and known else None,
    )


def _treatments(
    dice: Dice, onset: int, last_day: int, comparator: bool, intensive: bool
) -> tuple[ReactionTreatment, ...]:
    """Every treatment that was given, and some of the others as not given."""
    rows = []
    for way in _WAYS:
        usual = way.comparator if comparator else way.share
        share = max(usual, way.intensive) if intensive and way.intensive is not None else usual
        if dice.chance(share):
            rows.append(_given(dice, way, onset, last_day))
        elif dice.chance(_DENIED):
            rows.append(ReactionTreatment(kind=way.kind, given=False))
    return tuple(rows)


def _given(dice: Dice, way: _Way, onset: int, last_day: int) -> ReactionTreatment:
    return ReactionTreatment(
        kind=way.kind,
        given=True,
        drug_name=way.drug or None,
        dose=Quantity(Decimal(way.dose), way.unit) if way.dose else None,
        start=on(min(onset + dice.between(0, 3), last_day)) if dice.chance(0.6) else None,
        duration=Quantity(Decimal(dice.between(3, 14)), "d") if dice.chance(0.5) else None,
    )


def _simple(dice: Dice) -> tuple[ReactionTreatment, ...]:
    if dice.chance(0.5):
        return ()
    return (
        ReactionTreatment(kind=TreatmentKind.OTHER, given=True, drug_name=dice.pick(("paracetamol", "cetirizine"))),
    )
