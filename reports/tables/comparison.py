"""One published figure compared with the registry's cases: what is counted, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reports.sources.comparable import Comparable
from reports.sources.measure_codes import MEASURES, VALUES
from reports.sources.measures import Counted, Measured
from reports.sources.population import Population
from reports.statistics.agreement import (
    MOST,
    Agreement,
    Answer,
    Why,
    with_median,
    with_range,
    with_rule,
    with_share,
    within,
)
from reports.statistics.differences import Share
from reports.statistics.medians import Span
from reports.tables.shares import known, median_words, share_of, spans

REPORTS, COUNT, PROPORTION, RANGE, VALUE, STATEMENT = "reports", "count", "proportion", "range", "value", "statement"
"""Codes of `PublishedFigure.Measure`."""
NEVER = 0.0
"""The value of a statement that something is never done; any other says always."""


@dataclass(frozen=True)
class Compared:
    """A figure with what the registry counts: of the cases that fit, those that the figure does not count itself."""

    figure: Comparable
    agreement: Agreement
    fitting: int
    left_out: int
    counted: Counted | None = None
    """Of a value: how many are known."""
    is_value: bool = False
    """The registry has values to show, and no share of cases."""
    share: Share | None = None
    """The share of the registry's cases that the answer rests on."""
    published: Share | None = None
    found: str | None = None
    """Values in words."""


class Measurements:
    """The counts of all populations that the figures need; each is asked once."""

    def __init__(self, figures: Iterable[Comparable]) -> None:
        """Look through the figures for the cases that have to be told apart."""
        self._named: dict[Population, set[str]] = {}
        for figure in figures:
            self._named.setdefault(figure.population, set()).update(figure.shared)
        self._measured: dict[Population, Measured] = {}

    def of(self, figure: Comparable) -> Measured:
        """The measures of a figure's population."""
        population = figure.population
        if population not in self._measured:
            self._measured[population] = Measured(population, self._named[population])
        return self._measured[population]

    def behind(self) -> Iterator[dict[str, Any]]:
        """All answers, for the digest."""
        for population, measured in self._measured.items():
            for row in measured.behind():
                yield {**row, "population": str(population)}


def compare_figure(figure: Comparable, measurements: Measurements) -> Compared:
    """Count what the figure counts in the registry's cases that fit it, and compare."""
    measured = measurements.of(figure)
    fitting = measured.cases(figure.groups).total
    others = measured.cases(figure.groups, left_out=figure.shared)
    base: dict[str, Any] = {"figure": figure, "fitting": fitting, "left_out": fitting - others.total}
    if figure.measure in (REPORTS, COUNT):
        return Compared(**base, agreement=Agreement(Answer.UNKNOWN, Why.COUNT))
    if figure.counted_as not in MEASURES:
        return Compared(**base, agreement=Agreement(Answer.UNKNOWN, Why.NOT_RECORDED), published=_published(figure))
    if figure.counted_as in VALUES:
        values = spans(measured.values(figure.counted_as, figure.groups, left_out=figure.shared))
        return Compared(**base, **_of_values(figure, values))
    counted = others.counted[figure.counted_as]
    share = share_of(counted)
    return Compared(
        **base,
        agreement=_of_share(figure, share),
        counted=counted,
        share=share,
        published=_published(figure),
    )


def _published(figure: Comparable) -> Share | None:
    if figure.measure != PROPORTION or figure.numerator is None or figure.denominator is None:
        return None
    return Share(figure.numerator, figure.denominator)


def _of_share(figure: Comparable, share: Share) -> Agreement:
    published = _published(figure)
    if published:
        return with_share(share, published)
    if figure.measure == STATEMENT and figure.value is not None:
        otherwise = share.events if figure.value == NEVER else share.total - share.events
        return with_rule(otherwise, share.total)
    if figure.measure == RANGE and figure.low is not None and figure.high is not None:
        return with_range(share, figure.low / 100, figure.high / 100)
    return Agreement(Answer.UNKNOWN, Why.NOT_RECORDED)


def _of_values(figure: Comparable, values: list[Span | None]) -> dict[str, Any]:
    found = median_words(values, str(VALUES[figure.counted_as].unit))
    if figure.measure == RANGE and figure.low is not None and figure.high is not None:
        inside = within(values, figure.low, figure.high)
        counted = Counted(inside.inside, inside.outside, inside.untold)
        agreement = with_range(inside.share, *MOST)
        return {"agreement": agreement, "counted": counted, "share": inside.share, "found": found}
    told = known(values)
    counted = Counted(len(told), 0, len(values) - len(told))
    if figure.measure == VALUE and figure.value is not None:
        agreement = with_median(told, figure.value)
    else:
        agreement = Agreement(Answer.UNKNOWN, Why.NOT_RECORDED)
    return {"agreement": agreement, "counted": counted, "is_value": True, "found": found}
