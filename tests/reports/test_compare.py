"""The comparison of two populations: counts, intervals and what it says when numbers are too few."""

from __future__ import annotations

from math import isclose
from statistics import median

import pytest

from cases.models import CaseFacts
from cases.models.facts_lung import LungFacts
from reports.renderers import RENDERERS
from reports.sources.errors import ReportError
from reports.statistics.differences import Share, odds_ratio
from reports.statistics.unconditional import exact_difference
from reports.tables.catalogue import make_report
from reports.tables.report import Report
from tests.reports.builders import accepted, pair

pytestmark = pytest.mark.django_db


def case(group: str, *, died: bool | None, onset: int | None = None, treatments: tuple[str, ...] = (), **facts) -> None:
    """A case of an indication group."""
    outcome = {True: "5", False: "1", None: "0"}[died]
    values = pair(indication_group=group, outcome=outcome, onset_day_earliest=onset, onset_day_latest=onset)
    made = accepted(values, treatments=list(treatments), **facts)
    LungFacts.objects.create(facts=CaseFacts.objects.get(case=made))


def compared(beside: str = "indication=transplantation", **asked: str) -> Report:
    return make_report("compare", {"drug": "alemtuzumab", **(asked or {"indication": "ms"})}, {"beside": beside})


def row(report: Report, measure: str, table: str = "shares") -> dict:
    return next(record for record in report.table(table).records() if record["measure"] == measure)


@pytest.fixture
def two_groups():
    """Of 9 with multiple sclerosis 1 died and 1 has no outcome; of 7 transplanted 6 died."""
    for number in range(9):
        case("ms", died={0: True, 1: None}.get(number, False), onset=number % 4 + 1)
    for number in range(7):
        case("transplantation", died=number > 0, onset=number + 3 if number else None)


def test_counts_shares_and_exact_interval(two_groups):
    found = row(compared(), "Died")
    assert (found["one_yes"], found["one_known"], found["one_unknown"]) == (1, 8, 1)
    assert (found["other_yes"], found["other_known"], found["other_unknown"]) == (6, 7, 0)
    assert (found["one_share"], found["other_share"]) == (12.5, 85.7)
    assert found["difference"] == -73.2  # 1 / 8 - 6 / 7 = -41 / 56
    bounds = exact_difference(Share(1, 8), Share(6, 7))
    assert isclose(found["difference_low"], 100 * bounds.low, abs_tol=0.05)
    assert isclose(found["difference_high"], 100 * bounds.high, abs_tol=0.05)
    assert found["method"] == "exact"
    assert found["says"] == "Different: the interval leaves out 0."


def test_bayes_and_odds(two_groups):
    found = row(compared(), "Died")
    assert found["bayes_low"] < found["difference"] < found["bayes_high"] < 0
    assert found["larger"] < 1
    assert found["odds_ratio"] == round(odds_ratio(Share(1, 8), Share(6, 7)).value, 3)
    assert found["odds_ratio_low"] < found["odds_ratio"] < found["odds_ratio_high"] < 1


def test_changing_sides_changes_the_sign(two_groups):
    one, other = row(compared(), "Died"), row(compared("indication=ms", indication="transplantation"), "Died")
    assert one["difference"] == -other["difference"]
    assert (one["difference_low"], one["difference_high"]) == (-other["difference_high"], -other["difference_low"])
    assert isclose(one["larger"] + other["larger"], 100, abs_tol=0.1)


def test_days_of_onset(two_groups):
    first, second = [1, 2, 3, 4, 1, 2, 3, 4, 1], [4, 5, 6, 7, 8, 9]
    found = row(compared(), "Day of onset", "values")
    assert (found["one_known"], found["one_unknown"], found["one_median"]) == (9, 0, "2 (1 to 3)")
    assert (found["other_known"], found["other_unknown"], found["other_median"]) == (6, 1, "6.5 (5.25 to 7.75)")
    assert float(found["shift"]) == median(x - y for x in first for y in second)
    assert found["says"] == "Different: the interval leaves out 0."


def test_none_seen_gives_the_rule_of_three():
    for _number in range(10):
        case("ms", died=False)
    case("transplantation", died=True)
    found = row(compared(), "Died")
    assert found["notes"] == "First: none of 10; by the rule of three at most 30 %."
    assert found["one_share_high"] == 30.8  # exact, two-sided: 1 - 0.025^(1/10)
    assert found["says"] == "Too few to say anything: 1 in the smaller group, fewer than 5."


def test_wide_interval_says_nothing():
    for number in range(6):
        case("ms", died=number < 3)
        case("transplantation", died=number < 3)
    found = row(compared(), "Died")
    assert (found["difference"], found["odds_ratio"]) == (0.0, 1.0)
    assert found["says"].startswith("Too few to say anything: the interval holds 0 and is 1")


def test_nobody_to_compare_with():
    case("ms", died=False)
    report = compared()
    found = row(report, "Died")
    assert found["says"] == "Nothing: a group has no case in which it is known."
    assert (found["difference"], found["larger"], found["odds_ratio"]) == (None, None, None)
    assert row(report, "Day of onset", "values")["says"] == "Nothing: a group has no case in which it is known."


def test_a_case_in_both_counts_in_the_first_group_only(two_groups):
    report = compared("indication=")
    first, second = report.table("groups").records()
    assert (first["cases"], second["cases"], second["left_out"]) == (9, 7, 9)
    assert row(report, "Died")["other_yes"] == 6


def test_large_groups_are_compared_by_the_score_interval():
    for number in range(60):
        case("ms", died=number < 6)
        case("transplantation", died=number < 30)
    assert row(compared(), "Died")["method"] == "score"


def test_the_picture_shows_the_differences(two_groups):
    (chart,) = compared().charts
    assert (chart.kind, chart.table, chart.reference) == ("forest", "shares", 0)
    assert "Died: -73.2 %" in chart.alternative


def test_the_digest_follows_the_cases_of_either_side(two_groups):
    before = compared().digest
    assert compared().digest == before
    case("transplantation", died=True)
    assert compared().digest != before


def test_the_other_population_has_to_be_named():
    with pytest.raises(ReportError, match="'beside' is missing"):
        make_report("compare", {"drug": "alemtuzumab"})


@pytest.mark.parametrize("form", list(RENDERERS))
def test_every_format_takes_it(two_groups, form):
    assert RENDERERS[form].render(compared())
