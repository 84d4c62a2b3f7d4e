"""Age at onset in years, the nine age bands of VigiAccess, and the age groups of adrreports.eu."""

from __future__ import annotations

from decimal import Decimal

from cases.icsr.codes import AgeGroup
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.spec import CodeList
from cases.icsr.values import Quantity
from cases.icsr.words import _

DAYS_PER_YEAR = Decimal("365.25")
_YEARS = {
    "a": Decimal(1),
    "10.a": Decimal(10),
    "{decade}": Decimal(10),
    "mo": Decimal(1) / 12,
    "wk": Decimal(7) / DAYS_PER_YEAR,
    "d": Decimal(1) / DAYS_PER_YEAR,
    "h": Decimal(1) / 24 / DAYS_PER_YEAR,
}


class AgeBand(CodeList):
    """The age groups that VigiAccess shows."""

    DAYS_0_27 = "0-27d", _("0 - 27 days")
    DAYS_28_MONTHS_23 = "28d-23mo", _("28 days to 23 months")
    YEARS_2_11 = "2-11", _("2 - 11 years")
    YEARS_12_17 = "12-17", _("12 - 17 years")
    YEARS_18_44 = "18-44", _("18 - 44 years")
    YEARS_45_64 = "45-64", _("45 - 64 years")
    YEARS_65_74 = "65-74", _("65 - 74 years")
    YEARS_75 = "75+", _("75 years and over")
    UNKNOWN = "unknown", _("Unknown")


_UPPER = (
    (Decimal(28) / DAYS_PER_YEAR, AgeBand.DAYS_0_27),
    (Decimal(2), AgeBand.DAYS_28_MONTHS_23),
    (Decimal(12), AgeBand.YEARS_2_11),
    (Decimal(18), AgeBand.YEARS_12_17),
    (Decimal(45), AgeBand.YEARS_18_44),
    (Decimal(65), AgeBand.YEARS_45_64),
    (Decimal(75), AgeBand.YEARS_65_74),
)
# Only the groups of E2B(R3) D.2.3 that lie in one band; "adult" spans two, "infant" too.
_GROUPS = {AgeGroup.NEONATE: AgeBand.DAYS_0_27, AgeGroup.ADOLESCENT: AgeBand.YEARS_12_17}


class EmaAgeGroup(CodeList):
    """The age groups that adrreports.eu shows; an age that is not known has none."""

    MONTHS_0_1 = "0_1_month", _("0 - 1 month")
    MONTHS_2_YEARS_2 = "2_months_2_years", _("2 months - 2 years")
    YEARS_3_11 = "3_11_years", _("3 - 11 years")
    YEARS_12_17 = "12_17_years", _("12 - 17 years")
    YEARS_18_64 = "18_64_years", _("18 - 64 years")
    YEARS_65_85 = "65_85_years", _("65 - 85 years")
    YEARS_OVER_85 = "over_85_years", _("More than 85 years")


# Ages are counted in completed months and years: who is two years and eleven months old is two.
_EMA_UPPER = (
    (Decimal(2) / 12, EmaAgeGroup.MONTHS_0_1),
    (Decimal(3), EmaAgeGroup.MONTHS_2_YEARS_2),
    (Decimal(12), EmaAgeGroup.YEARS_3_11),
    (Decimal(18), EmaAgeGroup.YEARS_12_17),
    (Decimal(65), EmaAgeGroup.YEARS_18_64),
    (Decimal(86), EmaAgeGroup.YEARS_65_85),
)
# Again only those that lie in one group: infants, children and the elderly span two.
_EMA_GROUPS = {
    AgeGroup.NEONATE: EmaAgeGroup.MONTHS_0_1,
    AgeGroup.ADOLESCENT: EmaAgeGroup.YEARS_12_17,
    AgeGroup.ADULT: EmaAgeGroup.YEARS_18_64,
}


def years(age: Quantity | None) -> Decimal | None:
    """An age in years; None without a number or with a unit that is no age."""
    if age is None or age.value is None or age.unit not in _YEARS:
        return None
    return age.value * _YEARS[age.unit]


def age_at_onset(patient: Patient | None, onset: PartialDate | None) -> Decimal | None:
    """Age in years when the reaction began: as reported, else from date of birth and day of onset."""
    if patient is None:
        return None
    reported = years(patient.age_at_onset)
    if reported is not None:
        return reported
    born = patient.birth_date
    if not isinstance(born, PartialDate) or onset is None or not (born.to_the_day and onset.to_the_day):
        return None
    first, last = born.earliest, onset.earliest
    if last < first:
        return None
    return Decimal(last.year - first.year - ((last.month, last.day) < (first.month, first.day)))


def age_band(age: Decimal | None, group: AgeGroup | None = None) -> AgeBand:
    """The band of an age in years; with no age, the band of the reported group where it lies in one band."""
    if age is None:
        return _GROUPS.get(group, AgeBand.UNKNOWN) if group else AgeBand.UNKNOWN
    return next((band for limit, band in _UPPER if age < limit), AgeBand.YEARS_75)


def ema_age_group(age: Decimal | None, group: AgeGroup | None = None) -> EmaAgeGroup | None:
    """adrreports.eu's group of an age in years, else of the reported group; None when neither tells it."""
    if age is None:
        return _EMA_GROUPS.get(group) if group else None
    return next((found for limit, found in _EMA_UPPER if age < limit), EmaAgeGroup.YEARS_OVER_85)
