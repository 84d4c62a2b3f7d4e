"""A chart fits its table, says in words what it shows, and never makes a number of what is none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reports.renderers.charts import picture
from reports.tables.alternative import described, words
from reports.tables.chart import Chart, Event, Kind, Mark, check, days
from reports.tables.report import COUNT, Column, ReportTable
from tests.reports.builders import report_of
from tests.reports.chart_builders import CHARTS, TABLES, onset, outcome, report, scores

ONSET = CHARTS["onset"]


def test_a_report_carries_its_charts_and_its_json_stays_as_it_was():
    assert [chart.name for chart in report().charts] == list(CHARTS)
    assert "charts" not in report().as_json()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"table": "nothing"}, "draws table 'nothing'"),
        ({"value": "nothing", "category": "none"}, "lacks: none, nothing"),
        ({"where": (("nothing", "x"),)}, "lacks: nothing"),
        ({"alternative": " "}, "no text alternative"),
    ],
)
def test_a_report_refuses_a_chart_that_does_not_fit(changes, said):
    with pytest.raises(ValueError, match=said):
        report_of(*TABLES, charts=(replace(ONSET, **changes),))


def test_a_report_refuses_two_charts_of_one_name():
    with pytest.raises(ValueError, match="same name"):
        report_of(*TABLES, charts=(ONSET, ONSET))


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Onset"},
        {"name": 'x"><script>'},
        {"name": ""},
        {"value": ""},
        {"values": ("reports",)},
        {"low": "day"},
        {"kind": Kind.FOREST},
        {"kind": Kind.SWIMMER},
        {"value": "", "values": ("reports",), "series": "day"},
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused_at_once(changes):
    with pytest.raises(ValueError, match=r"[cC]hart"):
        replace(ONSET, **changes)


def test_classes_of_unequal_width_make_no_histogram_on_an_axis_of_numbers():
    table = scores()
    wide = replace(table, rows=(*table.rows, ("1.0 - 1.5", 1.0, 1.5, 3)))
    check(CHARTS["scores"], (table,))
    with pytest.raises(ValueError, match="same width"):
        check(CHARTS["scores"], (wide,))


def test_the_words_hold_every_number_drawn_and_its_class():
    said = ONSET.alternative
    assert said.startswith("Day on which alveolar haemorrhage began, 49 reports; day 1 is")
    for label, number in onset().rows:
        assert f"{label}: {number}" in said


def test_the_words_say_what_is_hidden_left_out_and_not_told():
    assert "Other: Recovered *, Died 0" in CHARTS["outcome"].alternative
    assert "All:" not in CHARTS["outcome"].alternative
    assert "2006: Reported by centres 1, Imported 4, Published cases not told" in CHARTS["received"].alternative
    assert "Death: 0.42 (0.2 - 0.86)" in CHARTS["ratios"].alternative
    assert "no difference: 1." in CHARTS["ratios"].alternative


def test_the_words_of_single_cases_are_of_all_of_them_together():
    said = CHARTS["courses"].alternative
    assert "7 cases. Infusion in 7, day 1. Onset in 6, day 1 - 5." in said
    assert "Died in 1, day 19." in said
    assert "1 more is not drawn." in said
    assert "DE-001" not in said


def test_the_words_of_nothing():
    empty = replace(onset(), rows=())
    assert words(ONSET, empty).endswith("There is nothing to show.")
    assert picture(described(ONSET, empty), empty).below[-1] == "There is nothing to show."


@pytest.mark.parametrize(
    ("cell", "found"),
    [(None, []), (3, [3]), (2.5, [2.5]), ("1, 2; 366", [1, 2, 366]), ("not told", []), ("*", []), ("-1", [-1])],
)
def test_days_of_a_cell(cell: Any, found: list[float]):
    assert list(days(cell)) == found


def test_what_is_no_number_is_never_drawn_as_one():
    shown = picture(CHARTS["outcome"], outcome())
    other = [place.label.startswith("Other") for place in shown.places].index(True)
    points = [(point.value, point.text) for point in shown.points if point.place == other]
    assert points == [(None, "*"), (0, "0"), (None, "*"), (1, "1")]


def test_times_without_a_row_keep_their_place():
    shown = picture(CHARTS["received"], report().table("received"))
    assert [place.label for place in shown.places] == [str(year) for year in range(2006, 2026)]
    assert not [point for point in shown.points if shown.places[point.place].label == "2012"]


@pytest.mark.parametrize(
    ("times", "places"),
    [
        (("2024-11", "2025-02"), ["2024-11", "2024-12", "2025-01", "2025-02"]),
        (("2024-11", "2025-13"), ["2024-11", "2025-13"]),
        (("2024", "now"), ["2024", "now"]),
        (("0001", "9999"), ["0001", "9999"]),
        ((2024, 2022), ["2022", "2023", "2024"]),
    ],
)
def test_months_and_years_are_filled_other_times_stay(times, places):
    table = ReportTable("t", "T", (Column("at", "At"), Column("n", "N", COUNT)), tuple((time, 1) for time in times))
    chart = described(Chart(Kind.LINE, "t", "T", "t", "at", value="n"), table)
    assert [place.label for place in picture(chart, table).places] == places


def test_only_rows_that_are_asked_for_and_only_so_many():
    chart = replace(CHARTS["figures"], where=(("source", ("Registry",)),), limit=2)
    table = report().table("figures")
    assert [row["share"] for row in chart.rows(table)] == [33.3, 0.0]
    assert chart.left_out(table) == 1
    assert picture(chart, table).below[1] == "1 more is not drawn."


def test_two_cases_of_one_name_are_two_lines():
    table = ReportTable("c", "C", (Column("case", "Case"), Column("on", "Onset")), (("Same", 2), ("Same", 5)))
    chart = described(Chart(Kind.SWIMMER, "c", "C", "c", "case", marks=(Mark("on", Event.ONSET),)), table)
    assert [(point.place, point.value) for point in picture(chart, table).points] == [(0, 2), (1, 5)]
