"""Units as people read and write them, in lists and on pages; the case keeps the UCUM spelling."""

from __future__ import annotations

from functools import cache

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from cases.icsr.codes_lung import Analyte
from cases.icsr.units import WORDS
from cases.rules.measures import all_units
from cases.rules.plausibility import units_for

_SPELLING = (
    ("k[iU]", "kIU"),
    ("M[iU]", "MIU"),
    ("[iU]", "IU"),
    ("[arb'U]", "U"),
    ("mm[Hg]", "mmHg"),
    ("10*", "10^"),
    ("/m2", "/m²"),
    ("{FEU}", " FEU"),
    ("{titer}", "titre"),
    ("{INR}", "INR"),
    ("[pH]", "pH"),
    ("[degF]", "°F"),
    ("Cel", "°C"),
)


def spelled(unit: str) -> str:
    """The unit in the spelling that people know: 10^9/L, mmHg, µmol/L."""
    for written, read in _SPELLING:
        unit = unit.replace(written, read)
    return "µ" + unit[1:] if unit.startswith("u") and len(unit) > 1 else unit


def said(unit: str) -> str:
    """The unit in words where it has some, else as it is spelled."""
    return _(WORDS[unit]) if unit in WORDS else spelled(unit)


said_lazy = lazy(said, str)
"""The same, read when it is shown: form fields are made once for all languages."""


@cache
def _known() -> dict[str, str]:
    return {spelled(unit): unit for unit in all_units()}


def heard(text: str) -> str:
    """The UCUM unit that a person means; what is not known stays as written."""
    plain = text.strip().replace("\u03bc", "µ")
    if plain in _known():
        return _known()[plain]
    plain = plain.replace("µ", "u")
    for unit, read in (("10*", "10^"), ("mm[Hg]", "mmHg"), ("[iU]", "IU")):
        plain = plain if unit in plain else plain.replace(read, unit)
    return plain


def laboratory_units() -> list[tuple[str, list[str]]]:
    """For each kind of test its usual units, the commonest first; for a test of another kind, all of them."""
    every = [spelled(unit) for unit in all_units()]
    return [(analyte.value, [spelled(unit) for unit in units_for(analyte)] or every) for analyte in Analyte]
