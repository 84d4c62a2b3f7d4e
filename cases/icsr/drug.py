"""Section G: drugs, substances, dosages, indications, devices, and what links a drug to a reaction."""

from dataclasses import dataclass

from cases.icsr import codes, codes_fda, codes_lung, units
from cases.icsr.course import Infusion
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Row, code, coded, flag, integer, link, quantity, rows, several, text, when
from cases.icsr.values import Coded, NullFlavor, Quantity
from cases.icsr.words import _

_UNKNOWN = "ASKU NASK UNK"
_TIME = "MSK ASKU NASK"


@dataclass(frozen=True, kw_only=True)
class Substance(Row):
    """An active substance of a drug (G.k.2.3.r)."""

    TITLE = _("Substance")
    E2B = "G.k.2.3.r"

    name: str | None = text(_("Substance"), ".1", max_length=250)
    term: Coded | None = coded(_("Substance, coded"), ".2a .2b", rare=True)
    strength: Quantity | None = quantity(_("Strength"), ".3a .3b", units=units.DOSE)


@dataclass(frozen=True, kw_only=True)
class Dosage(Row):
    """A regimen of a drug (G.k.4.r); single infusions have rows of their own."""

    TITLE = _("Dosage")
    E2B = "G.k.4.r"

    dose: Quantity | None = quantity(_("Dose"), ".1a .1b", units=units.DOSE)
    interval: Quantity | None = quantity(_("Every"), ".2 .3", units=units.TIME)
    start: PartialDate | NullFlavor | None = when(_("Start"), ".4", nulls=_TIME)
    end: PartialDate | NullFlavor | None = when(_("Last given"), ".5", nulls=_TIME)
    duration: Quantity | None = quantity(_("Duration"), ".6a .6b", units=units.DURATION)
    batch: str | None = text(_("Batch"), ".7", max_length=35)
    dosage_text: str | None = text(_("Dosage, in words"), ".8", max_length=2000)
    route_text: str | NullFlavor | None = text(_("Route, in words"), ".10.1", nulls=_UNKNOWN, max_length=60)
    route: Coded | None = coded(_("Route, coded"), ".10.2a .10.2b", rare=True)
    form_text: str | NullFlavor | None = text(
        _("Dose form, in words"), ".9.1", nulls=_UNKNOWN, max_length=60, rare=True
    )
    form: Coded | None = coded(_("Dose form, coded"), ".9.2a .9.2b", rare=True)
    parent_route_text: str | NullFlavor | None = text(
        _("Parent's route, in words"), ".11.1", nulls=_UNKNOWN, max_length=60, rare=True
    )
    parent_route: Coded | None = coded(_("Parent's route, coded"), ".11.2a .11.2b", rare=True)


@dataclass(frozen=True, kw_only=True)
class Indication(Row):
    """What a drug was given for (G.k.7.r)."""

    TITLE = _("Indication")
    E2B = "G.k.7.r"

    verbatim: str | NullFlavor | None = text(_("Indication, in words"), ".1", nulls=_UNKNOWN, max_length=250)
    term: Coded | None = coded(_("Indication, coded"), ".2a .2b")


@dataclass(frozen=True, kw_only=True)
class Device(Row):
    """A device that is part of the product (FDA.G.k.12.r)."""

    TITLE = _("Device")
    E2B = "FDA.G.k.12.r"

    malfunction: bool | None = flag(_("FDA: malfunction"), ".1")
    follow_up_types: tuple[str, ...] | None = several(_("FDA: type of follow-up"), ".2.r", codes=codes_fda.FollowUpType)
    problem_codes: tuple[str, ...] | None = several(_("FDA: device problem codes"), ".3.r", max_length=7)
    brand_name: str | NullFlavor | None = text(_("FDA: brand name"), ".4", nulls="NI", max_length=80)
    common_name: str | NullFlavor | None = text(_("FDA: common name"), ".5", nulls="NI", max_length=80)
    product_code: str | None = text(_("FDA: product code"), ".6", max_length=10)
    manufacturer: str | None = text(_("FDA: manufacturer"), ".7 .7.1a", max_length=100)
    manufacturer_address: str | None = text(_("FDA: manufacturer's address"), ".7.1b", max_length=100)
    manufacturer_city: str | None = text(_("FDA: manufacturer's city"), ".7.1c", max_length=35)
    manufacturer_state: str | None = text(_("FDA: manufacturer's state"), ".7.1d", max_length=40)
    manufacturer_country: str | None = text(_("FDA: manufacturer's country"), ".7.1e", max_length=2)
    usage: codes_fda.DeviceUsage | None = code(codes_fda.DeviceUsage, _("FDA: usage"), ".8")
    lot_number: str | None = text(_("FDA: lot number"), ".9", max_length=100)
    operator: codes_fda.DeviceOperator | None = code(codes_fda.DeviceOperator, _("FDA: operator"), ".10")
    remedial_actions: tuple[str, ...] | None = several(
        _("FDA: remedial actions"), ".11.r", codes=codes_fda.RemedialAction
    )


@dataclass(frozen=True, kw_only=True)
class Drug(Row):
    """A drug that the patient got (G.k), with its infusions, dosages and indications."""

    TITLE = _("Drug")
    E2B = "G.k"

    role: codes.DrugRole | None = code(codes.DrugRole, _("Role"), ".1")
    name: str | None = text(_("Drug, as reported"), ".2.2", max_length=250)
    action_taken: codes.ActionTaken | None = code(codes.ActionTaken, _("What was done with the drug"), ".8")
    country_obtained: str | None = text(_("Country where it was obtained"), ".2.4", max_length=2, rare=True)
    authorisation_number: str | None = text(_("Authorisation number"), ".3.1", max_length=35, rare=True)
    authorisation_country: str | None = text(_("Country of authorisation"), ".3.2", max_length=2, rare=True)
    holder: str | None = text(_("Holder of the authorisation"), ".3.3", max_length=60, rare=True)
    cumulative_dose: Quantity | None = quantity(_("Total dose until the first reaction"), ".5a .5b", units=units.DOSE)
    gestation: Quantity | None = quantity(_("Gestation at exposure"), ".6a .6b", units=units.GESTATION, rare=True)
    blinded: bool | None = flag(_("Blinded study drug"), ".2.5", rare=True)
    additional_codes: tuple[str, ...] | None = several(
        _("More about the drug, coded"), ".10.r", codes=codes.AdditionalDrugInformation, rare=True
    )
    additional_text: str | None = text(_("More about the drug"), ".11", max_length=2000)
    mpid: Coded | None = coded(_("Medicinal product identifier"), ".2.1.1a .2.1.1b", rare=True)
    phpid: Coded | None = coded(_("Pharmaceutical product identifier"), ".2.1.2a .2.1.2b", rare=True)
    other_role: codes_fda.OtherDrugRole | None = code(
        codes_fda.OtherDrugRole, _("FDA: other role"), "FDA.G.k.1.a", rare=True
    )
    fda_information: codes_fda.DrugInformation | NullFlavor | None = code(
        codes_fda.DrugInformation, _("FDA: more about the drug"), "FDA.G.k.10a", nulls="NA", rare=True
    )
    product_category: codes_fda.ProductCategory | None = code(
        codes_fda.ProductCategory, _("FDA: combination product"), "FDA.G.k.10.1", rare=True
    )
    substances: tuple[Substance, ...] = rows(Substance)
    indications: tuple[Indication, ...] = rows(Indication)
    dosages: tuple[Dosage, ...] = rows(Dosage)
    infusions: tuple[Infusion, ...] = rows(Infusion)
    devices: tuple[Device, ...] = rows(Device)


@dataclass(frozen=True, kw_only=True)
class DrugReaction(Row):
    """One drug seen with one reaction (G.k.9.i): time to onset, stopping, giving again."""

    TITLE = _("Drug and reaction")
    E2B = "G.k.9.i"

    drug: int | None = link("drugs", _("Drug"))
    reaction: int | None = link("reactions", _("Reaction"), ".1")
    from_first: Quantity | None = quantity(
        _("Time from start of the first dose to onset"), ".3.1a .3.1b", units=units.DURATION
    )
    from_last: Quantity | None = quantity(_("Time from last dose to onset"), ".3.2a .3.2b", units=units.DURATION)
    onset_course: int | None = integer(_("Course in which it began"), low=1)
    onset_after_infusion: int | None = integer(_("Last infusion before onset (number)"), low=0)
    onset_day_earliest: int | None = integer(
        _("Day of the course, earliest"), help=_("Day 1 is the day of the first infusion of the course")
    )
    onset_day_latest: int | None = integer(_("Day of the course, latest"))
    onset_text: str | None = text(_("Onset, in the reporter's words"), max_length=500)
    dechallenge: codes_lung.Dechallenge | NullFlavor | None = code(
        codes_lung.Dechallenge, _("After the drug was stopped"), nulls="UNK NASK"
    )
    rechallenge: codes.Rechallenge | None = code(codes.Rechallenge, _("When the drug was given again"), ".4")


@dataclass(frozen=True, kw_only=True)
class Assessment(Row):
    """One opinion on whether a drug caused a reaction (G.k.9.i.2.r)."""

    TITLE = _("Causality")
    E2B = "G.k.9.i.2.r"

    drug: int | None = link("drugs", _("Drug"))
    reaction: int | None = link("reactions", _("Reaction"))
    source: str | None = text(_("Who judged"), ".1", max_length=60)
    method: str | None = text(_("Method"), ".2", max_length=60)
    result: str | None = text(_("Result"), ".3", max_length=60)
