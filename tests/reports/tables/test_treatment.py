"""The report on treatment and recovery against a count in plain Python, and against what the papers print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from scipy.stats import binomtest

from cases.icsr.codes_lung import TreatmentKind
from reports.tables import treatment_courses
from reports.tables.catalogue import make_report
from reports.tables.report import Report
from tests.reports.tables.clinical import POPULATIONS, Clinical, clinical, grouped, quantiles, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry_of_cases")]
DAH = {"drug": "alemtuzumab", "reaction": "Diffuse alveolar haemorrhage"}
CODES = ["1", "4", "2", "3", "5", "0"]
CLASSES = [("1", "4"), ("2", "3"), ("5",), ("0",)]
STEROIDS = {"gc_pulse", "gc_oral", "gc_other"}
KINDS = {
    "none": "No treatment was given",
    "steroid": "Any glucocorticoid",
    **{kind.value: kind.label for kind in TreatmentKind},
}
TIMES = {
    "Main symptoms": ("symptoms_gone_days", ("2", "3", "5")),
    "All symptoms": ("all_symptoms_gone_days", ("2", "3", "5")),
    "Lung changes": ("lung_changes_gone_days", ("3", "5")),
}


def share(events: int, total: int) -> list[Any]:
    if not total:
        return [None, None, None]
    bounds = binomtest(events, total).proportion_ci(0.95, "exact")
    return [pytest.approx(100 * value, abs=0.051) for value in (events / total, bounds.low, bounds.high)]


def answer(case: Clinical, kind: str) -> bool | None:
    """Whether a treatment was given."""
    given, denied = set(case.facts.treatments), set(case.facts.treatments_denied)
    if kind == "none":
        return case.lung.untreated
    kinds = STEROIDS if kind == "steroid" else {kind}
    return True if kinds & given else False if kinds <= denied else None


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_count_is_that_of_plain_python(name: str) -> None:
    report, parts = make_report("treatment", POPULATIONS[name]), grouped(clinical(POPULATIONS[name]))
    outcomes = {}
    for words, cases in parts.items():
        counted = Counter(case.outcome for case in cases)
        known = len(cases) - counted["0"]
        outcomes[words] = [words, len(cases), *(counted[code] for code in CODES), *share(counted["5"], known)]
    assert [list(cells) for cells in report.table("outcomes").rows] == list(outcomes.values())
    treatments, after = [], []
    for kind, label in KINDS.items():
        for words, cases in parts.items():
            answers = [answer(case, kind) for case in cases]
            yes, no = answers.count(True), answers.count(False)
            if words == "All" or yes or no:
                counts = [len(cases), yes, no, answers.count(None)]
                treatments.append([label, words, *counts, *share(yes, yes + no)])
            if yes:
                found = Counter(case.outcome for case in cases if answer(case, kind))
                sums = [sum(found[code] for code in some) for some in CLASSES]
                after.append([label, words, yes, *sums, *share(sums[0], sum(sums[:3]))])
    assert [list(cells) for cells in report.table("treatments").rows] == treatments
    assert [list(cells) for cells in report.table("treatment_outcomes").rows] == after
    assert_care(report, parts)
    assert_times(report, parts)


def assert_care(report: Report, parts: dict[str, list[Clinical]]) -> None:
    asked = {
        "Mechanical ventilation": lambda case: case.lung.ventilated,
        "Intensive care": lambda case: case.facts.intensive_care,
        "Alive after one year": lambda case: case.facts.alive_after_one_year,
    }
    expected = []
    for label, ask in asked.items():
        for words, cases in parts.items():
            answers = [ask(case) for case in cases]
            yes, no = answers.count(True), answers.count(False)
            expected.append([label, words, len(cases), yes, no, answers.count(None), *share(yes, yes + no)])
    assert [list(cells) for cells in report.table("care").rows] == expected
    stays = []
    for label, column in {"Days in hospital": "hospital_days", "Days in intensive care": "intensive_care_days"}.items():
        for words, cases in parts.items():
            known = [getattr(case.lung, column) for case in cases if getattr(case.lung, column) is not None]
            stays.append((label, words, len(cases), len(known), len(cases) - len(known), *quantiles(known)))
    assert list(report.table("stay").rows) == stays


def followed(cases: Iterable[Clinical], measure: str) -> Iterator[tuple[float, bool]]:
    """Day and whether it was gone then, of those who are not left out."""
    column, ill = TIMES[measure]
    for case in cases:
        gone = getattr(case.lung, column)
        if gone is not None:
            yield float(gone), True
        elif case.outcome in ill and case.lung.followed_days is not None:
            yield float(case.lung.followed_days), False


def product(rows: list[tuple[float, bool]], day: float) -> Fraction | None:
    """Kaplan-Meier by its definition, in fractions; None after the last day that anybody was followed."""
    without = Fraction(1)
    for time in sorted({time for time, gone in rows if gone and time <= day}):
        at_risk = sum(other >= time for other, _gone in rows)
        without *= 1 - Fraction(sum(other == time and gone for other, gone in rows), at_risk)
    return without if rows and (day <= max(rows)[0] or without == 0) else None


def assert_times(report: Report, parts: dict[str, list[Clinical]]) -> None:
    counts = iter(report.table("resolution").records())
    shares = iter(report.table("resolution_by").records())
    for measure in TIMES:
        for words, cases in parts.items():
            rows = list(followed(cases, measure))
            found, by = next(counts), next(shares)
            gone = sum(happened for _time, happened in rows)
            told = [found[name] for name in ("measure", "indication_group", "reports", "gone", "still", "unknown")]
            assert told == [measure, words, len(cases), gone, len(rows) - gone, len(cases) - len(rows)]
            reached = (time for time, happened in sorted(rows) if happened and product(rows, time) <= Fraction(1, 2))
            middle = next(reached, None)
            assert found["median"] == (None if middle is None else pytest.approx(middle, abs=0.006))
            for day in (7, 14, 28):
                assert by[f"by_{day}"] == percent(product(rows, day))
    for record in report.table("curve").records():
        for measure, (column, _ill) in TIMES.items():
            rows = list(followed(parts["All"], measure))
            day = int(record["day"])
            assert record[f"{column}_share"] == percent(product(rows, day))
            assert record[f"{column}_at_risk"] == sum(time >= day for time, _gone in rows)


def percent(without: Fraction | None) -> Any:
    return None if without is None else pytest.approx(float(100 * (1 - without)), abs=0.051)


def test_the_course_of_the_published_cases() -> None:
    # Myro 2018: infusion 1 on day 1, onset on day 2, 24 h later; lavage 60 h after the onset of haemoptysis; chest pain
    # and haemoptysis gone in two days, cough in four weeks, opacities after one week. Zhao 2025: onset on day 4, CT
    # clear after 16 days.
    report = make_report("treatment", {**DAH, "centre": "Published literature", "indication": "ms"})
    found = {record["case"]: record for record in report.table("courses").records()}
    names = ("infusions", "onset", "bronchoscopy", "lungs_clear", "recovered", "died", "last_seen", "outcome")
    assert {case: [record[name] for name in names] for case, record in found.items()} == {
        "XX-TOCSIN-MYRO-2018": ["1", 2, "4", 9, 30, None, None, "Recovered"],
        "XX-TOCSIN-ZHAO-2025": ["1", 4, None, 20, None, None, None, "Recovered"],
    }
    assert row(report.table("resolution"), measure="Lung changes", indication_group="All")["median"] == 7
    # Myro was not treated; Zhao's paper does not say.
    untreated = row(report.table("treatments"), treatment="No treatment was given", indication_group="All")
    assert [untreated[name] for name in ("given", "not_given", "unknown")] == [1, 0, 1]
    chart = next(chart for chart in report.charts if chart.name == "courses")
    assert "2 of 2; 0 left out" in chart.denominator


def test_the_comparators_are_treated_as_the_table_of_their_paper_says() -> None:
    # Abreu 2025, text: pulses in 10 of 12 episodes, cyclophosphamide in 9, plasma exchange in 6, immunoglobulin in 3,
    # intensive care in 7, and Table I with them.
    report = make_report("treatment", {"cohort": "comparator", "centre": "Published literature"})

    def told(treatment: str) -> list[Any]:
        found = row(report.table("treatments"), treatment=treatment, indication_group="All")
        return [found[name] for name in ("given", "not_given")]

    assert told("Glucocorticoid pulse")[0] == 10
    assert told("Cyclophosphamide")[0] == 9
    assert told("Plasma exchange") == [6, 6]
    assert told("Intravenous immunoglobulin") == [3, 9]
    care = row(report.table("care"), measure="Intensive care", indication_group="All")
    assert (care["yes"], care["no"]) == (7, 5)


def test_courses_of_many_cases_are_drawn_in_parts_and_each_once() -> None:
    report = make_report("treatment", {})
    table = report.table("courses")
    parts = [chart for chart in report.charts if chart.table == "courses"]
    assert [chart.name for chart in parts] == [f"courses_{n + 1}" for n in range(len(parts))]
    assert len(parts) > 1
    assert [record["case"] for chart in parts for record in chart.rows(table)] == [row[0] for row in table.rows]
    assert all(chart.left_out(table) == 0 for chart in parts)


def test_courses_are_shown_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(treatment_courses, "MOST", 3)
    report = make_report("treatment", {})
    assert report.table("courses").rows == ()
    assert "none is shown" in report.table("courses").label
    assert "courses" not in {chart.table for chart in report.charts}
