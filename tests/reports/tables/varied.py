"""Invented cases whose lung work-up, treatment, recovery and retreatment are drawn at random, gaps included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from cases.generation.case import GeneratedCase
from cases.generation.days import on
from cases.icsr import ICSR
from cases.icsr.codes import Rechallenge
from cases.icsr.codes_lung import Analyte, Dechallenge, Phase
from cases.icsr.course import Course
from cases.icsr.lung import Bronchoscopy, Exclusion, Imaging
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Kind, Spec, elements
from cases.icsr.test import Test
from cases.icsr.treatment import Care, ReactionTreatment, Recovery
from cases.icsr.values import Quantity

SHARE = 0.6
"""Of the cases that are varied."""


def varied(case: GeneratedCase) -> GeneratedCase:
    """The case with other sections in each of its versions; the same for the same number."""
    random = Random(case.number)
    if random.random() > SHARE:
        return case
    drawn = Random(case.number).getrandbits(32)
    return replace(
        case, versions=tuple(replace(item, icsr=_varied(item.icsr, Random(drawn))) for item in case.versions)
    )


def _varied(icsr: ICSR, random: Random) -> ICSR:
    changed = replace(
        icsr,
        bronchoscopies=_rows(Bronchoscopy, random, 2),
        imaging=_rows(Imaging, random, 3),
        exclusions=_rows(Exclusion, random, 7),
        tests=(*icsr.tests, *_tests(random, len(icsr.tests))),
        care=_record(Care, random) if random.random() < 0.8 else None,
        treatments=_rows(ReactionTreatment, random, 6),
        recovery=_recovery(icsr, random) if random.random() < 0.8 else None,
    )
    return changed if icsr.episode else replace(changed, **_again(icsr, random))


def _again(icsr: ICSR, random: Random) -> dict[str, Any]:
    links = (
        replace(row, rechallenge=_any(list(Rechallenge), random), dechallenge=_any(list(Dechallenge), random))
        for row in icsr.drug_reactions
    )
    last = max((row.number or 0 for row in icsr.courses), default=0)
    course = _record(Course, random, number=last + 1, drug=1, course=9, start=None)
    more = (replace(course, prophylaxis=_any(["Dalteparin", "None, see 2019-03-04"], random)),)
    return {"drug_reactions": tuple(links), "courses": (*icsr.courses, *(more if random.random() < 0.5 else ()))}


def _any(choices: list[Any], random: Random) -> Any:
    return random.choice([None, *choices])


def _recovery(icsr: ICSR, random: Random) -> Recovery:
    starts = (row.start for row in icsr.reactions if isinstance(row.start, PartialDate) and row.start.to_the_day)
    start = next(starts, None)
    seen = on(start.earliest.date().toordinal() + random.randint(0, 40)) if start and random.random() < 0.8 else None
    return _record(Recovery, random, density=0.4, last_seen=seen)


def _tests(random: Random, count: int) -> Iterator[Test]:
    kinds = (Analyte.HAEMOGLOBIN, Analyte.ANCA, Analyte.ANTI_GBM, Analyte.ANA, Analyte.SPO2, Analyte.PLATELETS)
    for number in range(count + 1, count + 1 + random.randint(0, 8)):
        analyte = random.choice(kinds)
        told: dict[str, Any] = {"phase": random.choice([Phase.BEFORE, Phase.ACUTE]), "number": number}
        if analyte is Analyte.HAEMOGLOBIN:
            told["result"] = Quantity(Decimal(random.randint(60, 160)) / 10, "g/dL")
        elif analyte is Analyte.SPO2:
            told["result"] = Quantity(Decimal(random.randint(80, 99)), "%")
        else:
            told["result_text"] = random.choice(["positive", "Negative.", "borderline"])
        yield Test(analyte=analyte, **told)


def _rows(kind: type, random: Random, most: int) -> tuple[Any, ...]:
    return tuple(_record(kind, random, number=number) for number in range(1, random.randint(0, most) + 1))


def _record(kind: type, random: Random, density: float = 0.75, **given: Any) -> Any:
    drawn = {name: _value(spec, random) for name, spec in elements(kind) if random.random() < density}
    return kind(**{**{name: value for name, value in drawn.items() if value is not None}, **given})


def _value(spec: Spec, random: Random) -> Any:
    if spec.nulls and random.random() < 0.15:
        return random.choice(spec.nulls)
    if spec.kind is Kind.CODE:
        return random.choice(list(spec.codes or ()))
    if spec.kind is Kind.FLAG:
        return random.random() < 0.5
    if spec.kind is Kind.DECIMAL:
        return Decimal(random.randint(0, 100))
    if spec.kind is Kind.QUANTITY and "d" in (spec.units or ()):
        return Quantity(Decimal(random.randint(0, 40)), random.choice(["d", "d", "h"]))
    return None
