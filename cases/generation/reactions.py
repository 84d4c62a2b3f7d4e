"""Which reactions follow which drugs, when they begin, how serious they are and how they end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cases.generation.days import about, at, on
from cases.generation.dice import Dice, Weighted
from cases.icsr.codes import Outcome
from cases.icsr.reaction import Reaction
from cases.icsr.values import Quantity
from cases.rules.outcome import CRITERIA


@dataclass(frozen=True)
class Kind:
    """A reaction that can be drawn."""

    words: str
    serious: float
    """Probability that it is serious."""
    soon: bool
    """Whether it begins within days of an infusion and not months later."""
    fatal: float = 0.0


DAH = Kind("Diffuse alveolar haemorrhage", 0.97, True, 0.06)
DAH_GRAVE = Kind("Diffuse alveolar haemorrhage", 0.99, True, 0.8)
"""In transplantation and malignancy: 14 of 17 died (VigiBase, in Myro 2018)."""
_SOON = Weighted(
    [
        (Kind("Infusion reaction", 0.12, True), 16),
        (Kind("Headache", 0.03, True), 10),
        (Kind("Rash", 0.05, True), 9),
        (Kind("Fever", 0.1, True), 7),
        (Kind("Nausea", 0.03, True), 6),
        (Kind("Dizziness", 0.04, True), 4),
        (Kind("Chest discomfort", 0.2, True), 3),
        (Kind("Bradycardia", 0.3, True), 2),
        (Kind("Hypotension", 0.3, True), 2),
        (Kind("Dyspnoea", 0.35, True, 0.01), 3),
        (Kind("Cytokine release syndrome", 0.6, True, 0.01), 1),
        (Kind("Haemoptysis", 0.6, True), 1),
        (Kind("Pneumonitis", 0.7, True, 0.02), 1),
        (Kind("Pericardial effusion", 0.7, True), 0.5),
    ]
)
_LATE = Weighted(
    [
        (Kind("Urinary tract infection", 0.15, False), 10),
        (Kind("Fatigue", 0.03, False), 8),
        (Kind("Autoimmune thyroiditis", 0.35, False), 7),
        (Kind("Lymphopenia", 0.25, False), 6),
        (Kind("Herpes zoster", 0.2, False), 4),
        (Kind("Hepatic enzyme increased", 0.25, False), 4),
        (Kind("Upper respiratory tract infection", 0.05, False), 5),
        (Kind("Depression", 0.3, False), 3),
        (Kind("Immune thrombocytopenia", 0.85, False, 0.02), 1.5),
        (Kind("Pneumonia", 0.8, False, 0.05), 1.5),
        (Kind("Pleural effusion", 0.7, False), 0.5),
        (Kind("Progressive multifocal leukoencephalopathy", 1.0, False, 0.2), 0.3),
    ]
)
_WITH_DAH = Weighted({"Haemoptysis": 45, "Dyspnoea": 30, "Fever": 10, "Cough": 10, "Acute respiratory failure": 5})
_MORE = Weighted({0: 62, 1: 26, 2: 9, 3: 3})
_OUTCOME = Weighted(
    [
        (Outcome.RECOVERED, 55),
        (Outcome.RECOVERING, 15),
        (Outcome.NOT_RECOVERED, 12),
        (Outcome.SEQUELAE, 3),
        (Outcome.UNKNOWN, 15),
    ]
)
_WORST = Weighted(
    {"hospitalisation": 60, "medically_important": 25, "life_threatening": 10, "disabling": 4, "congenital_anomaly": 1}
)


def draw_kinds(dice: Dice, *, infused: bool, dah: float) -> list[Kind]:
    """The reactions of a case, alveolar bleeding first and with probability `dah`."""
    if dice.chance(dah):
        words = {dice.weighted(_WITH_DAH) for _row in range(dice.weighted(_MORE))}
        return [DAH, *(Kind(name, 0.8, True) for name in sorted(words))]
    source = _SOON if dice.chance(0.65 if infused else 0.25) else _LATE
    found = {kind.words: kind for kind in (dice.weighted(source) for _row in range(1 + dice.weighted(_MORE)))}
    return list(found.values())


def reactions(dice: Dice, kinds: list[Kind], onset: int, last_day: int, country: str) -> tuple[Reaction, ...]:
    """The rows; the first begins on the day of onset, others up to three days later, none after `last_day`."""
    rows = []
    for position, kind in enumerate(kinds):
        start = onset if position == 0 else min(onset + dice.between(0, 3), last_day)
        rows.append(_reaction(dice, kind, start, last_day, country))
    died = any(row.outcome is Outcome.FATAL for row in rows)
    return tuple(_also_died(row) if died else row for row in rows)


def _reaction(dice: Dice, kind: Kind, start: int, last_day: int, country: str) -> Reaction:
    fatal = dice.chance(kind.fatal)
    outcome = Outcome.FATAL if fatal else dice.weighted(_OUTCOME)
    exact = kind.soon and dice.chance(0.35)
    ended = outcome in (Outcome.RECOVERED, Outcome.SEQUELAE) and dice.chance(0.5)
    lasting = 1 + dice.waiting(12 if kind.soon else 40, 300)
    end = start + lasting if ended and start + lasting <= last_day else None
    return Reaction(
        verbatim=kind.words,
        outcome=outcome,
        start=at(start, dice.between(8, 22), dice.between(0, 3) * 15) if exact else about(dice, start),
        end=on(end) if end is not None else None,
        duration=Quantity(Decimal(lasting), "d") if ended and dice.chance(0.4) else None,
        country=country if dice.chance(0.9) else None,
        medically_confirmed=True if dice.chance(0.5) else None,
        **_criteria(dice, kind, fatal),
    )


def _criteria(dice: Dice, kind: Kind, fatal: bool) -> dict[str, Any]:
    if not fatal and dice.chance(0.03):
        return {}
    met = {"results_in_death"} if fatal else {dice.weighted(_WORST)} if dice.chance(kind.serious) else set()
    if met and kind.words == DAH.words and dice.chance(0.3):
        met.add("life_threatening")
    return {name: name in met for name in CRITERIA}


def _also_died(row: Reaction) -> Reaction:
    """What went on beside a fatal reaction has no happy end."""
    if row.outcome is Outcome.FATAL:
        return row
    values = {name: getattr(row, name) for name in ("verbatim", "start", "country", "medically_confirmed", *CRITERIA)}
    return Reaction(outcome=Outcome.NOT_RECOVERED, **values)
