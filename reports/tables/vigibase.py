"""The VigiBase-style summary: what VigiAccess shows of a drug and a reaction, and outcome by indication group."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reports.sources import registry
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.published import PublishedRow, published_rows
from reports.tables import definitions as shared
from reports.tables import distributions, outcomes
from reports.tables.digest import digest
from reports.tables.options import Values
from reports.tables.report import Report, ReportTable

NAME = "vigibase"


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population, from one snapshot of the database."""
    with registry.snapshot():
        published = published_rows(names, population)
        total = registry.total(population)
        behind = [*registry.rows(population), *({"published": row.as_row()} for row in published)]
        return shared.made(
            NAME,
            population,
            total,
            definitions=(*definitions(), *citations(published)),
            digest=digest(behind),
            tables=_tables(population, total, published),
        )


def _tables(population: Population, total: int, published: list[PublishedRow]) -> tuple[ReportTable, ...]:
    return (
        distributions.total_table(total),
        distributions.reactions_table(population, total),
        distributions.continent_table(population, total),
        distributions.age_table(population, total),
        distributions.sex_table(population, total),
        distributions.year_table(population, total),
        outcomes.outcome_table(outcomes.registry_rows(population, published), published),
        outcomes.overlap_table(published, registry.identifiers(population)),
    )


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
        _(
            "Digest: SHA-256 over the rows behind this report (case number, version, day of acceptance, facts) and the "
            "published rows, each as JSON with sorted keys, sorted, one a line."
        ),
    )


def citations(published: Iterable[PublishedRow]) -> tuple[str, ...]:
    """The documents that the published rows are taken from, each once."""
    found = {row.source: row.citation for row in published}
    return tuple(_("Source %(key)s: %(citation)s") % {"key": key, "citation": found[key]} for key in sorted(found))
