"""The blocks that VigiAccess shows: reports by reaction, continent, age group, sex and year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from django.utils.translation import gettext as _

from reports.sources import registry
from reports.statistics.proportions import percent
from reports.tables.report import COUNT, PERCENT, Column, ReportTable, Value


def reports_column() -> Column:
    """The count that every block has."""
    return Column("reports", _("Reports"), COUNT)


def percent_column(total: int) -> Column:
    """The share that every block has, its denominator in the label."""
    return Column("percent", _("Percent of all %(total)d reports") % {"total": total}, PERCENT)


def total_table(total: int) -> ReportTable:
    """How many reports there are."""
    return ReportTable("total", _("Total"), (reports_column(),), ((total,),))


def reactions_table(frame: pd.DataFrame, total: int) -> ReportTable:
    """Reports by organ class and, within it, by term; the most frequent first."""
    rows = []
    columns = ["organ_class", "reaction_name", "reports", "whole_class"]
    for organ_class, name, reports, whole in frame[columns].itertuples(index=False, name=None):
        term = _("Any of this class") if whole else name or _("Unknown")
        rows.append((organ_class or _("Unknown"), not whole, int(reports), term))
    size = {organ_class: reports for organ_class, is_term, reports, _term in rows if not is_term}
    rows.sort(key=lambda row: (-size[row[0]], row[0], row[1], -row[2], row[3]))
    return ReportTable(
        "reactions",
        _("Reactions in these reports; one report can have several, so they can add up to more than all reports"),
        (
            Column("organ_class", _("Organ class")),
            Column("reaction", _("Reaction")),
            reports_column(),
            percent_column(total),
        ),
        tuple((organ_class, term, reports, percent(reports, total)) for organ_class, _t, reports, term in rows),
    )


def continent_table(frame: pd.DataFrame, total: int) -> ReportTable:
    """Reports by continent, and how many of them by the reporter's country only."""
    by_reporter = _by_code(frame, "continent", "by_reporter")
    table = _by_list("continent", _("Continent"), registry.continents(), _by_code(frame, "continent", "reports"), total)
    codes = list(registry.continents())
    extra = Column("by_reporter_country", _("Of these by the reporter's country only"), COUNT)
    rows = tuple((*row, by_reporter.get(code, 0)) for code, row in zip(codes, table.rows, strict=True))
    return ReportTable(table.name, table.label, (*table.columns, extra), rows)


def age_table(frame: pd.DataFrame, total: int) -> ReportTable:
    """Reports by age at onset, in the nine bands."""
    counts = _by_code(frame, "age_band", "reports")
    if "" in counts:
        counts["unknown"] = counts.get("unknown", 0) + counts.pop("")
    return _by_list("age_group", _("Age at onset"), registry.age_bands(), counts, total)


def sex_table(frame: pd.DataFrame, total: int) -> ReportTable:
    """Reports by sex."""
    counts = _by_code(frame, "sex", "reports")
    return _by_list("sex", _("Sex"), registry.sexes(), counts, total)


def year_table(frame: pd.DataFrame, total: int) -> ReportTable:
    """Reports by the year in which the case was first received; unknown last."""
    counts = _by_code(frame, "received_year", "reports")
    words: dict[Value, str] = {year: str(year) for year in sorted(year for year in counts if isinstance(year, int))}
    if None in counts:
        words[None] = _("Unknown")
    return _by_list("year", _("Year first received"), words, counts, total)


def _by_code(frame: pd.DataFrame, code: str, count: str) -> dict[Value, int]:
    return {key: int(number) for key, number in zip(frame[code], frame[count], strict=True)}


def _by_list(
    name: str, label: str, words: Mapping[Value, str] | Mapping[str, str], counts: Mapping[Value, int], total: int
) -> ReportTable:
    """One row per entry of a list of codes, also when none was reported."""
    rows = tuple((word, counts.get(code, 0), percent(counts.get(code, 0), total)) for code, word in words.items())
    return ReportTable(name, label, (Column(name, label), reports_column(), percent_column(total)), rows)
