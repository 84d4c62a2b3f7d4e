"""The cases of a population in SQL: named steps, of which the last ones are what questions are asked of.

`report` and `outcome` have one row per report of the population; `matching` and `deciding` one per pair of drug and
reaction in them. A condition that nothing asks for is left out, so that its columns are not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from cases.models.facts import CaseFacts, PairFacts
from reports.sources.population import COMPARATOR, UNKNOWN, Population

_OF_VERSIONS: Mapping[str, str] = {
    "facts_id": "facts.id",
    "version_id": "accepted.id",
    "case_id": "accepted.case_id",
    "identifier": "item.identifier",
    "version_number": "accepted.number",
    "source": "item.source",
    "accepted_at": "accepted.accepted_at",
    "submitted_at": "version.submitted_at",
}
_NOT_SHOWN = ("id", *_OF_VERSIONS, "nullified")
COLUMNS: Mapping[str, str] = {
    **_OF_VERSIONS,
    **{
        column: f"facts.{column}"
        for column in (str(field.column) for field in CaseFacts._meta.concrete_fields)
        if column not in _NOT_SHOWN
    },
}
"""Columns of `report` that belong to the case as a whole, and where they come from: every fact of a version is one."""

PAIR_COLUMNS = tuple(str(field.column) for field in PairFacts._meta.concrete_fields)
"""Columns of the steps that have one row per pair of drug and reaction."""
_OF_STEPS = ("facts_id", "drug_number", "reaction_number", "reaction_name", "indication_group", "serious", "outcome",
             "infusions_before_onset")  # fmt: skip
"""Those that the steps themselves read."""

_GROUP = """coalesce(
        (array_agg(indication_group ORDER BY drug_number, reaction_number)
         FILTER (WHERE indication_group NOT IN ('', 'unknown')))[1], 'unknown')"""
"""A report's indication group: that of its first matching drug with a known one."""

_STEPS: Mapping[str, str] = {
    # Of each case the newest version among those accepted before the end of the lock point.
    "accepted": """
        SELECT DISTINCT ON (version.case_id) version.id, version.case_id, version.number, version.accepted_at
        FROM cases_caseversion AS version
        WHERE version.state IN ('accepted', 'nullified') AND version.accepted_at < %(end)s
        ORDER BY version.case_id, version.number DESC
    """,
    # The cases of the cohort that fit as a whole.
    "chosen": """
        SELECT {columns}
        FROM accepted
        JOIN cases_case AS item ON item.id = accepted.case_id AND item.kind = %(cohort)s
        JOIN cases_casefacts AS facts ON facts.version_id = accepted.id AND NOT facts.nullified
        {joins}
        WHERE TRUE {chosen}
    """,
    # Drugs and reactions, in the reports of the drug.
    "of_drug": """
        SELECT {pair_columns} FROM chosen JOIN cases_pairfacts AS pair USING (facts_id) WHERE TRUE {of_drug}
    """,
    # The drug with the reaction itself.
    "fitting": "SELECT * FROM of_drug WHERE TRUE {fitting}",
    "matching": "SELECT * FROM fitting WHERE TRUE {matching}",
    # Of several reactions the serious ones decide; all of them when none is serious.
    "deciding": """
        SELECT *, coalesce(serious, FALSE)
                  OR NOT coalesce(bool_or(serious) OVER (PARTITION BY facts_id), FALSE) AS decides
        FROM matching
    """,
}

_OF_PAIRS: Mapping[str, str] = {
    "counted": f"""
        SELECT facts_id, {_GROUP} AS indication_group,
               coalesce(bool_or(infusions_before_onset = 2) FILTER (WHERE decides), FALSE) AS two_infusions,
               bool_and(infusions_before_onset IS NULL) FILTER (WHERE decides) AS infusions_unknown
        FROM deciding GROUP BY facts_id
    """,  # noqa: S608 - an expression of this module
    # One row per report.
    "report": "SELECT * FROM chosen JOIN counted USING (facts_id)",
    # One outcome per report out of all its reactions; the same rule as cases.rules.outcome.report_outcome.
    "outcome": """
        SELECT pair.facts_id,
               CASE WHEN bool_or(pair.outcome = '5') THEN '5'
                    WHEN bool_or(pair.serious)
                    THEN coalesce((array_agg(pair.outcome ORDER BY badness.rank)
                                   FILTER (WHERE pair.serious AND badness.rank IS NOT NULL))[1], '0')
                    ELSE coalesce((array_agg(pair.outcome ORDER BY badness.rank)
                                   FILTER (WHERE badness.rank IS NOT NULL))[1], '0')
               END AS outcome
        FROM cases_pairfacts AS pair
        JOIN report ON report.facts_id = pair.facts_id
        LEFT JOIN (VALUES ('5', 1), ('3', 2), ('2', 3), ('4', 4), ('1', 5)) AS badness (outcome, rank)
               ON badness.outcome = pair.outcome
        GROUP BY pair.facts_id
    """,
}

ACCEPTED, OUTCOME = _STEPS["accepted"], _OF_PAIRS["outcome"]
"""Steps for those who count without a population: OUTCOME is asked of a step `report` of their own."""

_OF_COUNTED = ("indication_group", "two_infusions", "infusions_unknown")
# For questions that ask for none of these, which take as long to find out as all else.
_OF_PAIRS_ALONE: Mapping[str, str] = {
    "report": "SELECT * FROM chosen WHERE facts_id IN (SELECT facts_id FROM matching)",
    "outcome": _OF_PAIRS["outcome"],
}

# Episodes without a suspect drug have no pairs: each is a report, its outcome after a drug is not known.
_WITHOUT_PAIRS: Mapping[str, str] = {
    "report": """
        SELECT *, 'unknown' AS indication_group, FALSE AS two_infusions, NULL::boolean AS infusions_unknown FROM chosen
    """,
    "outcome": "SELECT facts_id, '0' AS outcome FROM report",
}

_CONDITIONS: Mapping[str, tuple[str, str]] = {
    "sources": ("chosen", "item.source = ANY(%(sources)s::text[])"),
    "countries": ("chosen", "coalesce(nullif(facts.country, ''), 'unknown') = ANY(%(countries)s::text[])"),
    "age_bands": ("chosen", "coalesce(nullif(facts.age_band, ''), 'unknown') = ANY(%(age_bands)s::text[])"),
    "centres": ("chosen", "facts.centre_id = ANY(%(centres)s::bigint[])"),
    "serious": ("chosen", "facts.serious = %(serious)s"),
    "received_from": ("chosen", "facts.received >= %(received_from)s"),
    "received_to": ("chosen", "facts.received <= %(received_to)s"),
    "drugs": ("of_drug", "pair.drug_name = ANY(%(drugs)s::text[])"),
    "reactions": ("fitting", "reaction_name = ANY(%(reactions)s::text[])"),
    "indication_groups": (
        "matching",
        f"facts_id IN (SELECT facts_id FROM fitting GROUP BY facts_id HAVING {_GROUP} "  # noqa: S608 - of this module
        "= ANY(%(indication_groups)s::text[]))",
    ),
}
"""Field of a population -> the step that it narrows, and how."""
assert UNKNOWN == "unknown"  # noqa: S101 - written out in the SQL above


def asked(population: Population) -> dict[str, Any]:
    """The fields that narrow the population, as parameters of the steps."""
    values = {name: getattr(population, name) for name in _CONDITIONS}
    found = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    for name in ("drugs", "reactions"):
        found[name] = [spelling for item in values[name] for spelling in item.spellings]
    return {name: value for name, value in found.items() if values[name] not in ((), None)}


def steps(population: Population, question: str) -> str:
    """The steps, ready to stand before the SQL of a question: `WITH accepted AS (...), ...`.

    Of the case as a whole they carry the columns that the question names, or all when it asks for `*`: a million rows
    are put aside between steps, and width costs time.
    """
    narrowed = asked(population)
    of_pairs = _OF_PAIRS if _named(question, _OF_COUNTED) else _OF_PAIRS_ALONE
    last = _WITHOUT_PAIRS if population.cohort == COMPARATOR else of_pairs
    parts = dict([*_conditions(narrowed), *_read(question)])
    written = {name: text.format(**parts) for name, text in _STEPS.items()} | dict(last)
    return "WITH " + ",\n".join(f"{name} AS ({text})" for name, text in written.items())


def _read(question: str) -> Iterator[tuple[str, str]]:
    columns = ["facts_id", *_named(question, [name for name in COLUMNS if name != "facts_id"])]
    pairs = [name for name in PAIR_COLUMNS if name in (*_OF_STEPS, *_named(question, PAIR_COLUMNS))]
    yield "pair_columns", ", ".join(f"pair.{name}" for name in pairs)
    yield "columns", ", ".join(f"{COLUMNS[name]} AS {name}" for name in columns)
    joined = "JOIN cases_caseversion AS version ON version.id = accepted.id" if "submitted_at" in columns else ""
    yield "joins", joined


def _named(question: str, columns: Iterable[str]) -> list[str]:
    """Those of the columns that the question asks for."""
    everything = re.search(r"(?<!\()\*", question)  # count(*) asks for no column
    words = set(re.findall(r"\w+", question))
    return [name for name in columns if everything or name in words]


def _conditions(narrowed: Collection[str]) -> Iterator[tuple[str, str]]:
    for step in _STEPS:
        conditions = [text for name, (where, text) in _CONDITIONS.items() if where == step and name in narrowed]
        yield step, "".join(f"\n          AND {text}" for text in conditions)
