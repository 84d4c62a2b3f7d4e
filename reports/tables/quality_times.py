"""How long it took from onset to first receipt, and from there to acceptance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd
from django.utils.translation import gettext as _

from reports.statistics.spread import spread
from reports.tables.report import COUNT, DAYS, Column, ReportTable, Value


def times_table(frame: pd.DataFrame, centre_names: Mapping[int, str]) -> ReportTable:
    """Both times in all reports, by centre and by year of first receipt."""
    steps = {
        "onset_to_receipt": _("Onset to first receipt"),
        "receipt_to_acceptance": _("First receipt to first acceptance"),
    }
    columns = (
        Column("step", _("Time")),
        Column("group", _("Reports of")),
        Column("known", _("Known"), COUNT),
        Column("unknown", _("Unknown"), COUNT),
        Column("reversed", _("In the wrong order"), COUNT),
        Column("median", _("Median days"), DAYS),
        Column("lower", _("Lower quartile"), DAYS),
        Column("upper", _("Upper quartile"), DAYS),
        Column("longest", _("Longest"), DAYS, decimals=0),
    )
    rows = [(word, *row) for code, word in steps.items() for row in _rows(frame[frame["step"] == code], centre_names)]
    return ReportTable("times", _("Time from onset to receipt and to acceptance"), columns, tuple(rows))


def _rows(frame: pd.DataFrame, centre_names: Mapping[int, str]) -> Iterator[tuple[Value, ...]]:
    by_year, by_centre = frame[~frame["by_centre"].astype(bool)], frame[frame["by_centre"].astype(bool)]
    yield _("All"), *_cells(by_year)
    for key, name in centre_names.items():
        some = by_centre[by_centre["centre_id"] == key]
        if not some.empty:
            yield name, *_cells(some)
    for year in sorted({int(year) for year in by_year["received_year"] if pd.notna(year)}):
        yield str(year), *_cells(by_year[by_year["received_year"] == year])
    unknown = by_year[by_year["received_year"].isna()]
    if not unknown.empty:
        yield _("Year unknown"), *_cells(unknown)


def _cells(frame: pd.DataFrame) -> tuple[Value, ...]:
    counts: Counter[int] = Counter()
    unknown = reversed_ = 0
    for days, reports in zip(frame["days"], frame["reports"], strict=True):
        if pd.isna(days):
            unknown += int(reports)
        elif days < 0:
            reversed_ += int(reports)
        else:
            counts[int(days)] += int(reports)
    found = spread(counts)
    if found is None:
        return 0, unknown, reversed_, None, None, None, None
    return found.known, unknown, reversed_, found.median, found.lower, found.upper, found.highest
