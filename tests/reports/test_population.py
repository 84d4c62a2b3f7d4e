"""Populations: what the SQL steps choose against a count in plain Python over the same invented cases."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import PairFacts
from reports.sources import registry
from reports.sources.copying import copied
from reports.sources.names import Names
from reports.sources.population import COMPARATOR, Name, Population
from reports.sources.steps import COLUMNS
from reports.sources.words import population as in_words
from reports.tables.population import words
from tests.reports.independent import cases_of, counts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("generated")]
LATE = date(2026, 3, 1)
BY_DAY = pytest.mark.skipif("received" not in COLUMNS, reason="The facts do not tell the day of receipt.")

ROWS = """
    SELECT report.identifier, report.version_number,
           to_char(report.accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS accepted,
           report.received_year, pair.drug_number, pair.reaction_number, pair.reaction_name
    FROM report LEFT JOIN cases_pairfacts AS pair USING (facts_id)
"""
"""A question of many rows; comparators have no pairs."""

POPULATIONS = [
    pytest.param({}, id="all"),
    pytest.param({"drug": "alemtuzumab"}, id="drug"),
    pytest.param({"drug": ["alemtuzumab", "interferon beta-1b"]}, id="two drugs"),
    pytest.param({"reaction": "Headache, Rash"}, id="two reactions"),
    pytest.param({"drug": "alemtuzumab", "reaction": "Urinary tract infection"}, id="pair"),
    pytest.param(
        {"drug": ["alemtuzumab", "glatiramer acetate"], "reaction": ["Rash", "Urinary tract infection"]}, id="pairs"
    ),
    pytest.param({"indication": "ms"}, id="indication"),
    pytest.param({"indication": "transplantation,unknown"}, id="unknown indication"),
    pytest.param({"drug": "alemtuzumab", "indication": "transplantation"}, id="drug and indication"),
    pytest.param({"source": "literature, imported"}, id="source"),
    pytest.param({"country": "no,DE"}, id="country"),
    pytest.param({"age": "unknown"}, id="unknown age"),
    pytest.param({"age": ["45-64", "65-74"]}, id="age"),
    pytest.param({"serious": "yes"}, id="serious"),
    pytest.param({"serious": "no"}, id="not serious"),
    pytest.param({"cohort": "comparator"}, id="comparators"),
    pytest.param({"cohort": "comparator", "age": "45-64"}, id="older comparators"),
    pytest.param({"centre": ["Generated centre 01", "Generated centre 02"]}, id="centres"),
    pytest.param({"as_of": "2020-06-30"}, id="lock point"),
    pytest.param({"drug": "alemtuzumab", "as_of": "2023-01-01", "serious": "no", "country": "NO"}, id="many"),
    pytest.param({"received_from": "2019-02-10", "received_to": "2021-07-05"}, id="received", marks=BY_DAY),
    pytest.param({"received_to": "2018-12-31", "source": "centre"}, id="received by", marks=BY_DAY),
]


@pytest.fixture(autouse=True)
def _rows_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.QUESTIONS, "rows", ROWS)  # type: ignore[misc]


def asked(**typed: str | list[str]) -> Population:
    return in_words(Names.load(), **typed)


@pytest.mark.parametrize("typed", POPULATIONS)
def test_a_population_is_that_of_plain_python(typed: dict) -> None:
    population = asked(**typed)
    cases = cases_of(population)
    assert cases, "a population without cases shows nothing"
    assert sorted(registry.identifiers(population)) == sorted(case.identifier for case in cases)
    assert registry.total(population) == len(cases)
    by_outcome = registry.count("indication_group", population).groupby(["indication_group", "outcome"])["reports"]
    assert by_outcome.sum().to_dict() == counts(cases, lambda case: (case.indication_group, case.outcome))
    for question, column, key in (
        ("sex", "sex", lambda case: case.sex),
        ("age_group", "age_band", lambda case: case.age_band),
        ("continent", "continent", lambda case: case.continent),
        ("year", "received_year", lambda case: case.received.year if case.received else None),
    ):
        frame = registry.count(question, population)
        assert dict(zip(frame[column], frame["reports"], strict=True)) == counts(cases, key), question


@pytest.mark.parametrize("typed", POPULATIONS)
def test_only_pairs_of_the_population_are_there_to_be_asked_of(typed: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    population = asked(**typed)
    for step, pairs_of in (("matching", "matching"), ("deciding", "matching")):
        monkeypatch.setitem(registry.QUESTIONS, "probe", f"SELECT count(*) AS pairs FROM {step}")  # type: ignore[misc]
        expected = sum(len(getattr(case, pairs_of)) for case in cases_of(population))
        assert registry.count("probe", population)["pairs"].iloc[0] == expected


@pytest.mark.parametrize("question", [
    "SELECT identifier, indication_group, two_infusions, infusions_unknown, outcome FROM report",
    "SELECT identifier, outcome FROM report",
    "SELECT facts_id, drug_number, reaction_number, decides FROM deciding",
    "SELECT identifier, drug_number, reaction_number FROM report JOIN joinable USING (facts_id)",
])  # fmt: skip
@pytest.mark.parametrize("typed", [{}, {"indication": ["ms", "unknown"]}, {"serious": "yes", "as_of": "2021-06-30"}])
def test_what_all_pairs_say_is_what_those_of_every_drug_say(
    typed: dict, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.QUESTIONS, "probe", question)  # type: ignore[misc]
    spellings = set(PairFacts.objects.values_list("drug_name", flat=True))
    whole = asked(**typed)
    by_pairs = replace(whole, drugs=(Name("every drug", tuple(spellings)),))
    expected = sorted(map(str, registry.rows(by_pairs, "probe")))
    assert sorted(map(str, registry.rows(whole, "probe"))) == expected
    assert expected


FIELDS = {
    "indication_groups": lambda: list(registry.indication_groups()),
    "sources": lambda: list(registry.sources()),
    "countries": lambda: [*sorted(registry.countries_in_cases(Population(as_of=LATE))), "unknown"],
    "age_bands": lambda: list(registry.age_bands()),
    "centres": lambda: list(registry.centre_names()),
}
WHOLES = [{}, {"drug": "alemtuzumab"}, {"serious": "yes"}, {"country": "NO", "as_of": "2021-06-30"}]


@pytest.mark.parametrize("typed", WHOLES, ids=str)
@pytest.mark.parametrize("field", FIELDS)
def test_the_parts_of_a_population_add_up_to_it(field: str, typed: dict) -> None:
    whole = asked(**typed)
    if getattr(whole, field):
        pytest.skip("the population is narrowed by this field")
    parts = [registry.identifiers(replace(whole, **{field: (value,)})) for value in FIELDS[field]()]
    assert sum(map(len, parts)) == registry.total(whole)
    assert set.union(*parts) == registry.identifiers(whole)
    assert registry.identifiers(replace(whole, **{field: tuple(FIELDS[field]())})) == registry.identifiers(whole)


@pytest.mark.parametrize("typed", [{}, {"drug": "alemtuzumab"}], ids=str)
def test_serious_not_serious_and_not_told_are_all(typed: dict) -> None:
    whole = asked(**typed)
    serious, not_serious = (registry.identifiers(replace(whole, serious=answer)) for answer in (True, False))
    assert not serious & not_serious
    rest = registry.identifiers(whole) - serious - not_serious
    assert rest == {case.identifier for case in cases_of(whole) if case.serious is None}
    assert rest


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.tuples(st.dates(date(2015, 1, 1), LATE), st.dates(date(2015, 1, 1), LATE)))
def test_a_later_lock_point_loses_only_what_changed_since(days: tuple[date, date]) -> None:
    first, last = min(days), max(days)
    early, late = (Population(as_of=day) for day in (first, last))
    before, now = (
        {row["identifier"]: (row["version_number"], row["accepted"]) for row in registry.rows(population, "rows")}
        for population in (early, late)
    )
    assert before.keys() - now.keys() == _nullified(first, last)
    assert all(now[case][0] >= number for case, (number, _day) in before.items() if case in now)
    changed = {case for case in now if now[case] != before.get(case)}
    assert all(first.isoformat() < now[case][1] <= last.isoformat() for case in changed)


def _nullified(first: date, last: date) -> set[str]:
    """Cases that counted at the end of one day and were nullified by the end of the other."""
    return {case.identifier for case in cases_of(Population(as_of=first))} - {
        case.identifier for case in cases_of(Population(as_of=last))
    }


def test_comparators_have_no_pairs_and_an_outcome_that_is_not_known() -> None:
    population = Population(cohort=COMPARATOR, as_of=LATE)
    frame = registry.count("indication_group", population)
    assert set(zip(frame["indication_group"], frame["outcome"], strict=True)) == {("unknown", "0")}
    assert {row["identifier"] for row in registry.rows(population, "rows")} == registry.identifiers(population)


@pytest.mark.parametrize("typed", [{}, {"drug": "alemtuzumab", "centre": "Generated centre 01"}], ids=str)
def test_a_stream_has_the_rows_of_the_question(typed: dict) -> None:
    population, columns = asked(**typed), ("reaction_name", "identifier", "received_year")
    answer = f"SELECT {', '.join(columns)} FROM ({registry.statement('rows', population)}) AS answer"
    with copied(answer, registry.parameters(population)) as lines:
        pieces = list(lines)
    assert all(isinstance(piece, bytes) for piece in pieces)
    found = list(csv.DictReader(StringIO(b"".join(pieces).decode()), columns))
    expected = [{name: str(row[name]) for name in columns} for row in registry.rows(population, "rows")]
    assert found[0].keys() == set(columns)
    key = lambda row: sorted(row.items())  # noqa: E731
    assert sorted(found, key=key) == sorted(expected, key=key)


def test_a_stream_that_is_closed_early_leaves_the_connection_usable() -> None:
    population = Population(as_of=LATE)
    with copied(registry.statement("rows", population), registry.parameters(population)) as pieces:
        next(iter(pieces))
    assert registry.total(Population(as_of=LATE)) > 0


def test_every_column_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.QUESTIONS, "probe", "SELECT * FROM report LIMIT 1")  # type: ignore[misc]
    (row,) = registry.rows(Population(as_of=LATE), "probe")
    assert row.keys() >= COLUMNS.keys()
    assert row["submitted_at"] is not None


def test_a_question_may_have_values_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "SELECT count(*) AS reports FROM report WHERE received_year = %(year)s"
    monkeypatch.setitem(registry.QUESTIONS, "probe", text)  # type: ignore[misc]
    expected = sum(1 for case in cases_of(Population(as_of=LATE)) if case.received and case.received.year == 2019)
    assert registry.count("probe", Population(as_of=LATE), year=2019)["reports"].iloc[0] == expected > 0


def test_what_is_asked_stands_in_the_words() -> None:
    typed = {
        "drug": ["glatiramer acetate", "alemtuzumab"],
        "indication": "ms",
        "source": "literature",
        "country": "unknown,NO",
        "age": "18-44",
        "serious": "no",
        "received_from": "2019-01-01",
        "received_to": "2020-12-31",
        "centre": "Generated centre 02",
        "as_of": "2025-01-31",
    }
    text = words(asked(**typed))
    assert text == (
        "Suspected adverse reactions: alemtuzumab or glatiramer acetate with any reaction; cases accepted by "
        "2025-01-31 (UTC); nullified cases left out. Only: indication: multiple sclerosis; source: published "
        "literature; country: NO or unknown; age at onset: 18 - 44 years; centre: Generated centre 02; reports known "
        "not to be serious; first received from 2019-01-01 to 2020-12-31. Comparator episodes are never counted."
    )
    assert words(asked(cohort="comparator", as_of="2025-01-31")) == (
        "Comparator episodes, without a suspect drug; cases accepted by 2025-01-31 (UTC); nullified cases left out. "
        "Suspected adverse reactions are not counted."
    )
