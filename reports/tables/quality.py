"""How good the reports are: completeness by centre and over time, what is missing most, and how long they took."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
from django.utils.translation import gettext as _

from reports.sources import quality as rules
from reports.sources import registry
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.together import answers
from reports.statistics.proportions import percent
from reports.tables import definitions as shared
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.options import Values
from reports.tables.quality_times import times_table
from reports.tables.quality_words import definitions
from reports.tables.report import COUNT, PERCENT, Column, Report, ReportTable, Value

NAME = "quality"
SCORE = "score"
FOUR_PLACES = Decimal("0.0001")
QUESTIONS = ("quality_completeness", "quality_times", "quality_lung", "versions_digest")

Parts = list[tuple[str, pd.DataFrame]]
"""Names of groups, each with its rows of an answer."""


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population, from one snapshot of the database."""
    with registry.snapshot():
        found = answers(
            QUESTIONS, population, well_documented=rules.WELL_DOCUMENTED, haemorrhage=rules.haemorrhage(names)
        )
        centre_names = registry.centre_names()
    frame, times = found["quality_completeness"], found["quality_times"]
    by_centre, by_year = parts(frame, "centre_id", centre_names.__getitem__), parts(frame, "received_year", str)
    tables = (
        _scores("centres", _("Completeness by centre"), Column("centre", _("Centre")), by_centre, frame),
        _scores("years", _("Completeness by year of first receipt"), Column("year", _("Year")), by_year, frame),
        _items(frame, found["quality_lung"].iloc[0]),
        _dimensions("centre_dimensions", _("centre"), Column("centre", _("Centre")), by_centre, frame),
        _dimensions("year_dimensions", _("year"), Column("year", _("Year")), by_year, frame),
        times_table(times, centre_names),
    )
    return shared.made(
        NAME,
        population,
        _sum(frame, "reports"),
        kind=_("Quality of reports"),
        definitions=definitions(),
        digest=shared.digest_of(found["versions_digest"], tables),
        tables=tables,
        charts=(_over_time(tables[1]), _missing(tables[2])),
    )


def parts(frame: pd.DataFrame, column: str, name: Callable[[int], str]) -> Parts:
    """The rows of each value of a column, by name, unknown last."""
    known = frame[frame[column].notna()]
    found = sorted((name(int(value)), rows) for value, rows in _grouped(known, column))
    unknown = frame[frame[column].isna()]
    return found if unknown.empty else [*found, (_("Unknown"), unknown)]


def _grouped(frame: pd.DataFrame, column: str) -> Iterator[tuple[int, pd.DataFrame]]:
    for value in set(frame[column]):
        yield value, frame[frame[column] == value]


def _sum(frame: pd.DataFrame, column: str) -> int:
    return int(frame[column].sum())


def _with_all(groups: Parts, frame: pd.DataFrame) -> Parts:
    return [*groups, (_("All"), frame)]


def _scores(name: str, label: str, key: Column, groups: Parts, frame: pd.DataFrame) -> ReportTable:
    columns = (
        key,
        Column("reports", _("Reports"), COUNT),
        Column("scored", _("With a score"), COUNT),
        Column("score", _("Mean score"), SCORE, decimals=2),
        Column("well_documented", _("Well documented"), COUNT),
        Column("percent", _("Percent of those with a score"), PERCENT),
    )
    return ReportTable(name, label, columns, tuple(_score_cells(*item) for item in _with_all(groups, frame)))


def _score_cells(name: str, frame: pd.DataFrame) -> tuple[Value, ...]:
    scored, well = _sum(frame, "scored"), _sum(frame, "well_documented")
    return name, _sum(frame, "reports"), scored, _mean(frame["score"], scored), well, percent(well, scored)


def _mean(sums: pd.Series, scored: int) -> float | None:
    """To four places, half rounded up: the same whatever order the exact sums come in."""
    if not scored:
        return None
    total = sum((Decimal(text) for text in sums if isinstance(text, str)), Decimal(0))
    return float((total / scored).quantize(FOUR_PLACES, ROUND_HALF_UP))


def _items(frame: pd.DataFrame, lung: pd.Series) -> ReportTable:
    """Every dimension and every item of the lung work-up, the most missing first."""
    scored = _sum(frame, "scored")
    words, lost = rules.dimensions(), rules.penalties()
    rows: list[tuple[Value, ...]] = [
        (word, _("All reports"), *_share(_sum(frame, f"lacks_{code}"), scored), 100 * lost[code])
        for code, word in words.items()
    ]
    bleeding, lavages = _("Reports of a lung bleeding"), _("Lavages of lung bleedings")
    for code, word in rules.lung_items().items():
        of_lavage = code in ("bal_return", "siderophages")
        of = int(lung["lavages" if of_lavage else "reports"])
        rows.append((word, lavages if of_lavage else bleeding, *_share(int(lung[code]), of), None))
    rows.sort(key=lambda row: (-(row[4] if isinstance(row[4], float) else -1), str(row[0])))
    columns = (
        Column("item", _("Item")),
        Column("among", _("Asked of")),
        Column("of", _("Asked"), COUNT),
        Column("missing", _("Missing or imprecise"), COUNT),
        Column("percent", _("Percent of those asked"), PERCENT),
        Column("penalty", _("Lowers the score of a report by"), PERCENT),
    )
    return _ungrouped("items", _("What is missing most"), columns, rows)


def _ungrouped(name: str, label: str, columns: tuple[Column, ...], rows: Iterable[tuple[Value, ...]]) -> ReportTable:
    """The second column, a text too, goes last, so that the first is not taken for the heading of a group."""
    order = (0, 2, 3, 4, 5, 1)
    return ReportTable(
        name,
        label,
        tuple(columns[place] for place in order),
        tuple(tuple(row[place] for place in order) for row in rows),
    )


def _share(missing: int, of: int) -> tuple[int, int, float | None]:
    return of, missing, percent(missing, of)


def _dimensions(name: str, what: str, key: Column, groups: Parts, frame: pd.DataFrame) -> ReportTable:
    """Of each group, in how many of its reports each dimension is complete."""
    words = rules.dimensions()
    columns = (
        key,
        Column("scored", _("With a score"), COUNT),
        *(Column(code, word, PERCENT) for code, word in words.items()),
    )
    rows = []
    for group, some in _with_all(groups, frame):
        scored = _sum(some, "scored")
        shares = (percent(scored - _sum(some, f"lacks_{code}"), scored) for code in words)
        rows.append((group, scored, *shares))
    label = _("Complete dimensions by %(what)s, percent of the reports with a score") % {"what": what}
    return ReportTable(name, label, columns, tuple(rows))


def _over_time(table: ReportTable) -> Chart:
    chart = Chart(
        Kind.LINE,
        "completeness",
        _("Mean completeness by year of first receipt"),
        table.name,
        "year",
        value="score",
        omit=(_("All"), _("Unknown")),
        reference=float(rules.WELL_DOCUMENTED),
        reference_label=_("Well documented"),
        denominator=_("mean vigiGrade score of the reports"),
        category_title=_("Year"),
        top=1,
    )
    return described(chart, table)


def _missing(table: ReportTable) -> Chart:
    chart = Chart(
        Kind.BARS,
        "missing",
        _("What is missing most"),
        table.name,
        "item",
        value="percent",
        total="of",
        denominator=_("percent of the reports that are asked for it"),
        top=100,
    )
    return described(chart, table)
