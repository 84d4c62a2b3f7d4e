"""Small cases of which doubts are asked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole
from cases.icsr.course import Infusion
from cases.icsr.drug import Drug
from cases.icsr.partial_date import PartialDate
from cases.icsr.values import Quantity
from cases.rules.plausibility import concerns


def q(text: str) -> Quantity:
    number, _, unit = text.partition(" ")
    return Quantity(Decimal(number), unit)


def d(text: str) -> PartialDate:
    return PartialDate.parse(text)


def asked(**parts: Any) -> list[tuple[str, str]]:
    return [(item.code, item.path) for item in concerns(ICSR(**parts))]


def suspect(*starts: str, **more: Any) -> Drug:
    infusions = tuple(Infusion(infusion=i, start=d(start)) for i, start in enumerate(starts, start=1))
    return Drug(**{"role": DrugRole.SUSPECT, "name": "alemtuzumab", "infusions": infusions, **more})
