"""Doubts about test results: a unit that nobody can read, a number that hardly anyone survives, a likely slip of units.

A slip is found by trying the other usual units of the analyte: haemoglobin of 120 g/dL cannot be, 120 g/L is normal.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import isclose

from cases.icsr import ICSR
from cases.icsr.codes_lung import Analyte
from cases.icsr.test import Test
from cases.icsr.values import Quantity
from cases.icsr.words import _
from cases.rules import ucum
from cases.rules.concern import Concern
from cases.rules.measures import MEASURES, Measure, all_units, units_for
from cases.rules.phrase import Phrase, phrase

_APART = 2
"""Units whose numbers differ by less are not taken for each other by eye (haemoglobin in mmol/L and g/dL)."""


def of_tests(icsr: ICSR) -> Iterator[Concern]:
    """At most one concern for the result of each test."""
    for position, row in enumerate(icsr.tests, start=1):
        if row.result is not None and row.result.value is not None:
            concern = _concern(row, row.result.value, row.result.unit, f"tests[{position}].result")
            if concern is not None:
                yield concern


def _concern(row: Test, value: Decimal, unit: str, path: str) -> Concern | None:
    usual = units_for(row.analyte)
    if not unit:
        return _without_unit(row, value, path, usual)
    right = ucum.respelt(unit, usual) or unit
    if not ucum.is_ucum(right):
        return _unreadable(value, unit, path, usual)
    odd = _odd_value(row.analyte, value, right, path) if row.analyte in MEASURES and row.analyte else None
    if odd is None and right != unit:
        message = phrase(_("The unit '%(unit)s' is not written as usual."), unit=unit)
        return Concern("unit_spelling", path, message, phrase(_("Write %(unit)s."), unit=right), Quantity(value, right))
    return odd


def _without_unit(row: Test, value: Decimal, path: str, usual: tuple[str, ...]) -> Concern | None:
    """A number of a measured analyte needs its unit; no unit is offered, because several can fit one number."""
    if row.analyte not in MEASURES:
        return None
    message = phrase(_("The value %(value)s has no unit."), value=value)
    return Concern("unit_missing", path, message, _one_of(usual))


def _unreadable(value: Decimal, unit: str, path: str, usual: tuple[str, ...]) -> Concern:
    known = usual or all_units()
    near = ucum.nearest(unit, known)
    message = phrase(_("The unit '%(unit)s' cannot be read."), unit=unit)
    if near is None:
        advice = _one_of(usual) if usual else phrase(_("Write it as a UCUM unit, such as mg/L or 10*9/L."))
        return Concern("unit_unreadable", path, message, advice)
    return Concern(
        "unit_unreadable", path, message, phrase(_("Did you mean %(unit)s?"), unit=near), Quantity(value, near)
    )


def _odd_value(analyte: Analyte, value: Decimal, unit: str, path: str) -> Concern | None:
    measure = MEASURES[analyte]
    number = _number(value, unit, measure)
    if number is None:
        if _other_kind_is_usual(unit, measure):
            return None
        message = phrase(_("%(test)s is not measured in %(unit)s."), test=analyte, unit=unit)
        return Concern("unit_does_not_fit", path, message, _one_of(measure.units))
    if _within(number, measure.plausible) or (measure.zero and number == 0):
        return None
    slip = _slip(value, unit, number, measure)
    if slip is not None:
        message = phrase(_("%(test)s of %(value)s %(unit)s can hardly be."), test=analyte, value=value, unit=unit)
        return Concern("unit_slip", path, message, phrase(_("Did you mean %(value)s?"), value=slip), slip)
    return _out_of_range(analyte, value, unit, number, path)


def _out_of_range(analyte: Analyte, value: Decimal, unit: str, number: float, path: str) -> Concern:
    low, high = MEASURES[analyte].plausible
    canonical = MEASURES[analyte].units[0]
    words = (
        _("%(test)s of %(value)s %(unit)s is very low: values below %(bound)s %(canonical)s are rare.")
        if number < low
        else _("%(test)s of %(value)s %(unit)s is very high: values above %(bound)s %(canonical)s are rare.")
    )
    bound = f"{low if number < low else high:,.15g}"
    message = phrase(words, test=analyte, value=value, unit=unit, bound=bound, canonical=canonical)
    return Concern("out_of_range", path, message, phrase(_("Check number and unit; confirm them if they are right.")))


def _number(value: Decimal, unit: str, measure: Measure) -> float | None:
    """The value in the unit of the bounds."""
    return ucum.convert(value, unit, measure.units[0], measure.molar_mass)


def _other_kind_is_usual(unit: str, measure: Measure) -> bool:
    """Whether the unit measures what a usual unit measures that the bounds say nothing about (IgE in k[iU]/L)."""
    return any(ucum.convert(Decimal(1), unit, usual) is not None for usual in measure.units)


def _slip(value: Decimal, unit: str, number: float, measure: Measure) -> Quantity | None:
    """The same number in the usual unit in which it is normal, else in the first one in which it can be."""
    others = [other for other in measure.units if ucum.annotation(other) == ucum.annotation(unit)]
    meant = [(other, found) for other in others if (found := _number(value, other, measure)) is not None]
    apart = [(other, found) for other, found in meant if found > _APART * number or found * _APART < number]
    for bounds in (measure.usual, measure.plausible):
        for other, found in apart:
            if _within(found, bounds):
                return Quantity(value, other)
    return None


def _within(number: float, bounds: tuple[float, float]) -> bool:
    low, high = bounds
    return low <= number <= high or isclose(number, low) or isclose(number, high)


def _one_of(usual: tuple[str, ...]) -> Phrase:
    return phrase(_("Usual units: %(units)s."), units=", ".join(usual))
