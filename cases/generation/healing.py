"""When symptoms and lung changes were gone; each version knows of what is over by then."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cases.generation.days import on
from cases.generation.dice import Dice
from cases.icsr.codes import Outcome
from cases.icsr.treatment import Recovery
from cases.icsr.values import NullFlavor, Quantity

_YEAR = 365
_WELL = (Outcome.RECOVERED, Outcome.SEQUELAE)


@dataclass(frozen=True)
class Healing:
    """Days after onset; None for what nobody will ever tell."""

    onset: int
    main: int | None
    all: int | None
    lungs: int | None
    seen: bool
    """Whether reports say when the patient was last seen."""


def draw_healing(dice: Dice, onset: int, *, bleeding: bool) -> Healing:
    """Mostly better within 7 to 14 days, the lungs clear by four weeks, as the guidance on haemorrhage says.

    The documented cases: chest pain and haemoptysis gone after 2 days and cough after 28 (Myro 2018); lung changes gone
    after 7 days (Myro 2018) and 16 (Zhao 2025).
    """
    main = 1 + dice.waiting(8, 60)
    rest = main + dice.waiting(10, 120)
    lungs = 5 + dice.waiting(12, 90)
    return Healing(
        onset,
        main if dice.chance(0.7) else None,
        rest if dice.chance(0.5) else None,
        lungs if bleeding and dice.chance(0.55) else None,
        dice.chance(0.65),
    )


def recovery(dice: Dice, healing: Healing, outcome: Outcome | None, last_day: int, died: int | None) -> Recovery:
    """What is known on `last_day`, with the outcome of the first reaction; `died` is the day of death."""
    if died is not None:
        gone = died - healing.onset <= _YEAR
        return Recovery(alive_after_one_year=False if gone and dice.chance(0.8) else NullFlavor.UNK)
    seen = max(healing.onset, last_day - dice.between(0, 14))
    passed = seen - healing.onset
    better = outcome is not Outcome.NOT_RECOVERED
    return Recovery(
        main_symptoms_gone=_over(healing.main, passed) if better else None,
        all_symptoms_gone=_over(healing.all, passed) if outcome in _WELL else None,
        lung_changes_gone=_over(healing.lungs, passed) if better else None,
        alive_after_one_year=True if passed >= _YEAR and dice.chance(0.85) else NullFlavor.UNK,
        last_seen=on(seen) if healing.seen else None,
    )


def _over(after: int | None, passed: int) -> Quantity | None:
    return Quantity(Decimal(after), "d") if after is not None and after <= passed else None
