"""Likeness of two cases: symmetric, highest for the case itself, sensible for the documented cases."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Outcome, Sex
from cases.icsr.codes_lung import InfusionStatus
from cases.icsr.course import Infusion
from cases.icsr.drug import Drug, Substance
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.icsr.values import Coded, Quantity
from cases.rules.likeness import Features, Window, features, fold, likeness
from tests.cases.documented import documented
from tests.cases.generated import icsrs

windows = st.builds(
    lambda start, width: Window(start, start + timedelta(days=width)),
    st.dates(date(2022, 1, 1), date(2022, 4, 1)),
    st.sampled_from([0, 0, 30]),
)
names = st.frozensets(st.sampled_from(["alemtuzumab", "haemoptysis", "fever", "10019418"]))
anything = st.builds(
    Features,
    substances=names,
    reactions=names,
    sex=st.sampled_from(["", "1", "2"]),
    age_years=st.none() | st.decimals(28, 31, places=1),
    onset=st.none() | windows,
    first_infusion=st.none() | windows,
    country=st.sampled_from(["", "NO", "GB"]),
    outcome=st.sampled_from(["", "1", "5"]),
    series=st.sampled_from(["", "abreu"]),
    patient_in_series=st.sampled_from(["", "1", "2"]),
)


@given(anything, anything)
def test_symmetric(a: Features, b: Features) -> None:
    assert likeness(a, b) == likeness(b, a)


@given(anything, anything)
def test_nothing_is_more_like_a_case_than_the_case_itself(a: Features, b: Features) -> None:
    assert likeness(a, b).score <= likeness(a, a).score


@given(icsrs)
def test_features_of_any_case(icsr: ICSR) -> None:
    found = features(icsr)
    assert likeness(found, found).score >= 0
    patient = icsr.patient
    assert patient is None or patient.initials is None or patient.initials not in repr(found)


def age(years: str) -> Features:
    return Features(age_years=Decimal(years))


def onset(first: str, last: str = "") -> Features:
    return Features(onset=Window(date.fromisoformat(first), date.fromisoformat(last or first)))


def drugs(*named: str) -> Features:
    return Features(substances=frozenset(named))


PAIRS: list[tuple[Features, Features, str, tuple[str, ...]]] = [
    (Features(sex="2"), Features(sex="2"), "1", ("same sex",)),
    (Features(sex="1"), Features(sex="2"), "-4", ("different sex",)),
    (Features(sex="1"), Features(), "0", ()),
    (age("29"), age("29"), "4", ("both aged 29",)),
    (age("30"), age("29"), "2", ("age 29 and 30",)),
    (age("29.5"), age("31"), "-4", ("age 29.5 and 31",)),
    (onset("2022-07-15"), onset("2022-07-15"), "8", ("same day of onset",)),
    (onset("2022-07-15"), onset("2022-07-17"), "5", ("onset 2 days apart",)),
    (onset("2022-07-15"), onset("2022-08-10"), "1", ("onset 26 days apart",)),
    (onset("2022-07-15"), onset("2023-07-15"), "-4", ("onset 365 days apart",)),
    (onset("2022-07-15"), onset("2022-07-01", "2022-07-31"), "1", ("same day of onset possible",)),
    (onset("2022-08-02"), onset("2022-07-01", "2022-07-31"), "1", ("onset 2 days apart",)),
    (drugs("alemtuzumab"), drugs("alemtuzumab"), "2", ("same suspect drug: alemtuzumab",)),
    (drugs("1", "2"), drugs("1", "2"), "4", ("same suspect drug",)),
    (drugs("a", "b"), drugs("a", "c"), "0.67", ("same suspect drug: a",)),
    (drugs("a"), drugs("b"), "-3", ("other suspect drugs",)),
    (Features(country="NO"), Features(country="GB"), "-4", ("different countries",)),
    (Features(outcome="1"), Features(outcome="1"), "1", ("same outcome",)),
    (
        Features(series="s", patient_in_series="1"),
        Features(series="s", patient_in_series="2"),
        "-12",
        ("two patients of one series",),
    ),
    (Features(series="s", patient_in_series="1"), Features(series="t", patient_in_series="1"), "0", ()),
]


@pytest.mark.parametrize(("a", "b", "score", "reasons"), PAIRS)
def test_weights_and_words(a: Features, b: Features, score: str, reasons: tuple[str, ...]) -> None:
    found = likeness(a, b)
    assert (found.score, tuple(map(str, found.reasons))) == (Decimal(score), reasons)


def case(**more: Any) -> ICSR:
    return ICSR(
        patient=Patient(sex=Sex.FEMALE, age_at_onset=Quantity(Decimal(29), "a"), initials="AB"),
        drugs=(
            Drug(
                role=DrugRole.SUSPECT,
                name="Lemtrada",
                substances=(Substance(name=" Alemtuzumab "), Substance(), Substance(term=Coded("123"), name="x")),
                infusions=(
                    Infusion(start=PartialDate("20220711")),
                    Infusion(start=PartialDate("20220701"), status=InfusionStatus.WITHHELD),
                    Infusion(),
                ),
            ),
            Drug(role=DrugRole.INTERACTING, name="Étoposide"),
            Drug(role=DrugRole.CONCOMITANT, name="paracetamol"),
        ),
        reactions=(
            Reaction(verbatim="Coughing  Blood", start=PartialDate("202207"), country="NO", outcome=Outcome.RECOVERED),
            Reaction(term=Coded("10019418", "27.1")),
        ),
        **more,
    )


def test_features_of_a_case() -> None:
    assert features(case()) == Features(
        substances=frozenset({"alemtuzumab", "123", "etoposide"}),
        reactions=frozenset({"coughing blood", "10019418"}),
        sex=Sex.FEMALE,
        age_years=Decimal(29),
        onset=Window(date(2022, 7, 1), date(2022, 7, 31)),
        first_infusion=Window(date(2022, 7, 11), date(2022, 7, 11)),
        country="NO",
        outcome=Outcome.RECOVERED,
    )
    assert features(ICSR()) == Features()


def test_words_are_folded() -> None:
    assert fold("  Hémorragie   ALVÉOLAIRE ") == "hemorragie alveolaire"


def test_myro_and_zhao_are_alike_but_not_the_same() -> None:
    cases = {name: features(icsr) for name, icsr in documented().items()}
    myro, zhao = cases["MYRO-2018"], cases["ZHAO-2025"]
    found = likeness(myro, zhao)
    assert {"same sex", "both aged 29"} <= set(map(str, found.reasons))
    assert any(str(reason).startswith("same suspect drug: alemtuzumab") for reason in found.reasons)
    assert 0 < found.score < min(likeness(myro, myro).score, likeness(zhao, zhao).score)
    assert found.score > likeness(myro, cases["ABREU-2025-1-1"]).score


def test_episodes_of_one_patient_of_the_series_are_nearest_to_each_other() -> None:
    abreu = {name: features(icsr) for name, icsr in documented().items() if name.startswith("ABREU")}
    repeated = [name for name in abreu if name.endswith("-2")]
    assert repeated
    for name in repeated:
        others = {other: likeness(abreu[name], abreu[other]) for other in abreu if other != name}
        nearest = max(others, key=lambda other: others[other].score)
        assert nearest == f"{name.removesuffix('-2')}-1"
        assert "same patient of one series" in map(str, others[nearest].reasons)
