"""Treatment of the reaction, the stay in hospital, and how it ended."""

from dataclasses import dataclass
from decimal import Decimal

from cases.icsr import codes_lung, units
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Row, ask, code, decimal, quantity, text, when
from cases.icsr.values import NullFlavor, Quantity
from cases.icsr.words import _


@dataclass(frozen=True, kw_only=True)
class Care:
    """Whether the reaction was treated, and the stay in hospital."""

    TITLE = _("Care")

    treatment: codes_lung.TreatmentGiven | NullFlavor | None = code(
        codes_lung.TreatmentGiven, _("Treatment of the reaction"), nulls="UNK NASK"
    )
    hospital_days: Decimal | None = decimal(_("Days in hospital"), low=0)
    intensive_care: bool | NullFlavor | None = ask(_("Intensive care"))
    intensive_care_days: Decimal | None = decimal(_("Days in intensive care"), low=0)
    comments: str | None = text(_("Comments"), max_length=2000)


@dataclass(frozen=True, kw_only=True)
class ReactionTreatment(Row):
    """One treatment of the reaction, given or said not to have been given."""

    TITLE = _("Treatment")

    kind: codes_lung.TreatmentKind | None = code(codes_lung.TreatmentKind, _("Treatment"))
    given: bool | NullFlavor | None = ask(_("Given"))
    drug_name: str | None = text(_("Drug"), max_length=250)
    dose: Quantity | None = quantity(_("Dose"), units=units.TREATMENT_DOSE)
    dose_highest: Quantity | None = quantity(_("Highest dose, if a range"), units=units.TREATMENT_DOSE)
    start: PartialDate | None = when(_("Start"))
    after_onset: Quantity | None = quantity(_("Time after onset"), units=units.DURATION)
    duration: Quantity | None = quantity(_("Duration"), units=units.DURATION)
    comments: str | None = text(_("Comments"), max_length=1000)


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """How long symptoms and lung changes lasted, and whether the patient lived after a year."""

    TITLE = _("Recovery")

    main_symptoms_gone: Quantity | None = quantity(_("Main symptoms gone after"), units=units.DURATION)
    all_symptoms_gone: Quantity | None = quantity(_("All symptoms gone after"), units=units.DURATION)
    lung_changes_gone: Quantity | None = quantity(_("Lung changes gone after"), units=units.DURATION)
    alive_after_one_year: bool | NullFlavor | None = ask(_("Alive after one year"))
    last_seen: PartialDate | None = when(_("Last seen"))
    comments: str | None = text(_("Comments"), max_length=2000)
