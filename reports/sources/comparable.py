"""Published figures with the population and the measure by which the registry can be compared with them."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from reports.models import PublishedFigure
from reports.sources.names import Names
from reports.sources.population import COMPARATOR, Name, Population
from reports.sources.published import PublishedOverlap, fits
from reports.sources.words import population as read_population


@dataclass(frozen=True)
class Comparable:
    """A published figure with what the registry has to count to be compared with it."""

    key: str
    series: str
    position: int
    source: str
    kind: str
    """Kind of the source: a paper, or guidance that nobody has reviewed."""
    citation: str
    place: str
    original: str
    words: str
    """The population as the source describes it."""
    population: Population
    """The registry's cases that fit, all indications; `groups` narrows them."""
    groups: tuple[str, ...]
    measure: str
    """Code of `PublishedFigure.Measure`."""
    counted_as: str
    of_what: str
    summary: str
    numerator: int | None
    denominator: int | None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    derived: tuple[str, ...]
    derivation: str
    note: str
    overlaps: tuple[PublishedOverlap, ...]
    others: tuple[tuple[str, str, str], ...]
    """Other figures that count the same patients: key, basis and reason."""

    @property
    def narrowed(self) -> Population:
        """The population with the figure's indication groups."""
        return dataclasses.replace(self.population, indication_groups=self.groups)

    @property
    def shared(self) -> tuple[str, ...]:
        """Cases of the registry that the figure counts too, or may count."""
        return tuple(row.case_identifier for row in self.overlaps)


def comparable(names: Names, population: Population) -> list[Comparable]:
    """Every published figure whose population has something in common with this one, in the order of reports.

    The registry's cases are those that fit both.
    """
    figures = PublishedFigure.objects.select_related("source").prefetch_related("overlaps__other")
    found = [(figure, _common(names, figure, population)) for figure in figures]
    rows = (_comparable(figure, common) for figure, common in found if common is not None)
    return sorted(rows, key=lambda row: (row.position, row.key))


def _common(names: Names, figure: PublishedFigure, population: Population) -> Population | None:
    """The registry's population of a figure within another; None when they have nothing in common."""
    own = read_population(names, **figure.fits)
    drugs = _name(names, "substance", figure.drug)
    reactions = _name(names, "reaction", figure.reaction)
    narrowed = population.drugs or population.reactions or population.indication_groups
    if (own.cohort == COMPARATOR and narrowed) or (population.cohort == COMPARATOR != own.cohort):
        return None
    if not (fits(names, "substance", figure.drug, population.drugs) or not figure.drug):
        return None
    if not (fits(names, "reaction", figure.reaction, population.reactions) or not figure.reaction):
        return None
    both: dict[str, Any] = {}
    for name in ("sources", "countries", "age_bands", "indication_groups"):
        wanted, counted = getattr(population, name), getattr(own, name)
        counted = tuple(figure.indication_groups) if name == "indication_groups" else counted
        both[name] = tuple(code for code in wanted if code in counted) if wanted and counted else wanted or counted
        if (wanted and counted) and not both[name]:
            return None
    if None not in (population.serious, own.serious) and population.serious != own.serious:
        return None
    return dataclasses.replace(
        population,
        **both,
        drugs=drugs or population.drugs,
        reactions=reactions or population.reactions,
        serious=own.serious if population.serious is None else population.serious,
        cohort=own.cohort,
    )


def _name(names: Names, kind: str, words: str) -> tuple[Name, ...]:
    """The name as it is counted; one that no case has where the dictionaries do not know it either."""
    return (names.find(kind, words) or Name(words, (words,)),) if words else ()


def _comparable(figure: PublishedFigure, common: Population) -> Comparable:
    overlaps = sorted(figure.overlaps.all(), key=lambda row: (row.case_identifier, row.other.key if row.other else ""))
    low, high, value = (None if number is None else float(number) for number in (figure.low, figure.high, figure.value))
    return Comparable(
        key=figure.key,
        series=figure.series,
        position=figure.position,
        source=figure.source.key,
        kind=figure.source.kind,
        citation=figure.source.citation,
        place=figure.place,
        original=figure.original,
        words=figure.population,
        # One count of all indications serves every figure that differs by its indication groups only.
        population=dataclasses.replace(common, indication_groups=()),
        groups=common.indication_groups,
        measure=figure.measure,
        counted_as=figure.counted_as,
        of_what=figure.of_what,
        summary=figure.summary,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=value,
        low=low,
        high=high,
        unit=figure.unit,
        derived=tuple(figure.derived),
        derivation=figure.derivation,
        note=figure.note,
        overlaps=tuple(
            PublishedOverlap(row.case_identifier, row.basis, row.reason) for row in overlaps if row.case_identifier
        ),
        others=tuple((row.other.key, row.basis, row.reason) for row in overlaps if row.other),
    )
