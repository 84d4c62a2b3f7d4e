"""Write the facts of versions, from which aggregates are counted."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from decimal import Decimal

from django.db import transaction

from cases import store
from cases.icsr import ICSR
from cases.models.case import CaseVersion
from cases.models.facts import CaseFacts, PairFacts
from cases.rules.completeness import completeness
from cases.rules.facts import Terms, pairs, version_facts

FOUR_PLACES = Decimal("0.0001")


@transaction.atomic
def rebuild_facts(version_ids: Collection[int], terms: Terms) -> int:
    """Derive the facts of these versions anew; the number of versions."""
    CaseFacts.objects.filter(version_id__in=version_ids).delete()
    cases = dict(CaseVersion.objects.filter(pk__in=version_ids).values_list("pk", "case_id"))
    records = store.load_many(list(cases))
    facts = CaseFacts.objects.bulk_create(
        CaseFacts(
            version_id=pk,
            case_id=case_id,
            completeness=score_of(records[pk], terms),
            **dataclasses.asdict(version_facts(records[pk])),
        )
        for pk, case_id in cases.items()
    )
    PairFacts.objects.bulk_create(
        PairFacts(facts=row, **dataclasses.asdict(pair))
        for row in facts
        for pair in pairs(records[row.version_id], terms)
    )
    return len(facts)


def score_of(icsr: ICSR, terms: Terms) -> Decimal | None:
    """The vigiGrade score of a case to four places; None for a comparator episode, which has no suspect drug."""
    return None if icsr.episode is not None else completeness(icsr, terms).score.quantize(FOUR_PLACES)


def rebuild_all(terms: Terms, batch: int = 500) -> Iterable[int]:
    """Derive the facts of all submitted versions, batch by batch; yields how many are done."""
    ids = list(CaseVersion.objects.exclude(state="draft").order_by("pk").values_list("pk", flat=True))
    done = 0
    for start in range(0, len(ids), batch):
        done += rebuild_facts(ids[start : start + batch], terms)
        yield done
