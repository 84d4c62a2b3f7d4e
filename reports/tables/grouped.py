"""Rows and columns by indication group, for the reports that part their counts by it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from reports.sources import registry
from reports.sources.blocks import ALL
from reports.tables.report import COUNT, Column


def group_words() -> Mapping[str, str]:
    """Code -> words of every indication group, then of all together."""
    return {**registry.indication_groups(), ALL: _("All")}


def group_column() -> Column:
    """The column that names the group of a row."""
    return Column("indication_group", _("Indication group"))


def group_columns() -> tuple[Column, ...]:
    """A column of counts for all reports, then one for each group."""
    return (
        Column(ALL, _("All"), COUNT),
        *(Column(code, label, COUNT) for code, label in registry.indication_groups().items()),
    )


def indication_words() -> str:
    """Under which group a report counts."""
    return _("Indication group: what the drug was given for; of several fitting drugs, the first whose group is known.")
