"""Published figures beside the registry's cases: every count and every answer again, from the file and the cases."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from scipy.stats import binom, binomtest

from reports.sources.measure_codes import SHARES, VALUES
from reports.statistics.differences import Share, newcombe
from reports.statistics.unconditional import exact_difference
from reports.tables.catalogue import make_report
from reports.tables.report import Report
from tests.reports.independent import CaseView, cases_of
from tests.reports.independent_measures import answers
from tests.reports.tables.clinical import asked, quantiles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry_of_cases")]
FILE = yaml.safe_load((Path(__file__).parents[3] / "fixtures" / "published_figures.yaml").read_text())
FIGURES: dict[str, dict[str, Any]] = {figure["key"]: figure for figure in FILE["figures"]}
POPULATIONS: dict[str, dict[str, str]] = {
    "all": {},
    "narrowed": {"as_of": "2024-06-30", "received_from": "2018-01-01", "country": "NO,DE,IT,FR,ES,GB"},
}
"""Every figure has something in common with each of these."""
ROUNDED = 0.0501
UNKNOWN = "Cannot be told yet"


class Fitting:
    """The cases that fit a figure and a population, by number, with their answers; each is read once."""

    def __init__(self, typed: dict[str, str]) -> None:
        self._typed = typed
        self._views: dict[str, list[CaseView]] = {}
        self._answers: dict[str, dict[str, dict[str, Any]]] = {}

    def of(self, figure: dict[str, Any]) -> dict[str, dict[str, Any]]:
        fits, names = figure.get("fits", {}), {key: figure[key] for key in ("drug", "reaction") if figure.get(key)}
        if str(fits) not in self._views:
            self._views[str(fits)] = cases_of(asked({**self._typed, **fits}))
        key = f"{fits} {names}"
        if key not in self._answers:
            population = asked({**self._typed, **fits, **names})
            found = {view.identifier: answers(view.icsr, population) for view in self._views[str(fits)]}
            self._answers[key] = {case: row for case, row in found.items() if row}
        groups = figure.get("indication_groups") or ()
        return {case: row for case, row in self._answers[key].items() if not groups or row["group"] in groups}


GROUPS = {
    "ms": "Multiple sclerosis",
    "transplantation": "Transplantation",
    "haematological": "Haematological malignancy",
}


def labels(figures: list[dict[str, Any]]) -> list[str]:
    """Measure and source of each figure, twice; where several have both in common, whose figure it is as well."""
    found = []
    for figure in figures:
        alike = [one for one in figures if (one["of_what"], one["series"]) == (figure["of_what"], figure["series"])]
        groups = [GROUPS[code] for code in figure.get("indication_groups") or ()] if len(alike) > 1 else []
        whom = f", {' / '.join(groups)}" if groups else ""
        found += [f"{figure['of_what']}{whom} ({figure['series']})"] * 2
    return found


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_figure_is_compared_as_in_plain_python(name: str) -> None:
    report = make_report("published", POPULATIONS[name])
    rows = {str(row["key"]): row for row in report.table("figures").records()}
    assert rows.keys() == FIGURES.keys()
    fitting = Fitting(POPULATIONS[name])
    drawn: list[list[Any]] = []
    for key, row in rows.items():
        figure = FIGURES[key]
        cases = fitting.of(figure)
        same = {overlap["case"] for overlap in figure.get("overlap", ()) if "case" in overlap}
        others = [answer for case, answer in cases.items() if case not in same]
        assert (row["fitting"], row["left_out"]) == (len(cases), len(cases.keys() & same)), key
        assert row["answer"] == compared(figure, row, others), key
        shares = [row[cell] for cell in ("published_share", "published_share_low", "published_share_high")]
        published = (figure["numerator"], figure["denominator"]) if figure["measure"] == "proportion" else None
        assert shares == (exact(*published) if published else [None] * 3)
        label = key
        if published and row["share"] is not None:
            drawn += [[label, "Published", published[1], *exact(*published)]]
            drawn += [[label, "Registry", row["known"], *exact(int(str(row["with_it"])), int(str(row["known"])))]]
        elif published and figure.get("counted_as") in SHARES:
            drawn += [[label, "Published", published[1], *exact(*published)], [label, "Registry", 0, *[None] * 3]]
    named = labels([FIGURES[key] for key, *_rest in drawn[::2]])
    assert [list(row) for row in report.table("shares").rows] == [
        [label, *rest] for label, (_key, *rest) in zip(named, drawn, strict=True)
    ]
    assert_told(report, rows)


def compared(figure: dict[str, Any], row: dict[str, Any], others: list[dict[str, Any]]) -> str:
    """The answer; the counts of the row are checked on the way."""
    code, measure = figure.get("counted_as") or "", figure["measure"]
    if measure in ("reports", "count") or not code:
        assert [row[cell] for cell in ("known", "unknown", "with_it", "share", "found")] == [None] * 5
        return UNKNOWN
    found = [answer[code] for answer in others]
    if code in VALUES:
        return of_values(figure, row, found)
    yes, known = found.count(True), len(found) - found.count(None)
    assert [row[cell] for cell in ("with_it", "known", "unknown")] == [yes, known, found.count(None)]
    assert [row["share"], row["share_low"], row["share_high"]] == exact(yes, known)
    if measure == "proportion":
        return beside(Share(yes, known), Share(figure["numerator"], figure["denominator"]))
    if measure == "statement":
        otherwise = yes if figure["value"] == 0 else known - yes
        return "Differs" if otherwise else "Agrees" if known >= 5 else UNKNOWN
    return between(yes, known, figure["low"] / 100, figure["high"] / 100)


def of_values(figure: dict[str, Any], row: dict[str, Any], found: list[tuple[Any, Any]]) -> str:
    """A range holds most values, or a median lies in the interval of the registry's."""
    known = [(float(low), float(high)) for low, high in found if None not in (low, high)]
    assert row["found"] == spread(known, str(VALUES[figure["counted_as"]].unit))
    if figure["measure"] == "range":
        inside = sum(figure["low"] <= low and high <= figure["high"] for low, high in known)
        outside = sum(high < figure["low"] or low > figure["high"] for low, high in known)
        told = inside + outside
        assert [row[cell] for cell in ("with_it", "known", "unknown")] == [inside, told, len(found) - told]
        return between(inside, told, 0.5, 1)
    assert [row[cell] for cell in ("with_it", "known", "unknown")] == [None, len(known), len(found) - len(known)]
    rank = max((k for k in range(len(known) // 2 + 1) if binom.cdf(k - 1, len(known), 0.5) < 0.025), default=0)
    if not rank:
        return UNKNOWN
    low, high = sorted(pair[0] for pair in known)[rank - 1], sorted(pair[1] for pair in known)[-rank]
    return "Agrees" if low <= figure["value"] <= high else "Differs"


def exact(events: int, total: int) -> list[Any]:
    if not total:
        return [None] * 3
    bounds = binomtest(events, total).proportion_ci(0.95, "exact")
    return [pytest.approx(100 * number, abs=ROUNDED) for number in (events / total, bounds.low, bounds.high)]


def beside(own: Share, published: Share) -> str:
    """Two shares differ when the interval of their difference leaves out 0, and agree when it is not too wide."""
    if min(own.total, published.total) < 5:
        return UNKNOWN
    small = (own.total + 1) * (published.total + 1) <= 51 * 51
    bounds = exact_difference(own, published) if small else newcombe(own, published)
    if bounds.low > 0 or bounds.high < 0:
        return "Differs"
    return "Agrees" if bounds.high - bounds.low <= 0.6 else UNKNOWN


def between(events: int, total: int, low: float, high: float) -> str:
    if not total:
        return UNKNOWN
    bounds, share = binomtest(events, total).proportion_ci(0.95, "exact"), events / total
    if bounds.high < low or bounds.low > high:
        return "Differs"
    narrow = low <= share <= high and bounds.high - bounds.low <= 0.6
    return "Agrees" if total >= 5 and (narrow or (low <= bounds.low and bounds.high <= high)) else UNKNOWN


def spread(known: list[tuple[float, float]], unit: str) -> str | None:
    if not known:
        return None
    lows, highs = (quantiles(pair[place] for pair in known) for place in (0, 1))
    told = [f"{low:g}" if low == high else f"{low:g} - {high:g}" for low, high in zip(lows, highs, strict=True)]
    return f"median {told[2]} (quartiles {told[1]} to {told[3]}, range {told[0]} to {told[4]}) {unit}"


def assert_told(report: Report, rows: dict[str, dict[str, Any]]) -> None:
    """What is no number of the registry: how many of each answer, where each figure stands, and what it overlaps."""
    answered = Counter(row["answer"] for row in rows.values())
    kinds = ("Agrees", "Differs", UNKNOWN)
    assert report.table("answers").rows == (*((kind, answered[kind]) for kind in kinds), ("All", len(rows)))
    for row in report.table("places").records():
        figure = FIGURES[str(row["key"])]
        assert [row[cell] for cell in ("figure", "source", "place")] == [
            figure[field] for field in ("of_what", "source", "place")
        ]
        assert str(row["population"]).split() == figure["population"].split()
    overlaps = [
        (key, overlap.get("case") or overlap["figure"], overlap["basis"])
        for key, figure in FIGURES.items()
        for overlap in figure.get("overlap", ())
    ]
    told = [(row["figure"], row["shares_with"], row["basis"]) for row in report.table("overlap").records()]
    assert Counter(told) == Counter(overlaps)
