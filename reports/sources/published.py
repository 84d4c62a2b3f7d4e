"""Published rows of reports that fit a population, as they stand in their sources."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.models import Overlap, PublishedFigure
from reports.sources.names import Names
from reports.sources.population import Name, Population

STATED = Overlap.Basis.STATED.value
COUNTS = ("reports", "two_infusions", "recovered", "died", "not_told")


@dataclass(frozen=True)
class PublishedOverlap:
    """A case whose patient the row counts too."""

    case_identifier: str
    basis: str
    reason: str


@dataclass(frozen=True)
class PublishedRow:
    """Reports by outcome as somebody else counted them; None is not told."""

    key: str
    series: str
    position: int
    source: str
    """Key of the source."""
    citation: str
    place: str
    groups: tuple[str, ...]
    """Indication groups that are counted together; none means all."""
    reports: int
    two_infusions: int | None
    recovered: int | None
    died: int | None
    not_told: int | None
    derived: tuple[str, ...]
    at_least: tuple[str, ...]
    derivation: str
    note: str
    only_of: str
    """The reaction that the row is limited to, where the report is not; else empty."""
    overlaps: tuple[PublishedOverlap, ...]

    def exact(self, name: str) -> int | None:
        """A count that is told and is no lower bound."""
        value: int | None = getattr(self, name)
        return None if name in self.at_least else value

    def as_row(self) -> Mapping[str, Any]:
        """The row for the digest."""
        return dataclasses.asdict(self)


def published_rows(names: Names, population: Population) -> list[PublishedRow]:
    """The published rows of reports on one of these drugs and reactions, or on any when none is asked for.

    None when the population is narrowed by what published counts do not tell, such as the country.
    """
    if population.of_reports:
        return []
    figures = (
        PublishedFigure.objects.filter(measure=PublishedFigure.Measure.REPORTS)
        .select_related("source")
        .prefetch_related("overlaps")
    )
    fitting = [
        figure
        for figure in figures
        if fits(names, "substance", figure.drug, population.drugs)
        and fits(names, "reaction", figure.reaction, population.reactions)
        and _of_groups(figure, population)
    ]
    return sorted((_row(figure, population) for figure in fitting), key=lambda row: (row.position, row.key))


def fits(names: Names, kind: str, words: str, wanted: Sequence[Name]) -> bool:
    """Whether the words name one of these, or any will do."""
    return not wanted or names.canonical(kind, words) in {names.canonical(kind, item.name) for item in wanted}


def _of_groups(figure: PublishedFigure, population: Population) -> bool:
    """Whether it counts none but the indication groups asked for."""
    wanted, counted = set(population.indication_groups), set(figure.indication_groups)
    return not wanted or (bool(counted) and counted <= wanted)


def _row(figure: PublishedFigure, population: Population) -> PublishedRow:
    counts = {name: getattr(figure, name) for name in COUNTS}
    overlaps = sorted(
        (row for row in figure.overlaps.all() if row.case_identifier), key=lambda row: row.case_identifier
    )
    return PublishedRow(
        key=figure.key,
        series=figure.series,
        position=figure.position,
        source=figure.source.key,
        citation=figure.source.citation,
        place=figure.place,
        groups=tuple(figure.indication_groups),
        derived=tuple(figure.derived),
        at_least=tuple(figure.at_least),
        derivation=figure.derivation,
        note=figure.note,
        only_of=figure.reaction if not population.reactions else "",
        overlaps=tuple(PublishedOverlap(row.case_identifier, row.basis, row.reason) for row in overlaps),
        **counts,
    )
