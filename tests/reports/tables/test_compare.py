"""The comparison of two populations against plain Python over the same cases.

Counts, shares, medians, the probability, the odds ratio and what is said of them are worked out anew; the two intervals
that only this registry computes are held to published tables in tests/reports/statistics.
"""

from __future__ import annotations

from statistics import median
from typing import Any

import pytest
from scipy.integrate import quad
from scipy.stats import beta, binomtest
from scipy.stats.contingency import odds_ratio

from reports.sources.measure_codes import SHARES, VALUES
from reports.statistics.differences import Share, bayesian_difference, newcombe
from reports.statistics.medians import Span, shift
from reports.statistics.unconditional import exact_difference
from reports.tables.catalogue import make_report
from tests.reports.independent import cases_of
from tests.reports.independent_measures import answers
from tests.reports.tables.clinical import asked, quantiles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry_of_cases")]
PAIRS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "indications": ({"drug": "alemtuzumab", "indication": "ms"}, {"indication": "transplantation"}),
    "overlapping": ({"serious": "yes"}, {"serious": ""}),
    "comparators": ({"reaction": "Diffuse alveolar haemorrhage"}, {"reaction": "", "cohort": "comparator"}),
    "periods": ({"drug": "alemtuzumab", "received_to": "2020-12-31"},
                {"received_to": "", "received_from": "2021-01-01"}),
    "nobody": ({"drug": "teriflunomide", "age": "0-27d"}, {"drug": "fingolimod"}),
}  # fmt: skip
ROUNDED = 0.0501


def measured(typed: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Case number -> its answers."""
    population = asked(typed)
    found = {view.identifier: answers(view.icsr, population) for view in cases_of(population)}
    return {key: row for key, row in found.items() if row is not None}


@pytest.mark.parametrize("name", PAIRS)
def test_every_number_is_that_of_plain_python(name: str) -> None:
    typed, beside = PAIRS[name]
    report = make_report("compare", typed, {"beside": "; ".join(f"{key}={word}" for key, word in beside.items())})
    one, other = measured(typed), measured({key: word for key, word in {**typed, **beside}.items() if word})
    both = one.keys() & other.keys()
    rest = {key: row for key, row in other.items() if key not in both}
    groups = [(row["group"], row["cases"], row["left_out"]) for row in report.table("groups").records()]
    assert groups == [("First", len(one), 0), ("Second", len(rest), len(both))]
    sides = list(one.values()), list(rest.values())
    shares = zip(report.table("shares").records(), SHARES, strict=True)
    for row, code in shares:
        assert_share(row, *([answer[code] for answer in side] for side in sides))
    for row, code in zip(report.table("values").records(), VALUES, strict=True):
        assert_value(row, *([answer[code] for answer in side] for side in sides))


def assert_share(row: dict[str, Any], *sides: list[bool | None]) -> None:
    yes, known = ([found.count(True) for found in sides], [len(found) - found.count(None) for found in sides])
    for side, found, events, total in zip(("one", "other"), sides, yes, known, strict=True):
        assert [row[f"{side}_{key}"] for key in ("yes", "known", "unknown")] == [events, total, found.count(None)]
        bounds = binomtest(events, total).proportion_ci(0.95, "exact") if total else None
        expected = [events / total, bounds.low, bounds.high] if bounds else [None] * 3
        cells = [row[f"{side}_share{end}"] for end in ("", "_low", "_high")]
        assert cells == [percent(number) for number in expected], row["measure"]
    first, second = (Share(*pair) for pair in zip(yes, known, strict=True))
    assert row["notes"] == " ".join(
        f"{side}: none of {total}; by the rule of three at most {min(100.0, round(300 / total + 1e-9, 1)):g} %."
        for side, events, total in zip(("First", "Second"), yes, known, strict=True)
        if total and not events
    )
    if not all(known):
        blank = ("difference", "difference_low", "method", "bayes_low", "larger", "odds_ratio")
        assert [row[key] for key in blank] == [None] * len(blank)
        assert row["says"] == "Nothing: a group has no case in which it is known."
        return
    small = (known[0] + 1) * (known[1] + 1) <= 51 * 51
    bounds = exact_difference(first, second) if small else newcombe(first, second)
    assert row["method"] == ("exact" if small else "score")
    assert row["difference"] == percent(yes[0] / known[0] - yes[1] / known[1])
    assert [row["difference_low"], row["difference_high"]] == [percent(bounds.low), percent(bounds.high)]
    assert row["says"] == said(bounds.low, bounds.high, min(known))
    assert_bayes_and_odds(row, first, second)


def percent(number: float | None) -> Any:
    return None if number is None else pytest.approx(100 * number, abs=ROUNDED)


def said(low: float, high: float, smaller: int) -> str:
    if smaller < 5:
        return f"Too few to say anything: {smaller} in the smaller group, fewer than 5."
    if low > 0 or high < 0:
        return "Different: the interval leaves out 0."
    if high - low > 0.6:
        points = round(100 * (high - low))
        return f"Too few to say anything: the interval holds 0 and is {points} percentage points wide."
    return "No difference seen: the interval holds 0. A small one is not excluded."


def assert_bayes_and_odds(row: dict[str, Any], first: Share, second: Share) -> None:
    """The posterior of each share is a beta distribution with half a case more on either side (Jeffreys)."""
    one, other = (beta(side.events + 0.5, side.total - side.events + 0.5) for side in (first, second))
    middle = [float(one.median()), float(other.median())]
    larger = quad(lambda share: one.pdf(share) * other.cdf(share), 0, 1, points=middle, limit=400)[0]
    assert row["larger"] == pytest.approx(100 * larger, abs=0.11)
    drawn = bayesian_difference(first, second)
    assert [row["bayes_low"], row["bayes_high"]] == [percent(drawn.low), percent(drawn.high)]
    table = [[first.events, first.total - first.events], [second.events, second.total - second.events]]
    if 0 in (sum(column) for column in zip(*table, strict=True)):
        assert row["odds_ratio"] is None
        return
    found = odds_ratio(table)
    limits = found.confidence_interval(0.95)
    for key, number in (("", found.statistic), ("_low", limits.low), ("_high", limits.high)):
        told = row[f"odds_ratio{key}"]
        assert told == (None if number == float("inf") else pytest.approx(number, abs=0.00051, rel=1e-3))


def assert_value(row: dict[str, Any], *sides: list[tuple[Any, Any]]) -> None:
    known = [[(float(low), float(high)) for low, high in side if None not in (low, high)] for side in sides]
    for side, name, some in zip(sides, ("one", "other"), known, strict=True):
        assert [row[f"{name}_known"], row[f"{name}_unknown"]] == [len(some), len(side) - len(some)]
        assert row[f"{name}_median"] == spread(some)
    first, second = known
    if not (first and second):
        assert row["says"] == "Nothing: a group has no case in which it is known."
        return
    low = median(one[0] - other[1] for one in first for other in second)
    high = median(one[1] - other[0] for one in first for other in second)
    assert row["shift"] == words(low, high)
    found = shift([Span(*pair) for pair in first], [Span(*pair) for pair in second])
    assert found is not None
    interval = found.interval
    assert row["shift_interval"] == (f"{round(interval.low, 2):g} to {round(interval.high, 2):g}" if interval else None)
    smaller = min(len(first), len(second))
    if smaller < 5 or interval is None:
        assert row["says"] == f"Too few to say anything: {smaller} in the smaller group, fewer than 5."
    else:
        assert row["says"] == said(interval.low, interval.high, smaller) or interval.low <= 0 <= interval.high
        assert ("No difference" in row["says"]) == (interval.low <= 0 <= interval.high)


def spread(some: list[tuple[float, float]]) -> str | None:
    if not some:
        return None
    lows, highs = (quantiles(pair[place] for pair in some) for place in (0, 1))
    told = [words(lows[place], highs[place]) for place in (2, 1, 3)]
    return f"{told[0]} ({told[1]} to {told[2]})"


def words(low: float, high: float) -> str:
    return f"{round(low, 2):g}" if round(low, 2) == round(high, 2) else f"{round(low, 2):g} - {round(high, 2):g}"
