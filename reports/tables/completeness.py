"""How complete the reports of a centre were, quarter by quarter, as a table and as a picture of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reports.sources.centre import WELL_DOCUMENTED, Quarter
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.report import COUNT, Column, ReportTable

SCORE = "score"


def completeness_table(quarters: Iterable[Quarter]) -> ReportTable:
    """The mean vigiGrade score and the number of versions of each quarter; no score where nothing was submitted."""
    return ReportTable(
        "completeness",
        _("Completeness of the reports that your centre submitted"),
        (
            Column("quarter", _("Quarter")),
            Column("versions", _("Versions submitted"), COUNT),
            Column("score", _("Mean score"), SCORE),
        ),
        tuple((row.name, row.versions, None if row.score is None else round(float(row.score), 2)) for row in quarters),
    )


def completeness_chart(table: ReportTable) -> Chart:
    """The score, quarter by quarter, beside the line above which a report is well documented."""
    chart = Chart(
        kind=Kind.LINE,
        name="completeness",
        title=table.label,
        table=table.name,
        category="quarter",
        value="score",
        reference=float(WELL_DOCUMENTED),
        reference_label=_("Well documented"),
        top=1,
    )
    return described(chart, table)
