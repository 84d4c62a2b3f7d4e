"""A population beside another: differences with exact and Bayesian intervals, and whether numbers are enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.sources import registry
from reports.sources.measure_codes import SHARES, VALUES
from reports.sources.measures import TOGETHER, Cases, Counted, Measured, shared_cases
from reports.sources.names import Names
from reports.sources.population import Population
from reports.statistics.agreement import Difference, difference
from reports.statistics.differences import Bounds, Share, bayesian_difference, odds_ratio, probability_larger
from reports.statistics.few import verdict
from reports.statistics.medians import Shift, Span, quartiles, shift
from reports.statistics.proportions import as_percent, rule_of_three
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.compare_words import definitions, shift_words, verdict_words
from reports.tables.digest import digest
from reports.tables.options import POPULATION, Option, Values
from reports.tables.population import words
from reports.tables.report import COUNT, NUMBER, PERCENT, Column, Report, ReportTable, Value
from reports.tables.shares import bound_cells, interval_cells, known, share_of, span_words, spans

NAME = "compare"
BESIDE = "beside"
OPTIONS = (
    Option(
        BESIDE,
        gettext_lazy("Beside"),
        gettext_lazy(
            "The other population, by what differs from this one: drug=rituximab; indication=ms. A key with nothing "
            "after the sign is no condition there."
        ),
        POPULATION,
        required=True,
    ),
)


@dataclass(frozen=True)
class _Sides:
    """Both populations, measured; cases in both count on the first side only."""

    one: Measured
    other: Measured

    def cases(self) -> tuple[Cases, Cases]:
        return self.one.cases(), self.other.cases(left_out=[TOGETHER])

    def values(self, code: str) -> tuple[list[Span | None], list[Span | None]]:
        return spans(self.one.values(code)), spans(self.other.values(code, left_out=[TOGETHER]))


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population and the one in option `beside`, from one snapshot of the database."""
    other = options[BESIDE]
    assert isinstance(other, Population)  # noqa: S101 - the option is required and of that kind
    with registry.snapshot():
        shared = shared_cases(population, other)
        sides = _Sides(Measured(population), Measured(other, named=shared, each=False))
        one_cases, other_cases = sides.cases()
        tables = (
            _groups_table(population, other, (one_cases.total, other_cases.total), len(shared)),
            _shares_table(one_cases, other_cases),
            _values_table(sides),
        )
        behind = [*sides.one.behind(), *({**row, "beside": "yes"} for row in sides.other.behind())]
        return Report(
            report=NAME,
            title=_("Two populations compared"),
            population=_("First: %(one)s Second: %(other)s") % {"one": words(population), "other": words(other)},
            data_lock_point=population.as_of,
            registry_version=settings.TOCSIN_VERSION,
            definitions=definitions(),
            digest=digest([*behind, {"one": str(population), "other": str(other)}]),
            tables=tables,
            charts=(_forest(tables[1]),),
        )


def _groups_table(one: Population, other: Population, totals: tuple[int, int], shared: int) -> ReportTable:
    columns = (
        Column("group", _("Group")),
        Column("cases", _("Cases"), COUNT),
        Column("left_out", _("Also in the first group, left out here"), COUNT),
        Column("population", _("Population")),
    )
    rows = ((_("First"), totals[0], 0, words(one)), (_("Second"), totals[1], shared, words(other)))
    return ReportTable("groups", _("The two groups"), columns, rows)


def _shares_table(one: Cases, other: Cases) -> ReportTable:
    columns = (
        Column("measure", _("Measure")),
        *_side("one", _("First")),
        *_side("other", _("Second")),
        Column("difference", _("Difference, first - second (percentage points)"), PERCENT),
        Column("difference_low", _("95 % interval, low"), PERCENT),
        Column("difference_high", _("95 % interval, high"), PERCENT),
        Column("method", _("Interval")),
        Column("bayes_low", _("95 % Bayesian interval of the difference, low"), PERCENT),
        Column("bayes_high", _("95 % Bayesian interval of the difference, high"), PERCENT),
        Column("larger", _("Probability that the first is larger"), PERCENT),
        Column("odds_ratio", _("Odds ratio"), NUMBER),
        Column("odds_ratio_low", _("95 % exact interval, low"), NUMBER),
        Column("odds_ratio_high", _("95 % exact interval, high"), NUMBER),
        Column("says", _("What can be said")),
        Column("notes", _("Notes")),
    )
    rows = tuple(
        (str(measure.label), *_share_cells(one.counted[code], other.counted[code])) for code, measure in SHARES.items()
    )
    return ReportTable("shares", _("Shares of cases, of those in which it is known"), columns, rows)


def _side(name: str, label: str) -> tuple[Column, ...]:
    texts = {
        "yes": _("%(group)s: cases with it"),
        "known": _("%(group)s: known"),
        "unknown": _("%(group)s: unknown"),
        "share": _("%(group)s: share (with it / known)"),
        "low": _("%(group)s: 95 %% exact interval, low"),
        "high": _("%(group)s: 95 %% exact interval, high"),
    }
    said = {key: text % {"group": label} for key, text in texts.items()}
    return (
        *(Column(f"{name}_{key}", said[key], COUNT) for key in ("yes", "known", "unknown")),
        Column(f"{name}_share", said["share"], PERCENT),
        Column(f"{name}_share_low", said["low"], PERCENT),
        Column(f"{name}_share_high", said["high"], PERCENT),
    )


def _share_cells(one: Counted, other: Counted) -> tuple[Value, ...]:
    first, second = share_of(one), share_of(other)
    found = difference(first, second)
    bounds = found.bounds if found else None
    return (
        *(one.yes, one.known, one.unknown, *interval_cells(first)),
        *(other.yes, other.known, other.unknown, *interval_cells(second)),
        as_percent(first.value - second.value) if found else None,
        *bound_cells(bounds),
        _method(found),
        *_bayes_cells(first, second, bounds),
        *_odds_cells(first, second),
        verdict_words(verdict(first, second, bounds)),
        " ".join(_none_seen(first, second)),
    )


def _method(found: Difference | None) -> str | None:
    return None if found is None else _("exact") if found.exact else _("score")


def _bayes_cells(one: Share, other: Share, bounds: Bounds | None) -> tuple[float | None, float | None, float | None]:
    if bounds is None:
        return None, None, None
    return *bound_cells(bayesian_difference(one, other)), as_percent(probability_larger(one, other))


def _odds_cells(one: Share, other: Share) -> tuple[float | None, float | None, float | None]:
    found = odds_ratio(one, other)
    if found is None or found.value is None:
        return None, None, None
    low, high = found.interval.low, found.interval.high
    return _finite(found.value), _finite(low), _finite(high)


def _finite(number: float) -> float | None:
    return round(number, 3) if isfinite(number) else None


def _none_seen(one: Share, other: Share) -> Iterable[str]:
    """The rule of three for each group in which there was none."""
    for group, share in ((_("First"), one), (_("Second"), other)):
        bound = rule_of_three(share.total)
        if share.events == 0 and bound is not None:
            yield _("%(group)s: none of %(total)d; by the rule of three at most %(percent)s %%.") % {
                "group": group,
                "total": share.total,
                "percent": f"{as_percent(bound):g}",
            }


def _values_table(sides: _Sides) -> ReportTable:
    columns = (
        Column("measure", _("Measure")),
        Column("unit", _("Unit")),
        Column("one_known", _("First: known"), COUNT),
        Column("one_unknown", _("First: unknown"), COUNT),
        Column("one_median", _("First: median (quartiles)")),
        Column("other_known", _("Second: known"), COUNT),
        Column("other_unknown", _("Second: unknown"), COUNT),
        Column("other_median", _("Second: median (quartiles)")),
        Column("shift", _("Difference of the medians (Hodges-Lehmann)")),
        Column("shift_interval", _("95 % interval")),
        Column("says", _("What can be said")),
    )
    rows = tuple(
        (str(measure.label), str(measure.unit), *_value_cells(*sides.values(code))) for code, measure in VALUES.items()
    )
    return ReportTable("values", _("Values, of the cases in which they are known"), columns, rows)


def _value_cells(one: list[Span | None], other: list[Span | None]) -> tuple[Value, ...]:
    first, second = known(one), known(other)
    found = shift(first, second)
    return (
        *(len(first), len(one) - len(first), _median(one)),
        *(len(second), len(other) - len(second), _median(other)),
        span_words(found.estimate) if found else None,
        _interval_words(found),
        shift_words(found, len(first), len(second)),
    )


def _median(values: list[Span | None]) -> str | None:
    found = quartiles(values)
    if not (found.median and found.lower and found.upper):
        return None
    return _("%(median)s (%(lower)s to %(upper)s)") % {
        "median": span_words(found.median),
        "lower": span_words(found.lower),
        "upper": span_words(found.upper),
    }


def _interval_words(found: Shift | None) -> str | None:
    if found is None or found.interval is None:
        return None
    low, high = (round(number, 2) for number in (found.interval.low, found.interval.high))
    return _("%(low)s to %(high)s") % {"low": f"{low:g}", "high": f"{high:g}"}


def _forest(table: ReportTable) -> Chart:
    untold = tuple(str(row["measure"]) for row in table.records() if row["difference"] is None)
    below = [_("in percentage points, of the cases in which it is known")]
    if untold:
        below.append(
            _("%(n)d measures that are known on one side at most stand in the table alone") % {"n": len(untold)}
        )
    chart = Chart(
        kind=Kind.FOREST,
        name="differences",
        title=_("Differences between the two groups, first - second, with 95 % intervals"),
        table=table.name,
        category="measure",
        value="difference",
        low="difference_low",
        high="difference_high",
        reference=0,
        reference_label=_("No difference"),
        denominator="; ".join(below),
        omit=untold,
    )
    return described(chart, table)
