"""The line of a case in the line listing: the columns of adrreports.eu, and what this registry adds to them.

The texts are English and ready to be shown. They are made only of elements that cannot identify a person by themselves;
dates in free text are taken out, and no date of the patient is among them. Entries of a list are separated by "; ".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, ReportType, Sex
from cases.icsr.codes_lung import Aliquots, ProcedureStatus, Setting, Siderophages, TreatmentKind
from cases.icsr.drug import Dosage, Drug
from cases.icsr.reaction import Reaction
from cases.icsr.routes import Route
from cases.icsr.spec import CodeList
from cases.icsr.values import Coded, NullFlavor, Quantity
from cases.rules.age import EmaAgeGroup
from cases.rules.facts import Pair, Terms, VersionFacts, given, substance_of
from cases.rules.lung_facts import LungFacts
from cases.rules.origin import Region, qualification
from cases.rules.outcome import CRITERIA
from cases.rules.phrase import quantity_phrase

UNKNOWN = "not known"
SEPARATOR = "; "
_NOT_SERIOUS = "not serious"
_SUSPECT = (DrugRole.SUSPECT, DrugRole.INTERACTING)
_OTHER = (DrugRole.CONCOMITANT, DrugRole.NOT_ADMINISTERED)
_CRITERIA = {
    "results_in_death": "death",
    "life_threatening": "life-threatening",
    "hospitalisation": "hospital stay",
    "disabling": "disabling",
    "congenital_anomaly": "birth defect",
    "medically_important": "medically important",
}
_ROUTES = {route.value: route.label for route in Route}
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    r"\b(?:\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}[./-]\d{4}"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+)?(?:{_MONTHS})[a-z]*\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?,?)?\s+\d{{4}}"
    r"|(?:19|20)\d{2})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """The texts of one version; '' when there is nothing to say."""

    report_type: str
    received: str
    """ISO 8601, as precise as it is known, without the time of day."""
    qualification: str
    region: str
    literature: str
    age_group: str
    parent_child: str
    sex: str
    reactions: str
    """reaction (duration - outcome - seriousness)"""
    suspects: str
    """drug (role - indication - action taken - [duration - dose - route])"""
    concomitants: str
    """The same for drugs that are not suspected."""
    onset_day: str
    """Of the first suspect drug with the first reaction that has one: 4, or 2-3 when it is uncertain; day 1 is that of
    the first infusion of the course."""
    infusion: str
    """Infusions received before that onset."""
    bal: str
    treatment: str
    retreatment: str


def line(icsr: ICSR, terms: Terms, facts: VersionFacts, lung: LungFacts, pairs: Iterable[Pair]) -> Line:
    """The line of a case; `facts`, `lung` and `pairs` are those of the same case."""
    asked = next((pair for pair in pairs if pair.onset_day_earliest is not None), None)
    first = icsr.report.first_received if icsr.report else None
    return Line(
        report_type=_label(ReportType, facts.report_type),
        received=str(first)[:10] if first else "",
        qualification=_words(qualification(icsr)),
        region=_label(Region, facts.region),
        literature=facts.literature,
        age_group=_label(EmaAgeGroup, facts.ema_age_group) or "not specified",
        parent_child="yes" if icsr.parent else "no",
        sex=_label(Sex, facts.sex),
        reactions=SEPARATOR.join(_reaction(row, terms) for row in icsr.reactions),
        suspects=SEPARATOR.join(_drug(row, terms) for row in icsr.drugs if row.role in _SUSPECT),
        concomitants=SEPARATOR.join(_drug(row, terms) for row in icsr.drugs if row.role in _OTHER),
        onset_day=_range(asked.onset_day_earliest, asked.onset_day_latest) if asked else "",
        infusion=_first_known(pairs) if not asked else _number(asked.infusions_before_onset),
        bal=_lavage(lung),
        treatment=_treatment(facts, lung),
        retreatment=_retreatment(lung),
    )


@lru_cache(maxsize=4096)
def without_dates(words: str) -> str:
    """Free text with its dates taken out, be they days, months or years."""
    return _DATE.sub("[date]", words) if any(letter.isdigit() for letter in words) else words


def _words(code: Any) -> str:
    return code.label if isinstance(code, CodeList) else ""


def _label(codes: type[CodeList], value: str) -> str:
    return codes(value).label if value else ""


def _range(low: int | None, high: int | None) -> str:
    return f"{low}" if low == high or high is None else f"{low}-{high}"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _first_known(pairs: Iterable[Pair]) -> str:
    return _number(
        next((pair.infusions_before_onset for pair in pairs if pair.infusions_before_onset is not None), None)
    )


def _free(text: Any) -> str:
    return without_dates(text) if isinstance(text, str) and not isinstance(text, NullFlavor) else ""


def _term(terms: Terms, kind: str, coded: Coded | None, words: Any) -> str:
    found = terms.find(kind, coded, words)
    return found.name if found else _free(words)


def _quantity(value: Quantity | None) -> str:
    return str(quantity_phrase(value)) if value is not None and value.value is not None else ""


def _reaction(row: Reaction, terms: Terms) -> str:
    name = _term(terms, "reaction", row.term, row.verbatim) or UNKNOWN
    parts = (_quantity(row.duration), _words(row.outcome), _seriousness(row))
    return f"{name} ({' - '.join(part or UNKNOWN for part in parts)})"


def _seriousness(row: Reaction) -> str:
    answers = [getattr(row, name) for name in CRITERIA]
    met = [_CRITERIA[name] for name, answer in zip(CRITERIA, answers, strict=True) if answer is True]
    return ", ".join(met) or (_NOT_SERIOUS if all(answer is False for answer in answers) else "")


def _drug(row: Drug, terms: Terms) -> str:
    substance = substance_of(row, terms)
    name = (substance.name if substance else _free(row.name)) or UNKNOWN
    named = (_term(terms, "indication", item.term, item.verbatim) for item in row.indications)
    indications = ", ".join(text for text in named if text)
    given_as = ", ".join(f"[{text}]" for text in _regimens(row))
    parts = (_words(row.role), indications, _words(row.action_taken), given_as)
    return f"{name} ({' - '.join(part or UNKNOWN for part in parts)})"


def _regimens(row: Drug) -> list[str]:
    """Each dosage, and the infusions received by their doses; duration - dose - route."""
    texts = [_regimen(_quantity(item.duration), _quantity(item.dose), _route(item)) for item in row.dosages]
    received = [item for item in row.infusions if item.status in ("given", "stopped")]
    doses = dict.fromkeys((_quantity(item.dose), _words(given(item.route))) for item in received)
    counted = f"{len(received)} infusion{'s' if len(received) != 1 else ''}"
    texts += [_regimen(counted if len(doses) == 1 else "infusions", dose, route) for dose, route in doses]
    return texts


def _regimen(duration: str, dose: str, route: str) -> str:
    return " - ".join(part or UNKNOWN for part in (duration, dose, route))


def _route(item: Dosage) -> str:
    known = _ROUTES.get(item.route.code) if item.route is not None else None
    return known or _free(item.route_text)


def _lavage(lung: LungFacts) -> str:
    laden = f"{lung.siderophages_pct:f} %" if lung.siderophages_pct is not None else ""
    cells = _label(Siderophages, lung.siderophages)
    parts = (
        _label(ProcedureStatus, lung.bal),
        _label(Aliquots, lung.bal_return),
        f"macrophages with haemosiderin: {' '.join(text for text in (cells.lower(), laden) if text)}"
        if cells or laden
        else "",
    )
    return ", ".join(part for part in parts if part)


def _treatment(facts: VersionFacts, lung: LungFacts) -> str:
    if facts.treatments:
        return ", ".join(TreatmentKind(kind).label for kind in facts.treatments)
    return {True: "No treatment was given", False: "Treatment was given", None: ""}[lung.untreated]


def _retreatment(lung: LungFacts) -> str:
    if not lung.retreated:
        return "Not given again" if lung.retreated is False else ""
    back = {True: "the reaction came back", False: "the reaction did not come back", None: "result not known"}
    parts = (
        f"Given again, {back[lung.recurred]}",
        _label(Setting, lung.retreatment_setting).lower(),
        f"prophylaxis: {without_dates(lung.retreatment_prophylaxis)}" if lung.retreatment_prophylaxis else "",
    )
    return ", ".join(part for part in parts if part)
