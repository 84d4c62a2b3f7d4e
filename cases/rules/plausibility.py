"""Values of a case that can be but hardly are: each a question that the reporter answers or confirms with a reason.

What cannot be at all is refused by the form and the database; here stands only what someone should look at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cases.icsr import ICSR
from cases.icsr.codes import AgeGroup, Outcome
from cases.icsr.codes_lung import TreatmentGiven
from cases.icsr.drug import Drug
from cases.icsr.patient import Patient
from cases.icsr.plain import filled
from cases.icsr.values import Quantity
from cases.icsr.words import _
from cases.rules.age import years
from cases.rules.concern import Concern
from cases.rules.measures import units_for
from cases.rules.phrase import phrase
from cases.rules.plausible_tests import of_tests
from cases.rules.plausible_times import of_times

__all__ = ["Concern", "concerns", "units_for"]

OLDEST = Decimal(105)
"""Years; the registry's own bound: older people exist, but a slip of the keyboard is far likelier."""
ADULT_KG = (Decimal(25), Decimal(350))
ADULT_CM = (Decimal(50), Decimal(250))
"""The registry's own bounds, as wide as adults are found."""
MOST_PERCENT = Decimal(102)
"""Percentages of cells are rounded one by one: a sum may exceed 100 a little."""
_CHILDREN = (AgeGroup.FOETUS, AgeGroup.NEONATE, AgeGroup.INFANT, AgeGroup.CHILD, AgeGroup.ADOLESCENT)
_CELLS = ("macrophages_pct", "neutrophils_pct", "lymphocytes_pct", "eosinophils_pct")
_RECOVERED = (Outcome.RECOVERED, Outcome.RECOVERING, Outcome.SEQUELAE)
_ALEMTUZUMAB = re.compile(r"alemtuzumab|lemtrada|campath", re.IGNORECASE)
_MS = re.compile(r"multiple sclerosis|\b(?:RR|SP|PP)?MS\b", re.IGNORECASE)
_MILLIGRAM = {"g": Decimal(1000), "mg": Decimal(1), "ug": Decimal("0.001")}
MS_DOSE_MG = Decimal(12)
"""One infusion of alemtuzumab in multiple sclerosis (Lemtrada, EMA product information, section 4.2)."""


def concerns(icsr: ICSR) -> tuple[Concern, ...]:
    """Every doubt about the case; at most one of each code for an element."""
    return tuple(
        concern
        for rule in (_body, of_times, _doses, of_tests, _lavage, _stay, _treatment, _end)
        for concern in rule(icsr)
    )


def _body(icsr: ICSR) -> Iterator[Concern]:
    patient = icsr.patient
    if patient is None:
        return
    age = years(patient.age_at_onset)
    if age is not None and age > OLDEST:
        message = phrase(_("An age of %(age)s is hardly ever reached."), age=patient.age_at_onset)
        yield Concern("age", "patient.age_at_onset", message, phrase(_("Check the number and its unit.")))
    if _is_child(patient):
        return
    if patient.weight_kg is not None and not ADULT_KG[0] <= patient.weight_kg <= ADULT_KG[1]:
        message = phrase(_("%(value)s kg is rare for an adult."), value=patient.weight_kg)
        yield Concern("weight", "patient.weight_kg", message, phrase(_("Give the weight in kilograms.")))
    height = patient.height_cm
    if height is not None and not ADULT_CM[0] <= height <= ADULT_CM[1]:
        message = phrase(_("%(value)s cm is rare for an adult."), value=height)
        fix = Quantity(height * 100, "cm") if ADULT_CM[0] <= height * 100 <= ADULT_CM[1] else None
        advice = (
            phrase(_("Did you mean %(value)s?"), value=fix) if fix else phrase(_("Give the height in centimetres."))
        )
        yield Concern("height", "patient.height_cm", message, advice, fix)


def _is_child(patient: Patient) -> bool:
    age = years(patient.age_at_onset)
    return age < 18 if age is not None else patient.age_group in _CHILDREN


def _doses(icsr: ICSR) -> Iterator[Concern]:
    """Alemtuzumab in multiple sclerosis is 12 mg a day; 30 mg are documented as a single dose in transplantation."""
    for position, drug in enumerate(icsr.drugs, start=1):
        if not _is_alemtuzumab(drug) or not any(_MS.search(row.verbatim or "") for row in drug.indications):
            continue
        given = [(f"infusions[{i}]", row.dose) for i, row in enumerate(drug.infusions, start=1)]
        given += [(f"dosages[{i}]", row.dose) for i, row in enumerate(drug.dosages, start=1)]
        for path, dose in given:
            milligrams = _milligrams(dose)
            if milligrams is not None and milligrams != MS_DOSE_MG:
                message = phrase(
                    _("Alemtuzumab for multiple sclerosis is given as 12 mg a day, not %(dose)s."), dose=dose
                )
                advice = phrase(_("Check the dose and the indication; confirm them if they are right."))
                yield Concern("alemtuzumab_dose", f"drugs[{position}].{path}.dose", message, advice)


def _is_alemtuzumab(drug: Drug) -> bool:
    names = (drug.name, *(row.name for row in drug.substances))
    return any(_ALEMTUZUMAB.search(name or "") for name in names)


def _milligrams(dose: Quantity | None) -> Decimal | None:
    if dose is None or dose.value is None or dose.unit not in _MILLIGRAM:
        return None
    return dose.value * _MILLIGRAM[dose.unit]


def _lavage(icsr: ICSR) -> Iterator[Concern]:
    for position, row in enumerate(icsr.bronchoscopies, start=1):
        cells = {name: value for name in _CELLS if (value := getattr(row, name)) is not None}
        total = sum(cells.values(), start=Decimal(0))
        if total > MOST_PERCENT:
            message = phrase(_("The cells of the lavage add up to %(total)s %%."), total=total)
            advice = phrase(_("They are shares of all cells: together at most 100 %."))
            yield Concern("lavage_total", f"bronchoscopies[{position}].{next(iter(cells))}", message, advice)


def _stay(icsr: ICSR) -> Iterator[Concern]:
    care = icsr.care
    if care is None:
        return
    intensive, stay = care.intensive_care_days, care.hospital_days
    if stay == 0 and (intensive or care.intensive_care is True):
        message = phrase(_("There are no days in hospital, but intensive care."))
        yield Concern(
            "intensive_care_without_stay", "care.hospital_days", message, phrase(_("Check the days in hospital."))
        )
    elif intensive is not None and stay is not None and intensive > stay:
        message = phrase(
            _("%(intensive)s days in intensive care are more than %(stay)s in hospital."),
            intensive=intensive,
            stay=stay,
        )
        advice = phrase(_("Days in intensive care count as days in hospital."))
        yield Concern("intensive_care_longer_than_stay", "care.intensive_care_days", message, advice)


def _treatment(icsr: ICSR) -> Iterator[Concern]:
    given = [row for row in icsr.treatments if row.given is True]
    if given and icsr.care is not None and icsr.care.treatment == TreatmentGiven.NONE:
        message = phrase(_("No treatment was given, but %(count)s treatments are marked as given."), count=len(given))
        advice = phrase(_("Say that treatment was given, or mark the treatments as not given."))
        yield Concern("treated_or_not", "care.treatment", message, advice)


def _end(icsr: ICSR) -> Iterator[Concern]:
    died = bool(icsr.causes_of_death) or (icsr.death is not None and any(True for _value in filled(icsr.death)))
    for position, row in enumerate(icsr.reactions, start=1):
        if died and row.outcome in _RECOVERED:
            message = phrase(_("The outcome is '%(outcome)s', but a death is recorded."), outcome=row.outcome)
            advice = phrase(_("Confirm it if the patient got better and died of something else."))
            yield Concern("recovered_and_died", f"reactions[{position}].outcome", message, advice)
        elif row.results_in_death is True and row.outcome not in (None, Outcome.FATAL):
            message = phrase(
                _("The outcome is '%(outcome)s', but the reaction is marked as having led to death."),
                outcome=row.outcome,
            )
            advice = phrase(_("Choose the outcome 'Fatal', or say that it did not lead to death."))
            yield Concern("led_to_death_without_fatal", f"reactions[{position}].outcome", message, advice)
        if row.outcome is Outcome.FATAL and row.results_in_death is not True:
            message = phrase(_("The outcome is fatal, but the reaction is not marked as having led to death."))
            yield Concern(
                "fatal_without_death",
                f"reactions[{position}].results_in_death",
                message,
                phrase(_("Tick 'Led to death'.")),
            )
