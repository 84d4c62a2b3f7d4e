"""UCUM units are read, respelt and converted; nothing that a person may type raises."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.icsr.codes_lung import Analyte
from cases.rules.measures import MEASURES, all_units, units_for
from cases.rules.ucum import annotation, convert, is_ucum, nearest, respelt


@pytest.mark.parametrize(
    ("value", "unit", "target", "molar_mass", "expected"),
    [
        ("1", "g/dL", "g/L", None, 10),
        ("1500", "/uL", "10*9/L", None, 1.5),
        ("250", "10*3/uL", "10*9/L", None, 250),
        ("98.6", "[degF]", "Cel", None, 37),
        ("310.15", "K", "Cel", None, 37),
        ("7.5", "kPa", "mm[Hg]", None, 56.25),  # 1 mmHg is 133.322 Pa
        ("1", "mg/dL", "umol/L", 113.12, 88.4),  # creatinine
        ("1", "mmol/L", "g/dL", 16114.5, 1.6114),  # haemoglobin
        ("9.008", "mg/dL", "mmol/L", 90.08, 1),  # lactate
        ("1", "mmol/L", "g/dL", None, None),
        ("1", "kPa", "g/dL", 100.0, None),
        ("1", "Cel", "g/dL", 100.0, None),
        ("1", "nonsense", "g/dL", None, None),
        ("1", "g/dL", "nonsense", None, None),
        ("1", "10*99999999/L", "10*9/L", None, None),
        ("1e300", "10*99/L", "10*9/L", None, float("inf")),
        ("1", "[pH]", "g/dL", None, None),  # a unit of UCUM that the converter does not know
    ],
)
def test_conversion(value: str, unit: str, target: str, molar_mass: float | None, expected: float | None) -> None:
    found = convert(Decimal(value), unit, target, molar_mass)
    assert found == (None if expected is None else pytest.approx(expected, rel=1e-3))


@pytest.mark.parametrize("analyte", MEASURES)
@given(value=st.decimals(min_value=1, max_value=1000, places=2))
def test_there_and_back_is_the_same_number(analyte: Analyte, value: Decimal) -> None:
    measure = MEASURES[analyte]
    for unit in measure.units[1:]:
        there = convert(value, measure.units[0], unit, measure.molar_mass)
        if there is not None:
            back = convert(Decimal(repr(there)), unit, measure.units[0], measure.molar_mass)
            assert back == pytest.approx(float(value))


def test_bounds_lie_within_each_other_and_every_usual_unit_is_ucum() -> None:
    assert [unit for unit in all_units() if not is_ucum(unit)] == []
    for measure in MEASURES.values():
        assert measure.plausible[0] <= measure.usual[0] < measure.usual[1] <= measure.plausible[1]


def test_units_that_fit_the_field() -> None:
    assert units_for(Analyte.HAEMOGLOBIN) == ("g/dL", "g/L", "mmol/L")
    assert units_for(Analyte.COAGULATION)[0] == "s"
    assert units_for(Analyte.OTHER) == units_for(None) == ()


@pytest.mark.parametrize(
    ("written", "readable", "right"),
    [
        ("g/dl", True, "g/dL"),
        ("MG/DL", False, "mg/dL"),
        ("10^9/L", True, "10*9/L"),
        ("x10^9/l", False, "10*9/L"),
        ("10⁹/L", False, "10*9/L"),
        ("10e9/L", False, "10*9/L"),
        ("109/L", True, "10*9/L"),
        ("G/L", True, "10*9/L"),
        ("K/µl", False, "10*3/uL"),
        ("/mm3", True, "/uL"),
        ("mmHg", False, "mm[Hg]"),
        ("mm Hg", False, "mm[Hg]"),
        ("°C", False, "Cel"),
        ("F", True, "[degF]"),
        ("bpm", False, "/min"),
        ("mcg/L", False, "ug/L"),
        ("µmol/l", False, "umol/L"),
        ("IU/ml", False, "[iU]/mL"),
        ("mg/L FEU", False, "mg{FEU}/L"),
        ("ng/mL (FEU)", False, "ng{FEU}/mL"),
        ("mm/hour", False, "mm/h"),
        ("percent", False, "%"),
    ],
)
def test_habits_of_writing_are_known(written: str, readable: bool, right: str) -> None:
    assert is_ucum(written) is readable
    assert respelt(written, all_units()) == right
    assert nearest(written, all_units()) == right


@pytest.mark.parametrize(
    ("written", "meant"),
    [("g/dLL", "g/dL"), ("mcg/kg", "ug/kg"), ("", None), ("many of them", None), ("9" * 51, None)],
)
def test_the_nearest_unit_of_what_is_no_habit(written: str, meant: str | None) -> None:
    assert respelt(written, all_units()) is None
    assert nearest(written, all_units()) == meant


def test_annotations_are_kept_apart() -> None:
    assert (annotation("mg{FEU}/L"), annotation("mg/L")) == ("{FEU}", "")


@given(st.text(max_size=60))
def test_nothing_that_is_typed_raises(text: str) -> None:
    if not is_ucum(text):
        assert convert(Decimal(1), text, "g/L", 100.0) is None
    found = nearest(text, all_units())
    assert found is None or is_ucum(found)


def test_the_tables_of_units_are_loaded_at_first_use_only() -> None:
    code = "import sys, cases.rules.plausibility; print({'pint', 'ucumvert', 'lark'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
