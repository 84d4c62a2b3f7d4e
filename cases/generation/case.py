"""A whole invented case: its centre, its versions and what each of them knows."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from cases.generation import drugs, lungs, people, rare, reactions, words
from cases.generation.days import on
from cases.generation.dice import Dice, Weighted
from cases.generation.life import AMENDED, NULLIFIED, GeneratedVersion, Plan, plans
from cases.generation.places import BY_SIZE, CENTRES, Place
from cases.icsr import ICSR
from cases.icsr.codes import Outcome, ReportType, Retraction
from cases.icsr.narrative import Narrative
from cases.icsr.reaction import Reaction
from cases.icsr.report import Report
from cases.rules.workflow import State, VersionKind

_NAMESPACE = UUID("5d2f8a52-4c7e-4b0e-9a53-3f1f0c8e6a10")
_SOURCE = Weighted({"centre": 92, "literature": 5, "imported": 3})
_BETTER = {Outcome.NOT_RECOVERED: Outcome.RECOVERING, Outcome.RECOVERING: Outcome.RECOVERED}
_TYPE = Weighted([(ReportType.SPONTANEOUS, 92), (ReportType.STUDY, 6), (ReportType.OTHER, 2)])
_DAH_ON_ALEMTUZUMAB, _DAH_ON_OTHERS = 0.06, 0.01


@dataclass(frozen=True, kw_only=True)
class GeneratedCase:
    """A case and its versions, as the tables will hold them."""

    number: int
    key: UUID
    identifier: str
    kind: str
    source: str
    place: int
    """Position of the centre in CENTRES."""
    versions: tuple[GeneratedVersion, ...]


def identifier_of(seed: int, number: int) -> str:
    """The case number, which says that the case is generated."""
    return f"XX-GENERATED-{seed}-{number}"


def generate(seed: int, number: int, until: date) -> GeneratedCase:
    """The case with this number; it depends on the three values alone. Nothing in it is dated `until` or later."""
    dice = Dice(seed, number)
    place = dice.weighted(BY_SIZE)
    source = dice.weighted(_SOURCE)
    comparator = dice.chance(0.01)
    name = identifier_of(seed, number)
    life = plans(dice, until.toordinal())
    icsr = _first(dice, CENTRES[place], number, life[0].received, published=source == "literature", other=comparator)
    return GeneratedCase(
        number=number,
        key=uuid5(_NAMESPACE, name),
        identifier=name,
        kind="comparator" if comparator else "reaction",
        source=source,
        place=place,
        versions=tuple(_versions(dice, icsr, life, name)),
    )


def _first(dice: Dice, place: Place, number: int, received: int, *, published: bool, other: bool) -> ICSR:
    """What the first report knows, without its dates of receipt."""
    onset = received - 1 - dice.waiting(35, 700)
    product = dice.weighted(drugs.PRODUCTS)
    infused = product.every in (0, 28, 182)
    dah = _DAH_ON_ALEMTUZUMAB if product is drugs.ALEMTUZUMAB else _DAH_ON_OTHERS
    kinds = reactions.draw_kinds(dice, infused=infused, dah=1 if other else dah)
    bleeding = reactions.DAH in kinds
    exposure = drugs.expose(dice, onset, soon=kinds[0].soon, product=product)
    rows = reactions.reactions(dice, kinds, onset, received, place.country)
    told = words.story(dice, product.name if not other else "weeks of feeling unwell", kinds[0].words)
    held: dict[str, Any] = {
        "report": Report(report_type=dice.weighted(_TYPE)),
        "primary_sources": people.reporters(dice, place),
        "patient": people.patient(dice, onset),
        "medical_history": people.history(dice, onset),
        "past_drugs": people.past_drugs(dice, exposure.first),
        "reactions": rows,
        "tests": lungs.tests(dice, onset, received, bleeding=bleeding),
        "narrative": Narrative(story=told, reporter_comments="Sent late." if dice.chance(0.1) else None),
        **lungs.treatment(dice, onset, received, bleeding=bleeding, hospital=_stayed(rows)),
        **rare.death(dice, rows, onset, received),
        **rare.now_and_then(dice, place, number, onset),
    }
    if bleeding:
        held |= lungs.work_up(dice, onset, received)
    if published:
        held |= rare.published(dice, number, received)
    held |= {"episode": rare.episode(dice, number)} if other else _drugs(dice, exposure, onset, len(rows))
    return ICSR(**held)


def _stayed(rows: tuple[Reaction, ...]) -> bool:
    return any(row.hospitalisation is True for row in rows)


def _drugs(dice: Dice, exposure: drugs.Exposure, onset: int, count: int) -> dict[str, Any]:
    return {
        "drugs": (drugs.suspect(dice, exposure, onset), *drugs.others(dice, onset)),
        "courses": drugs.courses(dice, exposure),
        "premedication": drugs.premedication(dice, exposure),
        "drug_reactions": drugs.links(dice, exposure, onset, count),
        "assessments": drugs.assessments(dice, count),
    }


def _versions(dice: Dice, icsr: ICSR, life: list[Plan], name: str) -> list[GeneratedVersion]:
    made = []
    for plan in life:
        if plan.number > 1:
            icsr = _grown(dice, icsr, plan)
        made.append(GeneratedVersion(plan=plan, icsr=_received(icsr, plan, life[0], name)))
    return made


def _grown(dice: Dice, icsr: ICSR, plan: Plan) -> ICSR:
    """What is new in a follow-up; amendments and nullifications bring no news."""
    if plan.kind is not VersionKind.FOLLOW_UP:
        return icsr
    narrative = icsr.narrative or Narrative()
    return dataclasses.replace(
        icsr,
        reactions=icsr.reactions if icsr.death else tuple(_better(dice, row) for row in icsr.reactions),
        tests=(*icsr.tests, lungs.one_more_test(dice, plan.received)) if dice.chance(0.4) else icsr.tests,
        narrative=dataclasses.replace(narrative, story=words.longer(dice, narrative.story or words.MARK)),
    )


def _better(dice: Dice, row: Reaction) -> Reaction:
    outcome = _BETTER.get(row.outcome) if row.outcome and dice.chance(0.5) else None
    return dataclasses.replace(row, outcome=outcome) if outcome else row


def _received(icsr: ICSR, plan: Plan, first: Plan, name: str) -> ICSR:
    """The case with the numbers and dates that submitting gives it (C.1.1, C.1.4, C.1.5, C.1.8.1, C.1.11)."""
    report = icsr.report or Report()
    if plan.state is State.DRAFT:
        return icsr
    retraction, why = _RETRACTION.get(plan.kind, (None, None))
    return dataclasses.replace(
        icsr,
        report=dataclasses.replace(
            report,
            safety_report_id=name,
            worldwide_id=name,
            first_received=on(first.received),
            latest_received=on(plan.received),
            retraction=retraction,
            retraction_reason=why,
        ),
    )


_RETRACTION = {
    VersionKind.AMENDMENT: (Retraction.AMENDMENT, AMENDED),
    VersionKind.NULLIFICATION: (Retraction.NULLIFICATION, NULLIFIED),
}
