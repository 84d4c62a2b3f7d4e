"""What counts as what in a periodic report."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from reports.tables import definitions as shared


def definitions(previous: date) -> tuple[str, ...]:
    """One sentence or two for each term."""
    return (
        shared.lock_point(),
        shared.report(),
        _(
            "Interval: reports of cases of which no version had been accepted by the end of %(previous)s (UTC), the "
            "previous lock point, and one has been by this lock point. So no case falls between two periods, however "
            "late it was accepted. Cumulative: all reports at this lock point."
        )
        % {"previous": previous.isoformat()},
        _(
            "Follow-up: what a later version says of an older report changes the cumulative counts and not those of "
            "the interval. The first table says by how many reports."
        ),
        _(
            "Reactions: all reactions recorded with the drug in these reports; each counts once in a report, so a "
            "class counts as often as its terms together, and reactions are more than reports."
        ),
        _(
            "Serious: of the reaction (E2B E.i.3.2), serious if one criterion is met, not serious if all six are "
            "denied, else unknown; of a report, serious if one of its reactions is."
        ),
        _(
            "Source: study when the report is from a study (C.1.3), whether published or not; else literature when it "
            "came from the literature or names a publication (C.4.r.1); else spontaneous; else other or not told."
        ),
        _(
            "PBRER: the columns of ICH E2C(R2), appendix B: spontaneous reports with the literature, serious "
            "and not serious, and serious reactions from studies. Other sources stand in a table of their own."
        ),
        _(
            "DSUR: ICH E2F asks for serious adverse events of all trials by treatment arm. The registry holds "
            "suspected reactions only, and no arms: the table counts those of study reports."
        ),
        shared.row_digest(),
    )
