"""Laws that hold of every report on the course of a reaction."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from cases.actions.facts import rebuild_facts
from cases.models import CaseVersion
from cases.terminology.lookup import Dictionary
from reports.renderers import RENDERERS
from reports.renderers.files import whole
from reports.tables.catalogue import make_report
from reports.tables.report import COUNT, TEXT, Report
from tests.reports.independent import cases_of
from tests.reports.tables.clinical import GROUPS, asked, numbers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry_of_cases")]
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
    before = {name: make_report(name, {}) for name in REPORTS}
    versions = list(CaseVersion.objects.exclude(state="draft").order_by("-pk").values_list("pk", flat=True))
    rebuild_facts(versions, Dictionary())
    for name, report in before.items():
        again = make_report(name, {})
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
