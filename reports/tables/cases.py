"""The line listing: one line for each report, with the columns of adrreports.eu and those of a lung bleeding."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _

from reports.sources import registry
from reports.sources.lines import opened
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.together import answers
from reports.tables import definitions as shared
from reports.tables.options import Values
from reports.tables.report import COUNT, Column, Listing, Report

NAME = "cases"


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population. Its lines are read when they are written, however many there are."""
    with registry.snapshot():
        found = answers(("total", "cases_digest"), population)
        total = int(found["total"]["reports"].iloc[0])
        return shared.made(
            NAME,
            population,
            total,
            kind=_("Line listing"),
            definitions=definitions(),
            digest=str(found["cases_digest"]["digest"].iloc[0]),
            listing=Listing(NAME, _("Cases, one a line"), columns(), total, partial(opened, population)),
        )


def columns() -> tuple[Column, ...]:
    """The columns of question `cases_lines`, in its order."""
    return (
        Column("case", _("Case number")),
        Column("version", _("Version"), COUNT),
        Column("report_type", _("Report type")),
        Column("received", _("First received")),
        Column("qualification", _("Primary source qualification")),
        Column("region", _("Region of the primary source's country")),
        Column("literature", _("Literature reference")),
        Column("age_group", _("Age group")),
        Column("parent_child", _("Parent-child report")),
        Column("sex", _("Sex")),
        Column("reactions", _("Reactions (duration - outcome - seriousness)")),
        Column("suspects", _("Suspect drugs (role - indication - action taken - [duration - dose - route])")),
        Column("concomitants", _("Other drugs (role - indication - action taken - [duration - dose - route])")),
        Column("onset_day", _("Day of onset")),
        Column("infusion", _("Infusions before onset")),
        Column("bal", _("Lavage")),
        Column("treatment", _("Treatment")),
        Column("retreatment", _("Drug given again")),
        Column("form", _("CIOMS I form")),
    )


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        shared.lock_point(),
        shared.report(),
        _(
            "Lines: one for each report, in the order in which the cases came here, as its newest version by the lock "
            "point tells it; in English. A line shows all reactions and drugs of the case, also those that were not "
            "asked for."
        ),
        _(
            "De-identified: no line holds a name, initials, a date of birth or any date but that of receipt; dates in "
            "free text are taken out. Literature references are those that the report itself gives."
        ),
        _("Not told: the report does not say. An empty literature reference or list of drugs: there is none."),
        _("First received: E2B C.1.4, as precise as it is known."),
        _("Age group: age at onset in the groups of adrreports.eu. Country: by region, European Economic Area or not."),
        _(
            "Day of onset: day 1 is that of the first infusion of the course; 2-3 when the dates leave it open. Of the "
            "first suspect drug with the first reaction of which it is known."
        ),
        _("CIOMS I form: its address, for those who may see the case."),
        _("Digest: SHA-256 over the sorted SHA-256 digests of the lines, each with the day of acceptance."),
    )
