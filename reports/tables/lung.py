"""The lung work-up by indication group, and of the comparator episodes: what was looked for, found, and not told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from reports.sources import registry
from reports.sources.asking import Blocks, Row, ask, groups, total, versions
from reports.sources.blocks import ALL
from reports.sources.names import Names
from reports.sources.population import COMPARATOR, Population
from reports.sources.questions.lung import CODED, MEASURED
from reports.statistics.differences import Share
from reports.tables import definitions as shared
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.grouped import group_column, group_words, indication_words
from reports.tables.lung_findings import Finding, findings
from reports.tables.options import Values
from reports.tables.population import words
from reports.tables.report import COUNT, NUMBER, PERCENT, Column, Report, ReportTable, Value
from reports.tables.shares import interval_cells
from reports.tables.spread import quartiles_words, spread_cells, spread_columns

NAME = "lung"


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population and the comparator episodes that fit it, from one snapshot of the database."""
    with registry.snapshot():
        found = ask("lung", population) if population.cohort != COMPARATOR else {}
        compared = ask("lung", comparators(population) if found else population)
    reports = total(found or compared, "counts")
    tables = (
        _work_up(_lines(found, compared, "counts")),
        *(_table(name, items, _lines(found, compared, "counts")) for name, items in findings().items()),
        _measured(_lines(found, compared, "spread")),
    )
    report = shared.made(
        NAME,
        population,
        reports,
        kind=_("Lung work-up"),
        definitions=definitions(),
        digest=shared.digest_of(versions(found, compared), tables),
        tables=tables,
        charts=tuple(_chart(table) for table in tables if table.name in findings() and table.rows),
    )
    if not found:
        return report
    beside_words = words(population, _("Comparator episodes stand in lines of their own."))
    return replace(report, population=report.population.replace(words(population), beside_words))


def comparators(population: Population) -> Population:
    """The comparator episodes that fit all that is asked of them; they have no drug, reaction or indication."""
    return replace(population, cohort=COMPARATOR, drugs=(), reactions=(), indication_groups=(), serious=None)


def _lines(found: Blocks, compared: Blocks, block: str) -> list[tuple[str, Row]]:
    """Words and counts of each line: the groups that have reports, all of them, then the comparator episodes."""
    words = group_words()
    rows = {row["group"]: row for row in found.get(block, ())}
    own = [(words[code], rows[code]) for code in (groups(rows.values()) if rows else ())]
    beside = next(row for row in compared[block] if row["group"] == ALL)
    return [*own, (_("Comparator episodes"), beside)]


def _work_up(lines: Sequence[tuple[str, Row]]) -> ReportTable:
    columns = (
        group_column(),
        Column("reports", _("Reports"), COUNT),
        Column("lavage_done", _("Lavage done"), COUNT),
        Column("lavage_attempted", _("Attempted, not completed"), COUNT),
        Column("lavage_not_done", _("Not done"), COUNT),
        Column("lavage_unknown", _("Unknown"), COUNT),
        Column("share", _("Lavage done, of known"), PERCENT),
        Column("share_low", _("95 % exact interval, low"), PERCENT),
        Column("share_high", _("95 % exact interval, high"), PERCENT),
        Column("images", _("Image told"), COUNT),
        Column("ct", _("CT told"), COUNT),
        Column("ct_unknown", _("CT unknown"), COUNT),
    )
    return ReportTable("work_up", _("Lavage and images that were done"), columns, tuple(map(_done, lines)))


def _done(line: tuple[str, Row]) -> tuple[Value, ...]:
    words, row = line
    counts = [row[f"bal_{code}"] for code in CODED["bal"]]
    share = interval_cells(Share(counts[0], sum(counts)))
    images = row["imaging_yes"], row["ct_yes"], row["reports"] - row["ct_yes"]
    return (words, row["reports"], *counts, row["reports"] - sum(counts), *share, *images)


def labels() -> dict[str, str]:
    """What the tables are called."""
    return {
        "lavage": _("Findings of the lavage"),
        "imaging": _("Images of the chest during the reaction"),
        "haemoglobin": _("Fall of haemoglobin"),
        "exclusions": _("Other causes of bleeding: looked for, found, excluded"),
        "antibodies": _("Antibodies"),
    }


def _table(name: str, items: Sequence[Finding], lines: Sequence[tuple[str, Row]]) -> ReportTable:
    columns = (
        Column("finding", _("Finding")),
        group_column(),
        Column("reports", _("Reports"), COUNT),
        Column("done", _("Looked for"), COUNT),
        Column("positive", _("Positive"), COUNT),
        Column("negative", _("Negative"), COUNT),
        Column("open", _("Result open or not told"), COUNT),
        Column("not_done", _("Not done"), COUNT),
        Column("unknown", _("Unknown"), COUNT),
        Column("share", _("Positive of positive and negative"), PERCENT),
        Column("share_low", _("95 % exact interval, low"), PERCENT),
        Column("share_high", _("95 % exact interval, high"), PERCENT),
    )
    rows = tuple((str(item.label), words, *_cells(item, row)) for item in items for words, row in lines)
    return ReportTable(name, labels()[name], columns, rows)


def _cells(item: Finding, row: Row) -> Iterator[Value]:
    positive, negative, open_, not_done, unknown = item.counted(row)
    yield from (row["reports"], positive + negative + open_, positive, negative, open_, not_done, unknown)
    yield from interval_cells(Share(positive, positive + negative))


def _chart(table: ReportTable) -> Chart:
    """What was found, of all reports and of the comparator episodes; groups stand in the table."""
    chart = Chart(
        kind=Kind.STACKED,
        name=f"{table.name}_findings",
        title=table.label,
        table=table.name,
        category="finding",
        within=group_column().name,
        total="reports",
        values=("positive", "negative", "open", "not_done", "unknown"),
        where=((group_column().name, (group_words()[ALL], _("Comparator episodes"))),),
        apart=(_("Unknown"),),
        denominator=_("of all reports and of the comparator episodes, with counts"),
        value_title=_("Percent of reports"),
    )
    return described(chart, table)


def _measured(lines: Sequence[tuple[str, Row]]) -> ReportTable:
    measures = {
        "siderophages_pct": (_("Macrophages with haemosiderin"), "%"),
        "haemoglobin_before": (_("Haemoglobin before the drug"), "g/L"),
        "haemoglobin_lowest": (_("Lowest haemoglobin during the reaction"), "g/L"),
        "haemoglobin_fall": (_("Fall of haemoglobin"), "g/L"),
    }
    columns = (
        Column("measure", _("Measure")),
        group_column(),
        Column("reports", _("Reports"), COUNT),
        Column("known", _("Known"), COUNT),
        Column("unknown", _("Unknown"), COUNT),
        *spread_columns(NUMBER),
        Column("unit", _("Unit")),
    )
    rows = tuple(
        (
            measures[name][0],
            words,
            row["reports"],
            row[f"{name}_known"],
            row["reports"] - row[f"{name}_known"],
            *spread_cells(row, name),
            measures[name][1],
        )
        for name in MEASURED
        for words, row in lines
    )
    return ReportTable("measured", _("Measured values"), columns, rows)


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        shared.lock_point(),
        shared.report(),
        indication_words(),
        _(
            "Comparator episodes: alveolar bleeding with another underlying illness and no suspect drug. Those are "
            "counted that fit what this population asks beside drug, reaction, indication and seriousness; they are "
            "not in the row of all."
        ),
        _(
            "Looked for: positive, negative, or with a result that is open or not told. Not done: the report says so. "
            "Unknown: the report does not tell; nothing that is not mentioned counts as negative or not done."
        ),
        _(
            "Lavage: of several bronchoscopies the one that got furthest. Its findings are of lavages that were done; "
            "not done are also those that were attempted or did not look for it. A bloody return is told by the "
            "bloodiest aliquots. CT and other images: no report says that there was none, so that the rest is unknown."
        ),
        _(
            "Images: of the acute phase; positive when one image shows it, negative when every image that tells denies "
            "it. Other causes: positive when found, negative when excluded."
        ),
        _(
            "Fall of haemoglobin: from the last value before the drug to the lowest during the reaction, by any "
            "amount; a comparator episode may state it without values. A negative fall is a rise."
        ),
        _(
            "Share: of the reports with a positive or a negative result. Interval: 95 %, exact (Clopper CJ, Pearson "
            "ES. Biometrika 1934;26:404-413)."
        ),
        quartiles_words(),
        shared.row_digest(),
    )
