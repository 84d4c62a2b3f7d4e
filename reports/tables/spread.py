"""What values spread over as columns and cells: lowest, quartiles, highest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from reports.tables.report import Column, Value

DECIMALS = 2
"""Most digits after the point that a quartile is given with."""


def spread_columns(unit: str) -> tuple[Column, ...]:
    """Lowest, lower quartile, median, upper quartile and highest."""
    return (
        Column("lowest", _("Lowest"), unit),
        Column("lower", _("Lower quartile"), unit),
        Column("median", _("Median"), unit),
        Column("upper", _("Upper quartile"), unit),
        Column("highest", _("Highest"), unit),
    )


def spread_cells(row: Mapping[str, Any], name: str) -> tuple[Value, ...]:
    """The five numbers of what `blocks.spread` asked of that column; None five times when no value is known."""
    found = row[f"{name}_spread"]
    return (None,) * 5 if found is None else tuple(plain(value) for value in found)


def plain(value: float) -> int | float:
    """A number as short as it can be written: whole ones without a point."""
    short = round(value, DECIMALS)
    return int(short) if short == int(short) else short


def quartiles_words() -> str:
    """How quartiles are computed."""
    return _(
        "Median and quartiles: of the reports in which the value is known; between two values by definition 7 of "
        "Hyndman RJ, Fan Y. Am Stat 1996;50:361-365."
    )
