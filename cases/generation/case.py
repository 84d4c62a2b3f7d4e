"""A whole invented case: its centre, its versions and what each of them knows."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from cases.generation import again, drugs, lungs, people, rare, reactions, treatments, words
from cases.generation.days import on
from cases.generation.dice import Dice, Weighted
from cases.generation.healing import Healing, draw_healing, recovery
from cases.generation.life import AMENDED, NULLIFIED, GeneratedVersion, Plan, plans
from cases.generation.places import BY_SIZE, CENTRES, Place
from cases.icsr import ICSR
from cases.icsr.codes import ActionTaken, Outcome, ReportType, Retraction
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


@dataclass(frozen=True, kw_only=True)
class _Story:
    """What happened to the patient, of which each version tells what is known by then."""

    onset: int
    bleeding: bool
    died: int | None
    healing: Healing | None


def generate(seed: int, number: int, until: date) -> GeneratedCase:
    """The case with this number; it depends on the three values alone. Nothing in it is dated `until` or later."""
    dice = Dice(seed, number)
    place = dice.weighted(BY_SIZE)
    source = dice.weighted(_SOURCE)
    comparator = dice.chance(0.01)
    name = identifier_of(seed, number)
    life = plans(dice, until.toordinal())
    build = _comparator if comparator else _suspected
    icsr, story = build(dice, CENTRES[place], number, life[0].received, published=source == "literature")
    return GeneratedCase(
        number=number,
        key=uuid5(_NAMESPACE, name),
        identifier=name,
        kind="comparator" if comparator else "reaction",
        source=source,
        place=place,
        versions=tuple(_versions(dice, icsr, story, life, name)),
    )


def _suspected(dice: Dice, place: Place, number: int, received: int, *, published: bool) -> tuple[ICSR, _Story]:
    """A case with a suspect drug. One in which it was given again is reported after that."""
    product = dice.weighted(drugs.PRODUCTS)
    after = again.wait(dice, product)
    until_told = 0 if after is None else after + again.SOONEST + again.LENGTH
    onset = received - 1 - dice.waiting(35, 700) - until_told
    dah = _DAH_ON_ALEMTUZUMAB if product is drugs.ALEMTUZUMAB else _DAH_ON_OTHERS
    kinds = reactions.draw_kinds(dice, infused=product.infused, dah=dah)
    exposure = drugs.expose(dice, onset, soon=kinds[0].soon, product=product)
    if kinds[0] is reactions.DAH and exposure.indication in drugs.GRAVE:
        kinds[0] = reactions.DAH_GRAVE
    rows = reactions.reactions(dice, kinds, onset, received, place.country)
    told = words.story(dice, product.name, kinds[0].words)
    held, story = _told(dice, place, number, received, onset, rows, told, published=published)
    held["past_drugs"] = people.past_drugs(dice, exposure.first)
    held["tests"] = lungs.tests(dice, onset, received, bleeding=story.bleeding, first_dose=exposure.first, diagnosis="")
    retreatment = None
    if after is not None and story.died is None:
        retreatment = again.given_again(dice, after, exposure, onset)
    held |= _drugs(dice, exposure, onset, len(rows), retreatment)
    return ICSR(**held), story


def _comparator(dice: Dice, place: Place, number: int, received: int, *, published: bool) -> tuple[ICSR, _Story]:
    """A comparator episode: always alveolar bleeding, collected years later as series are."""
    onset = received - 1 - dice.between(60, 3000)
    rows = reactions.reactions(dice, reactions.draw_kinds(dice, infused=False, dah=1), onset, received, place.country)
    told = words.story(dice, "weeks of feeling unwell", reactions.DAH.words)
    held, story = _told(dice, place, number, received, onset, rows, told, published=published, comparator=True)
    held["past_drugs"] = people.past_drugs(dice, onset)
    held["episode"] = episode = rare.episode(dice, number)
    held["tests"] = lungs.tests(
        dice, onset, received, bleeding=True, first_dose=None, diagnosis=episode.diagnosis or ""
    )
    return ICSR(**held), story


def _told(
    dice: Dice,
    place: Place,
    number: int,
    received: int,
    onset: int,
    rows: tuple[Reaction, ...],
    told: str,
    *,
    published: bool,
    comparator: bool = False,
) -> tuple[dict[str, Any], _Story]:
    """The sections that cases of both kinds have, as the first report knows them, without its dates of receipt."""
    bleeding = rows[0].verbatim == reactions.DAH.words
    hospital = any(row.hospitalisation is True for row in rows)
    held: dict[str, Any] = {
        "report": Report(report_type=dice.weighted(_TYPE)),
        "primary_sources": people.reporters(dice, place),
        "patient": people.patient(dice, onset),
        "medical_history": people.history(dice, onset),
        "reactions": rows,
        "narrative": Narrative(story=told, reporter_comments="Sent late." if dice.chance(0.1) else None),
        **treatments.treatment(dice, onset, received, bleeding=bleeding, hospital=hospital, comparator=comparator),
        **rare.death(dice, rows, onset, received),
        **rare.now_and_then(dice, place, number, onset),
    }
    if bleeding:
        held |= lungs.work_up(dice, onset, received, autoimmune=comparator)
    if published:
        held |= rare.published(dice, number, received)
    healing = draw_healing(dice, onset, bleeding=bleeding) if bleeding or dice.chance(0.15) else None
    died = rare.day_of_death(held)
    story = _Story(onset=onset, bleeding=bleeding, died=died, healing=healing)
    if healing:
        held["recovery"] = recovery(dice, healing, rows[0].outcome, received, died)
    return held, story


def _drugs(
    dice: Dice, exposure: drugs.Exposure, onset: int, count: int, retreatment: again.Again | None
) -> dict[str, Any]:
    suspect = drugs.suspect(dice, exposure, onset)
    courses = drugs.courses(dice, exposure)
    if retreatment:
        later = again.infusions(retreatment, exposure, suspect.infusions)
        suspect = dataclasses.replace(
            suspect, action_taken=ActionTaken.WITHDRAWN, infusions=(*suspect.infusions, *later)
        )
        courses = (*courses, again.course(dice, retreatment, exposure))
    return {
        "drugs": (suspect, *drugs.others(dice, onset)),
        "courses": courses,
        "premedication": drugs.premedication(dice, exposure),
        "drug_reactions": drugs.links(dice, exposure, onset, count, retreatment.result if retreatment else None),
        "assessments": drugs.assessments(dice, count),
    }


def _versions(dice: Dice, icsr: ICSR, story: _Story, life: list[Plan], name: str) -> list[GeneratedVersion]:
    made = []
    for plan in life:
        if plan.number > 1:
            icsr = _grown(dice, icsr, story, plan)
        made.append(GeneratedVersion(plan=plan, icsr=_received(icsr, plan, life[0], name)))
    return made


def _grown(dice: Dice, icsr: ICSR, story: _Story, plan: Plan) -> ICSR:
    """What is new in a follow-up; amendments and nullifications bring no news."""
    if plan.kind is not VersionKind.FOLLOW_UP:
        return icsr
    narrative = icsr.narrative or Narrative()
    rows = icsr.reactions if icsr.death else tuple(_better(dice, row) for row in icsr.reactions)
    seen_again = story.healing and dice.chance(0.7)
    more = dice.chance(0.7 if story.bleeding else 0.4)
    return dataclasses.replace(
        icsr,
        reactions=rows,
        tests=(*icsr.tests, lungs.one_more_test(dice, plan.received, bleeding=story.bleeding)) if more else icsr.tests,
        recovery=recovery(dice, story.healing, rows[0].outcome, plan.received, story.died)
        if seen_again and story.healing
        else icsr.recovery,
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
