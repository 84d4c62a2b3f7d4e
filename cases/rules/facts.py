"""The facts of a version that aggregates count: derived from its ICSR and the terms, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Outcome, PrimarySourceMark, Retraction
from cases.icsr.drug import Drug, DrugReaction
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.spec import CodeList
from cases.icsr.values import Coded, NullFlavor
from cases.icsr.words import _
from cases.rules.age import age_at_onset, age_band, ema_age_group
from cases.rules.continents import continent_of
from cases.rules.origin import literature, region, reporter_group
from cases.rules.outcome import is_serious, report_outcome
from cases.rules.timing import Onset, onset
from cases.rules.treatments import treatment_answers


class IndicationGroup(CodeList):
    """What a drug was given for, as coarse as VigiBase's summary of alemtuzumab needs it."""

    MS = "ms", _("Multiple sclerosis")
    TRANSPLANTATION = "transplantation", _("Transplantation")
    HAEMATOLOGICAL = "haematological", _("Haematological malignancy")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Unknown")


@dataclass(frozen=True)
class KnownTerm:
    """A term as a dictionary has it."""

    code: str
    version: str
    name: str
    group: str


class Terms(Protocol):
    """Where the rules look terms up."""

    def find(self, kind: str, coded: Coded | None, words: Any) -> KnownTerm | None:
        """The term of a code, else of the words; None when the dictionary has neither."""


@dataclass(frozen=True, kw_only=True)
class VersionFacts:
    """Facts of the whole case; '' and None mean unknown."""

    sex: str
    age_years: Decimal | None
    age_band: str
    country: str
    country_basis: str
    """'occurrence' for the country of the reaction, 'reporter' when only the primary source's is known."""
    continent: str
    received_year: int | None
    received: date | None
    """The day of first receipt (C.1.4), or the first day of the month or year that is all that is known."""
    received_to_day: bool
    """Whether that day is known, and not only its month or year."""
    onset_to_receipt: int | None
    """Days from the start of the first reaction with a date to first receipt; None unless both days are known."""
    report_type: str
    ema_age_group: str
    reporter_group: str
    region: str
    literature: str
    serious: bool | None
    nullified: bool
    diagnosis: str
    treatments: list[str]
    treatments_denied: list[str]
    """Kinds said not to have been given: all of them when the case says that no treatment was given."""
    intensive_care: bool | None
    alive_after_one_year: bool | None


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Facts of one suspect drug with one reaction."""

    drug_number: int
    reaction_number: int
    drug_code: str
    drug_name: str
    indication_group: str
    reaction_code: str
    reaction_name: str
    organ_class: str
    serious: bool | None
    outcome: str
    infusions_before_onset: int | None
    onset_basis: str
    onset_day_earliest: int | None
    onset_day_latest: int | None
    hours_since_first: Decimal | None
    hours_since_last: Decimal | None
    dechallenge: str
    rechallenge: str
    decides: bool
    """Of several reactions the serious ones decide; all of them when none is serious."""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What all pairs of a version say together: the answers for a report that no drug or reaction narrows."""

    pair_count: int
    whole_indication_group: str
    """That of the first drug whose group is known, else unknown; '' without a pair."""
    whole_two_infusions: bool
    """Whether a deciding reaction began when exactly two infusions had been received."""
    whole_infusions_unknown: bool | None
    """Whether that number is known of no deciding reaction; None without a pair."""
    whole_outcome: str
    """The outcome of the report (`cases.rules.outcome.report_outcome`); '' without a pair."""


def given(value: Any) -> Any:
    """The value, or None when a null flavour stands in its place."""
    return None if isinstance(value, NullFlavor) else value


def version_facts(icsr: ICSR) -> VersionFacts:
    """Facts of the case as a whole."""
    country, basis = _country(icsr)
    began = next((row.start for row in icsr.reactions if isinstance(row.start, PartialDate)), None)
    age = age_at_onset(icsr.patient, began)
    seriousness = [is_serious(row) for row in icsr.reactions]
    received = icsr.report.first_received if icsr.report else None
    sex = given(icsr.patient.sex) if icsr.patient else None
    continent = continent_of(country)
    group = icsr.patient.age_group if icsr.patient else None
    treatments = treatment_answers(icsr)
    return VersionFacts(
        sex=sex or "",
        age_years=age,
        age_band=age_band(age, group),
        country=country,
        country_basis=basis,
        continent=continent or "",
        received_year=int(received.hl7[:4]) if received else None,
        received=received.earliest.date() if received else None,
        received_to_day=received is not None and received.to_the_day,
        onset_to_receipt=_days(began, received),
        report_type=(icsr.report.report_type or "") if icsr.report else "",
        ema_age_group=ema_age_group(age, group) or "",
        reporter_group=reporter_group(icsr) or "",
        region=region(icsr) or "",
        literature=literature(icsr),
        serious=True if True in seriousness else None if None in seriousness or not seriousness else False,
        nullified=icsr.report is not None and icsr.report.retraction == Retraction.NULLIFICATION,
        diagnosis=(icsr.episode.diagnosis or "") if icsr.episode else "",
        treatments=sorted(kind.value for kind, given_ in treatments.items() if given_),
        treatments_denied=sorted(kind.value for kind, given_ in treatments.items() if not given_),
        intensive_care=given(icsr.care.intensive_care) if icsr.care else None,
        alive_after_one_year=given(icsr.recovery.alive_after_one_year) if icsr.recovery else None,
    )


def _days(first: PartialDate | None, last: PartialDate | None) -> int | None:
    if first is None or last is None or not (first.to_the_day and last.to_the_day):
        return None
    return (last.earliest.date() - first.earliest.date()).days


def _country(icsr: ICSR) -> tuple[str, str]:
    occurred = next((row.country for row in icsr.reactions if row.country), None)
    if occurred:
        return occurred, "occurrence"
    sources = sorted(icsr.primary_sources, key=lambda row: row.primary != PrimarySourceMark.PRIMARY)
    reported = next((row.country for row in sources if row.country), None)
    return (reported, "reporter") if reported else ("", "")


def pairs(icsr: ICSR, terms: Terms) -> Iterator[Pair]:
    """Each suspect or interacting drug with each reaction. Comparator episodes have none."""
    if icsr.episode is not None:
        return
    none_serious = not any(is_serious(reaction) for reaction in icsr.reactions)
    for drug_position, drug in enumerate(icsr.drugs, start=1):
        if drug.role not in (DrugRole.SUSPECT, DrugRole.INTERACTING):
            continue
        for position, reaction in enumerate(icsr.reactions, start=1):
            decides = none_serious or bool(is_serious(reaction))
            numbers = (drug.number or drug_position, reaction.number or position)
            yield _pair(icsr, drug, reaction, numbers, terms, decides=decides)


def whole(of_pairs: Sequence[Pair]) -> Whole:
    """What the pairs of a version, all of them, say together."""
    ordered = sorted(of_pairs, key=lambda pair: (pair.drug_number, pair.reaction_number))
    known = (pair.indication_group for pair in ordered if pair.indication_group not in ("", IndicationGroup.UNKNOWN))
    infusions = [pair.infusions_before_onset for pair in ordered if pair.decides]
    return Whole(
        pair_count=len(ordered),
        whole_indication_group=next(known, IndicationGroup.UNKNOWN.value) if ordered else "",
        whole_two_infusions=2 in infusions,
        whole_infusions_unknown=all(number is None for number in infusions) if ordered else None,
        whole_outcome=report_outcome((pair.serious, Outcome(pair.outcome)) for pair in ordered) if ordered else "",
    )


def _pair(icsr: ICSR, drug: Drug, reaction: Reaction, numbers: tuple[int, int], terms: Terms, *, decides: bool) -> Pair:
    drug_number, number = numbers
    link = next(
        (row for row in icsr.drug_reactions if (row.drug, row.reaction) == (drug_number, number)),
        DrugReaction(drug=drug_number, reaction=number),
    )
    began: Onset = onset(link, given(reaction.start), drug.infusions)
    substance = substance_of(drug, terms)
    term = terms.find("reaction", reaction.term, reaction.verbatim)
    return Pair(
        drug_number=drug_number,
        reaction_number=number,
        drug_code=substance.code if substance else "",
        drug_name=substance.name if substance else (drug.name or ""),
        indication_group=indication_group(drug, terms),
        reaction_code=term.code if term else "",
        reaction_name=term.name if term else (reaction.verbatim or ""),
        organ_class=term.group if term else "",
        serious=is_serious(reaction),
        outcome=reaction.outcome or Outcome.UNKNOWN,
        infusions_before_onset=began.infusions_before,
        onset_basis=began.basis,
        onset_day_earliest=began.day_earliest,
        onset_day_latest=began.day_latest,
        hours_since_first=began.hours_since_first,
        hours_since_last=began.hours_since_last,
        dechallenge=given(link.dechallenge) or "",
        rechallenge=link.rechallenge or "",
        decides=decides,
    )


def substance_of(drug: Drug, terms: Terms) -> KnownTerm | None:
    """The substance a drug is counted under: its first substance known to the dictionary, else its name."""
    found = (terms.find("substance", row.term, row.name) for row in drug.substances)
    return next((term for term in found if term), None) or terms.find("substance", None, drug.name)


def indication_group(drug: Drug, terms: Terms) -> IndicationGroup:
    """The group of the first indication that the dictionary knows; unknown without one, other when none is known."""
    named = [row for row in drug.indications if row.term or given(row.verbatim)]
    for row in named:
        term = terms.find("indication", row.term, row.verbatim)
        if term:
            return IndicationGroup(term.group)
    return IndicationGroup.OTHER if named else IndicationGroup.UNKNOWN
