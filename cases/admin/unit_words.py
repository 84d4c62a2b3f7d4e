"""Units as people read them, in lists and on pages; the case keeps the UCUM spelling."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from cases.icsr.units import WORDS

_SPELLING = (("k[iU]", "kIU"), ("M[iU]", "MIU"), ("[iU]", "IU"), ("mm[Hg]", "mmHg"), ("10*", "10^"), ("/m2", "/m²"))


def said(unit: str) -> str:
    """The unit in words, or in the spelling that people know."""
    if unit in WORDS:
        return _(WORDS[unit])
    for written, read in _SPELLING:
        unit = unit.replace(written, read)
    return "µ" + unit[1:] if unit.startswith("u") and len(unit) > 1 else unit


said_lazy = lazy(said, str)
"""The same, read when it is shown: form fields are made once for all languages."""
