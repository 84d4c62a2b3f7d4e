"""Giving the suspect drug again after the reaction: whether, when, under which conditions, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cases.generation.days import on
from cases.generation.dice import Dice, Weighted
from cases.generation.drugs import Exposure, Product
from cases.icsr.codes import Rechallenge
from cases.icsr.codes_lung import InfusionStatus, Setting
from cases.icsr.course import Course, Infusion
from cases.icsr.values import NullFlavor, Quantity

_AFTER: dict[int, tuple[int, int]] = {0: (330, 430), 28: (28, 120), 182: (150, 240)}
"""Days between doses of an infused drug -> days until it is given again.

The second course of alemtuzumab is due a year after the first, and Zhao 2025 gave it then.
"""
SOONEST = 14
"""Days after onset."""
LENGTH = 3
"""Infusions, one a day."""
_SHARE = 0.22
_SETTING: Weighted[Setting | NullFlavor | None] = Weighted(
    [(Setting.INPATIENT, 55), (Setting.DAY_CARE, 30), (NullFlavor.UNK, 8), (None, 7)]
)
_PROPHYLAXIS: Weighted[str | None] = Weighted(
    # Zhao 2025 gave dalteparin.
    [
        ("Methylprednisolone 1000 mg before each infusion", 35),
        ("Cetirizine and paracetamol before each infusion", 25),
        ("Dalteparin", 10),
        (None, 30),
    ]
)
_MONITORING = ("Oxygen saturation, chest X-ray before and after", "Close watch for three days", "As for every infusion")
_CAME_BACK = Weighted([(Rechallenge.NOT_RECURRED, 62), (Rechallenge.RECURRED, 23), (Rechallenge.OUTCOME_UNKNOWN, 15)])
_RECURRED = {Rechallenge.RECURRED: True, Rechallenge.NOT_RECURRED: False}


@dataclass(frozen=True)
class Again:
    """A course given after the reaction."""

    start: int
    since: int
    """Days from the start of the course before, or from the last dose."""
    result: Rechallenge


def wait(dice: Dice, product: Product) -> int | None:
    """Days after the dose before until an infused drug is given again; None when it is not."""
    if product.every not in _AFTER or not dice.chance(_SHARE):
        return None
    return dice.between(*_AFTER[product.every])


def given_again(dice: Dice, after: int, exposure: Exposure, onset: int) -> Again:
    """The retreatment, two weeks after the onset or later."""
    last = exposure.courses[-1][0] if exposure.courses else exposure.last_dose
    start = max(last + after, onset + SOONEST)
    return Again(start, start - last, dice.weighted(_CAME_BACK))


def course(dice: Dice, again: Again, exposure: Exposure) -> Course:
    """The course of retreatment, numbered after those before the reaction."""
    number = len(exposure.courses) + 1
    told = dice.chance(0.5) or not exposure.courses
    return Course(
        number=number,
        drug=1,
        course=number,
        start=on(again.start),
        after_previous=Quantity(Decimal(again.since), "d") if told else None,
        setting=dice.weighted(_SETTING),
        retreatment=True,
        prophylaxis=dice.weighted(_PROPHYLAXIS),
        monitoring=dice.pick(_MONITORING) if dice.chance(0.6) else None,
        recurred=_RECURRED.get(again.result, NullFlavor.UNK),
    )


def infusions(again: Again, exposure: Exposure, before: tuple[Infusion, ...]) -> tuple[Infusion, ...]:
    """Those of retreatment, where a drug has courses of infusions; the first alone when the reaction came back."""
    if not exposure.courses:
        return ()
    count = 1 if again.result is Rechallenge.RECURRED else LENGTH
    return tuple(
        Infusion(
            number=len(before) + place,
            course=len(exposure.courses) + 1,
            infusion=place,
            status=InfusionStatus.GIVEN,
            start=on(again.start + place - 1),
            dose=before[0].dose,
            route=exposure.product.route,
        )
        for place in range(1, count + 1)
    )
