"""The summary tabulations of a periodic report against a count in plain Python at both lock points."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.icsr.values import NullFlavor
from cases.models import CaseVersion
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.words import population as in_words
from reports.tables import periodic
from reports.tables.report import Report
from tests.reports.independent import CaseView, cases_of
from tests.reports.independent_origin import reactions

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 1)
SOURCES = ("spontaneous", "literature", "study", "other")
PERIODS = [
    ({}, date(2024, 12, 31)),
    ({"drug": "alemtuzumab", "as_of": "2024-06-30"}, date(2020, 1, 15)),
    ({"serious": "yes"}, date(2015, 1, 1)),
    ({"reaction": "Headache, Rash", "as_of": "2023-01-31"}, date(2022, 12, 31)),
    ({"source": "literature, imported"}, date(2023, 3, 1)),
]


def built(population: Population, previous: date) -> Report:
    return periodic.build(population, Names.load(), {"previous": previous, "until": None})


def source_of(case: CaseView) -> str:
    kind = str(case.icsr.report.report_type or "") if case.icsr.report else ""
    if kind == "2":
        return "study"
    if case.source == "literature" or any(
        row.reference and not isinstance(row.reference, NullFlavor) for row in case.icsr.literature
    ):
        return "literature"
    return "spontaneous" if kind == "1" else "other"


def first_accepted() -> dict[str, date]:
    """Case number -> day on which a version of it was first accepted."""
    found: dict[str, date] = {}
    for version in CaseVersion.objects.select_related("case").exclude(accepted_at=None):
        day = version.accepted_at.date()  # type: ignore[union-attr]
        found[version.case.identifier] = min(day, found.get(version.case.identifier, day))
    return found


@pytest.mark.usefixtures("generated")
@pytest.mark.parametrize(("typed", "previous"), PERIODS, ids=str)
def test_every_number_is_that_of_plain_python(typed: dict, previous: date) -> None:
    population = in_words(Names.load(), **typed)
    cases, since = cases_of(population), first_accepted()
    assert cases
    new = {case.identifier for case in cases if since[case.identifier] > previous}
    report = built(population, previous)
    before = len(cases_of(replace(population, as_of=previous)))
    assert [row[1] for row in report.table("movement").rows] == [
        before, len(new), len(cases) - before - len(new), len(cases),
    ]  # fmt: skip
    _check_reports(report, cases, new)
    counted: Counter = Counter()
    for case in cases:
        for name, (organ_class, gravity, outcome) in reactions(case, population).items():
            for term in (name or "Unknown", "All of this class"):
                row = organ_class or "Unknown", term, source_of(case), gravity, outcome == "5"
                counted[(*row, "cumulative")] += 1
                counted[(*row, "interval")] += case.identifier in new
    for source in SOURCES:
        _check(report, source, counted, [source], {
            "serious": ([source], ["yes"]), "not_serious": ([source], ["no"]), "unknown": ([source], [""]),
            "total": ([source], ["yes", "no", ""]),
        })  # fmt: skip
    told = ["spontaneous", "literature"]
    _check(report, "reactions", counted, list(SOURCES), {
        "serious": (told, ["yes"]), "not_serious": (told, ["no"]), "unknown": (told, [""]),
        "study_serious": (["study"], ["yes"]),
    })  # fmt: skip
    _check_dsur(report, counted)


def _check_reports(report: Report, cases: list[CaseView], new: set[str]) -> None:
    words = {True: "serious", False: "not_serious", None: "unknown"}
    expected: Counter = Counter()
    labels = dict(zip(SOURCES, ("Spontaneous", "Literature", "Study", "Other or not told"), strict=True))
    for case in cases:
        for row in (labels[source_of(case)], "All"):
            for column in (words[case.serious], "total"):
                expected[row, f"{column}_cumulative"] += 1
                expected[row, f"{column}_interval"] += case.identifier in new
    rows = report.table("reports").records()
    assert [row["origin"] for row in rows] == [*labels.values(), "All"]
    found = Counter({(row["origin"], name): n for row in rows for name, n in row.items() if isinstance(n, int)})
    assert +found == +expected


def _check(report: Report, table: str, counted: Counter, sources: list[str], columns: dict) -> None:
    found, last = {}, None
    for row in report.table(table).records():
        found[row["organ_class"], row["reaction"]] = last = row
    present = {(key[0], key[1]) for key in counted if key[2] in sources and key[-1] == "cumulative"}
    assert set(found) == (present | {("All organ classes", "All reactions")} if present else set())
    everything: Counter = Counter()
    for organ_class, term in present:
        for name, (of, gravities) in columns.items():
            for when in ("interval", "cumulative"):
                count = sum(
                    n for (cls, trm, src, grv, _fatal, w), n in counted.items()
                    if (cls, trm, w) == (organ_class, term, when) and src in of and grv in gravities
                )  # fmt: skip
                assert found[organ_class, term][f"{name}_{when}"] == count
                everything[f"{name}_{when}"] += count if term != "All of this class" else 0
    if last:
        assert +everything == +Counter({name: last[name] for name in everything})
        assert last["reaction"] == "All reactions"
    if table == "reactions":
        for row in found.values():
            parts = (f"{name}_cumulative" for name in ("serious", "not_serious", "unknown"))
            assert row["total"] == sum(row[name] for name in parts)


def _check_dsur(report: Report, counted: Counter) -> None:
    rows = {(row["organ_class"], row["reaction"]): row for row in report.table("dsur").records()}
    serious = {key: n for key, n in counted.items() if key[2] == "study" and key[3] == "yes"}
    assert {key[:2] for key in serious} == set(rows) - {("All organ classes", "All reactions")}
    for (organ_class, term), row in rows.items():
        if organ_class == "All organ classes":
            continue
        for name, fatal, when in (("cumulative", (True, False), "cumulative"), ("fatal", (True,), "cumulative"),
                                  ("interval", (True, False), "interval"),
                                  ("fatal_interval", (True,), "interval")):  # fmt: skip
            expected = sum(
                n for key, n in serious.items()
                if key[:2] == (organ_class, term) and key[4] in fatal and key[5] == when
            )  # fmt: skip
            assert row[name] == expected


@pytest.mark.usefixtures("generated")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.dates(date(2016, 6, 1), LAST), min_size=3, max_size=3, unique=True).map(sorted))
def test_two_intervals_in_a_row_hold_what_the_whole_one_holds(days: list[date]) -> None:
    """Whatever is new in one of two periods that follow each other is new in the period of both, and else left it."""
    first, middle, last = days
    new = [row["total_interval"] for row in (
        built(Population(as_of=middle), first).table("reports").records()[-1],
        built(Population(as_of=last), middle).table("reports").records()[-1],
        built(Population(as_of=last), first).table("reports").records()[-1],
    )]  # fmt: skip
    early, late = ({case.identifier for case in cases_of(Population(as_of=day))} for day in (middle, last))
    since = first_accepted()
    lost = {case for case in early - late if since[case] > first}
    assert new[0] + new[1] - len(lost) == new[2]
