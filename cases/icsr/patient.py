"""Section D: the patient, history, past drugs, death, and the parent of a child or foetus."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cases.icsr import codes, codes_fda, codes_lung, units
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Row, code, coded, decimal, flag, quantity, several, text, when
from cases.icsr.values import Coded, NullFlavor, Quantity
from cases.icsr.words import _

_WITHHELD = "MSK ASKU NASK"
_ANY = "MSK ASKU NASK UNK"
_RECORD: dict[str, Any] = {"identifies": True, "matched": True, "match_indexed": True}


@dataclass(frozen=True, kw_only=True)
class Patient:
    """Who had the reaction (D.1-D.7): initials, age at onset, sex, body, history in words."""

    TITLE = _("Patient")

    initials: str | NullFlavor | None = text(
        _("Initials"), "D.1", nulls=_ANY, max_length=60, identifies=True, matched=True
    )
    sex: codes.Sex | NullFlavor | None = code(codes.Sex, _("Sex"), "D.5", nulls="MSK UNK ASKU NASK")
    age_at_onset: Quantity | None = quantity(
        _("Age when the reaction began"), "D.2.2a D.2.2b", units=units.AGE, help=_("Never the age today")
    )
    birth_date: PartialDate | NullFlavor | None = when(
        _("Date of birth"), "D.2.1", nulls="MSK", identifies=True, matched=True, match_indexed=True
    )
    age_group: codes.AgeGroup | None = code(codes.AgeGroup, _("Age group, if the age is not known"), "D.2.3")
    weight_kg: Decimal | None = decimal(_("Weight (kg)"), "D.3", low=0)
    height_cm: Decimal | None = decimal(_("Height (cm)"), "D.4", low=0)
    race_as_reported: codes_lung.Race | NullFlavor | None = code(
        codes_lung.Race, _("Race, as reported"), nulls="UNK NASK", rare=True
    )
    tobacco: codes_lung.Tobacco | NullFlavor | None = code(codes_lung.Tobacco, _("Tobacco"), nulls="UNK NASK")
    history_text: str | NullFlavor | None = text(
        _("Other illnesses and history, in words"), "D.7.2", nulls=_ANY, max_length=10000
    )
    concomitant_therapies: bool | None = flag(_("Takes other drugs"), "D.7.3", rare=True)
    hospital_record: str | NullFlavor | None = text(
        _("Hospital record number"), "D.1.1.3", nulls="MSK", max_length=20, rare=True, **_RECORD
    )
    gp_record: str | NullFlavor | None = text(
        _("General practitioner's record number"), "D.1.1.1", nulls="MSK", max_length=20, rare=True, **_RECORD
    )
    specialist_record: str | NullFlavor | None = text(
        _("Specialist's record number"), "D.1.1.2", nulls="MSK", max_length=20, rare=True, **_RECORD
    )
    investigation_number: str | NullFlavor | None = text(
        _("Investigation number"), "D.1.1.4", nulls="MSK", max_length=20, rare=True, **_RECORD
    )
    gestation: Quantity | None = quantity(
        _("Gestation when the reaction was seen in the foetus"),
        "D.2.2.1a D.2.2.1b",
        units=units.GESTATION,
        rare=True,
    )
    last_menstrual_period: PartialDate | NullFlavor | None = when(
        _("Last menstrual period"), "D.6", nulls="MSK", identifies=True, rare=True
    )
    races: tuple[str, ...] | NullFlavor | None = several(
        _("FDA: race"), "FDA.D.11.r.1", codes=codes_fda.Race, nulls="UNK MSK OTH NA", rare=True
    )
    ethnicity: codes_fda.Ethnicity | NullFlavor | None = code(
        codes_fda.Ethnicity, _("FDA: ethnicity"), "FDA.D.12", nulls="UNK MSK NI NA", rare=True
    )


@dataclass(frozen=True, kw_only=True)
class _History(Row):
    """An illness or operation before the reaction."""

    term: Coded | None = coded(_("Illness, coded"), ".1a .1b")
    start: PartialDate | NullFlavor | None = when(_("Start"), ".2", nulls=_WITHHELD)
    continuing: bool | NullFlavor | None = flag(_("Continues"), ".3", nulls=_ANY)
    end: PartialDate | NullFlavor | None = when(_("End"), ".4", nulls=_WITHHELD)
    comments: str | None = text(_("In words"), ".5", max_length=2000)


@dataclass(frozen=True, kw_only=True)
class MedicalHistory(_History):
    """An illness or operation of the patient (D.7.1.r)."""

    TITLE = _("Illness before")
    E2B = "D.7.1.r"

    family_history: bool | None = flag(_("In the family"), ".6")


@dataclass(frozen=True, kw_only=True)
class ParentHistory(_History):
    """An illness or operation of the parent (D.10.7.1.r)."""

    TITLE = _("Parent's illness before")
    E2B = "D.10.7.1.r"


@dataclass(frozen=True, kw_only=True)
class _PastDrug(Row):
    """A drug taken before, and what it did."""

    start: PartialDate | NullFlavor | None = when(_("Start"), ".4", nulls=_WITHHELD)
    end: PartialDate | NullFlavor | None = when(_("End"), ".5", nulls=_WITHHELD)
    indication: Coded | None = coded(_("Indication, coded"), ".6a .6b")
    reaction: Coded | None = coded(_("Reaction then, coded"), ".7a .7b")
    mpid: Coded | None = coded(_("Medicinal product identifier"), ".2a .2b", rare=True)
    phpid: Coded | None = coded(_("Pharmaceutical product identifier"), ".3a .3b", rare=True)


@dataclass(frozen=True, kw_only=True)
class PastDrug(_PastDrug):
    """A drug that the patient took before (D.8.r)."""

    TITLE = _("Drug before")
    E2B = "D.8.r"

    name: str | NullFlavor | None = text(_("Drug"), ".1", nulls="UNK NA", max_length=250)


@dataclass(frozen=True, kw_only=True)
class ParentPastDrug(_PastDrug):
    """A drug that the parent took before (D.10.8.r)."""

    TITLE = _("Parent's drug before")
    E2B = "D.10.8.r"

    name: str | None = text(_("Drug"), ".1", max_length=250)


@dataclass(frozen=True, kw_only=True)
class Death:
    """The patient's death (D.9)."""

    TITLE = _("Death")
    E2B = "D.9"

    date: PartialDate | NullFlavor | None = when(_("Date of death"), ".1", nulls=_WITHHELD)
    autopsy: bool | NullFlavor | None = flag(_("Autopsy done"), ".3", nulls="ASKU NASK UNK")


@dataclass(frozen=True, kw_only=True)
class _Cause(Row):
    """A cause of death."""

    term: Coded | None = coded(_("Cause, coded"), ".1a .1b")
    verbatim: str | None = text(_("Cause, in words"), ".2", max_length=250)


@dataclass(frozen=True, kw_only=True)
class CauseOfDeath(_Cause):
    """A cause of death as reported (D.9.2.r)."""

    TITLE = _("Reported cause of death")
    E2B = "D.9.2.r"


@dataclass(frozen=True, kw_only=True)
class AutopsyCause(_Cause):
    """A cause of death found at autopsy (D.9.4.r)."""

    TITLE = _("Cause of death at autopsy")
    E2B = "D.9.4.r"


@dataclass(frozen=True, kw_only=True)
class Parent:
    """The parent through whom a child or foetus was exposed (D.10)."""

    TITLE = _("Parent")
    E2B = "D.10"

    identification: str | NullFlavor | None = text(_("Initials"), ".1", nulls=_ANY, max_length=60, identifies=True)
    birth_date: PartialDate | NullFlavor | None = when(_("Date of birth"), ".2.1", nulls=_WITHHELD, identifies=True)
    age: Quantity | None = quantity(_("Age"), ".2.2a .2.2b", units=("a", "10.a", "{decade}"))
    last_menstrual_period: PartialDate | NullFlavor | None = when(
        _("Last menstrual period"), ".3", nulls=_WITHHELD, identifies=True
    )
    weight_kg: Decimal | None = decimal(_("Weight (kg)"), ".4", low=0)
    height_cm: Decimal | None = decimal(_("Height (cm)"), ".5", low=0)
    sex: codes.Sex | NullFlavor | None = code(codes.Sex, _("Sex"), ".6", nulls="UNK MSK ASKU NASK")
    history_text: str | None = text(_("History, in words"), ".7.2", max_length=10000)
