"""Age is age at onset, in the nine bands of VigiAccess and in the groups of adrreports.eu."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cases.icsr.codes import AgeGroup
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.values import NullFlavor, Quantity
from cases.rules.age import AgeBand, EmaAgeGroup, age_at_onset, age_band, ema_age_group, years


@pytest.mark.parametrize(
    ("number", "unit", "band"),
    [
        ("0", "d", AgeBand.DAYS_0_27),
        ("27", "d", AgeBand.DAYS_0_27),
        ("28", "d", AgeBand.DAYS_28_MONTHS_23),
        ("23", "mo", AgeBand.DAYS_28_MONTHS_23),
        ("24", "mo", AgeBand.YEARS_2_11),
        ("11.9", "a", AgeBand.YEARS_2_11),
        ("12", "a", AgeBand.YEARS_12_17),
        ("18", "a", AgeBand.YEARS_18_44),
        ("44", "a", AgeBand.YEARS_18_44),
        ("45", "a", AgeBand.YEARS_45_64),
        ("65", "a", AgeBand.YEARS_65_74),
        ("74.99", "a", AgeBand.YEARS_65_74),
        ("75", "a", AgeBand.YEARS_75),
        ("7", "10.a", AgeBand.YEARS_65_74),
        ("8", "{decade}", AgeBand.YEARS_75),
        ("3", "wk", AgeBand.DAYS_0_27),
        ("48", "h", AgeBand.DAYS_0_27),
    ],
)
def test_bands(number: str, unit: str, band: AgeBand) -> None:
    assert age_band(years(Quantity(Decimal(number), unit))) is band


@pytest.mark.parametrize(
    ("group", "band"),
    [
        (AgeGroup.NEONATE, AgeBand.DAYS_0_27),
        (AgeGroup.ADOLESCENT, AgeBand.YEARS_12_17),
        (AgeGroup.ADULT, AgeBand.UNKNOWN),
        (None, AgeBand.UNKNOWN),
    ],
)
def test_a_group_counts_only_where_it_lies_in_one_band(group: AgeGroup | None, band: AgeBand) -> None:
    assert age_band(None, group) is band


@pytest.mark.parametrize("age", [None, Quantity(None, "a"), Quantity(Decimal(29), ""), Quantity(Decimal(29), "mg")])
def test_no_number_or_no_unit_of_time_is_no_age(age: Quantity | None) -> None:
    assert years(age) is None


@pytest.mark.parametrize(
    ("born", "began", "expected"),
    [
        ("19890615", "20180614", 28),
        ("19890615", "20180615", 29),
        ("19890615", "20180616", 29),
        ("1989", "20180616", None),
        ("19890615", "2018", None),
        ("19890615", "19890101", None),
        ("19890615", None, None),
    ],
)
def test_age_from_date_of_birth_needs_both_days(born: str, began: str | None, expected: int | None) -> None:
    onset = PartialDate(began) if began else None
    assert age_at_onset(Patient(birth_date=PartialDate(born)), onset) == expected


def test_the_reported_age_comes_first() -> None:
    patient = Patient(age_at_onset=Quantity(Decimal(30), "a"), birth_date=PartialDate("19890615"))
    assert age_at_onset(patient, PartialDate("20180616")) == 30


def test_a_withheld_birth_date_and_no_patient_give_no_age() -> None:
    assert age_at_onset(Patient(birth_date=NullFlavor.MSK), PartialDate("20180616")) is None
    assert age_at_onset(None, None) is None


@pytest.mark.parametrize(
    ("number", "unit", "group"),
    [
        ("0", "d", EmaAgeGroup.MONTHS_0_1),
        ("1.9", "mo", EmaAgeGroup.MONTHS_0_1),
        ("2", "mo", EmaAgeGroup.MONTHS_2_YEARS_2),
        ("2.9", "a", EmaAgeGroup.MONTHS_2_YEARS_2),
        ("3", "a", EmaAgeGroup.YEARS_3_11),
        ("11.9", "a", EmaAgeGroup.YEARS_3_11),
        ("12", "a", EmaAgeGroup.YEARS_12_17),
        ("18", "a", EmaAgeGroup.YEARS_18_64),
        ("64.9", "a", EmaAgeGroup.YEARS_18_64),
        ("65", "a", EmaAgeGroup.YEARS_65_85),
        ("85.9", "a", EmaAgeGroup.YEARS_65_85),
        ("86", "a", EmaAgeGroup.YEARS_OVER_85),
        ("11", "10.a", EmaAgeGroup.YEARS_OVER_85),
    ],
)
def test_groups_of_adrreports(number: str, unit: str, group: EmaAgeGroup) -> None:
    assert ema_age_group(years(Quantity(Decimal(number), unit))) is group


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (AgeGroup.NEONATE, EmaAgeGroup.MONTHS_0_1),
        (AgeGroup.ADOLESCENT, EmaAgeGroup.YEARS_12_17),
        (AgeGroup.ADULT, EmaAgeGroup.YEARS_18_64),
        (AgeGroup.INFANT, None),
        (AgeGroup.CHILD, None),
        (AgeGroup.ELDERLY, None),
        (None, None),
    ],
)
def test_a_reported_group_counts_where_it_lies_in_one_group(
    group: AgeGroup | None, expected: EmaAgeGroup | None
) -> None:
    assert ema_age_group(None, group) is expected
