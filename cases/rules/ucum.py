"""UCUM units: whether a unit can be read, how it is rightly spelt, and a value in another unit.

The Unified Code for Units of Measure, ucum.org. The parser and its tables are loaded at first use and kept: they take
most of a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from functools import cache, lru_cache
from threading import RLock
from typing import Any

_ANNOTATION = re.compile(r"\{[^}]*\}")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# How people write what UCUM spells otherwise; tried in this order on the whole unit.
_HABITS = (
    (re.compile(r"\s+"), ""),
    (re.compile(r"[µμ]|mc(?=g)"), "u"),
    (re.compile(r"^[x\u00d7·*]?10(?:\^|\*{1,2}|[eE]\+?)?(?=[1-9]+/)"), "10*"),
    (re.compile(r"^(?:G|Gpt|giga)(?=/[lL]$)"), "10*9"),
    (re.compile(r"^(?:K|k|thou)(?=/[uμ][lL]$)"), "10*3"),
    (re.compile(r"(?<!\[)mm_?Hg", re.IGNORECASE), "mm[Hg]"),
    (re.compile(r"/(?:mm3|mm\^3|cmm)$"), "/uL"),
    (re.compile(r"^(?:°|deg)?C(?:elsius)?$", re.IGNORECASE), "Cel"),
    (re.compile(r"^(?:°|deg)?F(?:ahrenheit)?$", re.IGNORECASE), "[degF]"),
    (re.compile(r"^(?:bpm|beats/min|1/min)$", re.IGNORECASE), "/min"),
    (re.compile(r"(?<![\[{A-Za-z])(k?)(?:IU|iU)(?![\]}])"), r"\1[iU]"),
    (re.compile(r"^percent$", re.IGNORECASE), "%"),
    (re.compile(r"^(.*?)\(?(?<!\{)FEU\)?$", re.IGNORECASE), r"\1{FEU}"),
    (re.compile(r"^([^/{]+)(/[^/{]+)(\{FEU\})$"), r"\1\3\2"),
    (re.compile(r"hr?$|hour$"), "h"),
)


_LONGEST = 50
"""Characters that E2B(R3) F.r.3.3 allows; a longer text is no unit."""
_HUGE_EXPONENT = re.compile(r"[*^A-Za-z\]'%][+-]?\d{3}")
"""UCUM allows it, no measurement needs it, and to compute it can take minutes."""


_one_at_a_time = RLock()
"""A site answers with several threads, and pint builds and fills its registry as if there were one."""


@cache
def _registry() -> Any:
    """Only to be asked by who holds the lock."""
    from ucumvert import PintUcumRegistry

    return PintUcumRegistry()


@lru_cache(maxsize=2048)
def _read(unit: str) -> Any:
    """The unit as a quantity of pint; None when it cannot be read or pint knows no such unit."""
    from lark.exceptions import LarkError
    from pint.errors import PintError

    try:
        with _one_at_a_time:
            return _registry().from_ucum(unit) if is_ucum(unit) else None
    except (LarkError, PintError, ArithmeticError):
        return None


@lru_cache(maxsize=2048)
def is_ucum(unit: str) -> bool:
    """Whether UCUM has such a unit."""
    from lark.exceptions import LarkError

    try:
        plain = len(unit) <= _LONGEST and not _HUGE_EXPONENT.search(unit)
        with _one_at_a_time:
            return plain and _parser().parse(unit) is not None
    except LarkError:
        return False


@cache
def _parser() -> Any:
    from ucumvert import get_ucum_parser

    return get_ucum_parser()


def annotation(unit: str) -> str:
    """What stands in braces, such as {FEU}: units that differ in it are not compared."""
    return "".join(_ANNOTATION.findall(unit))


def convert(value: Decimal, unit: str, target: str, molar_mass: float | None = None) -> float | None:
    """`value` in `target`; None when the units measure different things or either cannot be read.

    Mass and amount are turned into each other only with a `molar_mass` in g/mol.
    """
    from pint.errors import PintError

    source, goal = _read(unit), _read(target)
    if source is None or goal is None:
        return None
    try:
        with _one_at_a_time:
            quantity = _registry().Quantity(float(value) * source.magnitude, source.units)
            if molar_mass is not None and not quantity.is_compatible_with(goal):
                factor = _registry().Quantity(molar_mass, "gram / mole")
                quantity = quantity * factor if (quantity * factor).is_compatible_with(goal) else quantity / factor
            return float(quantity.to(goal.units).magnitude / goal.magnitude)
    except (PintError, ArithmeticError):
        return None


def respelt(unit: str, usual: Iterable[str]) -> str | None:
    """The member of `usual` that `unit` means, told apart only by habits of writing and by case; None without one."""
    return {item.casefold(): item for item in reversed(tuple(usual))}.get(_by_habit(unit).casefold())


def nearest(unit: str, usual: Iterable[str]) -> str | None:
    """The unit that someone who wrote `unit` most likely meant: respelt, else by habit, else the most similar one."""
    known = tuple(usual)
    same = respelt(unit, known)
    if same is not None:
        return same
    habit = _by_habit(unit)
    if habit and is_ucum(habit):
        return habit
    return next(iter(get_close_matches(habit, known, n=1)), None)


def _by_habit(unit: str) -> str:
    text = unit.strip().translate(_SUPERSCRIPTS)
    for pattern, right in _HABITS:
        text = pattern.sub(right, text)
    return text
