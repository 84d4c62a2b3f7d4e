"""The report on the steps of management against a count in plain Python, and against the published cases."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from scipy.stats import binomtest

from cases.rules.management import STEPS
from reports.renderers import lines
from reports.tables.catalogue import make_report
from reports.tables.report import Report
from tests.reports.tables.clinical import GROUPS, POPULATIONS, Clinical, clinical

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry_of_cases")]
STATUSES = ["done", "not_done", "not_applicable", "unknown"]
OUTCOMES = {"Recovered": "14", "Recovering or not recovered": "23", "Died": "5", "Outcome unknown": "0"}
WORDS = {"1": "Recovered", "4": "Recovered with lasting effects", "2": "Recovering", "3": "Not recovered", "5": "Fatal",
         "0": "Outcome unknown"}  # fmt: skip
TEXTS = {"guidance-alemtuzumab-dah": "A", "guidance-dah-treatment": "B"}


def told(cases: list[Clinical], step: str) -> list[Any]:
    """Counts of a step, and its share."""
    found = Counter(case.steps[step] for case in cases)
    yes, known = found["done"], found["done"] + found["not_done"]
    cells: list[Any] = [None, None, None]
    if known:
        bounds = binomtest(yes, known).proportion_ci(0.95, "exact")
        cells = [pytest.approx(100 * value, abs=0.051) for value in (yes / known, bounds.low, bounds.high)]
    return [len(cases), *(found[status] for status in STATUSES), *cells]


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_number_is_that_of_plain_python(name: str) -> None:
    cases, report = clinical(POPULATIONS[name]), make_report("management", POPULATIONS[name])
    assert [list(cells) for cells in report.table("steps").rows] == [
        [step.label, *told(cases, step.code)] for step in STEPS
    ]
    assert [list(cells) for cells in report.table("by_outcome").rows] == [
        [step.label, words, *told([case for case in cases if case.outcome in codes], step.code)]
        for step in STEPS
        if step.recorded
        for words, codes in OUTCOMES.items()
    ]
    assert [cells[:4] for cells in report.table("texts").rows] == [
        (step.label, TEXTS[place.source], place.heading, step.applies_to or "Everybody")
        for step in STEPS
        for place in step.places
    ]
    assert_listed(report, cases)


def assert_listed(report: Report, cases: list[Clinical]) -> None:
    assert report.listing is not None
    assert list(lines.rows(report.listing)) == [
        (case.view.identifier, GROUPS[case.group], WORDS[case.outcome], *(listed(case, status) for status in STATUSES))
        for case in cases
    ]
    assert len(list(lines.rows(report.listing, 2))) == min(2, len(cases))


def listed(case: Clinical, status: str) -> str | None:
    return "; ".join(step.label for step in STEPS if step.recorded and case.steps[step.code] == status) or None


def test_the_steps_of_the_published_cases() -> None:
    # Myro 2018: lavage, CT and an image after a week; no treatment at all. Zhao 2025: bronchoscopy not tolerated, given
    # again after a year, CT after 16 days.
    asked = {"drug": "alemtuzumab", "reaction": "Diffuse alveolar haemorrhage", "centre": "Published literature"}
    report = make_report("management", {**asked, "indication": "ms"})
    assert report.listing is not None
    myro, zhao = (set(str(cells[3]).split("; ")) for cells in lines.rows(report.listing))
    not_done = [set(str(cells[4]).split("; ")) for cells in lines.rows(report.listing)]
    assert {"CT of the chest", "Bronchoscopy with lavage", "Image after 1 to 4 weeks", "Drug not given again"} <= myro
    assert {"Glucocorticoid pulse", "Then oral glucocorticoid"} <= not_done[0]
    assert {"CT of the chest", "Image after 1 to 4 weeks", "Infection looked for"} <= zhao
    assert {"Bronchoscopy with lavage", "Drug not given again"} <= not_done[1]


def test_the_listing_can_be_left_out_and_is_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    assert make_report("management", {}, {"each": "no"}).listing is None
    monkeypatch.setattr("reports.tables.management.FEW", 3)
    assert make_report("management", {}).listing is None
    assert make_report("management", {}, {"each": "yes"}).listing is not None
