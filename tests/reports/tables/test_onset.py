"""The report on the onset against a count in plain Python, and against what two papers print."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from reports.tables.catalogue import make_report
from reports.tables.report import ReportTable
from tests.reports.builders import accepted, pair
from tests.reports.tables.clinical import GROUPS, POPULATIONS, Clinical, by, clinical, grouped, quantiles, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry_of_cases")]
DAYS = {**{n: f"Day {n}" for n in range(1, 8)}, 8: "Days 8 to 14", 15: "Days 15 to 30"}
NAMES = {"All": "all", **{label: code for code, label in GROUPS.items()}}


def infusion(case: Clinical) -> str:
    count = case.began.infusions_before_onset if case.began else None
    return "Unknown" if count is None else "6 or more" if count > 5 else str(count)


def day(case: Clinical) -> str:
    if case.days is None:
        return "Unknown"
    first, last = case.days
    if last < 1:
        return "Before day 1"
    if first > 30:
        return "After day 30"
    starts = {max((start for start in DAYS if start <= number), default=0) for number in (first, last)}
    return DAYS[starts.pop()] if len(starts) == 1 and last <= 30 and first >= 1 else "Between classes"


def hour(case: Clinical) -> str:
    hours = case.began.hours_since_last if case.began else None
    if hours is None:
        return "Unknown"
    edges = [0, 6, 12, 24, 48, 72, 168]
    for low, high in pairwise(edges):
        if low <= hours < high:
            return f"{low} to below {high} h"
    return "168 h or more" if hours >= 168 else "Before the infusion"


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_number_is_that_of_plain_python(name: str) -> None:
    cases, report = clinical(POPULATIONS[name]), make_report("onset", POPULATIONS[name])
    spans = {"onset": [], "onset_latest": [], "hours": []}
    for label, part in grouped(cases).items():
        counted = by(part, infusion)
        order = sorted(set(by(cases, infusion)), key=lambda text: (text == "Unknown", text))
        for number in [*(text for text in order if text in counted), "Any number"]:
            some = [case for case in part if number in ("Any number", infusion(case))]
            days = [case.days for case in some if case.days]
            uncertain = sum(first < last for first, last in days)
            hours = [case.began.hours_since_last for case in some if case.began]
            told = [value for value in hours if value is not None]
            spans["hours"].append((label, number, len(some), len(told), len(some) - len(told), *quantiles(told)))
            for place, table in enumerate(("onset", "onset_latest")):
                counts = (len(some), len(days), len(some) - len(days), uncertain)
                spans[table].append((label, number, *counts, *quantiles(pair[place] for pair in days)))
    for table, expected in spans.items():
        assert list(report.table(table).rows) == expected, table
    for table, key in (("days_distribution", day), ("hours_distribution", hour)):
        assert_distribution(report.table(table), cases, key)


def assert_distribution(table: ReportTable, cases: list[Clinical], key: Any) -> None:
    for label, part in {**{words: [] for words in GROUPS.values()}, **grouped(cases)}.items():
        found = {record[table.columns[0].name]: record[NAMES[label]] for record in table.records()}
        assert {words: number for words, number in found.items() if number} == by(part, key), (table.name, label)
    for record in table.records():
        share = None if not cases else 100 * int(record["all"]) / len(cases)
        assert record["percent"] == (None if share is None else pytest.approx(share, abs=0.051))


def test_the_two_cases_of_the_literature() -> None:
    # Myro 2018: 24 h after the start of the first infusion, at the end of the second one, that is on day 2 (reported in
    # hours). Zhao 2025: on day 4 after three infusions. Neither tells the hours since the last one.
    asked = {"drug": "alemtuzumab", "reaction": "Diffuse alveolar haemorrhage", "source": "literature"}
    report = make_report("onset", asked)
    named = {case.view.identifier: (infusion(case), case.days) for case in clinical(asked)}
    assert named["XX-TOCSIN-MYRO-2018"] == ("2", (2, 2))
    assert named["XX-TOCSIN-ZHAO-2025"] == ("3", (4, 4))
    assert row(report.table("onset"), indication_group="Multiple sclerosis", infusion="2")["lowest"] == 2


def test_days_between_classes_stand_apart_and_the_first_reaction_counts() -> None:
    def began(first: int | None, last: int | None, **more: Any) -> dict[str, Any]:
        return pair(drug_name="probe", onset_day_earliest=first, onset_day_latest=last, **more)

    accepted(began(2, 3))
    accepted(began(9, 12))
    accepted(began(0, 0))
    accepted(began(31, 40))
    accepted(began(5, 5, infusions_before_onset=4, hours_since_last=30), began(2, 2, hours_since_last="5.99"))
    accepted(began(1, 1, serious=False), began(7, 7, infusions_before_onset=9, hours_since_last=168))
    accepted(began(None, None, infusions_before_onset=None))
    report = make_report("onset", {"drug": "probe"})
    counted = {record["day"]: record["all"] for record in report.table("days_distribution").records() if record["all"]}
    assert counted == {
        "Before day 1": 1,
        "Day 2": 1,
        "Day 7": 1,
        "Days 8 to 14": 1,
        "After day 30": 1,
        "Between classes": 1,
        "Unknown": 1,
    }
    hours = {record["hour"]: record["all"] for record in report.table("hours_distribution").records() if record["all"]}
    assert hours == {"0 to below 6 h": 1, "168 h or more": 1, "Unknown": 5}
    whole = row(report.table("onset"), indication_group="All", infusion="Any number")
    assert [whole[name] for name in ("reports", "known", "unknown", "uncertain")] == [7, 6, 1, 3]
    assert [whole[name] for name in ("lowest", "lower", "median", "upper", "highest")] == [0, 2, 4.5, 8.5, 31]
    latest = row(report.table("onset_latest"), indication_group="All", infusion="Any number")
    assert [latest[name] for name in ("lowest", "lower", "median", "upper", "highest")] == [0, 2.25, 5, 10.75, 40]
    assert row(report.table("onset"), indication_group="All", infusion="6 or more")["median"] == 7
