"""The VigiBase-style summary: what VigiAccess shows of a drug and a reaction, and outcome by indication group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd
from django.utils.translation import gettext as _

from reports.sources import registry
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.published import PublishedRow, published_rows
from reports.sources.together import answers
from reports.tables import definitions as shared
from reports.tables import distributions, outcomes
from reports.tables.options import Values
from reports.tables.report import Report, ReportTable

NAME = "vigibase"
QUESTIONS = (
    "reactions", "continent", "age_group", "sex", "year", "indication_group", "counted_among", "versions_digest",
)  # fmt: skip


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population, from one snapshot of the database."""
    with registry.snapshot():
        published = published_rows(names, population)
        overlapping = sorted({overlap.case_identifier for row in published for overlap in row.overlaps})
        found = answers(QUESTIONS, population, cases=overlapping)
        total = int(found["sex"]["reports"].sum())
        tables = tuple(_tables(found, published, total))
        return shared.made(
            NAME,
            population,
            total,
            definitions=(*definitions(), *citations(published)),
            digest=shared.digest_of(found["versions_digest"], tables),
            tables=tables,
        )


def _tables(found: Mapping[str, pd.DataFrame], published: list[PublishedRow], total: int) -> Iterator[ReportTable]:
    yield distributions.total_table(total)
    yield distributions.reactions_table(found["reactions"], total)
    yield distributions.continent_table(found["continent"], total)
    yield distributions.age_table(found["age_group"], total)
    yield distributions.sex_table(found["sex"], total)
    yield distributions.year_table(found["year"], total)
    yield outcomes.outcome_table(outcomes.registry_rows(found["indication_group"], published), published)
    yield outcomes.overlap_table(published, set(found["counted_among"]["identifier"]))


def definitions() -> tuple[str, ...]:
    """What counts as what, one sentence or two for each term."""
    return (
        shared.lock_point(),
        shared.report(),
        shared.percent(),
        _(
            "Reactions: all reactions recorded with the drug in these reports, so they can add up to more than the "
            "reports."
        ),
        _(
            "Continent: of the country where the reaction happened (E2B E.i.9), else of the primary source (C.2.r.3); "
            "UN M49 regions."
        ),
        _("Age: at onset of the reaction, in the nine bands of VigiAccess."),
        _("Year: in which the case was first received (E2B C.1.4)."),
        _(
            "Indication group: what the drug was given for; of several fitting drugs, the first whose group is known. "
            "A row of several groups repeats the reports of the single ones."
        ),
        _(
            "Two infusions: exactly two infusions of the course had been received when the reaction began, the one "
            "running then included. Of several reactions the serious ones decide."
        ),
        _(
            "Outcome: of a report with several reactions, fatal if any was; else the worst known outcome of its "
            "serious reactions, or of all its reactions when none is serious."
        ),
        _(
            "Recovered: E2B outcomes recovered and recovered with lasting effects. Other known outcome: recovering or "
            "not recovered."
        ),
        _(
            "Fatality: died / all reports, unknown outcomes included; known outcomes stand beside it. Interval: 95 % "
            "score interval (Wilson EB. J Am Stat Assoc 1927;22:209-212), computed here for every row."
        ),
        _(
            "Published rows: as their source prints them, never turned into cases. Not told: the source does not say. "
            "Derived: not printed, but follows from what is. They can hold the same patients as the registry: never "
            "add them up."
        ),
        shared.row_digest(),
    )


def citations(published: Iterable[PublishedRow]) -> tuple[str, ...]:
    """The documents that the published rows are taken from, each once."""
    found = {row.source: row.citation for row in published}
    return tuple(_("Source %(key)s: %(citation)s") % {"key": key, "citation": found[key]} for key in sorted(found))
