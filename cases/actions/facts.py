"""Write the facts of versions, from which aggregates are counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from cases import store
from cases.icsr import ICSR
from cases.models.case import CaseVersion
from cases.models.facts import CaseFacts, PairFacts
from cases.models.facts_line import CaseLine
from cases.models.facts_lung import LungFacts
from cases.rules.completeness import completeness
from cases.rules.facts import Terms, pairs, version_facts, whole
from cases.rules.listing import line
from cases.rules.lung_facts import lung_facts
from cases.rules.management import step_columns

FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, kw_only=True)
class Derived:
    """All facts of one version, as the columns of their tables without keys."""

    case: dict[str, Any]
    lung: dict[str, Any]
    line: dict[str, Any]
    pairs: list[dict[str, Any]]


def derive(icsr: ICSR, terms: Terms) -> Derived:
    """What the rules say of a version."""
    of_case, of_lung, of_pairs = version_facts(icsr), lung_facts(icsr), list(pairs(icsr, terms))
    return Derived(
        case={**completeness_columns(icsr, terms), **vars(of_case), **vars(whole(of_pairs))},
        lung={**vars(of_lung), **step_columns(icsr, of_lung)},
        line=vars(line(icsr, terms, of_case, of_lung, of_pairs)),
        pairs=[vars(pair) for pair in of_pairs],
    )


@transaction.atomic
def rebuild_facts(version_ids: Collection[int], terms: Terms) -> int:
    """Derive the facts of these versions anew; the number of versions."""
    CaseFacts.objects.filter(version_id__in=version_ids).delete()
    cases = dict(CaseVersion.objects.filter(pk__in=version_ids).values_list("pk", "case_id"))
    derived = {pk: derive(icsr, terms) for pk, icsr in store.load_many(list(cases)).items()}
    facts = CaseFacts.objects.bulk_create(
        CaseFacts(version_id=pk, case_id=case_id, **derived[pk].case) for pk, case_id in cases.items()
    )
    of = [(row, derived[row.version_id]) for row in facts]
    LungFacts.objects.bulk_create(LungFacts(facts=row, **known.lung) for row, known in of)
    CaseLine.objects.bulk_create(CaseLine(facts=row, **known.line) for row, known in of)
    PairFacts.objects.bulk_create(PairFacts(facts=row, **pair) for row, known in of for pair in known.pairs)
    return len(facts)


def completeness_columns(icsr: ICSR, terms: Terms) -> dict[str, Any]:
    """The vigiGrade score to four places and the dimensions that lower it; a comparator episode has no suspect drug."""
    if icsr.episode is not None:
        return {"completeness": None, "incomplete": []}
    found = completeness(icsr, terms)
    lowered = {dimension.value for pair in found.pairs for dimension, lost in pair.penalties.items() if lost}
    return {"completeness": found.score.quantize(FOUR_PLACES), "incomplete": sorted(lowered)}


def rebuild_all(terms: Terms, batch: int = 500) -> Iterable[int]:
    """Derive the facts of all submitted versions, batch by batch; yields how many are done."""
    ids = list(CaseVersion.objects.exclude(state="draft").order_by("pk").values_list("pk", flat=True))
    done = 0
    for start in range(0, len(ids), batch):
        done += rebuild_facts(ids[start : start + batch], terms)
        yield done
