"""The cases of a population in SQL: named steps, of which the last ones are what questions are asked of.

`report` has one row per report of the population; `matching` and `deciding` one per pair of drug and reaction in them;
`of_drug` one per pair of the drug with any reaction, in more cases; `joinable` too, in more cases still: it is to be
joined with `report`, and never counted by itself.
A condition that nothing asks for, a column that no question names and a step that nothing reads are left out: a million
rows are put aside between steps, and width costs time.
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
_WHOLE: Mapping[str, str] = {
    "indication_group": "facts.whole_indication_group",
    "two_infusions": "facts.whole_two_infusions",
    "infusions_unknown": "facts.whole_infusions_unknown",
}
"""What a report's drugs and reactions say together, where all of them count; else the pairs that fit say it."""
_KEPT = ("pair_count", "whole_outcome", *(text.removeprefix("facts.") for text in _WHOLE.values()))
_NOT_SHOWN = ("id", *_OF_VERSIONS, "nullified", *_KEPT)
COLUMNS: Mapping[str, str] = {
    **_OF_VERSIONS,
    **{
        column: f"facts.{column}"
        for column in (str(field.column) for field in CaseFacts._meta.concrete_fields)
        if column not in _NOT_SHOWN
    },
    # Of all its reactions, whichever are asked for.
    "outcome": "facts.whole_outcome",
}
"""Columns of `report` that belong to the case as a whole, and where they come from: every fact of a version is one."""

PAIR_COLUMNS = tuple(
    column for column in (str(field.column) for field in PairFacts._meta.concrete_fields) if column != "decides"
)
"""Columns of the steps that have one row per pair of drug and reaction."""
_OF_STEPS = ("facts_id", "drug_number", "reaction_number", "reaction_name", "indication_group", "serious",
             "infusions_before_onset")  # fmt: skip
"""Those that the steps themselves read."""

_GROUP = """coalesce(
        (array_agg(indication_group ORDER BY drug_number, reaction_number)
         FILTER (WHERE indication_group NOT IN ('', 'unknown')))[1], 'unknown')"""
"""A report's indication group: that of its first matching drug with a known one."""

# Of each case the newest version among those accepted before the end of the lock point.
ACCEPTED = """
    SELECT DISTINCT ON (version.case_id) version.id, version.case_id, version.number, version.accepted_at
    FROM cases_caseversion AS version
    WHERE version.state IN ('accepted', 'nullified') AND version.accepted_at < %(end)s
    ORDER BY version.case_id, version.number DESC
"""
"""A step for those who count without a population, too."""

_CHOSEN = """
    SELECT {columns}
    FROM accepted
    JOIN cases_case AS item ON item.id = accepted.case_id AND item.kind = %(cohort)s
    JOIN cases_casefacts AS facts ON facts.version_id = accepted.id AND NOT facts.nullified
    {joins}
    WHERE TRUE {chosen}
"""
_PAIRS = "SELECT {pair_columns} FROM {reports} JOIN cases_pairfacts AS pair USING (facts_id) WHERE TRUE {of_drug}"

# Where the pairs that fit are those of some drugs or reactions.
_BY_PAIRS: Mapping[str, str] = {
    "accepted": ACCEPTED,
    # The cases of the cohort that fit as a whole.
    "chosen": _CHOSEN,
    # Drugs and reactions, in the reports of the drug.
    "of_drug": _PAIRS.replace("{reports}", "chosen"),
    "joinable": "SELECT * FROM of_drug",
    # The drug with the reaction itself.
    "fitting": "SELECT * FROM of_drug WHERE TRUE {fitting}",
    "matching": "SELECT * FROM fitting WHERE TRUE {matching}",
    # Of several reactions the serious ones decide; all of them when none is serious.
    "deciding": """
        SELECT *, coalesce(serious, FALSE)
                  OR NOT coalesce(bool_or(serious) OVER (PARTITION BY facts_id), FALSE) AS decides
        FROM matching
    """,
    "counted": f"""
        SELECT facts_id, {_GROUP} AS indication_group,
               coalesce(bool_or(infusions_before_onset = 2) FILTER (WHERE decides), FALSE) AS two_infusions,
               bool_and(infusions_before_onset IS NULL) FILTER (WHERE decides) AS infusions_unknown
        FROM deciding GROUP BY facts_id
    """,  # noqa: S608 - an expression of this module
    "report": "SELECT * FROM chosen JOIN counted USING (facts_id)",
}
# For questions that ask for nothing that is counted of them, which takes as long as all else.
_BY_PAIRS_ALONE = {**_BY_PAIRS, "report": "SELECT * FROM chosen WHERE facts_id IN (SELECT facts_id FROM matching)"}

# Where all pairs fit, and what they say together is a fact of the version.
_ALL: Mapping[str, str] = {
    "accepted": ACCEPTED,
    "chosen": _CHOSEN,
    "report": f"{_CHOSEN} AND facts.pair_count > 0",
    "of_drug": _PAIRS.replace("{reports}", "report"),
    "joinable": "SELECT {pair_columns} FROM cases_pairfacts AS pair",
    "matching": "SELECT * FROM of_drug",
    "deciding": "SELECT * FROM matching",
}

# Episodes without a suspect drug have no pairs: each is a report, its outcome after a drug is not known.
_WITHOUT_PAIRS: Mapping[str, str] = {
    **_BY_PAIRS,
    "report": """
        SELECT *, 'unknown' AS indication_group, FALSE AS two_infusions, NULL::boolean AS infusions_unknown,
               '0' AS outcome
        FROM chosen
    """,
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
_CONDITIONS_OF_ALL = {
    **_CONDITIONS,
    "indication_groups": ("chosen", "facts.whole_indication_group = ANY(%(indication_groups)s::text[])"),
}
"""The same where all pairs fit."""
assert UNKNOWN == "unknown"  # noqa: S101 - written out in the SQL above


def asked(population: Population) -> dict[str, Any]:
    """The fields that narrow the population, as parameters of the steps."""
    values = {name: getattr(population, name) for name in _CONDITIONS}
    found = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    for name in ("drugs", "reactions"):
        found[name] = [spelling for item in values[name] for spelling in item.spellings]
    return {name: value for name, value in found.items() if values[name] not in ((), None)}


def steps(population: Population, question: str) -> str:
    """The steps that a question reads, ready to stand before its SQL: `WITH accepted AS (...), ...`."""
    narrowed = asked(population)
    all_fit = population.cohort != COMPARATOR and not narrowed.keys() & {"drugs", "reactions"}
    parts = {
        **dict(_conditions(narrowed, _CONDITIONS_OF_ALL if all_fit else _CONDITIONS)),
        **dict(_columns(population, question, all_fit=all_fit)),
    }
    texts = {name: text.format(**parts) for name, text in _texts(population, question, all_fit=all_fit).items()}
    return "WITH " + ",\n".join(f"{name} AS ({texts[name]})" for name in _needed(texts, question))


def _texts(population: Population, question: str, *, all_fit: bool) -> Mapping[str, str]:
    if population.cohort == COMPARATOR:
        return _WITHOUT_PAIRS
    if all_fit:
        return _ALL
    return _BY_PAIRS if _named(question, _WHOLE) else _BY_PAIRS_ALONE


def _needed(texts: Mapping[str, str], question: str) -> list[str]:
    """The names of the steps that the question reads, itself or through others, in their order."""
    found: list[str] = []
    for name in reversed(list(texts)):
        if any(re.search(rf"\b{name}\b", text) for text in (question, *(texts[later] for later in found))):
            found.append(name)
    return found[::-1]


def _columns(population: Population, question: str, *, all_fit: bool) -> Iterator[tuple[str, str]]:
    given = COLUMNS if population.cohort != COMPARATOR else {n: text for n, text in COLUMNS.items() if n != "outcome"}
    given = {**given, **_WHOLE} if all_fit else given
    columns = ["facts_id", *_named(question, [name for name in given if name != "facts_id"])]
    read = ("facts_id",) if all_fit else _OF_STEPS
    pairs = [name for name in PAIR_COLUMNS if name in (*read, *_named(question, PAIR_COLUMNS))]
    decides = _named(question, ["decides"]) if all_fit else []
    yield "pair_columns", ", ".join(f"pair.{name}" for name in (*pairs, *decides))
    yield "columns", ", ".join(f"{given[name]} AS {name}" for name in columns)
    joined = "JOIN cases_caseversion AS version ON version.id = accepted.id" if "submitted_at" in columns else ""
    yield "joins", joined


def _named(question: str, columns: Iterable[str]) -> list[str]:
    """Those of the columns that the question asks for."""
    everything = re.search(r"(?<!\()\*", question)  # count(*) asks for no column
    words = set(re.findall(r"\w+", question))
    return [name for name in columns if everything or name in words]


def _conditions(narrowed: Collection[str], conditions: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for step in ("chosen", "of_drug", "fitting", "matching"):
        texts = [text for name, (where, text) in conditions.items() if where == step and name in narrowed]
        yield step, "".join(f"\n          AND {text}" for text in texts)
