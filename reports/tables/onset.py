"""Day of onset and hours since the last infusion, by indication group and by the infusion after which it began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from django.utils.translation import gettext as _

from reports.sources import registry
from reports.sources.asking import Blocks, ask, groups, total, versions
from reports.sources.blocks import ALL
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.questions.onset import BEFORE, BETWEEN, DAYS, HOURS, LATER, MANY, UNKNOWN
from reports.statistics.proportions import percent
from reports.tables import definitions as shared
from reports.tables import report as units
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.grouped import group_column, group_columns, group_words, indication_words
from reports.tables.options import Values
from reports.tables.report import COUNT, PERCENT, Column, Report, ReportTable, Value
from reports.tables.spread import quartiles_words, spread_cells, spread_columns

NAME = "onset"


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population, from one snapshot of the database."""
    with registry.snapshot():
        found = ask("onset", population)
    reports = total(found, "spread")
    days, hours = _day_classes(), _hour_classes()
    tables = (
        _spread(found, "earliest", "onset", _("Day of onset"), units.DAYS),
        _spread(
            found, "latest", "onset_latest", _("Day of onset, if each began on its latest possible day"), units.DAYS
        ),
        _distribution(found, "days", _("Day of onset"), days, reports),
        _spread(found, "hours", "hours", _("Hours from the start of the last infusion to the onset"), units.HOURS),
        _distribution(found, "hours", _("Hours since the last infusion"), hours, reports),
    )
    return shared.made(
        NAME,
        population,
        reports,
        kind=_("Onset"),
        definitions=definitions(),
        digest=shared.digest_of(versions(found), tables),
        tables=tables,
        charts=(
            _histogram(tables[2], "onset_days", days[UNKNOWN], (days[BETWEEN],)),
            _histogram(tables[4], "onset_hours", hours[UNKNOWN], ()),
        ),
    )


def _spread(found: Blocks, value: str, name: str, label: str, unit: str) -> ReportTable:
    uncertain = value != "hours"
    rows = {(row["group"], row["infusion"]): row for row in found["spread"]}
    infusions = [code for code in _infusions() if code == ALL or any(key[1] == code for key in rows)]
    words = group_words()
    cells = [
        (words[group], _infusions()[infusion], *_known(row, value, uncertain=uncertain), *spread_cells(row, value))
        for group in groups(found["spread"])
        for infusion in infusions
        if (row := rows.get((group, infusion)))
    ]
    columns = (
        group_column(),
        Column("infusion", _("Infusions before onset")),
        Column("reports", _("Reports"), COUNT),
        Column("known", _("Known"), COUNT),
        Column("unknown", _("Unknown"), COUNT),
        *([Column("uncertain", _("Known between two days"), COUNT)] if uncertain else []),
        *spread_columns(unit),
    )
    return ReportTable(name, label, columns, tuple(cells))


def _known(row: Mapping[str, int], value: str, *, uncertain: bool) -> Iterator[int]:
    known = row[f"{value}_known"]
    yield from (row["reports"], known, row["reports"] - known)
    if uncertain:
        yield row["uncertain"]


def _infusions() -> Mapping[str, str]:
    """Code -> words, in the order shown."""
    numbers = {str(number): str(number) for number in range(MANY)}
    return {**numbers, str(MANY): _("%(n)d or more") % {"n": MANY}, UNKNOWN: _("Unknown"), ALL: _("Any number")}


def _day_classes() -> Mapping[str, str]:
    classes = {
        str(a): _("Day %(n)d") % {"n": a} if a == b else _("Days %(a)d to %(b)d") % {"a": a, "b": b} for a, b in DAYS
    }
    later = _("After day %(n)d") % {"n": DAYS[-1][1]}
    between = _("Between classes")
    return {BEFORE: _("Before day 1"), **classes, LATER: later, BETWEEN: between, UNKNOWN: _("Unknown")}


def _hour_classes() -> Mapping[str, str]:
    classes = {str(a): _("%(a)d to below %(b)d h") % {"a": a, "b": b} for a, b in pairwise(HOURS)}
    last = {str(HOURS[-1]): _("%(n)d h or more") % {"n": HOURS[-1]}}
    return {BEFORE: _("Before the infusion"), **classes, **last, UNKNOWN: _("Unknown")}


def _distribution(found: Blocks, block: str, label: str, classes: Mapping[str, str], reports: int) -> ReportTable:
    rows, name = found.get(block, []), block.removesuffix("s")
    counts = {(row["group"], row[name]): int(row["reports"]) for row in rows}
    columns = (
        Column(name, label),
        *group_columns(),
        Column("percent", _("Percent of all %(total)d reports") % {"total": reports}, PERCENT),
    )
    codes = [column.name for column in group_columns()]

    def cells(code: str, words: str) -> tuple[Value, ...]:
        numbers = [counts.get((group, code), 0) for group in codes]
        return (words, *numbers, percent(numbers[0], reports))

    table = tuple(cells(code, words) for code, words in classes.items() if code != BEFORE or (ALL, code) in counts)
    return ReportTable(f"{block}_distribution", _("%(what)s, distribution") % {"what": label}, columns, table)


def _histogram(table: ReportTable, name: str, unknown: str, apart: tuple[str, ...]) -> Chart:
    """Of what is known: the unknown, often most, would make all bars small; the picture says how many they are."""
    category = table.columns[0]
    counts = {record[category.name]: record for record in table.records()}
    left_out = int(str(counts[unknown][ALL]))
    known = sum(int(str(record[ALL])) for record in counts.values()) - left_out
    drawn = [code for code in registry.indication_groups() if any(record[code] for record in counts.values())]
    chart = Chart(
        kind=Kind.HISTOGRAM,
        name=name,
        title=category.label,
        table=table.name,
        category=category.name,
        value="" if drawn else ALL,
        values=tuple(drawn),
        apart=apart,
        omit=(unknown,),
        denominator=_("of %(known)d reports in which it is known, by indication group; unknown in %(unknown)d")
        % {"known": known, "unknown": left_out},
        value_title=_("Reports"),
    )
    return described(chart, table)


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        shared.lock_point(),
        shared.report(),
        indication_words(),
        _(
            "Onset: of several fitting reactions the serious ones decide, or all when none is serious; of these the "
            "one that began first counts."
        ),
        _(
            "Day of onset: day 1 is the calendar day of the first infusion of the course. An onset that is known "
            "between two days counts with its earliest day in the first table and with its latest in the second; in "
            "the distribution it stands between classes unless all of its days are of one."
        ),
        _(
            "Infusions before onset: received in the course when the reaction began, the one running then included. "
            "Hours since the last infusion: from the start of that infusion."
        ),
        quartiles_words(),
        _("Unknown: the report does not tell, or not closely enough. Percent: of all reports, unknown ones included."),
        shared.row_digest(),
    )
