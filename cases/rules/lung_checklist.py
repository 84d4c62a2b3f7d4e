"""Tocsin's own checklist of a lung bleeding: what makes such a case worth comparing with others.

It stands beside the vigiGrade score and is no part of it. Each item is answered, open, or does not apply (the look of
aliquots when no lavage was done).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cases.icsr import ICSR
from cases.icsr.codes_lung import Analyte, ExclusionCause, Modality, Phase, ProcedureStatus
from cases.icsr.spec import CodeList
from cases.icsr.words import _
from cases.rules.facts import given

_CT = (Modality.CT, Modality.CTPA, Modality.HRCT)


class Answer(CodeList):
    """How far an item is answered."""

    YES = "yes", _("Answered")
    OPEN = "open", _("Open")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")


@dataclass(frozen=True)
class Item:
    """One item of the checklist and the section of the case in which it is answered."""

    name: str
    label: str
    section: str
    answer: Answer


def _answered(known: bool) -> Answer:
    return Answer.YES if known else Answer.OPEN


def _bronchoscopy(icsr: ICSR) -> Answer:
    rows = icsr.bronchoscopies
    return _answered(any(row.status == ProcedureStatus.DONE or (given(row.status) and row.why_not) for row in rows))


def _in_lavage(icsr: ICSR, field: str) -> Answer:
    done = [row for row in icsr.bronchoscopies if row.status == ProcedureStatus.DONE]
    if not done and _bronchoscopy(icsr) is Answer.YES:
        return Answer.NOT_APPLICABLE
    return _answered(any(given(getattr(row, field)) for row in done))


def _haemoglobin_pair(icsr: ICSR) -> Answer:
    phases = {row.phase for row in icsr.tests if row.analyte == Analyte.HAEMOGLOBIN and row.result is not None}
    return _answered(Phase.BEFORE in phases and Phase.ACUTE in phases)


def _excluded(icsr: ICSR, cause: ExclusionCause) -> Answer:
    return _answered(any(row.cause == cause and given(row.done) is not None for row in icsr.exclusions))


def _antibodies(icsr: ICSR) -> Answer:
    known = {
        row.analyte
        for row in icsr.tests
        if row.result_code is not None or row.result is not None or row.result_text is not None
    }
    return _answered({Analyte.ANCA, Analyte.ANTI_GBM} <= known)


def _imaged(icsr: ICSR, *phases: Phase) -> bool:
    return any(row.phase in phases and given(row.modality) in _CT for row in icsr.imaging)


_ITEMS: tuple[tuple[str, str, str, Callable[[ICSR], Answer]], ...] = (
    ("bronchoscopy", _("Bronchoscopy with lavage done, or why not"), "bronchoscopies", _bronchoscopy),
    (
        "aliquots",
        _("Look of successive aliquots"),
        "bronchoscopies",
        lambda icsr: _in_lavage(icsr, "aliquots"),
    ),
    (
        "siderophages",
        _("Haemosiderin in macrophages"),
        "bronchoscopies",
        lambda icsr: _in_lavage(icsr, "siderophages"),
    ),
    (
        "ct_acute",
        _("CT during the reaction"),
        "imaging",
        lambda icsr: _answered(_imaged(icsr, Phase.ACUTE)),
    ),
    (
        "ct_follow_up",
        _("CT after it, with what had become of the changes"),
        "imaging",
        lambda icsr: _answered(
            any(row.phase == Phase.FOLLOW_UP and given(row.resolution) is not None for row in icsr.imaging)
        ),
    ),
    ("haemoglobin", _("Haemoglobin before the drug and during the reaction"), "tests", _haemoglobin_pair),
    (
        "infection",
        _("Infection looked for"),
        "exclusions",
        lambda icsr: _excluded(icsr, ExclusionCause.INFECTION),
    ),
    ("antibodies", _("ANCA and anti-GBM antibodies"), "tests", _antibodies),
)


def lung_checklist(icsr: ICSR) -> tuple[Item, ...]:
    """The items in clinical order, each with its answer."""
    return tuple(Item(name, label, section, answer(icsr)) for name, label, section, answer in _ITEMS)
