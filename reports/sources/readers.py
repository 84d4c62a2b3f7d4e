"""Counts of every drug, every reaction and every two of them, for the readers' figures: by one pass over the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection

from cases.database.context import counting_all
from reports.sources.names import Names
from reports.sources.steps import ACCEPTED

TOTAL, ORGAN_CLASS, OUTCOME = "total", "organ_class", "outcome"
UNKNOWN = "unknown"

Place = tuple[str, str, str, str, str]
"""Drug, reaction, table, row, column."""

_TOPICS = f"""
    WITH accepted AS ({ACCEPTED}),
    named AS (
        SELECT pair.facts_id, item.source = 'literature' AS published, coalesce(drug.name, '') AS drug,
               coalesce(reaction.name, '') AS reaction, pair.organ_class, pair.drug_number, pair.reaction_number,
               pair.indication_group
        FROM accepted
        JOIN cases_case AS item ON item.id = accepted.case_id AND item.kind = 'reaction'
        JOIN cases_casefacts AS facts ON facts.version_id = accepted.id AND NOT facts.nullified
        JOIN cases_pairfacts AS pair ON pair.facts_id = facts.id
        LEFT JOIN unnest(%(drugs)s::text[], %(drug_names)s::text[]) AS drug (spelling, name)
               ON drug.spelling = pair.drug_name
        LEFT JOIN unnest(%(reactions)s::text[], %(reaction_names)s::text[]) AS reaction (spelling, name)
               ON reaction.spelling = pair.reaction_name
    )"""  # noqa: S608 - steps of this package

_COUNTS = f"""{_TOPICS},
    topic AS (
        SELECT facts_id, drug, reaction, bool_and(published) AS published,
               coalesce((array_agg(indication_group ORDER BY drug_number, reaction_number)
                         FILTER (WHERE indication_group NOT IN ('', 'unknown')))[1], 'unknown') AS indication_group
        FROM named GROUP BY GROUPING SETS ((facts_id, drug), (facts_id, reaction), (facts_id, drug, reaction))
    ),
    told AS (
        SELECT coalesce(drug, '') AS drug, coalesce(reaction, '') AS reaction, published, indication_group,
               facts.whole_outcome AS outcome,
               coalesce(nullif(facts.sex, ''), 'unknown') AS sex,
               coalesce(nullif(facts.age_band, ''), 'unknown') AS age_group,
               coalesce(nullif(facts.continent, ''), 'unknown') AS continent,
               coalesce(facts.received_year::text, 'unknown') AS year
        FROM topic JOIN cases_casefacts AS facts ON facts.id = topic.facts_id
        WHERE (drug IS NULL OR drug <> '') AND (reaction IS NULL OR reaction <> '')
    )
    SELECT drug, reaction, published,
           CASE WHEN grouping(sex) = 0 THEN 'sex' WHEN grouping(age_group) = 0 THEN 'age_group'
                WHEN grouping(continent) = 0 THEN 'continent' WHEN grouping(year) = 0 THEN 'year'
                WHEN grouping(indication_group) = 0 OR grouping(outcome) = 0 THEN 'outcome' ELSE 'total' END,
           coalesce(sex, age_group, continent, year, indication_group, ''), coalesce(outcome, ''), count(*)
    FROM told
    GROUP BY GROUPING SETS (
        (drug, reaction, published), (drug, reaction, published, sex), (drug, reaction, published, age_group),
        (drug, reaction, published, continent), (drug, reaction, published, year),
        (drug, reaction, published, indication_group), (drug, reaction, published, outcome),
        (drug, reaction, published, indication_group, outcome))
"""  # noqa: S608 - steps of this package

_CLASSES = f"""{_TOPICS}
    SELECT drug, organ_class, published, count(DISTINCT facts_id) FROM named
    WHERE drug <> '' AND organ_class <> '' GROUP BY drug, organ_class, published
"""  # noqa: S608 - steps of this package

_CLASS_OF = f"{_TOPICS} SELECT reaction, min(organ_class) FROM named GROUP BY reaction"  # noqa: S608


@dataclass(frozen=True)
class Counted:
    """All counts of one lock point; true ones, which are shown to nobody as they are."""

    reported: dict[Place, int] = field(default_factory=lambda: defaultdict(int))
    """Cases reported in confidence: by centres, or imported."""
    published: dict[Place, int] = field(default_factory=lambda: defaultdict(int))
    """Cases of the published literature."""
    classes: dict[str, str] = field(default_factory=dict)
    """Organ class of each reaction."""


def count(names: Names, day: date) -> Counted:
    """Count everything that was accepted by the end of a day, UTC."""
    drugs, reactions = _spellings(names, "substance"), _spellings(names, "reaction")
    given: dict[str, Any] = {
        "end": datetime.combine(day, time.min, UTC) + timedelta(days=1),
        "drugs": list(drugs),
        "drug_names": list(drugs.values()),
        "reactions": list(reactions),
        "reaction_names": list(reactions.values()),
    }
    found = Counted()
    with counting_all(), connection.cursor() as cursor:
        cursor.execute(_COUNTS, given)
        for drug, reaction, public, table, row, column, number in cursor.fetchall():
            _add(found, public, (drug, reaction, table, row, column), number)
        cursor.execute(_CLASSES, given)
        for drug, name, public, number in cursor.fetchall():
            _add(found, public, (drug, "", ORGAN_CLASS, name, ""), number)
        cursor.execute(_CLASS_OF, given)
        found.classes.update(cursor.fetchall())
    return found


def _add(found: Counted, public: bool, place: Place, number: int) -> None:
    (found.published if public else found.reported)[place] += number


def _spellings(names: Names, kind: str) -> dict[str, str]:
    """Every spelling in the cases with the name under which it is counted."""
    spellings = sorted(names.drugs if kind == "substance" else names.reactions)
    first: dict[str, str] = {}
    return {spelling: _name(names, kind, spelling, first) for spelling in spellings}


def _name(names: Names, kind: str, spelling: str, first: dict[str, str]) -> str:
    term = names.dictionary.find(kind, None, spelling)
    return term.name if term else first.setdefault(names.canonical(kind, spelling), spelling)


def with_zeros(places: Iterable[Place]) -> set[Place]:
    """The places, and those that would hold a 0: every row that any topic has, for every topic."""
    found = set(places)
    topics = {(drug, reaction) for drug, reaction, table, _row, _column in found if table == TOTAL}
    rows = {(table, row, column) for _d, _r, table, row, column in found if table not in (TOTAL, ORGAN_CLASS)}
    groups = {row for table, row, _column in rows if table == OUTCOME and row}
    outcomes = {column for table, _row, column in rows if table == OUTCOME and column}
    rows |= {(OUTCOME, group, outcome) for group in groups for outcome in outcomes}
    return found | {(*topic, *row) for topic in topics for row in rows}
