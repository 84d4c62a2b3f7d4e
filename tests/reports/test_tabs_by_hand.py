"""The tables of adrreports.eu over a few cases made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from reports.tables.catalogue import make_report
from tests.reports.builders import DAH, accepted, pair

pytestmark = pytest.mark.django_db


def test_a_reaction_reported_twice_counts_once_with_its_worst() -> None:
    accepted(pair(outcome="1", serious=False), pair(outcome="3", serious=None), pair(outcome="0", serious=False))
    accepted(pair(outcome="0", serious=False))
    accepted(pair(outcome="4", serious=True), pair(outcome="5", serious=None))
    report = make_report("tabs", {"reaction": DAH})
    assert report.table("reaction_seriousness").rows[0][2:] == (3, 1, 1, 1)
    outcome = {
        column.label: value
        for column, value in zip(report.table("reaction_outcome").columns[3:],
                                 report.table("reaction_outcome").rows[0][3:], strict=True) if value
    }  # fmt: skip
    assert outcome == {"Not recovered": 1, "Fatal": 1, "Unknown": 1}


def test_nothing_accepted_is_a_report_of_nothing() -> None:
    report = make_report("tabs")
    assert report.data_lock_point is None
    assert report.table("groups_by_age").rows == (("All reports", *[0] * 9),)
    assert report.table("month").rows == (("Unknown", 0, 0, 0, 0),)
    assert report.population.endswith("There is no accepted case yet.")


def test_the_digest_changes_with_a_fact_and_not_with_the_order() -> None:
    first = accepted(identifier="XX-1", sex="1")
    accepted(identifier="XX-2")
    before = make_report("tabs").digest
    first.versions.get().facts.pairs.update(outcome="5")
    changed = make_report("tabs").digest
    assert before != changed
    first.versions.get().facts.pairs.update(outcome="1")
    assert make_report("tabs").digest == before


def test_a_date_of_receipt_after_the_lock_point_is_shown_apart() -> None:
    accepted(received=date(2025, 7, 1), received_year=2025)
    rows = {row[0]: row[1] for row in make_report("tabs").table("month").rows}
    assert (rows["Later"], rows["Earlier"]) == (1, 0)
