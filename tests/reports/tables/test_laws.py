"""Laws that hold of every report, and some of those on the course of a reaction alone."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from cases.actions.facts import rebuild_facts
from cases.models import CaseVersion
from cases.terminology.lookup import Dictionary
from reports.renderers import RENDERERS
from reports.renderers.files import whole
from reports.tables.catalogue import CATALOGUE, make_report
from reports.tables.report import COUNT, TEXT, Report
from tests.reports.independent import cases_of
from tests.reports.tables.clinical import GROUPS, asked, numbers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry_of_cases")]
ASKED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    **{name: ({}, {}) for name in CATALOGUE},
    "periodic": ({}, {"previous": "2018-01-01"}),
    "compare": ({"drug": "alemtuzumab", "indication": "ms"}, {"beside": "indication=transplantation"}),
}
"""Each report with the words and options that it cannot do without."""
TABULATED = [name for name in CATALOGUE if name != "cases"]
NOT_CELLS = {
    "tabs": re.compile("reactions_by_|reaction_|month"),  # of a group and a reaction chosen by size; of months of late
    "treatment": re.compile("curve|courses"),
    "retreatment": re.compile("cases"),
    "published": re.compile("answers|shares|places|overlap"),
}
"""Tables of which the laws do not speak: estimates, lists, and what depends on the largest or the last."""
NOT_EVERYWHERE = {("treatments", "reports"), ("treatments", "unknown")}
"""Table and column: a group has a row for a treatment only where a case tells of it."""
SAID = {"notes", "says", "method", "found", "answer", "why", "population", "one_median", "other_median", "shift",
        "shift_interval", "published", "derived"}  # fmt: skip
"""Columns of words that do not name the row."""
SPLITS = {
    "source": [{"source": source} for source in ("centre", "literature", "imported")],
    "country": [{"country": "NO,DE,IT,FR"}, {"country": "ES,GB,US,CA,AU,SE,DK,FI,NL,BE,PL,PT,AT,IL,BR,TR,unknown"}],
}
REPORTS = ["onset", "lung", "treatment", "retreatment", "management"]
TOTALS = {"onset": "onset", "lung": "work_up", "treatment": "outcomes", "retreatment": "retreated"}
NOT_ADDED = {"curve", "courses", "cases"}
"""Estimates, and lists of cases."""


def counts(report: Report) -> Counter[tuple[Any, ...]]:
    """Every count of reports or pairs by table, words of the row and column; empty ones left out."""
    found: Counter[tuple[Any, ...]] = Counter()
    for table in report.tables:
        words = [column.name for column in table.columns if column.unit == TEXT]
        counted = [column.name for column in table.columns if column.unit in (COUNT, "pairs")]
        for record in table.records() if table.name not in NOT_ADDED else ():
            key = tuple(str(record[name]) for name in words)
            if {"All", "Comparator episodes"}.isdisjoint(key[-2:]) or "All" in key:
                found.update({(table.name, key, name): int(str(record[name])) for name in counted if record[name]})
    return +found


def made(name: str, **asked_too: str) -> Report:
    """A report with all that it needs."""
    words, options = ASKED[name]
    return make_report(name, {**words, **asked_too}, options)


def cells(report: Report) -> dict[str, Counter[tuple[Any, ...]]]:
    """Every count by its unit, then by table, words of the row and column; nothing of what others published."""
    found: dict[str, Counter[tuple[Any, ...]]] = {COUNT: Counter(), "pairs": Counter()}
    skipped = NOT_CELLS.get(report.report, re.compile("(?!)"))
    for table in report.tables:
        words = [column.name for column in table.columns if column.unit == TEXT and column.name not in SAID]
        counted = [column for column in table.columns if column.unit in found]
        for record in table.records() if not skipped.match(table.name) else ():
            if report.report == "vigibase" and _published(record):
                continue
            key = (table.name, *(str(record[name]) for name in words))
            for column in counted:
                if (table.name, column.name) not in NOT_EVERYWHERE:
                    found[column.unit][(*key, column.name)] += int(str(record[column.name] or 0))
    return found


def _published(record: dict[str, Any]) -> bool:
    """A row of others, or one of the registry that stands there for the sake of theirs."""
    return record.get("source", "Registry") != "Registry" or " or " in str(record.get("indication_group"))


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("name", TABULATED)
def test_the_parts_of_a_population_add_up_in_every_cell(name: str, split: str) -> None:
    whole_report, parts = cells(made(name)), [cells(made(name, **words)) for words in SPLITS[split]]
    for unit, expected in whole_report.items():
        added: Counter[tuple[Any, ...]] = Counter()
        for part in parts:
            added.update(part[unit])
        assert +added == +expected
    assert sum(whole_report[COUNT].values()) > 50


@pytest.mark.parametrize("name", TABULATED)
def test_a_later_lock_point_takes_nothing_away_but_what_changed(name: str) -> None:
    """A case that was amended or nullified since can leave a cell; no cell loses more than there are such cases."""
    days = ["2018-12-31", "2021-01-01", "2023-06-30", "2026-03-01"]
    for early, late in pairwise(days):
        words = ASKED[name][0] | ({} if name != "compare" else {"indication": ""})
        before, after = (
            {case.identifier: case for case in cases_of(asked({key: word for key, word in words.items() if word}
                                                              | {"as_of": day}))}
            for day in (early, late)
        )  # fmt: skip
        changed = [case for key, case in before.items() if key not in after or after[key].number != case.number]
        allowed = {COUNT: len(changed), "pairs": sum(len(case.pairs) for case in changed)}
        then, now = cells(made(name, as_of=early)), cells(made(name, as_of=late))
        for unit, counted in then.items():
            lost = {key: number - now[unit][key] for key, number in counted.items() if number > now[unit][key]}
            assert all(number <= allowed[unit] for number in lost.values()), (early, late, lost)
        assert sum(now[COUNT].values()) > sum(then[COUNT].values())


@pytest.mark.parametrize("name", REPORTS)
def test_the_indication_groups_add_up_to_all(name: str) -> None:
    whole_report = counts(make_report(name, {"drug": "alemtuzumab"}))
    parts: Counter[tuple[Any, ...]] = Counter()
    for group in GROUPS:
        for key, number in counts(make_report(name, {"drug": "alemtuzumab", "indication": group})).items():
            parts[key] += number
    labels = set(GROUPS.values())

    def of_all(found: Counter[tuple[Any, ...]]) -> dict[tuple[Any, ...], int]:
        return {key: number for key, number in found.items() if labels.isdisjoint(key[1]) or "All" in key[1]}

    assert of_all(parts) == of_all(whole_report)
    assert sum(of_all(whole_report).values()) > 50


@pytest.mark.parametrize("name", REPORTS)
def test_a_lock_point_counts_what_was_accepted_by_then(name: str) -> None:
    first = last = 0
    for day in (date(2018, 6, 30), date(2021, 1, 1), date(2026, 3, 1)):
        expected = len(cases_of(asked({"as_of": day.isoformat()})))
        report = make_report(name, {"as_of": day.isoformat()})
        if name == "management":
            (found,) = {record["reports"] for record in report.table("steps").records()}
        else:
            rows = [record for record in report.table(TOTALS[name]).records() if record["indication_group"] == "All"]
            found = max(int(str(record["reports"])) for record in rows)
        assert found == expected
        first, last = first or expected, expected
    assert first < last


def test_the_order_of_the_rows_is_of_no_account() -> None:
    before = {name: made(name) for name in CATALOGUE}
    versions = list(CaseVersion.objects.exclude(state="draft").order_by("-pk").values_list("pk", flat=True))
    rebuild_facts(versions, Dictionary())
    for name, report in before.items():
        again = made(name)
        assert numbers(again) == numbers(report), name
        assert again.digest == report.digest, name


@pytest.mark.parametrize("name", REPORTS)
def test_every_form_can_be_made(name: str) -> None:
    report = make_report(name, {"drug": "alemtuzumab", "reaction": "Diffuse alveolar haemorrhage"})
    for form in RENDERERS:
        made = whole(report, form)
        assert made.read(4), form


def test_another_row_is_another_digest() -> None:
    digests = [{make_report(name, {"as_of": day}).digest for name in REPORTS} for day in ("2019-01-01", "2026-03-01")]
    assert len(digests[0]) == len(digests[1]) == len(REPORTS)
    assert digests[0].isdisjoint(digests[1])
