"""The vigiGrade completeness score of a case, and what would raise it most.

Bergvall T, Norén GN, Lindquist M. vigiGrade: a tool to identify well-documented individual case reports and highlight
systematic data quality issues. Drug Saf 2014;37(1):65-77, doi 10.1007/s40264-013-0131-x.

C is the product over ten dimensions of (1 - penalty), for each suspect or interacting drug with each reaction, and the
mean over these pairs for the case. A case is well documented when C is more than 0.8. The score rewards presence, not
truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import prod
from typing import Any

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Outcome, ReportType
from cases.icsr.codes_lung import InfusionStatus
from cases.icsr.drug import Drug, DrugReaction
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.spec import CodeList
from cases.icsr.words import _
from cases.rules.facts import Terms, given
from cases.rules.timing import hours

WELL_DOCUMENTED = Decimal("0.8")
MONTH = timedelta(days=31)


class Dimension(CodeList):
    """The ten dimensions of the score."""

    TIME_TO_ONSET = "time_to_onset", _("Time to onset")
    INDICATION = "indication", _("Indication")
    OUTCOME = "outcome", _("Outcome")
    SEX = "sex", _("Sex")
    AGE = "age", _("Age at onset")
    DOSE = "dose", _("Dose")
    COUNTRY = "country", _("Country where it happened")
    REPORTER = "reporter", _("Reporter's qualification")
    REPORT_TYPE = "report_type", _("Type of report")
    COMMENTS = "comments", _("Narrative")


MISSING: Mapping[Dimension, Decimal] = {
    Dimension.TIME_TO_ONSET: Decimal("0.5"),
    Dimension.INDICATION: Decimal("0.3"),
    Dimension.OUTCOME: Decimal("0.3"),
    Dimension.SEX: Decimal("0.3"),
    Dimension.AGE: Decimal("0.3"),
    Dimension.DOSE: Decimal("0.1"),
    Dimension.COUNTRY: Decimal("0.1"),
    Dimension.REPORTER: Decimal("0.1"),
    Dimension.REPORT_TYPE: Decimal("0.1"),
    Dimension.COMMENTS: Decimal("0.1"),
}
"""The penalty when nothing is known (table 1 of the paper)."""

ONSET_UNCERTAIN = Decimal("0.3")
"""The time to onset is uncertain by more than a month."""
ONSET_ORDER_UNCLEAR = Decimal("0.1")
"""Imprecise dates leave open whether the drug came first."""
AGE_GROUP_ONLY = Decimal("0.1")
NONE = Decimal(0)


@dataclass(frozen=True)
class PairScore:
    """The score of one drug with one reaction, and the penalties behind it (0 is none)."""

    drug: int
    reaction: int
    penalties: Mapping[Dimension, Decimal]

    @property
    def score(self) -> Decimal:
        """C of the pair, from 0.07 to 1."""
        return prod((1 - penalty for penalty in self.penalties.values()), start=Decimal(1))


@dataclass(frozen=True)
class Completeness:
    """The score of a case and of its pairs."""

    pairs: tuple[PairScore, ...]
    score: Decimal

    @property
    def well_documented(self) -> bool:
        """Whether C is more than 0.8."""
        return self.score > WELL_DOCUMENTED

    def gains(self) -> list[tuple[Dimension, Decimal]]:
        """What the score would gain if a dimension were complete, most first; dimensions without penalty left out."""
        return sorted(
            ((dimension, gain) for dimension in Dimension if (gain := self._gain(dimension)) > 0),
            key=lambda item: -item[1],
        )

    def _gain(self, dimension: Dimension) -> Decimal:
        filled = [pair.score / (1 - pair.penalties[dimension]) - pair.score for pair in self.pairs]
        return sum(filled, start=NONE) / len(filled)


def completeness(icsr: ICSR, terms: Terms) -> Completeness:
    """Score a case. Without a suspect drug or a reaction, the pair itself counts as unknown."""
    of_case = _case_penalties(icsr)
    drugs = [(number, drug) for number, drug in _numbered(icsr.drugs) if _is_suspect(drug)] or [(0, Drug())]
    reactions = list(_numbered(icsr.reactions)) or [(0, Reaction())]
    links = {(row.drug, row.reaction): row for row in icsr.drug_reactions}
    pairs = tuple(
        PairScore(
            drug_number,
            number,
            {
                **of_case,
                Dimension.TIME_TO_ONSET: onset_penalty(drug, reaction, links.get((drug_number, number))),
                Dimension.INDICATION: _penalty(Dimension.INDICATION, _has_indication(drug, terms)),
                Dimension.DOSE: _penalty(Dimension.DOSE, _has_dose(drug)),
                Dimension.OUTCOME: _penalty(Dimension.OUTCOME, reaction.outcome not in (None, Outcome.UNKNOWN)),
                Dimension.COUNTRY: _penalty(Dimension.COUNTRY, bool(reaction.country)),
            },
        )
        for drug_number, drug in drugs
        for number, reaction in reactions
    )
    return Completeness(pairs, sum((pair.score for pair in pairs), start=NONE) / len(pairs))


def _case_penalties(icsr: ICSR) -> dict[Dimension, Decimal]:
    patient, report = icsr.patient, icsr.report
    has = {
        Dimension.SEX: patient is not None and given(patient.sex) is not None,
        Dimension.REPORTER: any(given(row.qualification) for row in icsr.primary_sources),
        Dimension.REPORT_TYPE: report is not None and report.report_type not in (None, ReportType.UNKNOWN),
        Dimension.COMMENTS: icsr.narrative is not None and bool(icsr.narrative.story),
    }
    return {**{dimension: _penalty(dimension, known) for dimension, known in has.items()}, Dimension.AGE: _age(icsr)}


def _age(icsr: ICSR) -> Decimal:
    patient = icsr.patient
    if patient is None:
        return MISSING[Dimension.AGE]
    began = any(isinstance(row.start, PartialDate) for row in icsr.reactions)
    if patient.age_at_onset is not None or (began and isinstance(patient.birth_date, PartialDate)):
        return NONE
    return AGE_GROUP_ONLY if patient.age_group is not None else MISSING[Dimension.AGE]


def onset_penalty(drug: Drug, reaction: Reaction, link: DrugReaction | None) -> Decimal:
    """The penalty for the time from start of treatment to reaction: a reported interval or day, else both dates."""
    if link is not None and (
        hours(link.from_first) is not None or link.onset_day_earliest is not None or link.onset_day_latest is not None
    ):
        return NONE
    began = reaction.start
    starts = _starts(drug, link)
    if not isinstance(began, PartialDate) or not starts:
        return MISSING[Dimension.TIME_TO_ONSET]
    start = min(starts, key=lambda date: date.earliest)
    if _longest(start, began) - _shortest(start, began) > MONTH:
        return ONSET_UNCERTAIN
    unclear = _shortest(start, began) < timedelta(0) and not (start.to_the_day and began.to_the_day)
    return ONSET_ORDER_UNCLEAR if unclear else NONE


def _starts(drug: Drug, link: DrugReaction | None) -> list[PartialDate]:
    """When treatment started: the dosages, and the infusions received of the course in which the reaction began."""
    course = link.onset_course if link is not None else None
    received = (
        row.start
        for row in drug.infusions
        if row.status not in (InfusionStatus.PLANNED, InfusionStatus.WITHHELD) and course in (None, row.course)
    )
    return [date for date in (*received, *(row.start for row in drug.dosages)) if isinstance(date, PartialDate)]


def _shortest(start: PartialDate, began: PartialDate) -> timedelta:
    return _day(began.earliest) - _day(start.latest)


def _longest(start: PartialDate, began: PartialDate) -> timedelta:
    return _day(began.latest) - _day(start.earliest)


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0)


def _is_suspect(drug: Drug) -> bool:
    return drug.role in (DrugRole.SUSPECT, DrugRole.INTERACTING)


def _has_indication(drug: Drug, terms: Terms) -> bool:
    return any(row.term or terms.find("indication", None, row.verbatim) for row in drug.indications)


def _has_dose(drug: Drug) -> bool:
    doses = [*(row.dose for row in drug.dosages), *(row.dose for row in drug.infusions), drug.cumulative_dose]
    return any(dose is not None for dose in doses)


def _penalty(dimension: Dimension, known: bool) -> Decimal:
    return NONE if known else MISSING[dimension]


def _numbered(rows: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    return ((row.number or position, row) for position, row in enumerate(rows, start=1))
