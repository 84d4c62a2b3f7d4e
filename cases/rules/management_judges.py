"""How one step of the management of alveolar haemorrhage is found in a case: done, not done, unknown, not applicable.

A step that applies only to some patients is not done only when the case both denies it and says that it applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from cases.icsr import ICSR
from cases.icsr.codes import ActionTaken, DrugRole, Outcome
from cases.icsr.codes_lung import (
    Analyte,
    Dechallenge,
    ExclusionResult,
    Phase,
    ProcedureStatus,
    Qualifier,
    TreatmentKind,
)
from cases.icsr.drug import Drug
from cases.icsr.lung import Bronchoscopy
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import CodeList
from cases.icsr.test import Test
from cases.icsr.treatment import ReactionTreatment
from cases.icsr.words import _
from cases.rules.facts import given
from cases.rules.lung_facts import NOT_DONE, LungFacts, days, days_between, first_onset, lavage_status
from cases.rules.plausible_times import surely_before
from cases.rules.timing import hours
from cases.rules.treatments import GLUCOCORTICOIDS, any_given, treatment_answers

_SUSPECT = (DrugRole.SUSPECT, DrugRole.INTERACTING)


class Status(CodeList):
    """What a case tells of a step."""

    DONE = "done", _("Done")
    NOT_DONE = "not_done", _("Not done")
    UNKNOWN = "unknown", _("Not known")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")


class Situation:
    """A case with what several steps ask of it, each worked out once."""

    def __init__(self, icsr: ICSR, lung: LungFacts) -> None:
        """Take a case and its facts."""
        self.icsr, self.lung = icsr, lung
        self.answers: Mapping[TreatmentKind, bool] = treatment_answers(icsr)
        self.suspects = [
            (row.number or place, row) for place, row in enumerate(icsr.drugs, start=1) if row.role in _SUSPECT
        ]
        """Suspect and interacting drugs with their numbers; none in a comparator episode."""
        self.acute_tests = [row for row in icsr.tests if row.phase is Phase.ACUTE]


Judge = Callable[[Situation], Status]
Need = Callable[[Situation], bool | None]


def told(done: bool | None) -> Status:
    """The status of a step that applies to everybody."""
    return Status.UNKNOWN if done is None else Status.DONE if done else Status.NOT_DONE


def conditional(done: bool | None, needed: bool | None) -> Status:
    """The status of a step that applies only when it is needed; what was done was done, needed or not."""
    if done:
        return Status.DONE
    if needed is False:
        return Status.NOT_APPLICABLE
    return told(done) if needed else Status.UNKNOWN


def not_recorded(_case: Situation) -> Status:
    """The registry's form has no place for the step."""
    return Status.UNKNOWN


def treatment(*kinds: TreatmentKind, need: Need | None = None) -> Judge:
    """Whether one of these treatments was given; `need` says to whom the step applies, without it to everybody."""
    return lambda case: conditional(any_given(case.answers, kinds), need(case) if need else True)


# --- who needs a step -------------------------------------------------------------------------------------------------

_NORMAL = frozenset({"normal", "stayed normal", "remained normal", "within normal limits", "unremarkable"})
_LOW, _HIGH = (Qualifier.LESS, Qualifier.AT_MOST), (Qualifier.MORE, Qualifier.AT_LEAST)
_PERCENT = {"%": Decimal(1)}
_PLATELETS = {"10*9/L": Decimal(1), "10*3/uL": Decimal(1), "/uL": Decimal("0.001")}
_CREATININE = {"umol/L": Decimal(1), "mg/dL": Decimal("88.42"), "mg/L": Decimal("8.842")}


def beyond(
    tests: Iterable[Test], analyte: Analyte, units: Mapping[str, Decimal], limit: int, *, low: bool
) -> bool | None:
    """Whether a result reached `limit` from above (`low`) or exceeded it; False when every result told did not."""
    found = [_beyond(row, units, limit, low) for row in tests if row.analyte is analyte]
    return True if True in found else False if found and None not in found else None


def _beyond(row: Test, units: Mapping[str, Decimal], limit: int, low: bool) -> bool | None:
    if row.result is None or row.result.value is None:
        return False if (row.result_text or "").strip().rstrip(".").casefold() in _NORMAL else None
    factor = units.get(row.result.unit)
    if factor is None:
        return None
    value = row.result.value * factor
    crossed = value <= limit if low else value > limit
    # A limit says something only when it points away from ours: "> 80 %" leaves open what 85 % asks.
    pointing = _LOW if low is crossed else _HIGH
    return crossed if row.qualifier is None or row.qualifier in pointing else None


def saturation_low(case: Situation) -> bool | None:
    """Oxygen saturation at or below 90 % (A: "maintain saturation >90%")."""
    return beyond(case.acute_tests, Analyte.SPO2, _PERCENT, 90, low=True)


def hypoxaemic(case: Situation) -> bool | None:
    """Saturation at or below 85 % or mechanical ventilation (A); whether in room air is not recorded."""
    low = beyond(case.acute_tests, Analyte.SPO2, _PERCENT, 85, low=True)
    if low or case.lung.ventilated:
        return True
    return False if low is False and case.lung.ventilated is False else None


def breathing_failed(case: Situation) -> bool | None:
    """Respiratory failure is not recorded as such; only a saturation above 90 % speaks against it."""
    return False if saturation_low(case) is False else None


def thrombocytopenic(case: Situation) -> bool | None:
    """Platelets at or below 50 000 per microlitre (A)."""
    return beyond(case.acute_tests, Analyte.PLATELETS, _PLATELETS, 50, low=True)


def not_anaemic(case: Situation) -> bool | None:
    """False when haemoglobin never fell below 120 g/L; how low it must be for blood neither text says."""
    lowest = case.lung.haemoglobin_lowest
    return False if lowest is not None and lowest >= 120 else None


def kidney_or_antibodies(case: Situation) -> bool | None:
    """Creatinine above 300 umol/L, dialysis, or anti-GBM antibodies (B)."""
    creatinine = beyond(case.acute_tests, Analyte.CREATININE, _CREATININE, 300, low=False)
    antibodies = {"positive": True, "negative": False}.get(case.lung.anti_gbm)
    found = (creatinine, case.answers.get(TreatmentKind.DIALYSIS), antibodies)
    return True if True in found else None if None in found else False


def exchange_needed(case: Situation) -> bool | None:
    """Whom either text names plasma exchange for."""
    found = (hypoxaemic(case), kidney_or_antibodies(case))
    return True if True in found else None if None in found else False


def immune_mediated(case: Situation) -> bool | None:
    """Whether an autoimmune disease is the cause; it is in every comparator episode."""
    if case.icsr.episode is not None or case.lung.autoimmune == ExclusionResult.FOUND:
        return True
    return False if case.lung.autoimmune == ExclusionResult.EXCLUDED else None


def refractory(case: Situation) -> bool | None:
    """Whether treatment failed is not recorded; it cannot have failed where none was given."""
    return False if case.lung.untreated else None


def refractory_lupus(case: Situation) -> bool | None:
    """As `refractory`, and in lupus alone."""
    if case.icsr.episode is not None and case.icsr.episode.diagnosis:
        return refractory(case) if "SLE" in case.icsr.episode.diagnosis.upper() else False
    return False if immune_mediated(case) is False else refractory(case)


def infected(case: Situation) -> bool | None:
    """Whether an infection was found."""
    return {ExclusionResult.FOUND.value: True, ExclusionResult.EXCLUDED.value: False}.get(case.lung.infection)


# --- steps with a judge of their own ----------------------------------------------------------------------------------

_STOPPED = {
    ActionTaken.WITHDRAWN: Status.DONE,
    ActionTaken.REDUCED: Status.NOT_DONE,
    ActionTaken.INCREASED: Status.NOT_DONE,
    ActionTaken.NOT_CHANGED: Status.NOT_DONE,
    ActionTaken.NOT_APPLICABLE: Status.NOT_APPLICABLE,
}
_AFTER_STOP = {
    Dechallenge.POSITIVE: Status.DONE,
    Dechallenge.NEGATIVE: Status.DONE,
    Dechallenge.NOT_STOPPED: Status.NOT_DONE,
}


def drug_stopped(case: Situation) -> Status:
    """Every suspect drug withdrawn; not done when one went on. Without a suspect drug the step does not apply."""
    found = {_stopped(case.icsr, number, drug) for number, drug in case.suspects}
    order = (Status.NOT_DONE, Status.UNKNOWN, Status.DONE)
    return next((status for status in order if status in found), Status.NOT_APPLICABLE)


def _stopped(icsr: ICSR, number: int, drug: Drug) -> Status:
    known = _STOPPED.get(drug.action_taken) if drug.action_taken else None
    if known is not None:
        return known
    seen = (given(row.dechallenge) for row in icsr.drug_reactions if row.drug == number)
    return next((_AFTER_STOP[code] for code in seen if code in _AFTER_STOP), Status.UNKNOWN)


def not_given_again(case: Situation) -> Status:
    """No suspect drug given again; does not apply to who died before anything was told of it."""
    if not case.suspects:
        return Status.NOT_APPLICABLE
    if case.lung.retreated is not None:
        return told(not case.lung.retreated)
    dead = case.icsr.death is not None or any(row.outcome is Outcome.FATAL for row in case.icsr.reactions)
    return Status.NOT_APPLICABLE if dead else Status.UNKNOWN


def gc_before_bronchoscopy(case: Situation) -> Status:
    """A glucocorticoid before each bronchoscopy; not done when a bronchoscopy came before all, or none was given."""
    if case.lung.bal in ("", NOT_DONE):
        return Status.UNKNOWN if not case.lung.bal else Status.NOT_APPLICABLE
    if any_given(case.answers, GLUCOCORTICOIDS) is False:
        return Status.NOT_DONE
    looked = (ProcedureStatus.DONE, ProcedureStatus.ATTEMPTED)
    looks = [row for row in case.icsr.bronchoscopies if lavage_status(row) in looked]
    doses = [row for row in case.icsr.treatments if row.kind in GLUCOCORTICOIDS and row.given is True]
    order = [[_in_time(dose, look) for dose in doses] for look in looks]
    if any(found and all(item is False for item in found) for found in order):
        return Status.NOT_DONE
    return Status.DONE if order and all(True in found for found in order) else Status.UNKNOWN


def _in_time(dose: ReactionTreatment, look: Bronchoscopy) -> bool | None:
    """Whether a dose came before a bronchoscopy: by the dates, else by the times after onset."""
    if isinstance(dose.start, PartialDate) and isinstance(look.date, PartialDate):
        if surely_before(dose.start, look.date):
            return True
        if surely_before(look.date, dose.start):
            return False
    first, second = hours(dose.after_onset), hours(look.after_onset)
    return None if first is None or second is None else first <= second


def gc_with_plasma_exchange(case: Situation) -> Status:
    """A glucocorticoid beside plasma exchange; does not apply without plasma exchange."""
    exchanged = case.answers.get(TreatmentKind.PLASMA_EXCHANGE)
    if exchanged is None:
        return Status.UNKNOWN
    return told(any_given(case.answers, GLUCOCORTICOIDS)) if exchanged else Status.NOT_APPLICABLE


def gc_with_immunosuppressant(case: Situation) -> Status:
    """A glucocorticoid with cyclophosphamide or rituximab, where the disease is autoimmune."""
    steroid = any_given(case.answers, GLUCOCORTICOIDS)
    other = any_given(case.answers, (TreatmentKind.CYCLOPHOSPHAMIDE, TreatmentKind.RITUXIMAB))
    both = True if steroid and other else False if steroid is False or other is False else None
    return conditional(both, immune_mediated(case))


def platelets_transfused(case: Situation) -> Status:
    """Platelets where they are few; of a transfusion the case names the product only in words."""
    rows = [row for row in case.icsr.treatments if row.kind is TreatmentKind.TRANSFUSION and row.given is True]
    named = any("platelet" in f"{row.drug_name} {row.comments}".casefold() for row in rows)
    denied = case.answers.get(TreatmentKind.TRANSFUSION) is False
    return conditional(True if named else False if denied else None, thrombocytopenic(case))


def ventilated(case: Situation) -> Status:
    """Mechanical ventilation of any form."""
    return conditional(case.lung.ventilated, breathing_failed(case))


def ct(case: Situation) -> Status:
    """A CT of the chest during the reaction."""
    return told(case.lung.ct)


def lavage(case: Situation) -> Status:
    """Bronchoscopy with lavage; one that was attempted and not completed is not done."""
    return told(case.lung.bal == ProcedureStatus.DONE if case.lung.bal else None)


def infection_looked_for(case: Situation) -> Status:
    """The search for an infection, whatever it gave."""
    if case.lung.infection:
        return told(case.lung.infection != NOT_DONE)
    return told(any(row.cause == "infection" and row.done is True for row in case.icsr.exclusions) or None)


_OXYGENATION = (Analyte.SPO2, Analyte.PO2, Analyte.BLOOD_GAS)


def _oxygen_measured(tests: Iterable[Test]) -> Status:
    rows = (row for row in tests if row.analyte in _OXYGENATION)
    return told(any(row.result or row.result_code or row.result_text for row in rows) or None)


def hypoxaemia_assessed(case: Situation) -> Status:
    """Saturation or arterial oxygen measured during the reaction."""
    return _oxygen_measured(case.acute_tests)


def oxygen_followed(case: Situation) -> Status:
    """Saturation or arterial oxygen measured at follow-up."""
    return _oxygen_measured(row for row in case.icsr.tests if row.phase is Phase.FOLLOW_UP)


def symptoms_followed(case: Situation) -> Status:
    """What became of the symptoms is known."""
    times = (case.lung.symptoms_gone_days, case.lung.all_symptoms_gone_days)
    outcome = any(row.outcome and row.outcome is not Outcome.UNKNOWN for row in case.icsr.reactions)
    return told(outcome or any(time is not None for time in times) or None)


def images_followed(case: Situation) -> Status:
    """What became of the changes in the lungs is known."""
    seen = any(given(row.resolution) for row in case.icsr.imaging if row.phase is Phase.FOLLOW_UP)
    return told(seen or case.lung.lung_changes_gone_days is not None or None)


def follow_up_image(case: Situation) -> Status:
    """An image 7 to 28 days after onset; images at other times do not say that there was none then."""
    began = first_onset(case.icsr)
    for row in case.icsr.imaging:
        if row.phase is Phase.FOLLOW_UP:
            after = days(row.after_onset) if row.after_onset else days_between(began, row.date)
            if after is not None and 7 <= after <= 28:
                return Status.DONE
    return Status.UNKNOWN
