"""Cases that look like one that is being typed, among those that the user may see."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from cases.icsr import ICSR
from cases.models.case import CaseVersion
from cases.models.facts import PairFacts
from cases.rules.coding import code_words
from cases.rules.likeness import features, likeness
from cases.rules.phrase import Phrase
from cases.store import load_many
from cases.terminology.lookup import Dictionary

CANDIDATES = 40
"""How many cases are read at most; the newest with the same drug or reaction."""
ALIKE = Decimal(6)
"""The least score that is worth a look: more than the same drug, reaction, sex and country by chance."""


@dataclass(frozen=True)
class Similar:
    """A case that looks alike, and why."""

    version: CaseVersion
    score: Decimal
    reasons: tuple[Phrase, ...]


def similar_cases(
    version: CaseVersion | None, icsr: ICSR, *, visible: QuerySet[CaseVersion], terms: Dictionary, limit: int = 3
) -> list[Similar]:
    """The cases most like `icsr`, most alike first; a bounded number is compared, each query bounded too."""
    coded = code_words(icsr, terms)
    mine = features(coded)
    found = _candidates(coded, terms)
    newest = visible.filter(pk__in=found.values("facts__version")).order_by("-pk")
    if version is not None:
        newest = newest.exclude(case=version.case_id)
    rows = list(newest.select_related("case")[:CANDIDATES])
    cases = load_many([row.pk for row in rows])
    scored = [(row, likeness(mine, features(cases[row.pk]))) for row in rows]
    alike = [Similar(row, score.score, score.reasons) for row, score in scored if score.score >= ALIKE]
    latest: dict[int, Similar] = {}
    for item in sorted(alike, key=lambda item: (-item.score, -item.version.pk)):
        latest.setdefault(item.version.case_id, item)
    return list(latest.values())[:limit]


def _candidates(icsr: ICSR, terms: Dictionary) -> QuerySet[PairFacts]:
    """Pairs with the same drug by name and the same reaction by name; with the same drug when no reaction is known."""
    drugs = {term.name for row in icsr.drugs if (term := terms.find("substance", None, row.name))}
    drugs |= {row.name for row in icsr.drugs if row.name}
    reactions = {term.name for row in icsr.reactions if (term := terms.find("reaction", row.term, row.verbatim))}
    reactions |= {row.verbatim for row in icsr.reactions if row.verbatim}
    pairs = PairFacts.objects.filter(drug_name__in=drugs)
    return pairs.filter(reaction_name__in=reactions) if reactions else pairs
