"""The tables of adrreports.eu against a count in plain Python, and by hand over the documented cases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.sources import origin, registry
from reports.sources.errors import ReportError
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.words import population as in_words
from reports.tables import tabs
from reports.tables.catalogue import make_report
from reports.tables.report import Report
from tests.reports.builders import DAH
from tests.reports.independent import cases_of
from tests.reports.independent_origin import ema_age_group, reactions, region, reporter_group

pytestmark = pytest.mark.django_db
ATTRIBUTES = {"age": ema_age_group, "sex": lambda case: case.sex, "reporter": reporter_group, "region": region}
WORDS = {
    "age": origin.ema_age_groups, "sex": registry.sexes, "reporter": origin.reporter_groups, "region": origin.regions,
}  # fmt: skip
POPULATIONS = [
    {},
    {"drug": "alemtuzumab"},
    {"reaction": "Headache"},
    {"serious": "yes", "as_of": "2022-06-30"},
    {"drug": "alemtuzumab", "reaction": "Rash, Headache", "source": "centre"},
    {"cohort": "comparator"},
]


def built(population: Population, **options: str) -> Report:
    return tabs.build(population, Names.load(), {tabs.GROUP: None, tabs.REACTION: None, **options})


def by_code(report: Report, table: str, attribute: str) -> dict:
    """Row -> (reports, code of the attribute -> reports) of a crossed table."""
    codes = list(WORDS[attribute]())
    return {
        row[0]: (row[1], {code: count for code, count in zip(codes, row[2:], strict=True) if count})
        for row in report.table(table).rows
    }


@pytest.mark.usefixtures("generated")
@pytest.mark.parametrize("typed", POPULATIONS, ids=str)
def test_every_number_is_that_of_plain_python(typed: dict) -> None:
    population = in_words(Names.load(), **typed)
    cases = cases_of(population)
    assert cases
    report = built(population)
    seen = {case.identifier: reactions(case, population) for case in cases}
    for attribute, key in ATTRIBUTES.items():
        counts = Counter(map(key, cases))
        words = WORDS[attribute]()
        assert [(row[0], row[1]) for row in report.table(attribute).rows] == [
            (word, counts.get(code, 0)) for code, word in words.items()
        ]
        assert [row[2] for row in report.table(attribute).rows] == [
            pytest.approx(100 * counts.get(code, 0) / len(cases), abs=0.0501) for code in words
        ]
        expected = {"All reports": (len(cases), dict(counts))}
        for group in {organ for known in seen.values() for organ, _gravity, _outcome in known.values()}:
            some = [case for case in cases if group in {organ for organ, _g, _o in seen[case.identifier].values()}]
            expected[group or "Unknown"] = (len(some), dict(Counter(map(key, some))))
        assert by_code(report, f"groups_by_{attribute}", attribute) == expected
    _check_time(report, cases)
    if not any(seen.values()):
        assert "reactions_by_age" not in {table.name for table in report.tables}
        return
    _check_reactions(report, cases, seen)


def _check_time(report: Report, cases: list) -> None:
    by_year = Counter(str(case.received.year) if case.received else "Unknown" for case in cases)
    assert {row[0]: row[1] for row in report.table("year").rows if row[1]} == by_year
    last = report.data_lock_point
    assert last is not None
    months = [
        f"{(last.year * 12 + last.month - 1 - back) // 12}-{(last.month - 1 - back) % 12 + 1:02}" for back in range(24)
    ]
    by_month = Counter(case.received.strftime("%Y-%m") if case.received else "Unknown" for case in cases)
    expected = {month: by_month.pop(month) for month in months if month in by_month}
    unknown = by_month.pop("Unknown", 0)
    expected |= {"Earlier": by_month.total()} if by_month else {}
    expected |= {"Unknown": unknown} if unknown else {}
    rows = report.table("month").rows
    assert [row[0] for row in rows] == [*reversed(months), "Earlier", "Unknown"]
    assert {row[0]: row[1] for row in rows if row[1]} == expected
    for row in (*rows, *report.table("year").rows):
        assert sum(row[2:]) == row[1]
    assert [sum(row[place] for row in rows) for place in (2, 3, 4)] == [
        sum(region(case) == code for case in cases) for code in ("eea", "non_eea", "")
    ]


def _check_reactions(report: Report, cases: list, seen: dict) -> None:
    """The group and the reaction shown by default are checked as they are; which ones, in a test of its own."""
    group = report.table("reactions_by_age").label.partition("the group ")[2].rpartition(":")[0]
    organ_class = "" if group == "Unknown" else group
    names = {name for known in seen.values() for name, (organ, _g, _o) in known.items() if organ == organ_class}
    for attribute, key in ATTRIBUTES.items():
        some = {name: [case for case in cases if name in seen[case.identifier]] for name in names}
        expected = {name or "Unknown": (len(of), dict(Counter(map(key, of)))) for name, of in some.items()}
        assert by_code(report, f"reactions_by_{attribute}", attribute) == expected
    name = report.table("reaction_outcome").label.rpartition(": outcome")[0]
    with_it = [case for case in cases if name in seen[case.identifier]]
    for table, place, words in (("reaction_seriousness", 1, origin.seriousness()),
                                ("reaction_outcome", 2, origin.outcomes())):  # fmt: skip
        rows = report.table(table).rows
        expected = [("All", "All reports", *_became(with_it, seen, name, place, words))]
        labels = {item.name: item.label for item in tabs.attributes()}
        for attribute, key in ATTRIBUTES.items():
            for code, word in WORDS[attribute]().items():
                some = [case for case in with_it if key(case) == code]
                expected.append((labels[attribute], word, *_became(some, seen, name, place, words)))
        assert list(rows) == expected


def _became(cases: list, seen: dict, name: str, place: int, words: dict) -> tuple[int, ...]:
    counts = Counter(seen[case.identifier][name][place] for case in cases)
    return len(cases), *(counts.get(code, 0) for code in words)


@pytest.mark.usefixtures("generated")
def test_groups_and_reactions_can_be_chosen() -> None:
    report = make_report("tabs", {}, {"group": "nervous system"})
    assert "of the group Nervous system" in report.table("reactions_by_sex").label
    assert report.table("reaction_outcome").label.startswith(report.table("reactions_by_sex").rows[0][0])
    report = make_report("tabs", {}, {"show": "headache"})
    assert report.table("reaction_outcome").label == "Headache: outcome of this reaction"
    assert "of the group Nervous system" in report.table("reactions_by_sex").label
    report = make_report("tabs", {"reaction": "Headache"})
    assert report.table("reaction_outcome").label == "Headache: outcome of this reaction"
    largest = make_report("tabs").table("groups_by_age").rows[1]
    assert f"of the group {largest[0]}" in make_report("tabs").table("reactions_by_age").label
    for options, message in (
        ({"group": "nerves"}, "Reaction group: 'nerves' is not known. Known: "),
        ({"show": "nonsense"}, "No reaction 'nonsense' is known."),
        ({"show": "headache", "group": "Skin"}, "Headache: Reaction group: 'Skin' is not known. Known: Nervous system"),
    ):
        with pytest.raises(ReportError, match=message.replace(".", r"\.")):
            make_report("tabs", {}, options)


@pytest.mark.usefixtures("generated")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.tuples(st.dates(date(2017, 1, 1), date(2026, 3, 1)), st.dates(date(2017, 1, 1), date(2026, 3, 1))))
def test_a_later_lock_point_counts_what_an_earlier_one_did_but_for_what_changed(days: tuple[date, date]) -> None:
    early, late = (Population(as_of=day) for day in sorted(days))
    lost = registry.identifiers(early) - registry.identifiers(late)
    before, after = (sum(row[1] for row in built(population).table("sex").rows) for population in (early, late))
    assert after >= before - len(lost)


@pytest.mark.usefixtures("generated")
def test_parts_of_a_population_add_up_in_every_table() -> None:
    whole = Population(as_of=date(2026, 3, 1))
    parts = [built(replace(whole, sources=(source,))) for source in registry.sources()]
    for name in (*ATTRIBUTES, *(f"groups_by_{name}" for name in ATTRIBUTES)):
        added: Counter = Counter()
        for part in parts:
            added.update({(row[0], place): row[place] for row in part.table(name).rows for place in _counts(name, row)})
        rows = built(whole).table(name).rows
        assert +added == +Counter({(row[0], place): row[place] for row in rows for place in _counts(name, row)})


def _counts(name: str, row: tuple) -> range:
    return range(1, 2 if name in ATTRIBUTES else len(row))


def test_the_documented_patients(seeded: None) -> None:
    """Read from the papers: two women of 29 (Myro 2018; Zhao 2025, from Oxford) who recovered, and two kidney
    transplant recipients of whom no more is told than that one died.
    """
    report = make_report("tabs", {"reaction": DAH, "drug": "alemtuzumab", "centre": "Published literature"})
    told = {name: {row[0]: row[1] for row in report.table(name).rows if row[1]} for name in ATTRIBUTES}
    assert told["age"] == {"18 - 64 years": 2, "Unknown": 2}
    assert told["sex"] == {"Female": 2, "Unknown": 2}
    assert told["region"] == {"Outside the European Economic Area": 1, "Unknown": 3}
    table = report.table("reaction_outcome")
    everyone = dict(zip((column.label for column in table.columns), table.rows[0], strict=True))
    outcomes = {label: count for label, count in everyone.items() if isinstance(count, int) and count}
    assert outcomes == {"Reports": 4, "Recovered": 2, "Fatal": 1, "Unknown": 1}


@pytest.mark.usefixtures("generated")
def test_the_command_prints_it(capsys: pytest.CaptureFixture) -> None:
    call_command("report", "tabs", drug=["alemtuzumab"], option_group="Skin")
    assert "Reports with reactions of the group Skin: sex" in capsys.readouterr().out
