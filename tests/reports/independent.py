"""A second way to count: the cases of a population, read back as ICSRs and chosen and described in plain Python.

It shares with the reports the dictionary of terms and the pure rules of age and continent, which have tests of their
own; it does not read the tables of facts and knows no SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from cases import store
from cases.icsr import ICSR
from cases.icsr.drug import Drug
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.values import NullFlavor
from cases.models import CaseVersion
from cases.rules.age import age_at_onset, age_band
from cases.rules.continents import continent_of
from cases.terminology.lookup import Dictionary
from reports.sources.population import Population

CRITERIA = ("results_in_death", "life_threatening", "hospitalisation", "disabling", "congenital_anomaly",
            "medically_important")  # fmt: skip
WORST_FIRST = ("5", "3", "2", "4", "1")


@dataclass(frozen=True)
class PairView:
    """One suspect or interacting drug with one reaction."""

    drug_number: int
    drug: str
    group: str
    reaction_number: int
    reaction: str
    organ_class: str
    serious: bool | None
    outcome: str


@dataclass(frozen=True)
class CaseView:
    """One report: the version that counts, and what is asked of it. '' and None are unknown, as in the facts."""

    identifier: str
    version_id: int
    number: int
    source: str
    centre: int
    accepted: date
    submitted_at: datetime
    icsr: ICSR
    sex: str
    age_band: str
    country: str
    continent: str
    received: date | None
    serious: bool | None
    pairs: tuple[PairView, ...]
    """All pairs of the case."""
    matching: tuple[PairView, ...]
    """Those with a drug and a reaction of the population."""

    @property
    def indication_group(self) -> str:
        """Of the first matching drug with a known one."""
        return next((pair.group for pair in self.matching if pair.group not in ("", "unknown")), "unknown")

    @property
    def outcome(self) -> str:
        """Of all reactions: fatal if any; else the worst known of the serious ones, or of all when none is serious."""
        every = [pair.outcome for pair in self.pairs]
        if "5" in every:
            return "5"
        some = [pair.outcome for pair in self.pairs if pair.serious] or every
        return next((code for code in WORST_FIRST if code in some), "0")


def cases_of(population: Population) -> list[CaseView]:
    """The reports of a population, by case number."""
    terms = Dictionary()
    versions = list(_newest(population))
    records = store.load_many([version.pk for version in versions])
    views = (_view(version, records[version.pk], terms, population) for version in versions)
    return sorted((view for view in views if view and _fits(view, population)), key=lambda view: view.identifier)


def counts(cases: Iterable[CaseView], key: Callable[[CaseView], Hashable]) -> dict[Any, int]:
    """How many reports have each value of a key."""
    return dict(Counter(map(key, cases)))


def _newest(population: Population) -> Iterator[CaseVersion]:
    """Of each case of the cohort the last version accepted by the lock point."""
    newest: dict[int, CaseVersion] = {}
    for version in CaseVersion.objects.select_related("case"):
        accepted = version.accepted_at
        if accepted is None or population.as_of is None or accepted.astimezone(UTC).date() > population.as_of:
            continue
        other = newest.get(version.case_id)
        if other is None or version.number > other.number:
            newest[version.case_id] = version
    return (version for version in newest.values() if version.case.kind == population.cohort)


def _view(version: CaseVersion, icsr: ICSR, terms: Dictionary, population: Population) -> CaseView | None:
    if icsr.report is not None and icsr.report.retraction == "1":
        return None
    pairs = tuple(_pairs(icsr, terms))
    began = next((row.start for row in icsr.reactions if isinstance(row.start, PartialDate)), None)
    group = icsr.patient.age_group if icsr.patient else None
    country = _country(icsr)
    received = icsr.report.first_received if icsr.report else None
    sex = icsr.patient.sex if icsr.patient else None
    assert version.accepted_at is not None
    assert version.submitted_at is not None
    return CaseView(
        identifier=version.case.identifier,
        version_id=version.pk,
        number=version.number,
        source=version.case.source,
        centre=version.case.centre_id,
        accepted=version.accepted_at.astimezone(UTC).date(),
        submitted_at=version.submitted_at,
        icsr=icsr,
        sex="" if sex is None or isinstance(sex, NullFlavor) else str(sex),
        age_band=str(age_band(age_at_onset(icsr.patient, began), group)),
        country=country,
        continent=str(continent_of(country) or ""),
        received=received.earliest.date() if received else None,
        serious=_any([_serious(row) for row in icsr.reactions]),
        pairs=pairs,
        matching=tuple(pair for pair in pairs if _matches(pair, population)),
    )


def _pairs(icsr: ICSR, terms: Dictionary) -> Iterator[PairView]:
    if icsr.episode is not None:
        return
    for drug_position, drug in enumerate(icsr.drugs, start=1):
        if drug.role not in ("1", "3"):  # E2B G.k.1: suspect, interacting
            continue
        name, group = _drug_name(drug, terms), _group(drug, terms)
        for position, reaction in enumerate(icsr.reactions, start=1):
            term = terms.find("reaction", reaction.term, reaction.verbatim)
            yield PairView(
                drug_number=drug.number or drug_position,
                drug=name,
                group=group,
                reaction_number=reaction.number or position,
                reaction=term.name if term else reaction.verbatim or "",
                organ_class=term.group if term else "",
                serious=_serious(reaction),
                outcome=str(reaction.outcome or "0"),
            )


def _drug_name(drug: Drug, terms: Dictionary) -> str:
    for substance in drug.substances:
        term = terms.find("substance", substance.term, substance.name)
        if term:
            return term.name
    term = terms.find("substance", None, drug.name)
    return term.name if term else drug.name or ""


def _group(drug: Drug, terms: Dictionary) -> str:
    told = [row for row in drug.indications if row.term or not isinstance(row.verbatim or NullFlavor.NI, NullFlavor)]
    for row in told:
        term = terms.find("indication", row.term, row.verbatim)
        if term:
            return term.group
    return "other" if told else "unknown"


def _serious(reaction: Reaction) -> bool | None:
    answers = [getattr(reaction, name) for name in CRITERIA]
    return True if True in answers else False if all(answer is False for answer in answers) else None


def _any(answers: list[bool | None]) -> bool | None:
    return True if True in answers else None if not answers or None in answers else False


def _country(icsr: ICSR) -> str:
    happened = [row.country for row in icsr.reactions if row.country]
    primary = [row.country for row in icsr.primary_sources if row.primary == "1" and row.country]
    others = [row.country for row in icsr.primary_sources if row.country]
    return next(iter([*happened, *primary, *others]), "")


def _matches(pair: PairView, population: Population) -> bool:
    drugs = {spelling for name in population.drugs for spelling in name.spellings}
    reactions = {spelling for name in population.reactions for spelling in name.spellings}
    return (not drugs or pair.drug in drugs) and (not reactions or pair.reaction in reactions)


def _fits(view: CaseView, population: Population) -> bool:
    first, last = population.received_from, population.received_to
    return all(
        (
            population.cohort == "comparator" or view.matching,
            not population.indication_groups or view.indication_group in population.indication_groups,
            not population.sources or view.source in population.sources,
            not population.countries or (view.country or "unknown") in population.countries,
            not population.age_bands or view.age_band in population.age_bands,
            not population.centres or view.centre in population.centres,
            population.serious is None or view.serious is population.serious,
            first is None or (view.received is not None and view.received >= first),
            last is None or (view.received is not None and view.received <= last),
        )
    )
