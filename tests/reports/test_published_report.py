"""Published figures beside the registry's cases: what agrees, differs, or cannot be told yet, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from cases.models import Case, CaseFacts
from cases.models.facts_lung import LungFacts
from reports.actions.published import load_published
from reports.renderers import RENDERERS
from reports.sources import registry
from reports.sources.comparable import comparable
from reports.sources.measure_codes import MEASURES, VALUES
from reports.sources.measures import Measured
from reports.sources.names import Names
from reports.sources.population import Population
from reports.tables.catalogue import make_report
from tests.reports.builders import DAH, accepted, pair

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "published_figures.yaml"
AGREES, DIFFERS, UNKNOWN = "Agrees", "Differs", "Cannot be told yet"
FIGURE = {
    "key": "one", "series": "Somebody", "source": "paper", "place": "Page 1", "population": "Everybody",
    "drug": "alemtuzumab", "reaction": DAH, "measure": "proportion", "counted_as": "died", "of_what": "Died",
    "numerator": 14, "denominator": 17,
}  # fmt: skip


def case(died: bool | None = False, *, identifier: str = "", lung: dict[str, Any] | None = None, **facts: Any) -> Case:
    pairs = pair(outcome={True: "5", False: "1", None: "0"}[died], **facts.pop("pair", {}))
    made = accepted(pairs, identifier=identifier, **facts)
    LungFacts.objects.create(facts=CaseFacts.objects.get(case=made), **(lung or {}))
    return made


@pytest.fixture
def figures(tmp_path, db):
    def load(*rows: dict[str, Any]) -> None:
        sources = [{"key": "paper", "kind": "primary", "citation": "A paper"}]
        file = tmp_path / "figures.yaml"
        file.write_text(yaml.safe_dump({"sources": sources, "figures": [{**FIGURE, **row} for row in rows]}))
        load_published(file)

    return load


def found(key: str = "one", **asked: str) -> dict:
    return next(row for row in make_report("published", asked).table("figures").records() if row["key"] == key)


@pytest.mark.parametrize(
    ("died", "alive", "unknown", "answer", "share"),
    [
        (0, 0, 3, UNKNOWN, None),
        (2, 2, 0, UNKNOWN, 50.0),
        (3, 3, 1, UNKNOWN, 50.0),
        (0, 12, 2, DIFFERS, 0.0),
        (24, 6, 0, AGREES, 80.0),
    ],
)
def test_a_published_share(figures, died, alive, unknown, answer, share):
    figures({})
    for outcome, count in ((True, died), (False, alive), (None, unknown)):
        for _number in range(count):
            case(outcome)
    row = found()
    assert (row["with_it"], row["known"], row["unknown"]) == (died, died + alive, unknown)
    assert (row["answer"], row["share"], row["published_share"]) == (answer, share, 82.4)
    assert (row["published_share_low"], row["published_share_high"]) == (56.6, 96.2)  # Clopper-Pearson of 14 / 17


def test_patients_that_the_figure_counts_too_are_left_out(figures):
    overlap = [{"case": "XX-SAME", "basis": "inferred", "reason": "Perhaps the same patient"}]
    figures({"overlap": overlap}, {"key": "two"})
    case(True, identifier="XX-SAME")
    case(False)
    row, other = found(), found("two")
    assert (row["fitting"], row["left_out"], row["known"], row["with_it"]) == (2, 1, 1, 0)
    assert (other["fitting"], other["left_out"], other["known"], other["with_it"]) == (2, 0, 2, 1)
    assert make_report("published").table("overlap").records() == [
        {
            "figure": "one",
            "shares_with": "XX-SAME",
            "kind": "a case of the registry",
            "basis": "inferred",
            "reason": "Perhaps the same patient",
        }
    ]


def test_only_cases_of_the_figures_population(figures):
    figures({"indication_groups": ["transplantation"]}, {"key": "two", "fits": {"serious": "yes"}})
    case(True)
    case(True, serious=True, pair={"indication_group": "transplantation"})
    case(True, pair={"drug_name": "rituximab"})
    case(True, pair={"reaction_name": "Cough"})
    assert (found()["fitting"], found("two")["fitting"]) == (1, 1)


@pytest.mark.parametrize(
    ("value", "again", "answer"),
    [
        (0, [False] * 5, AGREES),
        (0, [False] * 4, UNKNOWN),
        (0, [False] * 5 + [True], DIFFERS),
        (100, [True] * 5, AGREES),
        (100, [True] * 5 + [False], DIFFERS),
        (100, [None] * 5, UNKNOWN),
    ],
)
def test_a_statement_without_exception(figures, value, again, answer):
    figures({"measure": "statement", "value": value, "unit": "%", "counted_as": "retreated", "of_what": "Given again"})
    for retreated in again:
        case(lung={"retreated": retreated})
    assert found()["answer"] == answer


@pytest.mark.parametrize(
    ("ventilated", "others", "answer"), [(5, 7, AGREES), (0, 12, DIFFERS), (12, 0, DIFFERS), (2, 2, UNKNOWN)]
)
def test_a_published_range_of_a_share(figures, ventilated, others, answer):
    """Ventilation in 30 to 50 %: 5 of 12 is 42 %, exact 15 to 72 %; 0 of 12 at most 26 %; 12 of 12 at least 74 %."""
    figures(
        {"measure": "range", "low": 30, "high": 50, "unit": "%", "counted_as": "ventilated", "of_what": "Ventilated"}
    )
    for number in range(ventilated + others):
        case(lung={"ventilated": number < ventilated})
    assert found()["answer"] == answer


def test_a_published_range_of_days(figures):
    figures(
        {"measure": "range", "low": 2, "high": 7, "unit": "day", "counted_as": "onset_day", "of_what": "Day of onset"}
    )
    for first, last in [(2, 2), (3, 4), (7, 7), (5, 5), (2, 3), (6, 6), (4, 4), (7, 8), (9, 9), (None, None)]:
        case(pair={"onset_day_earliest": first, "onset_day_latest": last})
    row = found()
    assert (row["with_it"], row["known"], row["unknown"]) == (7, 8, 2)  # 7 to 8 may lie on either side
    assert row["found"].startswith("median 5 (quartiles 3 - 4 to 7, range 2 to 9)")
    assert row["answer"] == AGREES  # 7 of 8, exact 47 to 100 %


@pytest.mark.parametrize(("days", "answer"), [([1, 2, 3], UNKNOWN), (range(14, 22), AGREES), (range(1, 9), DIFFERS)])
def test_a_published_median(figures, days, answer):
    figures({"measure": "value", "value": 17, "unit": "days", "counted_as": "hospital_days", "of_what": "Stay"})
    for stay in days:
        case(lung={"hospital_days": stay})
    row = found()
    assert (row["answer"], row["known"], row["with_it"]) == (answer, len(days), None)


def test_what_cannot_be_compared_says_so(figures):
    figures({"measure": "count", "value": 2, "counted_as": ""}, {"key": "two", "counted_as": ""})
    assert (found()["answer"], found()["why"]) == (UNKNOWN, "A number of reports says nothing of how often it happens")
    assert (found("two")["answer"], found("two")["why"]) == (UNKNOWN, "The registry's reports do not count this")


def test_narrowing_the_report_narrows_figures_and_cases(figures):
    figures(
        {"indication_groups": ["ms"]},
        {"key": "two", "drug": "", "reaction": ""},
        {"key": "three", "drug": "", "reaction": "", "fits": {"cohort": "comparator"}},
    )
    case(True)
    case(True, pair={"drug_name": "rituximab"})
    keys = lambda **asked: [r["key"] for r in make_report("published", asked).table("figures").records()]  # noqa: E731
    assert keys() == ["one", "three", "two"]
    assert keys(drug="rituximab") == ["two"]
    assert keys(indication="transplantation") == ["two"]
    assert keys(cohort="comparator") == ["three"]
    assert found("two", drug="rituximab")["fitting"] == 1
    assert found("two")["fitting"] == 2


def test_the_digest_follows_figures_and_cases(figures):
    figures({})
    case(True)
    first = make_report("published").digest
    assert make_report("published").digest == first
    figures({"note": "Changed"})
    second = make_report("published").digest
    case(True)
    assert len({first, second, make_report("published").digest}) == 3


def test_the_answers_add_up_and_the_picture_has_two_lines_a_share(figures):
    figures({}, {"key": "two", "of_what": "Died again"})
    case(True)
    report = make_report("published")
    *answers, total = report.table("answers").records()
    assert sum(row["figures"] for row in answers) == total["figures"] == 2
    (chart,) = report.charts
    assert (chart.kind, len(chart.rows(report.table("shares")))) == ("forest", 4)


def test_every_figure_of_the_file_has_its_population_and_measure_as_data():
    content = yaml.safe_load(FILE.read_text())
    assert len(content["figures"]) >= 30
    assert {row["source"] for row in content["figures"]} == {row["key"] for row in content["sources"]}
    for row in content["figures"]:
        assert all((row["place"], row["population"])), row["key"]
        assert row.get("counted_as", "") in {"", *MEASURES}, row["key"]
        percent = row.get("unit") == "%" or row["measure"] == "proportion"
        if row.get("counted_as"):
            assert percent != (row["counted_as"] in VALUES), row["key"]
        if row["measure"] == "statement":
            assert row["value"] in (0, 100), row["key"]


# Read by hand from Table I of Abreu 2025 and from the texts; (cases, with it, known).
DOCUMENTED = {
    "abreu-intensive-care": (12, 7, 12),
    "abreu-steroid-oral": (12, 12, 12),
    "abreu-steroid-pulse": (12, 10, 12),
    "abreu-cyclophosphamide": (12, 9, 12),
    "abreu-immunoglobulin": (12, 3, 12),
    "abreu-plasma-exchange": (12, 6, 12),
    "abreu-antibiotics": (12, 10, 12),
    "abreu-haemoglobin-fell": (12, 10, 11),
    "abreu-lavage": (12, 0, 0),  # which nine of the twelve is not told
    "abreu-survived-year": (12, 11, 12),  # episodes; of ten patients one died
    "alport-dah-ventilated": (2, 2, 2),
    "alport-dah-plasma-exchange": (2, 2, 2),
    "alport-dah-dialysis": (2, 2, 2),
    "alport-dah-died": (2, 1, 1),
    "vigibase-dah-ms-recovered": (1, 1, 1),
    "vigibase-dah-ms-two-infusions": (1, 1, 1),
    "review-dah-ms-resolution": (1, 1, 1),
    "zhao-recurred": (1, 0, 1),
    "zhao-retreatment-inpatient": (1, 1, 1),
}


@pytest.mark.usefixtures("seeded")
def test_the_documented_cases_give_the_numbers_of_their_sources(db):
    """The registry's transcription of the very patients that a figure counts, measured as all other cases are."""
    figures = {row.key: row for row in comparable(Names.load(), Population(as_of=registry.lock_point(None)))}
    assert len(figures) == 70
    counted = {}
    for key in DOCUMENTED:
        figure = figures[key]
        own = Measured(figure.population, figure.shared).cases(figure.groups, only=figure.shared)
        answers = own.counted[figure.counted_as]
        counted[key] = (own.total, answers.yes, answers.known)
    assert counted == DOCUMENTED


@pytest.mark.usefixtures("seeded")
def test_the_documented_cases_differ_from_never_restart(db):
    row = found("guidance-never-restart")
    assert (row["fitting"], row["with_it"], row["answer"]) == (4, 1, DIFFERS)  # Zhao 2025


@pytest.mark.parametrize("form", list(RENDERERS))
def test_every_format_takes_it(figures, form):
    figures({}, {"key": "two", "counted_as": ""})
    case(True)
    assert RENDERERS[form].render(make_report("published"))
