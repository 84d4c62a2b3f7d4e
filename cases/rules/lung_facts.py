"""The lung work-up, the treatment, the recovery and the retreatment of a case as facts that aggregates count.

Everywhere None and '' mean unknown. Only what a case denies becomes a no: what it does not mention stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Rechallenge, TestResult
from cases.icsr.codes_lung import (
    Aliquots,
    Analyte,
    ExclusionCause,
    ExclusionResult,
    Modality,
    Phase,
    ProcedureStatus,
    Siderophages,
    TreatmentGiven,
)
from cases.icsr.course import Course
from cases.icsr.lung import Bronchoscopy, Exclusion, Imaging
from cases.icsr.partial_date import PartialDate
from cases.icsr.test import Test
from cases.icsr.values import Quantity
from cases.rules.facts import given
from cases.rules.measures import MEASURES
from cases.rules.timing import hours
from cases.rules.treatments import treatment_answers, ventilated
from cases.rules.ucum import convert

NOT_DONE = "not_done"
"""What the column of a cause holds when it was not looked for."""
POSITIVE, NEGATIVE = "positive", "negative"
CT = (Modality.CT, Modality.CTPA, Modality.HRCT)

_SUSPECT = (DrugRole.SUSPECT, DrugRole.INTERACTING)
_HOURS_A_DAY = 24
_FINDINGS = ("aliquots", "siderophages", "siderophages_pct", "macrophages_pct", "neutrophils_pct", "lymphocytes_pct")
_GIVEN_AGAIN = (Rechallenge.RECURRED, Rechallenge.NOT_RECURRED, Rechallenge.OUTCOME_UNKNOWN)
_CAME_BACK = {Rechallenge.RECURRED: True, Rechallenge.NOT_RECURRED: False}
# Both lists are declared in this order.
_BLOODIEST_FIRST, _CLEAREST_FIRST = tuple(Aliquots), tuple(Siderophages)
_NOT_OF_THE_REACTION = (Phase.BEFORE, Phase.RETREATMENT)
_WORDS = {
    "positive": POSITIVE,
    "pos": POSITIVE,
    "detected": POSITIVE,
    "negative": NEGATIVE,
    "neg": NEGATIVE,
    "not detected": NEGATIVE,
}
_CODES = {TestResult.POSITIVE: POSITIVE, TestResult.NEGATIVE: NEGATIVE}
_GRAMS_PER_LITRE = {"g/dL": Decimal(10), "g/L": Decimal(1), "mmol/L": Decimal("16.1145")}


@dataclass(frozen=True, kw_only=True)
class LungFacts:
    """Facts of one version."""

    bal: str
    """`ProcedureStatus`: how far the lavage got; done also when nothing but a finding of it is told."""
    bal_return: str
    """`Aliquots` of a lavage that was done; of several the bloodiest."""
    siderophages: str
    siderophages_pct: Decimal | None
    """Highest percentage of macrophages with haemosiderin."""
    capillaritis: bool | None

    imaging: bool | None
    """Whether an image of the acute phase is told; never False, for no case says that there was none."""
    ct: bool | None
    """Likewise a CT of the acute phase."""
    ground_glass: bool | None
    consolidation: bool | None
    centrilobular: bool | None
    bilateral: bool | None
    effusion: bool | None
    """Findings of the acute phase: True when one image shows it, False when every image that tells denies it."""

    haemoglobin_before: Decimal | None
    """Last value before the drug, g/L."""
    haemoglobin_lowest: Decimal | None
    """Lowest value during the reaction, g/L."""
    haemoglobin_fall: Decimal | None
    """From before to lowest, g/L; negative when it rose."""
    haemoglobin_fell: bool | None
    """As a comparator episode states it, else whether the two values differ downwards by any amount."""

    infection: str
    embolism: str
    cardiac: str
    autoimmune: str
    coagulopathy: str
    """Each `ExclusionResult`, 'not_done', or '' when nothing or only the search is told; found outweighs the rest."""
    anca: str
    anti_gbm: str
    ana: str
    """Each 'positive', 'negative' or ''; one positive result outweighs negative ones."""

    untreated: bool | None
    """Whether the case says that no treatment was given."""
    ventilated: bool | None
    hospital_days: Decimal | None
    intensive_care_days: Decimal | None

    symptoms_gone_days: Decimal | None
    all_symptoms_gone_days: Decimal | None
    lung_changes_gone_days: Decimal | None
    followed_days: Decimal | None
    """Whole days from the first dated reaction to the day last seen, where both are known to the day.

    It censors only what had not happened by then: a patient who recovered after a time that is not told is not one
    who was ill until last seen.
    """

    retreated: bool | None
    """Whether a suspect drug was given again; False when that is denied of each of them."""
    recurred: bool | None
    """After retreatment; True when any told course or rechallenge says so."""
    retreatment_prophylaxis: str
    retreatment_setting: str
    retreatment_after_days: Decimal | None
    """Of the first course of retreatment: `Setting`, and days after the course before it."""


def lung_facts(icsr: ICSR) -> LungFacts:
    """The facts of a case or of a comparator episode."""
    answers = treatment_answers(icsr)
    return LungFacts(
        **_lavage(icsr.bronchoscopies),
        **_images([row for row in icsr.imaging if row.phase is Phase.ACUTE]),
        **_haemoglobin(icsr),
        **_causes(icsr),
        **_antibodies(icsr.tests),
        untreated=_untreated(icsr, True in answers.values()),
        ventilated=ventilated(answers),
        hospital_days=icsr.care.hospital_days if icsr.care else None,
        intensive_care_days=icsr.care.intensive_care_days if icsr.care else None,
        **_recovery(icsr),
        **_retreatment(icsr),
    )


def any_says(answers: Iterable[Any]) -> bool | None:
    """True when one answer is yes, False when all that are known are no, None when none is known."""
    known = {answer for answer in answers if isinstance(answer, bool)}
    return True if True in known else False if known else None


def days(interval: Quantity | None) -> Decimal | None:
    """An interval in days; None without a number or a unit of time."""
    elapsed = hours(interval)
    return None if elapsed is None else elapsed / _HOURS_A_DAY


def lavage_status(row: Bronchoscopy) -> ProcedureStatus | None:
    """How far a bronchoscopy got; done when that is not told but a finding is."""
    told = given(row.status)
    if told is not None:
        return told
    return ProcedureStatus.DONE if any(given(getattr(row, name)) is not None for name in _FINDINGS) else None


def first_of(order: Iterable[Any], found: Iterable[Any]) -> str:
    """The first of `order` that was found; '' when none was."""
    there = set(found)
    return next((item for item in order if item in there), "") if there else ""


def _lavage(rows: tuple[Bronchoscopy, ...]) -> dict[str, Any]:
    statuses = [lavage_status(row) for row in rows]
    done = [row for row, status in zip(rows, statuses, strict=True) if status is ProcedureStatus.DONE]
    bal = first_of((ProcedureStatus.DONE, ProcedureStatus.ATTEMPTED), statuses)
    if not bal and statuses and all(status is ProcedureStatus.NOT_DONE for status in statuses):
        bal = ProcedureStatus.NOT_DONE
    laden = [row.siderophages_pct for row in done if row.siderophages_pct is not None]
    return {
        "bal": bal,
        "bal_return": first_of(_BLOODIEST_FIRST, [row.aliquots for row in done]),
        "siderophages": first_of(_CLEAREST_FIRST, [row.siderophages for row in done]),
        "siderophages_pct": max(laden, default=None),
        "capillaritis": any_says(row.capillaritis for row in rows),
    }


def _images(acute: list[Imaging]) -> dict[str, Any]:
    findings = ("ground_glass", "consolidation", "centrilobular", "bilateral", "effusion")
    return {
        "imaging": bool(acute) or None,
        "ct": any(row.modality in CT for row in acute) or None,
        **{name: any_says([getattr(row, name) for row in acute]) for name in findings},
    }


@lru_cache(maxsize=256)
def _grams_per_litre(unit: str) -> Decimal | None:
    """What one `unit` of haemoglobin is in g/L; None when the unit is another kind of thing."""
    known = _GRAMS_PER_LITRE.get(unit)
    if known is not None:
        return known
    factor = convert(Decimal(1), unit, "g/L", MEASURES[Analyte.HAEMOGLOBIN].molar_mass) if unit else None
    return None if factor is None else Decimal(f"{factor:.9g}")


def haemoglobin_values(tests: Iterable[Test], phase: Phase) -> list[tuple[Decimal, Test]]:
    """The exact values of a phase in g/L with their tests, in the order of the case; limits (< 8) are no values."""
    found = []
    for row in tests:
        if row.analyte is Analyte.HAEMOGLOBIN and row.phase is phase and row.qualifier is None and row.result:
            factor = _grams_per_litre(row.result.unit)
            if factor is not None and row.result.value is not None:
                found.append((row.result.value * factor, row))
    return found


def _haemoglobin(icsr: ICSR) -> dict[str, Any]:
    earlier = haemoglobin_values(icsr.tests, Phase.BEFORE)
    if earlier and all(isinstance(row.date, PartialDate) for _value, row in earlier):
        earlier.sort(key=lambda item: item[1].date.earliest)  # type: ignore[union-attr]
    before = earlier[-1][0] if earlier else None
    lowest = min((value for value, _row in haemoglobin_values(icsr.tests, Phase.ACUTE)), default=None)
    fall = before - lowest if before is not None and lowest is not None else None
    stated = icsr.episode.haemoglobin_fell if icsr.episode else None
    return {
        "haemoglobin_before": before,
        "haemoglobin_lowest": lowest,
        "haemoglobin_fall": fall,
        "haemoglobin_fell": stated if isinstance(stated, bool) else None if fall is None else fall > 0,
    }


_RESULTS = (ExclusionResult.FOUND, ExclusionResult.INCONCLUSIVE, ExclusionResult.EXCLUDED)


_CAUSES = tuple((cause.value, cause) for cause in ExclusionCause)


def _causes(icsr: ICSR) -> dict[str, Any]:
    rows = icsr.exclusions
    found = {name: _cause([row for row in rows if row.cause is cause]) if rows else "" for name, cause in _CAUSES}
    if not found["embolism"]:
        seen = any(row.embolism_excluded is True for row in icsr.imaging if row.phase is Phase.ACUTE)
        found["embolism"] = ExclusionResult.EXCLUDED if seen else ""
    return found


def _cause(rows: list[Exclusion]) -> str:
    result = first_of(_RESULTS, [row.result for row in rows if row.done is not False])
    return result or (NOT_DONE if rows and all(row.done is False for row in rows) else "")


_ANTIBODIES = {Analyte.ANCA: "anca", Analyte.ANTI_GBM: "anti_gbm", Analyte.ANA: "ana"}


def _antibodies(tests: tuple[Test, ...]) -> dict[str, Any]:
    found: dict[str, set[str | None]] = {name: set() for name in _ANTIBODIES.values()}
    for row in tests:
        if row.analyte in _ANTIBODIES and row.phase not in _NOT_OF_THE_REACTION:
            found[_ANTIBODIES[row.analyte]].add(_sign(row))
    return {name: first_of((POSITIVE, NEGATIVE), signs) for name, signs in found.items()}


def _sign(row: Test) -> str | None:
    """Positive or negative, by the code or else by the one word that stands for it."""
    if row.result_code is not None:
        return _CODES.get(row.result_code)
    return _WORDS.get((row.result_text or "").strip().rstrip(".").casefold())


def _untreated(icsr: ICSR, treated: bool) -> bool | None:
    told = given(icsr.care.treatment) if icsr.care else None
    if treated or told is TreatmentGiven.GIVEN:
        return False
    return True if told is TreatmentGiven.NONE else None


def _recovery(icsr: ICSR) -> dict[str, Any]:
    recovery = icsr.recovery
    if recovery is None:
        return dict.fromkeys(_RECOVERY)
    return {
        "symptoms_gone_days": days(recovery.main_symptoms_gone),
        "all_symptoms_gone_days": days(recovery.all_symptoms_gone),
        "lung_changes_gone_days": days(recovery.lung_changes_gone),
        "followed_days": _followed(icsr, recovery.last_seen),
    }


_RECOVERY = ("symptoms_gone_days", "all_symptoms_gone_days", "lung_changes_gone_days", "followed_days")


def first_onset(icsr: ICSR) -> PartialDate | None:
    """The start of the first reaction that has one."""
    return next((row.start for row in icsr.reactions if isinstance(row.start, PartialDate)), None)


def days_between(first: PartialDate | None, last: PartialDate | None) -> Decimal | None:
    """Calendar days from one date to a later one; None unless both are known to the day and in this order."""
    if first is None or last is None or not (first.to_the_day and last.to_the_day):
        return None
    elapsed = (last.earliest.date() - first.earliest.date()).days
    return Decimal(elapsed) if elapsed >= 0 else None


def _followed(icsr: ICSR, last_seen: PartialDate | None) -> Decimal | None:
    return days_between(first_onset(icsr), last_seen)


def _retreatment(icsr: ICSR) -> dict[str, Any]:
    again = [row for row in icsr.courses if row.retreatment is True]
    told = {row.rechallenge for row in icsr.drug_reactions}
    retreated = True if again or not told.isdisjoint(_GIVEN_AGAIN) else False if _never_again(icsr) else None
    back = [row.recurred for row in again]
    back += [
        row.rechallenge is Rechallenge.RECURRED for row in icsr.drug_reactions if row.rechallenge in _GIVEN_AGAIN[:2]
    ]
    first = min(again, key=lambda row: row.course or 0, default=None)
    return {
        "retreated": retreated,
        "recurred": any_says(back),
        "retreatment_prophylaxis": (first.prophylaxis or "") if first else "",
        "retreatment_setting": (given(first.setting) or "") if first else "",
        "retreatment_after_days": _after_previous(first, icsr.courses) if first else None,
    }


def _never_again(icsr: ICSR) -> bool:
    """Whether the case says of each suspect drug that it was not given again."""
    denied = {row.drug for row in icsr.drug_reactions if row.rechallenge is Rechallenge.NOT_DONE}
    suspects = {row.number or place for place, row in enumerate(icsr.drugs, start=1) if row.role in _SUSPECT}
    return bool(suspects) and suspects <= denied


def _after_previous(course: Course, courses: tuple[Course, ...]) -> Decimal | None:
    """Days after the course before, as told, else from the start of the one to the start of the other."""
    told = days(course.after_previous)
    if told is not None or course.course is None:
        return told
    before = (row for row in courses if (row.drug, row.course) == (course.drug, course.course - 1))
    previous = next(before, None)
    return days_between(previous.start, course.start) if previous else None
