"""What a case says of each treatment of the reaction: given, not given, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cases.icsr import ICSR
from cases.icsr.codes_lung import TreatmentGiven, TreatmentKind

GLUCOCORTICOIDS = (TreatmentKind.GC_PULSE, TreatmentKind.GC_ORAL, TreatmentKind.GC_OTHER)
VENTILATION = (TreatmentKind.VENTILATION, TreatmentKind.IMV, TreatmentKind.NIV)
_NONE_GIVEN: Mapping[TreatmentKind, bool] = MappingProxyType(dict.fromkeys(TreatmentKind, False))


def treatment_answers(icsr: ICSR) -> Mapping[TreatmentKind, bool]:
    """Kind -> given; a kind of which the case says nothing is left out.

    A kind was given when one row says so, whatever others say. "No treatment was given" denies every kind, unless a
    row says that one was given: then only the rows count.
    """
    rows = icsr.treatments
    given = {row.kind: True for row in rows if row.kind and row.given is True}
    if not given and icsr.care is not None and icsr.care.treatment is TreatmentGiven.NONE:
        return _NONE_GIVEN
    if not rows:
        return given
    return {row.kind: False for row in rows if row.kind and row.given is False} | given


def any_given(answers: Mapping[TreatmentKind, bool], kinds: tuple[TreatmentKind, ...]) -> bool | None:
    """True when one of these kinds was given, False when all are denied, None when neither is known."""
    found = [answers.get(kind) for kind in kinds]
    return True if True in found else None if None in found else False


def ventilated(answers: Mapping[TreatmentKind, bool]) -> bool | None:
    """Whether the patient was ventilated in any form; False when ventilation as such, or both forms, are denied."""
    found = any_given(answers, VENTILATION)
    denied = answers.get(TreatmentKind.VENTILATION) is False
    both = answers.get(TreatmentKind.IMV) is False and answers.get(TreatmentKind.NIV) is False
    return True if found else False if denied or both else None
