"""Invented patients and reporters."""

from __future__ import annotations

from decimal import Decimal

from cases.generation.days import about, on
from cases.generation.dice import Dice, Weighted
from cases.generation.places import Place
from cases.icsr.codes import PrimarySourceMark, Qualification, Sex
from cases.icsr.codes_lung import Race, Tobacco
from cases.icsr.patient import MedicalHistory, PastDrug, Patient
from cases.icsr.report import PrimarySource
from cases.icsr.values import NullFlavor, Quantity

_LETTERS = "ABCDEFGHIJKLMNOPRSTVWZ"
_GIVEN = (
    "Alva",
    "Bero",
    "Calix",
    "Dena",
    "Elio",
    "Fara",
    "Gavin",
    "Hedda",
    "Ivo",
    "Jora",
    "Kaspar",
    "Lumi",
    "Milo",
    "Nerea",
    "Otis",
    "Pella",
    "Quinn",
    "Runa",
)
_FAMILY = (
    "Aspenholm",
    "Birkvale",
    "Corvane",
    "Dunmarsh",
    "Eldgren",
    "Fennick",
    "Grovelli",
    "Hartsund",
    "Ivermont",
    "Jarnfeld",
    "Kestrin",
)
_TOBACCO: Weighted[Tobacco | NullFlavor | None] = Weighted(
    [(Tobacco.NEVER, 45), (Tobacco.FORMER, 20), (Tobacco.CURRENT, 15), (NullFlavor.UNK, 15), (None, 5)]
)
_RACE: Weighted[Race | NullFlavor | None] = Weighted(
    [(None, 70), (Race.WHITE, 22), (Race.BLACK, 3), (Race.ASIAN, 3), (NullFlavor.UNK, 2)]
)
_QUALIFICATION: Weighted[Qualification | NullFlavor] = Weighted(
    [
        (Qualification.PHYSICIAN, 70),
        (Qualification.OTHER_HEALTH, 18),
        (Qualification.PHARMACIST, 6),
        (Qualification.CONSUMER, 5),
        (NullFlavor.UNK, 1),
    ]
)
_OTHER_AGES = ((10, 18), (76, 89))
_ILLNESSES = (
    "Asthma",
    "Hypothyroidism",
    "Migraine",
    "Depression",
    "High blood pressure",
    "Iron deficiency anaemia",
    "Psoriasis",
    "Type 2 diabetes",
)
_DRUGS_BEFORE = ("interferon beta-1b", "glatiramer acetate", "natalizumab", "fingolimod", "dimethyl fumarate")


def patient(dice: Dice, onset: int) -> Patient:
    """A person, seven in ten a woman, 18 to 75 years old but for a few; some things are not known."""
    woman = dice.chance(0.7)
    age = dice.normal(40, 11, 18, 75) if dice.chance(0.97) else dice.uniform(*dice.pick(_OTHER_AGES))
    born = onset - int(age * 365.25)
    with_birth = dice.chance(0.35)
    record = f"G{dice.between(0, 9_999_999):07}" if dice.chance(0.25) else None
    return Patient(
        initials=_initials(dice),
        sex=(Sex.FEMALE if woman else Sex.MALE) if dice.chance(0.98) else NullFlavor.UNK,
        age_at_onset=Quantity(Decimal(int(age)), "a") if not with_birth or dice.chance(0.6) else None,
        birth_date=on(born) if with_birth else None,
        weight_kg=_measure(dice, 67 if woman else 81, 13, 40, 150, 0.6),
        height_cm=_measure(dice, 166 if woman else 179, 7, 145, 205, 0.5),
        race_as_reported=dice.weighted(_RACE),
        tobacco=dice.weighted(_TOBACCO),
        history_text=dice.pick(_ILLNESSES) + " for years." if dice.chance(0.3) else None,
        concomitant_therapies=dice.chance(0.5) if dice.chance(0.3) else None,
        hospital_record=record,
    )


def _initials(dice: Dice) -> str | NullFlavor:
    drawn = f"{dice.pick(_LETTERS)}.{dice.pick(_LETTERS)}."
    return drawn if dice.chance(0.85) else NullFlavor.MSK


def _measure(dice: Dice, mean: float, spread: float, low: float, high: float, known: float) -> Decimal | None:
    return Decimal(round(dice.normal(mean, spread, low, high))) if dice.chance(known) else None


def history(dice: Dice, onset: int) -> tuple[MedicalHistory, ...]:
    """Illnesses before the reaction: mostly none or one."""
    return tuple(
        MedicalHistory(
            start=about(dice, onset - dice.between(200, 5000)),
            continuing=dice.chance(0.8),
            comments=dice.pick(_ILLNESSES),
            family_history=True if dice.chance(0.05) else None,
        )
        for _row in range(dice.weighted(_HOW_MANY))
    )


_HOW_MANY = Weighted({0: 55, 1: 30, 2: 15})


def past_drugs(dice: Dice, first_dose: int) -> tuple[PastDrug, ...]:
    """Drugs for multiple sclerosis that were tried before."""
    rows = []
    for _row in range(dice.weighted(_HOW_MANY)):
        end = first_dose - dice.between(30, 900)
        start = end - dice.between(60, 1500)
        rows.append(PastDrug(name=dice.pick(_DRUGS_BEFORE), start=about(dice, start), end=about(dice, end)))
    return tuple(rows)


def reporters(dice: Dice, place: Place) -> tuple[PrimarySource, ...]:
    """The person who reported, now and then a second one."""
    count = 2 if dice.chance(0.08) else 1
    return tuple(_reporter(dice, place, first=position == 0) for position in range(count))


def _reporter(dice: Dice, place: Place, *, first: bool) -> PrimarySource:
    given, family = dice.pick(_GIVEN), dice.pick(_FAMILY)
    named = dice.chance(0.6)
    return PrimarySource(
        qualification=dice.weighted(_QUALIFICATION),
        country=place.country,
        primary=PrimarySourceMark.PRIMARY if first else None,
        organisation=place.name,
        department="Neurology" if dice.chance(0.7) else None,
        given_name=given if named else NullFlavor.MSK,
        family_name=family if named else NullFlavor.MSK,
        email=f"{given}.{family}@example.org".lower() if named and dice.chance(0.4) else None,
    )
