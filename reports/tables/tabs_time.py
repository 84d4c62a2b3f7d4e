"""Reports over time: by year and by month of first receipt, each by region of the reporter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd
from django.utils.translation import gettext as _

from reports.sources import origin
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.distributions import reports_column
from reports.tables.report import COUNT, Column, ReportTable, Value

MONTHS = 24
"""Months up to the lock point that are shown one by one."""


def year_table(frame: pd.DataFrame) -> ReportTable:
    """Every year from the first to the last one, and unknown."""
    years = [year for year in frame["received_year"] if year is not None]
    span = range(min(years), max(years) + 1) if years else ()
    rows: list[tuple[Value, ...]] = [(str(year), *_counts(frame[frame["received_year"] == year])) for year in span]
    rows.append((_("Unknown"), *_counts(frame[frame["received_year"].isna()])))
    return _table("year", _("Reports received, by year"), Column("year", _("Year")), rows)


def month_table(frame: pd.DataFrame, last: date | None) -> ReportTable:
    """The months up to the lock point; what came before them and at an unknown time stands below.

    So does what is said to have been received after the lock point, if there is any: such a date is wrong.
    """
    months = _months(last)
    rows: list[tuple[Value, ...]] = [(month, *_counts(frame[frame["month"] == month])) for month in months]
    known = frame[frame["month"].notna()]
    if months:
        rows.append((_("Earlier"), *_counts(known[known["month"] < months[0]])))
        later = known[known["month"] > months[-1]]
        rows += [] if later.empty else [(_("Later"), *_counts(later))]
    rows.append((_("Unknown"), *_counts(frame[frame["month"].isna()])))
    label = _("Reports received, by month: the %(count)d months up to the lock point") % {"count": MONTHS}
    return _table("month", label, Column("month", _("Month")), rows)


def month_chart(table: ReportTable) -> Chart:
    """The months as lines, one for each region."""
    chart = Chart(
        Kind.LINE,
        "months",
        _("Reports received by month"),
        table.name,
        "month",
        values=tuple(column.name for column in table.columns[2:]),
        omit=(_("Earlier"), _("Later"), _("Unknown")),
        denominator=_("number of reports, by region of the reporter"),
        category_title=_("Month of first receipt"),
        value_title=_("Reports"),
    )
    return described(chart, table)


def _months(last: date | None) -> list[str]:
    if last is None:
        return []
    index = last.year * 12 + last.month - 1
    return [f"{item // 12}-{item % 12 + 1:02}" for item in range(index - MONTHS + 1, index + 1)]


def _counts(frame: pd.DataFrame) -> tuple[Value, ...]:
    """All reports, then those of each region."""
    counts = frame.groupby("region")["reports"].sum()
    return int(frame["reports"].sum()), *(int(counts.get(code, 0)) for code in origin.regions())


def _table(name: str, label: str, key: Column, rows: Iterable[tuple[Value, ...]]) -> ReportTable:
    columns = (
        key,
        reports_column(),
        *(Column(f"region_{code or 'unknown'}", word, COUNT) for code, word in origin.regions().items()),
    )
    return ReportTable(name, label, columns, tuple(rows))
