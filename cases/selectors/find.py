"""Find versions by the beginning of a case number or by words for drug or reaction, in a bounded amount of work."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Upper

from cases.models.case import Case, CaseVersion
from cases.models.facts import PairFacts
from cases.selectors.keyset import Rows
from cases.terminology.lookup import names_like

MANY = 1_000
"""What more cases than these begin with is looked for among the waiting versions in their order, not by itself."""

_OF_NAMES = """
SELECT facts.version_id
FROM unnest(%(names)s::text[]) AS wanted (name),
LATERAL (
    (SELECT facts_id FROM cases_pairfacts WHERE upper(drug_name) = wanted.name LIMIT %(limit)s)
    UNION ALL
    (SELECT facts_id FROM cases_pairfacts WHERE upper(reaction_name) = wanted.name LIMIT %(limit)s)
) AS pair
JOIN cases_casefacts AS facts ON facts.id = pair.facts_id
LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Words:
    """What somebody looks for, with the dictionary's names for it."""

    text: str
    names: tuple[str, ...]
    """In capitals."""

    @classmethod
    def read(cls, text: str) -> Words:
        """The words and what the dictionary calls it."""
        return cls(text, tuple(name.upper() for name in names_like(text)))


def number_begins(text: str, path: str = "identifier") -> Q:
    """Case numbers that begin so: as typed, or in capitals."""
    return Q(**{f"{path}__startswith": text}) | Q(**{f"{path}__startswith": text.upper()})


def cases_of_number(text: str) -> list[int] | None:
    """The cases whose number begins so; None when they are many."""
    found = list(Case.objects.filter(number_begins(text)).order_by().values_list("pk", flat=True)[: MANY + 1])
    return found if len(found) <= MANY else None


def few(words: Words) -> set[int] | None:
    """The versions that fit the words, whatever their state; None when they are many."""
    cases = cases_of_number(words.text)
    if cases is None:
        return None
    found = set(CaseVersion.objects.filter(case_id__in=cases).values_list("pk", flat=True)) if cases else set()
    for branch in (_beginning("drug_name", words.text), _beginning("reaction_name", words.text), _named(words.names)):
        if len(branch) > MANY:
            return None
        found.update(branch)
    return found


def fits(words: Words) -> Q:
    """The same as a condition on versions, to be asked of few of them."""
    name = Q(drug_name__istartswith=words.text) | Q(reaction_name__istartswith=words.text)
    pairs = PairFacts.objects.filter(facts__version=OuterRef("pk"))
    if words.names:
        pairs = pairs.annotate(drug=Upper("drug_name"), reaction=Upper("reaction_name"))
        name |= Q(drug__in=words.names) | Q(reaction__in=words.names)
    return number_begins(words.text, "case__identifier") | Q(Exists(pairs.filter(name)))


def _beginning(column: str, text: str) -> list[int]:
    pairs = PairFacts.objects.filter(**{f"{column}__istartswith": text})
    return list(pairs.order_by().values_list("facts__version_id", flat=True)[: MANY + 1])


def _named(names: tuple[str, ...]) -> list[int]:
    if not names:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OF_NAMES, {"names": list(names), "limit": MANY + 1})
        return [version for (version,) in cursor.fetchall()]


def among(rows: Rows, words: Words, looked_at: list[int]) -> Rows:
    """Those of the versions `looked_at` that fit."""
    return rows.filter(pk__in=looked_at).filter(fits(words))
