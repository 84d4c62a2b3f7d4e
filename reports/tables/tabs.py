"""The tables of adrreports.eu: reports by age, sex, reporter, origin and time, by reaction group and by reaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.sources import origin, registry
from reports.sources.errors import ReportError
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.together import answers
from reports.sources.words import code_of, not_known
from reports.statistics.proportions import percent
from reports.tables import definitions as shared
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.distributions import percent_column, reports_column
from reports.tables.options import Option, Values
from reports.tables.report import COUNT, Column, Report, ReportTable, Value
from reports.tables.tabs_time import month_chart, month_table, year_table

NAME = "tabs"
GROUP, REACTION = "group", "show"
OUTCOME = "reaction_outcome"
"""The table of outcomes of one reaction, which is also drawn."""
OPTIONS = (
    Option(
        GROUP,
        gettext_lazy("Reaction group"),
        gettext_lazy(
            "The group (organ class) whose reactions are shown; default: that of the reaction, or the largest"
        ),
    ),
    Option(
        REACTION,
        gettext_lazy("Reaction to show"),
        gettext_lazy(
            "The reaction whose outcome and seriousness are shown, by name or synonym; default: the only reaction of "
            "the population, or the most frequent of the group"
        ),
    ),
)


@dataclass(frozen=True)
class Attribute:
    """Something by which reports are parted."""

    name: str
    column: str
    label: str
    words: Mapping[str, str]
    """Code -> words, '' for unknown."""

    def columns(self) -> tuple[Column, ...]:
        """One column of counts for each code."""
        return tuple(Column(f"{self.name}_{code or 'unknown'}", word, COUNT) for code, word in self.words.items())


def attributes() -> tuple[Attribute, ...]:
    """The four attributes, in the order of adrreports.eu."""
    return (
        Attribute("age", "ema_age_group", _("Age group"), origin.ema_age_groups()),
        Attribute("sex", "sex", _("Sex"), registry.sexes()),
        Attribute("reporter", "reporter_group", _("Reporter"), origin.reporter_groups()),
        Attribute("region", "region", _("Region of the reporter"), origin.regions()),
    )


@dataclass(frozen=True)
class _Chosen:
    """The group and the reaction that are shown; None when there is none."""

    organ_class: str | None
    reactions: tuple[str, ...] = ()
    """Spellings under which the reaction is counted."""
    name: str = ""


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population, from one snapshot of the database."""
    with registry.snapshot():
        first = answers(("tabs_groups", "tabs_time", "versions_digest"), population)
        frame, by_time = first["tabs_groups"], first["tabs_time"]
        everyone = frame[frame["block"] == "all"]
        total = _sum(everyone)
        chosen = _choose(frame[frame["block"] == "reaction"], population, names, options)
        reactions = answers(("tabs_reactions",), population, organ_class=chosen.organ_class)["tabs_reactions"]
        tables = (
            *(_attribute_table(item, everyone, total) for item in attributes()),
            year_table(by_time),
            month_table(by_time, population.as_of),
            *_group_tables(frame, total),
            *_reaction_tables(chosen, reactions),
            *_one_reaction(chosen, reactions),
        )
        return shared.made(
            NAME,
            population,
            total,
            kind=_("Tables of reports"),
            definitions=definitions(),
            digest=shared.digest_of(first["versions_digest"], tables),
            tables=tables,
            charts=tuple(_charts({table.name: table for table in tables}, total)),
        )


def _sum(frame: pd.DataFrame) -> int:
    return int(frame["reports"].sum())


def _choose(counted: pd.DataFrame, population: Population, names: Names, options: Values) -> _Chosen:
    """What is asked for, else the population's only reaction, else what was reported most."""
    found = counted.sort_values(["reports", "reaction_name"], ascending=[False, True])
    group, shown = options[GROUP], options[REACTION]
    wanted = names.resolve("reaction", str(shown)) if shown is not None else None
    if shown is None and group is None and len(population.reactions) == 1:
        wanted = population.reactions[0]
    if wanted is not None:
        found = found[found["reaction_name"].isin(wanted.spellings)]
        if found.empty and shown is not None:
            raise ReportError(_("No report of this population has the reaction '%(name)s'.") % {"name": wanted.name})
    elif group is None:
        sizes = found.groupby("organ_class")["reports"].sum()
        group = max(sizes.index, key=lambda name: (name != "", sizes[name], name)) if len(sizes) else None
        found = found[found["organ_class"] == group]
    if options[GROUP] is not None:
        found = _of_group(found, str(group), wanted.name if wanted else "")
    if found.empty:
        return _Chosen(None)
    first = found.iloc[0]
    spellings = wanted.spellings if wanted is not None else (first["reaction_name"],)
    name = wanted.name if wanted is not None else first["reaction_name"]
    return _Chosen(first["organ_class"], tuple(spellings), name or _("Unknown"))


def _of_group(found: pd.DataFrame, group: str, reaction: str) -> pd.DataFrame:
    known = {name: name or _("Unknown") for name in sorted(set(found["organ_class"]))}
    code = code_of(group, known)
    if code is None:
        message = not_known(_("Reaction group"), group, list(known.values()))
        raise ReportError(f"{reaction}: {message}" if reaction else message)
    return found[found["organ_class"] == code]


def _attribute_table(attribute: Attribute, frame: pd.DataFrame, total: int) -> ReportTable:
    counts = frame.groupby(attribute.column)["reports"].sum()
    rows = tuple(
        (word, int(counts.get(code, 0)), percent(int(counts.get(code, 0)), total))
        for code, word in attribute.words.items()
    )
    label = _("Reports by %(attribute)s") % {"attribute": attribute.label.lower()}
    columns = (Column(attribute.name, attribute.label), reports_column(), percent_column(total))
    return ReportTable(attribute.name, label, columns, rows)


def _crossed(name: str, label: str, key: Column, attribute: Attribute, frame: pd.DataFrame, by: str) -> ReportTable:
    """One row for each value of `by`, the most frequent first and unknown last; a count for each code."""
    totals = frame.groupby(by)["reports"].sum()
    cells = frame.groupby([by, attribute.column])["reports"].sum().to_dict()
    order = sorted(totals.index, key=lambda value: (value == "", -totals[value], value))
    rows = tuple(
        (
            value or _("Unknown"),
            int(totals[value]),
            *(int(cells.get((value, code), 0)) for code in attribute.words),
        )
        for value in order
    )
    return ReportTable(name, label, (key, reports_column(), *attribute.columns()), rows)


def _group_tables(frame: pd.DataFrame, total: int) -> list[ReportTable]:
    groups, everyone = frame[frame["block"] == "group"], frame[frame["block"] == "all"]
    key = Column("organ_class", _("Reaction group"))
    tables = []
    for attribute in attributes():
        label = _("Reports by reaction group: %(attribute)s") % {"attribute": attribute.label.lower()}
        table = _crossed(f"groups_by_{attribute.name}", label, key, attribute, groups, "organ_class")
        counts = everyone.groupby(attribute.column)["reports"].sum()
        first: tuple[Value, ...] = (_("All reports"), total, *(int(counts.get(code, 0)) for code in attribute.words))
        tables.append(ReportTable(table.name, table.label, table.columns, (first, *table.rows)))
    return tables


def _reaction_tables(chosen: _Chosen, frame: pd.DataFrame) -> list[ReportTable]:
    if chosen.organ_class is None:
        return []
    key, group = Column("reaction", _("Reaction")), chosen.organ_class or _("Unknown")
    return [
        _crossed(
            f"reactions_by_{attribute.name}",
            _("Reports with reactions of the group %(group)s: %(attribute)s")
            % {"group": group, "attribute": attribute.label.lower()},
            key,
            attribute,
            frame,
            "reaction_name",
        )
        for attribute in attributes()
    ]


def _one_reaction(chosen: _Chosen, frame: pd.DataFrame) -> list[ReportTable]:
    if chosen.organ_class is None:
        return []
    of_it = frame[frame["reaction_name"].isin(chosen.reactions)]
    return [
        _became(
            "reaction_seriousness",
            _("%(reaction)s: whether this reaction was serious") % {"reaction": chosen.name},
            of_it,
            Attribute("seriousness", "gravity", "", origin.seriousness()),
        ),
        _became(
            OUTCOME,
            _("%(reaction)s: outcome of this reaction") % {"reaction": chosen.name},
            of_it,
            Attribute("outcome", "outcome", "", origin.outcomes()),
        ),
    ]


def _became(name: str, label: str, frame: pd.DataFrame, asked: Attribute) -> ReportTable:
    """What became of one reaction, in all reports and by each attribute."""

    def counted(part: pd.DataFrame) -> tuple[Value, ...]:
        counts = part.groupby(asked.column)["reports"].sum()
        return _sum(part), *(int(counts.get(code, 0)) for code in asked.words)

    rows: list[tuple[Value, ...]] = [
        (attribute.label, word, *counted(frame[frame[attribute.column] == code]))
        for attribute in attributes()
        for code, word in attribute.words.items()
    ]
    columns = (Column("attribute", _("By")), Column("value", _("Reports of")), reports_column(), *asked.columns())
    return ReportTable(name, label, columns, ((_("All"), _("All reports"), *counted(frame)), *rows))


def _charts(tables: Mapping[str, ReportTable], total: int) -> list[Chart]:
    of_all = _("of %(total)d reports") % {"total": total}
    months = tables["month"]
    groups = tables["groups_by_age"]
    found = [
        month_chart(months),
        described(
            Chart(
                Kind.BARS,
                "groups",
                _("Reports by reaction group"),
                groups.name,
                "organ_class",
                value="reports",
                omit=(_("All reports"),),
                denominator=of_all,
            ),
            groups,
        ),
    ]
    if OUTCOME in tables:
        table = tables[OUTCOME]
        found.append(
            described(
                Chart(
                    Kind.STACKED,
                    "outcome",
                    _("Outcome by age group"),
                    table.name,
                    "value",
                    values=tuple(f"outcome_{code}" for code in origin.outcomes()),
                    total="reports",
                    where=(("attribute", (_("Age group"),)),),
                    apart=(origin.outcomes()["0"],),
                    category_title=_("Age group"),
                    denominator=_("of the reports of this reaction in each age group"),
                ),
                table,
            )
        )
    return found


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        shared.lock_point(),
        shared.report(),
        shared.percent(),
        shared.organ_classes(),
        _(
            "Age group: age at onset in the groups of adrreports.eu. Unknown: neither an age is told nor a span "
            "of ages within one of these."
        ),
        _("Reporter: qualification of the primary source (E2B C.2.r.4); lawyers and patients are no professionals."),
        _(
            "Region: country of the primary source (C.2.r.3): inside or outside the European Economic Area, as it is "
            "since 2021 with Northern Ireland."
        ),
        _(
            "Time: first receipt (C.1.4). Where only the year is known, the report counts in January; where only the "
            "month, in that month."
        ),
        _(
            "Seriousness and outcome are those of the reaction shown, not of the report. Where a report has it more "
            "than once, it is serious if one was, and the worst known outcome counts: fatal, not recovered, "
            "recovering, recovered with lasting effects, recovered. Not serious: all six criteria are denied."
        ),
        shared.row_digest(),
    )
