"""Suspect and other drugs: courses, infusions, premedication, dosages, and what links a drug to a reaction."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cases.generation.days import about, at, on
from cases.generation.dice import Dice, Weighted
from cases.icsr.codes import ActionTaken, DrugRole, Rechallenge
from cases.icsr.codes_lung import Dechallenge, InfusionStatus, Setting
from cases.icsr.course import Course, Infusion, Premedication
from cases.icsr.drug import Assessment, Device, Dosage, Drug, DrugReaction, Indication, Substance
from cases.icsr.routes import Route
from cases.icsr.values import NullFlavor, Quantity


@dataclass(frozen=True)
class Product:
    """A drug for multiple sclerosis: how it is given."""

    name: str
    substance: str
    dose: str
    unit: str
    route: Route
    every: int
    """Days between doses; 0 for courses of infusions."""

    @property
    def infused(self) -> bool:
        """Whether it is given as infusions."""
        return self.route is Route.INTRAVENOUS_DRIP


ALEMTUZUMAB = Product("Lemtrada", "alemtuzumab", "12", "mg", Route.INTRAVENOUS_DRIP, 0)
PRODUCTS = Weighted(
    [
        (ALEMTUZUMAB, 40),
        (Product("natalizumab", "natalizumab", "300", "mg", Route.INTRAVENOUS_DRIP, 28), 12),
        (Product("ocrelizumab", "ocrelizumab", "600", "mg", Route.INTRAVENOUS_DRIP, 182), 10),
        (Product("rituximab", "rituximab", "1000", "mg", Route.INTRAVENOUS_DRIP, 182), 4),
        (Product("interferon beta-1b", "interferon beta-1b", "250", "ug", Route.SUBCUTANEOUS, 2), 9),
        (Product("glatiramer acetate", "glatiramer acetate", "20", "mg", Route.SUBCUTANEOUS, 1), 9),
        (Product("fingolimod", "fingolimod", "0.5", "mg", Route.ORAL, 1), 7),
        (Product("dimethyl fumarate", "dimethyl fumarate", "240", "mg", Route.ORAL, 1), 5),
        (Product("teriflunomide", "teriflunomide", "14", "mg", Route.ORAL, 1), 4),
    ]
)
_OTHERS = (
    "paracetamol",
    "ibuprofen",
    "cetirizine",
    "aciclovir",
    "salbutamol",
    "vitamin D",
    "levothyroxine",
    "baclofen",
)
_HOW_MANY = Weighted({0: 50, 1: 30, 2: 15, 3: 5})
TRANSPLANTATION, MALIGNANCY = "Kidney transplantation", "Lymphoid malignancy"
GRAVE = (TRANSPLANTATION, MALIGNANCY)
"""Of 17 patients with haemorrhage after alemtuzumab for these, 14 died (VigiBase, in Myro 2018)."""
_INDICATION = Weighted(
    {"Relapsing-remitting multiple sclerosis": 68, "Multiple sclerosis": 25, "Optic neuritis": 2, "": 5}
)
_OF_ALEMTUZUMAB = Weighted(
    {"Relapsing-remitting multiple sclerosis": 63, "Multiple sclerosis": 22, TRANSPLANTATION: 7, MALIGNANCY: 3, "": 5}
)
_ACTION = Weighted(
    [
        (ActionTaken.WITHDRAWN, 35),
        (ActionTaken.NOT_CHANGED, 35),
        (ActionTaken.NOT_APPLICABLE, 15),
        (ActionTaken.UNKNOWN, 15),
    ]
)
_RECHALLENGE: Weighted[Rechallenge | None] = Weighted(
    [
        (Rechallenge.NOT_DONE, 70),
        (Rechallenge.NOT_RECURRED, 14),
        (Rechallenge.RECURRED, 10),
        (Rechallenge.OUTCOME_UNKNOWN, 6),
    ]
)
_NOT_RETREATED: Weighted[Rechallenge | None] = Weighted(
    [(Rechallenge.NOT_DONE, 80), (None, 14), (Rechallenge.OUTCOME_UNKNOWN, 6)]
)
"""Of infused drugs, whose retreatment is a course that the case describes."""
_DECHALLENGE: Weighted[Dechallenge | NullFlavor] = Weighted(
    [
        (Dechallenge.POSITIVE, 45),
        (Dechallenge.NOT_STOPPED, 20),
        (Dechallenge.NOT_ASSESSABLE, 15),
        (Dechallenge.NEGATIVE, 8),
        (NullFlavor.UNK, 12),
    ]
)
_OPINION = Weighted({"Certain": 5, "Probable / likely": 30, "Possible": 50, "Unlikely": 10, "Unassessable": 5})
_PREMEDICATION = (("methylprednisolone", "1000", "mg"), ("cetirizine", "10", "mg"), ("paracetamol", "1000", "mg"))
_SETTINGS: tuple[Setting | NullFlavor, ...] = (Setting.INPATIENT, Setting.DAY_CARE, NullFlavor.UNK)
YEAR = 365


@dataclass(frozen=True)
class Exposure:
    """How the suspect drug was given until the reaction, in days as ordinals."""

    product: Product
    indication: str
    """As told; '' when it is not."""
    first: int
    courses: tuple[tuple[int, int], ...]
    """Start and number of infusions of each course; empty for what is taken all the time."""
    last_dose: int


def expose(dice: Dice, onset: int, *, soon: bool, product: Product) -> Exposure:
    """Doses before the onset: within days of the last infusion, or months."""
    indication = dice.weighted(_OF_ALEMTUZUMAB if product is ALEMTUZUMAB else _INDICATION)
    if product.every:
        first = onset - (dice.between(0, 3) if soon else dice.between(20, 1800))
        return Exposure(product, indication, first, (), onset - (onset - first) % product.every)
    after = dice.between(0, 4) if soon else dice.between(20, 340)
    count = 1 if dice.chance(0.6) else 2
    last_start = onset - after
    starts = [last_start - YEAR * back for back in range(count - 1, -1, -1)]
    courses = tuple((start, 5 if position == 0 else 3) for position, start in enumerate(starts))
    given = min(courses[-1][1], after + 1)
    return Exposure(product, indication, starts[0], courses, last_start + given - 1)


def suspect(dice: Dice, exposure: Exposure, onset: int) -> Drug:
    """The suspect drug, with its infusions where it has courses."""
    product = exposure.product
    dose = Quantity(Decimal(product.dose), product.unit)
    if product is ALEMTUZUMAB and exposure.indication in GRAVE:
        dose = Quantity(Decimal(30), "mg")
    batch = f"B{dice.between(1000, 9999)}" if dice.chance(0.5) else None
    return Drug(
        number=1,
        role=DrugRole.SUSPECT,
        name=product.name,
        action_taken=dice.weighted(_ACTION),
        substances=(Substance(number=1, name=product.substance),),
        indications=(Indication(number=1, verbatim=exposure.indication),) if exposure.indication else (),
        dosages=() if exposure.courses else (_dosage(dice, exposure, dose, batch),),
        infusions=_infusions(dice, exposure, onset, dose, batch),
        devices=(Device(number=1, malfunction=False, common_name="Pre-filled pen"),)
        if product.route is Route.SUBCUTANEOUS and dice.chance(0.08)
        else (),
    )


def _dosage(dice: Dice, exposure: Exposure, dose: Quantity, batch: str | None) -> Dosage:
    return Dosage(
        number=1,
        dose=dose,
        interval=Quantity(Decimal(exposure.product.every), "d"),
        start=about(dice, exposure.first),
        batch=batch,
        route_text=exposure.product.route.label,
    )


def _infusions(dice: Dice, exposure: Exposure, onset: int, dose: Quantity, batch: str | None) -> tuple[Infusion, ...]:
    """Every infusion of every course; those after the onset are withheld."""
    timed = dice.chance(0.25)
    rows: list[Infusion] = []
    for course, (start, count) in enumerate(exposure.courses, start=1):
        for infusion in range(1, count + 1):
            day = start + infusion - 1
            withheld = day > onset
            rows.append(
                Infusion(
                    number=len(rows) + 1,
                    course=course,
                    infusion=infusion,
                    status=InfusionStatus.WITHHELD if withheld else InfusionStatus.GIVEN,
                    start=None if withheld else at(day, 7) if timed else on(day),
                    end=at(day, 11, 30) if timed and not withheld and day < onset else None,
                    dose=None if withheld else dose,
                    route=exposure.product.route,
                    batch=None if withheld else batch,
                    reason_withheld="The reaction" if withheld else None,
                )
            )
    return tuple(rows)


def courses(dice: Dice, exposure: Exposure) -> tuple[Course, ...]:
    """The courses of the suspect drug."""
    place = dice.pick(_SETTINGS)
    return tuple(
        Course(
            number=number,
            drug=1,
            course=number,
            start=on(start),
            after_previous=Quantity(Decimal(12), "mo") if number > 1 and dice.chance(0.5) else None,
            setting=place,
            retreatment=False if number > 1 else None,
        )
        for number, (start, _count) in enumerate(exposure.courses, start=1)
    )


def premedication(dice: Dice, exposure: Exposure) -> tuple[Premedication, ...]:
    """What was given before the infusions of the last course."""
    if not exposure.courses:
        return ()
    chosen = [item for item in _PREMEDICATION if dice.chance(0.6)]
    return tuple(
        Premedication(
            number=number,
            drug=1,
            course=len(exposure.courses),
            name=name,
            dose=Quantity(Decimal(dose), unit),
            route=Route.INTRAVENOUS if name == "methylprednisolone" else Route.ORAL,
        )
        for number, (name, dose, unit) in enumerate(chosen, start=1)
    )


def others(dice: Dice, onset: int) -> tuple[Drug, ...]:
    """Drugs that the patient took besides; one in fifty is suspected as well."""
    return tuple(
        Drug(
            number=number,
            role=DrugRole.INTERACTING if dice.chance(0.02) else DrugRole.CONCOMITANT,
            name=name,
            action_taken=ActionTaken.NOT_CHANGED if dice.chance(0.4) else None,
            dosages=(Dosage(number=1, start=about(dice, onset - dice.between(5, 900))),) if dice.chance(0.5) else (),
        )
        for number, name in enumerate((dice.pick(_OTHERS) for _row in range(dice.weighted(_HOW_MANY))), start=2)
    )


def links(
    dice: Dice, exposure: Exposure, onset: int, count: int, retreatment: Rechallenge | None
) -> tuple[DrugReaction, ...]:
    """The suspect drug with each reaction; `retreatment` is what a course after it led to, None when there was none."""
    course = len(exposure.courses) or None
    since_last = Quantity(Decimal(onset - exposure.last_dose), "d")
    return tuple(
        DrugReaction(
            number=number,
            drug=1,
            reaction=number,
            from_last=since_last if number == 1 and dice.chance(0.15) else None,
            onset_course=course if dice.chance(0.7) else None,
            dechallenge=dice.weighted(_DECHALLENGE),
            rechallenge=_rechallenge(dice, exposure, retreatment, first=number == 1),
        )
        for number in range(1, count + 1)
    )


def _rechallenge(dice: Dice, exposure: Exposure, retreatment: Rechallenge | None, *, first: bool) -> Rechallenge | None:
    if retreatment is None:
        return dice.weighted(_NOT_RETREATED if exposure.product.infused else _RECHALLENGE)
    if retreatment is Rechallenge.RECURRED and not first and dice.chance(0.5):
        return Rechallenge.NOT_RECURRED
    return retreatment


def assessments(dice: Dice, count: int) -> tuple[Assessment, ...]:
    """Opinions of the reporter on each reaction, in six cases of ten."""
    if not dice.chance(0.6):
        return ()
    return tuple(
        Assessment(
            number=number, drug=1, reaction=number, source="Reporter", method="WHO-UMC", result=dice.weighted(_OPINION)
        )
        for number in range(1, count + 1)
    )
