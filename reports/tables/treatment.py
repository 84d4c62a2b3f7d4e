"""Treatment by outcome and indication group, the stay in hospital, and how long it took until all was gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from reports.sources import codes, registry
from reports.sources.asking import Blocks, ask, groups, total, versions
from reports.sources.blocks import ALL
from reports.sources.courses import courses
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.questions.treatment import ANSWERS, NONE, STAYS, STEROID
from reports.statistics.differences import Share
from reports.tables import definitions as shared
from reports.tables import treatment_courses as swimmer
from reports.tables import treatment_times as times
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.grouped import group_column, group_words, indication_words
from reports.tables.options import Values
from reports.tables.report import COUNT, DAYS, PERCENT, Column, Report, ReportTable, Value
from reports.tables.shares import interval_cells
from reports.tables.spread import quartiles_words, spread_cells, spread_columns

NAME = "treatment"


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population, from one snapshot of the database."""
    with registry.snapshot():
        found = ask("treatment", population)
        reports = total(found, "care")
        drawn = courses(population, swimmer.MOST) if reports <= swimmer.MOST else []
    outcomes, curve = _outcomes(found), times.curve_table(found)
    lines = swimmer.table(drawn, reports)
    tables = (
        outcomes,
        *_treatments(found),
        _care(found),
        _stay(found),
        *times.resolution_tables(found),
        curve,
        lines,
    )
    return shared.made(
        NAME,
        population,
        reports,
        kind=_("Treatment"),
        definitions=definitions(),
        digest=shared.digest_of(versions(found), tables),
        tables=tables,
        charts=(_stacked(outcomes), times.curve_chart(curve), *swimmer.charts(lines, reports)),
    )


def _outcomes(found: Blocks) -> ReportTable:
    counts = {(row["group"], row["outcome"]): row["reports"] for row in found.get("outcomes", ())}
    words = group_words()
    columns = (
        group_column(),
        Column("reports", _("Reports"), COUNT),
        *(Column(f"outcome_{code}", label, COUNT) for code, label in codes.outcomes().items()),
        *_share_columns(_("Died, of known outcomes")),
    )

    def cells(group: str) -> Iterator[Value]:
        numbers = {code: counts.get((group, code), 0) for code in codes.OUTCOMES}
        known = sum(numbers.values()) - sum(numbers[code] for code in registry.UNKNOWN_OUTCOME)
        yield from (words[group], sum(numbers.values()), *numbers.values())
        yield from interval_cells(Share(sum(numbers[code] for code in registry.DIED), known))

    rows = tuple(tuple(cells(group)) for group in groups(found["care"]))
    return ReportTable("outcomes", _("Outcome by indication group"), columns, rows)


def _share_columns(label: str) -> tuple[Column, ...]:
    return (
        Column("share", label, PERCENT),
        Column("share_low", _("95 % exact interval, low"), PERCENT),
        Column("share_high", _("95 % exact interval, high"), PERCENT),
    )


def _kinds() -> Mapping[str, str]:
    return {
        NONE: _("No treatment was given"),
        STEROID: _("Any glucocorticoid"),
        **codes.treatments(),
    }


def _treatments(found: Blocks) -> Iterator[ReportTable]:
    """Of each treatment who got it, then what became of those who did."""
    given: dict[tuple[str, str], dict[str, int]] = {}
    for row in found.get("given", ()):
        given.setdefault((row["group"], row["kind"]), {})[row["outcome"]] = row["reports"]
    denied = {(row["group"], row["kind"]): row["reports"] for row in found.get("denied", ())}
    reports = {row["group"]: row["reports"] for row in found["care"]}
    words = group_words()

    def told(kind: str, group: str) -> Iterator[Value]:
        yes, no = sum(given.get((group, kind), {}).values()), denied.get((group, kind), 0)
        yield from (_kinds()[kind], words[group], reports[group], yes, no, reports[group] - yes - no)
        yield from interval_cells(Share(yes, yes + no))

    def outcomes(kind: str, group: str) -> Iterator[Value]:
        sums = [sum(given[group, kind].get(code, 0) for code in some) for some in _CLASSES]
        yield _kinds()[kind]
        yield words[group]
        yield from (sum(sums), *sums)
        yield from interval_cells(Share(sums[0], sum(sums[:3])))

    shown = [(kind, group) for kind in _kinds() for group in groups(found["care"])]
    some = [(kind, code) for kind, code in shown if code == ALL or (code, kind) in given or (code, kind) in denied]
    rows = tuple(tuple(told(*place)) for place in some)
    yield ReportTable("treatments", _("Treatment of the reaction"), _told_columns(), rows)
    rows = tuple(tuple(outcomes(kind, group)) for kind, group in some if (group, kind) in given)
    label = _("What became of the patients who got each treatment")
    yield ReportTable("treatment_outcomes", label, _outcome_columns(), rows)


def _told_columns() -> tuple[Column, ...]:
    return (
        Column("treatment", _("Treatment")),
        group_column(),
        Column("reports", _("Reports"), COUNT),
        Column("given", _("Given"), COUNT),
        Column("not_given", _("Not given"), COUNT),
        Column("unknown", _("Unknown"), COUNT),
        *_share_columns(_("Given, of given and not given")),
    )


def _outcome_columns() -> tuple[Column, ...]:
    return (
        Column("treatment", _("Treatment")),
        group_column(),
        Column("given", _("Given"), COUNT),
        Column("recovered", _("Recovered"), COUNT),
        Column("other", _("Recovering or not recovered"), COUNT),
        Column("died", _("Died"), COUNT),
        Column("outcome_unknown", _("Outcome unknown"), COUNT),
        *_share_columns(_("Recovered, of known outcomes")),
    )


_CLASSES: tuple[tuple[str, ...], ...] = (
    registry.RECOVERED,
    tuple(
        code for code in codes.OUTCOMES if code not in (*registry.RECOVERED, *registry.DIED, *registry.UNKNOWN_OUTCOME)
    ),
    registry.DIED,
    registry.UNKNOWN_OUTCOME,
)


def _care(found: Blocks) -> ReportTable:
    labels = dict(
        zip(ANSWERS, (_("Mechanical ventilation"), _("Intensive care"), _("Alive after one year")), strict=True)
    )
    words, rows = group_words(), {row["group"]: row for row in found["care"]}
    columns = (
        Column("measure", _("Measure")),
        group_column(),
        Column("reports", _("Reports"), COUNT),
        Column("yes", _("Yes"), COUNT),
        Column("no", _("No"), COUNT),
        Column("unknown", _("Unknown"), COUNT),
        *_share_columns(_("Yes, of known")),
    )

    def cells(name: str, group: str) -> Iterator[Value]:
        row = rows[group]
        yes, no = row[f"{name}_yes"], row[f"{name}_no"]
        yield from (labels[name], words[group], row["reports"], yes, no, row["reports"] - yes - no)
        yield from interval_cells(Share(yes, yes + no))

    table = tuple(tuple(cells(name, group)) for name in ANSWERS for group in groups(found["care"]))
    return ReportTable("care", _("Ventilation, intensive care, survival"), columns, table)


def _stay(found: Blocks) -> ReportTable:
    labels = dict(zip(STAYS, (_("Days in hospital"), _("Days in intensive care")), strict=True))
    words, rows = group_words(), {row["group"]: row for row in found["stay"]}
    columns = (
        Column("measure", _("Measure")),
        group_column(),
        Column("reports", _("Reports"), COUNT),
        Column("known", _("Known"), COUNT),
        Column("unknown", _("Unknown"), COUNT),
        *spread_columns(DAYS),
    )

    def cells(name: str, group: str) -> tuple[Value, ...]:
        row, known = rows[group], rows[group][f"{name}_known"]
        counts = row["reports"], known, row["reports"] - known
        return (labels[name], words[group], *counts, *spread_cells(row, name))

    table = tuple(cells(name, group) for name in STAYS for group in groups(found["care"]))
    return ReportTable("stay", _("Days in hospital and in intensive care"), columns, table)


def _stacked(table: ReportTable) -> Chart:
    chart = Chart(
        kind=Kind.STACKED,
        name="outcomes",
        title=table.label,
        table=table.name,
        category="indication_group",
        values=tuple(f"outcome_{code}" for code in codes.OUTCOMES),
        apart=(codes.outcomes()[registry.UNKNOWN_OUTCOME[0]],),
        total="reports",
        denominator=_("of all reports of the group, with counts"),
        value_title=_("Percent of reports"),
    )
    return described(chart, table)


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        shared.lock_point(),
        shared.report(),
        indication_words(),
        _(
            "Outcome: of a report with several reactions, fatal if any was; else the worst known outcome of its "
            "serious reactions, or of all its reactions when none is serious. Recovered: with or without lasting "
            "effects."
        ),
        _(
            "Treatment: given when the report says so; not given when it says so, or says that no treatment was given; "
            "else unknown. Several can be given, so that their numbers add up to more than the reports. A group is "
            "left out of a treatment of which none of its reports tells."
        ),
        _(
            "Who is treated is more ill: outcomes after a treatment say nothing about what it did. Died: the "
            "reaction's outcome is fatal; alive after one year is told apart from it."
        ),
        _(
            "Mechanical ventilation: invasive or not, or of a form that is not told. Days: as reported, of those who "
            "were there. Intervals of shares: 95 %, exact (Clopper CJ, Pearson ES. Biometrika 1934;26:404-413)."
        ),
        quartiles_words(),
        *times.definitions(),
        *swimmer.definitions(),
        shared.row_digest(),
    )
