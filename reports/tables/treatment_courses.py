"""The course of each case of a population that is not large, from first infusion to recovery: table and pictures."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from reports.sources import codes
from reports.sources.courses import CourseDays
from reports.tables.alternative import described
from reports.tables.chart import Chart, Event, Kind, Mark
from reports.tables.report import DAYS, Column, ReportTable

MOST = 400
"""Cases of a population up to which each is shown."""
EACH = 40
"""Cases of one picture: as many as a page of paper holds."""
LAST = 60
"""Last day drawn; what came later is written."""


def table(drawn: Sequence[CourseDays], reports: int) -> ReportTable:
    """A row for each case, and in the label how many are left out and why."""
    outcomes = codes.outcomes()
    columns = (
        Column("case", _("Case")),
        Column("onset", _("Onset"), DAYS, 0),
        Column("infusions", _("Infusions")),
        Column("bronchoscopy", _("Lavage")),
        Column("treated", _("Treated"), DAYS, 0),
        Column("lungs_clear", _("Lungs clear"), DAYS, 0),
        Column("recovered", _("Recovered"), DAYS, 0),
        Column("died", _("Died"), DAYS, 0),
        Column("last_seen", _("Last seen"), DAYS, 0),
        Column("outcome", _("Outcome")),
    )
    rows = tuple(
        (
            row.identifier,
            row.onset,
            ", ".join(map(str, row.infusions)) or None,
            ", ".join(map(str, row.bronchoscopies)) or None,
            row.treated,
            row.lungs_clear,
            row.recovered,
            row.died,
            row.last_seen,
            outcomes[row.outcome],
        )
        for row in drawn
    )
    return ReportTable("courses", f"{_('Course of each case, by days')}: {left_out(len(rows), reports)}", columns, rows)


def left_out(drawn: int, reports: int) -> str:
    """How many cases are not shown."""
    if reports > MOST:
        return _("none is shown, %(n)d are left out; up to %(most)d can be shown") % {"n": reports, "most": MOST}
    return _("%(drawn)d of %(n)d; %(left)d left out because the day of onset does not follow from the record") % {
        "drawn": drawn,
        "n": reports,
        "left": reports - drawn,
    }


def charts(courses: ReportTable, reports: int) -> tuple[Chart, ...]:
    """The swimmer plot, in parts of so many cases as a page holds; none when there is nothing to draw."""
    cases = [str(row[0]) for row in courses.rows]
    starts = range(0, len(cases), EACH)
    return tuple(_part(courses, reports, cases, start, alone=len(starts) == 1) for start in starts)


def _part(courses: ReportTable, reports: int, cases: Sequence[str], start: int, *, alone: bool) -> Chart:
    drawn = cases[start : start + EACH]
    title = _("Course of each case, from the first infusion")
    if not alone:
        title = f"{title}: {start + 1} - {start + len(drawn)}"
    chart = Chart(
        kind=Kind.SWIMMER,
        name="courses" if alone else f"courses_{start // EACH + 1}",
        title=title,
        table=courses.name,
        category="case",
        marks=(
            Mark("infusions", Event.INFUSION),
            Mark("onset", Event.ONSET),
            Mark("bronchoscopy", Event.BRONCHOSCOPY),
            Mark("treated", Event.TREATMENT),
            Mark("recovered", Event.RECOVERY),
            Mark("died", Event.DEATH),
            Mark("last_seen", Event.ONGOING),
        ),
        denominator=left_out(len(courses.rows), reports),
        value_title=_("Day, 1 is that of the first infusion of the course"),
        top=LAST,
        limit=EACH,
        omit=(*cases[:start], *cases[start + EACH :]),
    )
    return described(chart, courses)


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        _(
            "Course of each case: in the course of infusions in which the deciding reaction began; day 1 is the "
            "calendar day of its first infusion. An event that is known between two days stands on the earlier one; an "
            "event whose day does not follow from the record is not shown. Recovered: when the last symptom was gone, "
            "else the end of the reaction. Last seen: of patients not recovered by then."
        ),
    )
