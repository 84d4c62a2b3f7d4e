"""The registry's own cases as counted columns; within reports, only the sources know the package of cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pandas as pd
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.database.context import counting_all
from cases.icsr.codes import Outcome, Sex
from cases.icsr.spec import CodeList
from cases.models.case import Case, CaseVersion, Centre
from cases.rules.age import AgeBand
from cases.rules.continents import Continent
from cases.rules.facts import IndicationGroup
from reports.sources.asked import note
from reports.sources.errors import ReportError
from reports.sources.population import Population
from reports.sources.questions import QUESTIONS
from reports.sources.steps import asked, steps

RECOVERED = (Outcome.RECOVERED.value, Outcome.SEQUELAE.value)
DIED = (Outcome.FATAL.value,)
UNKNOWN_OUTCOME = (Outcome.UNKNOWN.value,)

_NAMES = """
    WITH RECURSIVE place AS (
        (SELECT drug_name, reaction_name FROM cases_pairfacts ORDER BY drug_name, reaction_name LIMIT 1)
        UNION ALL
        SELECT next.drug_name, next.reaction_name
        FROM place CROSS JOIN LATERAL (
            SELECT pair.drug_name, pair.reaction_name FROM cases_pairfacts AS pair
            WHERE (pair.drug_name, pair.reaction_name) > (place.drug_name, place.reaction_name)
            ORDER BY pair.drug_name, pair.reaction_name LIMIT 1
        ) AS next
    )
    SELECT drug_name, reaction_name
    FROM place CROSS JOIN LATERAL (
        SELECT FROM cases_pairfacts AS pair
        JOIN cases_casefacts AS facts ON facts.id = pair.facts_id AND NOT facts.nullified
        JOIN cases_caseversion AS version ON version.id = facts.version_id
        WHERE pair.drug_name = place.drug_name AND pair.reaction_name = place.reaction_name
          AND version.state IN ('accepted', 'nullified')
        LIMIT 1
    ) AS one
"""
"""Every drug with every reaction, from one place of the index to the next: the time grows with the names, not with the
cases."""


def labels(codes: type[CodeList]) -> dict[str, str]:
    """Code -> words, in the order of the list."""
    return {member.value: _(member.label) for member in codes}


def with_unknown(codes: type[CodeList]) -> dict[str, str]:
    """As `labels`, with a last entry '' for what is not known."""
    return {**labels(codes), "": _("Unknown")}


def age_bands() -> dict[str, str]:
    """The nine age bands of VigiAccess."""
    return labels(AgeBand)


def continents() -> dict[str, str]:
    """The five continents and unknown."""
    return with_unknown(Continent)


def sexes() -> dict[str, str]:
    """Female, male, unknown."""
    known = with_unknown(Sex)
    return {code: known[code] for code in (Sex.FEMALE.value, Sex.MALE.value, "")}


def outcomes() -> dict[str, str]:
    """How reactions ended, unknown last."""
    known = labels(Outcome)
    return {code: known[code] for code in sorted(known, key=lambda code: (code in UNKNOWN_OUTCOME, code))}


def indication_groups() -> dict[str, str]:
    """What a drug was given for, coarsely."""
    return labels(IndicationGroup)


@contextmanager
def snapshot() -> Iterator[None]:
    """All counts within see the same data, whatever is accepted meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def last_acceptance() -> date | None:
    """The day, in UTC, on which a version was last accepted; None when none ever was."""
    with counting_all():
        found = CaseVersion.objects.aggregate(last=Max("accepted_at"))["last"]
    return found.astimezone(UTC).date() if found else None


def lock_point(asked: date | None) -> date | None:
    """The day asked for, else that of the last acceptance. ReportError for a day in the future."""
    if asked is not None and asked > timezone.now().astimezone(UTC).date():
        raise ReportError(_("The date %(date)s lies in the future.") % {"date": asked.isoformat()})
    return asked or last_acceptance()


def count(question: str, population: Population, **values: Any) -> pd.DataFrame:
    """The counts that answer one of the questions: one row per group, one column per selected name.

    `values` are the parameters that the question itself needs, beyond those of the population.
    """
    found, names = _fetch(question, population, values)
    return pd.DataFrame(found, columns=pd.Index(names), dtype=object)


def total(population: Population) -> int:
    """Number of reports."""
    return int(count("total", population)["reports"].iloc[0])


def identifiers(population: Population) -> set[str]:
    """The case numbers of the reports."""
    return set(count("identifiers", population)["identifier"])


def rows(population: Population, question: str, **values: Any) -> list[Mapping[str, Any]]:
    """The rows that answer a question."""
    found, names = _fetch(question, population, values)
    return [dict(zip(names, row, strict=True)) for row in found]


def statement(question: str, population: Population) -> str:
    """The SQL of a question about a population, with its parameters as %(name)s."""
    note(question, population)
    return f"{steps(population, QUESTIONS[question])}\n{QUESTIONS[question]}"


def parameters(population: Population, values: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The parameters of `statement`."""
    of_population = {"end": _end(population.as_of), "cohort": population.cohort, **asked(population)}
    return {**(values or {}), **of_population}


def names_in_cases() -> tuple[set[str], set[str]]:
    """The names of drugs and of reactions that cases hold of which a version was accepted."""
    with counting_all(), connection.cursor() as cursor:
        cursor.execute(_NAMES)
        found = cursor.fetchall()
    return {drug for drug, _reaction in found if drug}, {reaction for _drug, reaction in found if reaction}


def countries_in_cases(population: Population) -> set[str]:
    """The countries that accepted cases name, as two letters."""
    return set(count("countries", population)["country"])


def centre_names() -> dict[int, str]:
    """The centres by their keys, sorted by name."""
    return dict(Centre.objects.order_by("name").values_list("pk", "name"))


def sources() -> dict[str, str]:
    """How cases came here."""
    return {value: str(label) for value, label in Case.Source.choices}


def cohorts() -> dict[str, str]:
    """Suspected adverse reactions, and comparator episodes."""
    return {value: str(label) for value, label in Case.Kind.choices}


def _fetch(question: str, population: Population, values: Mapping[str, Any]) -> tuple[list[tuple[Any, ...]], list[str]]:
    with counting_all(), connection.cursor() as cursor:
        cursor.execute(statement(question, population), parameters(population, values))
        return cursor.fetchall(), [column.name for column in cursor.description]


def _end(day: date | None) -> datetime:
    """The first moment that no longer counts; with no lock point, nothing counts."""
    return datetime.combine(day, time.min, UTC) + timedelta(days=1) if day else datetime.min.replace(tzinfo=UTC)
