"""The order in which cases came into the registry changes no number and no digest of any report."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cases.actions.generate import Desk, make_centres, write_block
from cases.actions.seed import read_yaml
from cases.terminology.lookup import Dictionary
from cases.terminology.starter import load_starter_terms
from reports.actions.published import load_published
from reports.renderers import lines
from reports.tables.catalogue import CATALOGUE, make_report
from reports.tables.report import Report

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parents[2] / "fixtures"
CASES, SEED = 120, 21
ASKED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "periodic": ({}, {"previous": "2021-12-31"}),
    "compare": ({"drug": "alemtuzumab"}, {"beside": "drug=natalizumab"}),
}


def reports(numbers: range) -> dict[str, tuple[Any, ...]]:
    """What all reports say of a registry that got its cases in this order; nothing of it stays."""
    with transaction.atomic():
        load_starter_terms(read_yaml(FIXTURES / "starter_terms.yaml"))
        load_published(FIXTURES / "published_figures.yaml")
        write_block(numbers, seed=SEED, until=date(2026, 3, 1), desk=Desk(make_centres(), Dictionary()))
        found = {name: make_report(name, *ASKED.get(name, ({}, {}))) for name in CATALOGUE}
        listed = {name: sorted(told(report)) for name, report in found.items()}
        transaction.set_rollback(True)
    return {name: (report.tables, report.digest, report.population, listed[name]) for name, report in found.items()}


def told(report: Report) -> list[str]:
    """The lines without the address of the form, which holds the key of a row."""
    rows: list[tuple[Any, ...]] = list(lines.rows(report.listing)) if report.listing else []
    return [str(row[:-1] if report.report == "cases" else row) for row in rows]


def test_cases_in_the_opposite_order_give_the_same_reports() -> None:
    forwards, backwards = reports(range(1, CASES + 1)), reports(range(CASES, 0, -1))
    for name, report in forwards.items():
        assert backwards[name] == report, name
    assert len(forwards["cases"][-1]) > CASES * 0.8
