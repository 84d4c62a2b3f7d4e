"""What counts as what in a report on quality."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reports.tables import definitions as shared


def definitions() -> tuple[str, ...]:
    """One sentence or two for each term."""
    return (
        shared.lock_point(),
        shared.report(),
        _(
            "Score: vigiGrade completeness, 0.07 to 1, the mean over each suspect drug with each reaction (Bergvall T, "
            "Norén GN, Lindquist M. Drug Saf 2014;37:65-77). Well documented: more than 0.8. It rewards what is told, "
            "not what is true. Comparator episodes have none."
        ),
        _(
            "Complete: the dimension lowers the score of no drug and reaction of the report. Missing or imprecise: it "
            "lowers that of one at least, such as an onset uncertain by more than a month or an age known as a group."
        ),
        _(
            "Lung bleeding: reports of diffuse alveolar haemorrhage, and comparator episodes. Each item is missing "
            "when the report does not tell whether it was done or what it showed. These items are no part of the score."
        ),
        _(
            "Onset to first receipt: from the start of the first reaction with a date to the first receipt of the case "
            "(E2B C.1.4). First receipt to first acceptance: to the day (UTC) on which a version of the case was first "
            "accepted. Known: both days are known, not only a month or year."
        ),
        _("In the wrong order: the later event is dated before the earlier one; left out of medians and quartiles."),
        _(
            "Quartiles: linear interpolation between ordered values (Hyndman RJ, Fan Y. Am Stat 1996;50:361-365, "
            "definition 7)."
        ),
        shared.row_digest(),
    )
