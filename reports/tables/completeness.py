"""How complete the reports of a centre were, quarter by quarter, as a table and as the bars drawn from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from reports.sources.centre import Quarter
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


def in_words(table: ReportTable) -> str:
    """What the bars show, for those who do not see them."""
    found: Sequence[tuple[str, float]] = [(str(row[0]), row[2]) for row in table.rows if isinstance(row[2], float)]
    return ", ".join(_("%(quarter)s: %(score).2f") % {"quarter": name, "score": score} for name, score in found)
