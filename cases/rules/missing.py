"""The few missing items that would raise the completeness of a case most, each with the field that fills it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cases.icsr import ICSR
from cases.icsr.codes_lung import Analyte, ExclusionCause, Phase, ProcedureStatus
from cases.rules.completeness import Dimension, completeness
from cases.rules.facts import Terms
from cases.rules.lung_checklist import Answer, lung_checklist


@dataclass(frozen=True)
class Suggestion:
    """One thing to add: where, and what the vigiGrade score would gain by it (None: an item of the lung checklist)."""

    label: str
    section: str
    path: str
    """The element, as in `cases.icsr.plain.filled`; a row that does not exist yet has the next position."""
    gain: Decimal | None


def suggestions(icsr: ICSR, terms: Terms, limit: int = 3) -> tuple[Suggestion, ...]:
    """What to add first: by the gain of the vigiGrade score, then the open items of the lung checklist in their order.

    A field is suggested once, for the first reason that names it.
    """
    found: dict[str, Suggestion] = {}
    for item in (*_gains(icsr, terms), *_open_items(icsr)):
        found.setdefault(item.path, item)
    return tuple(found.values())[:limit]


def _gains(icsr: ICSR, terms: Terms) -> Iterator[Suggestion]:
    score = completeness(icsr, terms)
    for dimension, gain in score.gains():
        worst = max(score.pairs, key=lambda pair: pair.penalties[dimension])
        path = _FIELDS[dimension](icsr, worst.drug, worst.reaction)
        yield Suggestion(dimension.label, path.partition(".")[0].partition("[")[0], path, gain)


def _open_items(icsr: ICSR) -> Iterator[Suggestion]:
    for item in lung_checklist(icsr):
        if item.answer is Answer.OPEN:
            yield Suggestion(item.label, item.section, _ITEMS[item.name](icsr), None)


def _at(section: str, position: int, element: str) -> str:
    return f"{section}[{position}].{element}"


def _position(rows: tuple[Any, ...], number: int) -> int:
    """The position of the row with this number, as the score numbers them; the first free one when there is none."""
    numbers = [row.number or position for position, row in enumerate(rows, start=1)]
    return numbers.index(number) + 1 if number in numbers else len(rows) + 1


def _first(rows: tuple[Any, ...], fits: Callable[..., bool]) -> int:
    """The position of the first row that fits, else of the next row to be added."""
    return next((position for position, row in enumerate(rows, start=1) if fits(row)), len(rows) + 1)


def _onset(icsr: ICSR, drug: int, reaction: int) -> str:
    """The interval from the first dose to onset, in the row of this drug and reaction."""
    position = _first(icsr.drug_reactions, lambda row: (row.drug, row.reaction) == (drug, reaction))
    return _at("drug_reactions", position, "from_first")


def _indication(icsr: ICSR, drug: int, _reaction: int) -> str:
    return _at("drugs", _position(icsr.drugs, drug), "indications[1].verbatim")


def _dose(icsr: ICSR, drug: int, _reaction: int) -> str:
    """The dose of the first infusion where there are infusions, else that of the first dosage."""
    position = _position(icsr.drugs, drug)
    infused = position <= len(icsr.drugs) and icsr.drugs[position - 1].infusions
    return _at("drugs", position, "infusions[1].dose" if infused else "dosages[1].dose")


def _of_reaction(element: str) -> Callable[[ICSR, int, int], str]:
    return lambda icsr, _drug, reaction: _at("reactions", _position(icsr.reactions, reaction), element)


def _fixed(path: str) -> Callable[[ICSR, int, int], str]:
    return lambda _icsr, _drug, _reaction: path


_FIELDS: Mapping[Dimension, Callable[[ICSR, int, int], str]] = {
    Dimension.TIME_TO_ONSET: _onset,
    Dimension.INDICATION: _indication,
    Dimension.OUTCOME: _of_reaction("outcome"),
    Dimension.SEX: _fixed("patient.sex"),
    Dimension.AGE: _fixed("patient.age_at_onset"),
    Dimension.DOSE: _dose,
    Dimension.COUNTRY: _of_reaction("country"),
    Dimension.REPORTER: _fixed("primary_sources[1].qualification"),
    Dimension.REPORT_TYPE: _fixed("report.report_type"),
    Dimension.COMMENTS: _fixed("narrative.story"),
}


def _lavage(element: str) -> Callable[[ICSR], str]:
    """The first bronchoscopy that was done, else the first one, whose status has to be told before its findings."""

    def path(icsr: ICSR) -> str:
        done = _first(icsr.bronchoscopies, lambda row: row.status == ProcedureStatus.DONE)
        if done > len(icsr.bronchoscopies):
            return _at("bronchoscopies", 1, "status")
        return _at("bronchoscopies", done, element)

    return path


def _bronchoscopy(icsr: ICSR) -> str:
    """Whether it was done; where it is told that it was not, why."""
    told = _first(icsr.bronchoscopies, lambda row: isinstance(row.status, ProcedureStatus))
    return _at("bronchoscopies", told, "why_not") if told <= len(icsr.bronchoscopies) else "bronchoscopies[1].status"


def _image(phase: Phase, known: str, asked: str) -> Callable[[ICSR], str]:
    """`known` of the row of this phase, or `asked`: what makes a new row one of this phase."""

    def path(icsr: ICSR) -> str:
        position = _first(icsr.imaging, lambda row: row.phase is phase)
        return _at("imaging", position, known if position <= len(icsr.imaging) else asked)

    return path


def _haemoglobin(icsr: ICSR) -> str:
    """The value of a row that lacks one, else a new row."""
    blank = _first(icsr.tests, lambda row: row.analyte is Analyte.HAEMOGLOBIN and row.result is None)
    return _at("tests", blank, "result")


def _antibodies(icsr: ICSR) -> str:
    """The result of a row of one of the two antibodies that lacks one, else a new row."""
    blank = _first(
        icsr.tests,
        lambda row: (
            row.analyte in (Analyte.ANCA, Analyte.ANTI_GBM)
            and (row.result, row.result_code, row.result_text) == (None, None, None)
        ),
    )
    return _at("tests", blank, "result_code")


def _infection(icsr: ICSR) -> str:
    return _at("exclusions", _first(icsr.exclusions, lambda row: row.cause is ExclusionCause.INFECTION), "done")


_ITEMS: Mapping[str, Callable[[ICSR], str]] = {
    "bronchoscopy": _bronchoscopy,
    "aliquots": _lavage("aliquots"),
    "siderophages": _lavage("siderophages"),
    "ct_acute": _image(Phase.ACUTE, "modality", "modality"),
    "ct_follow_up": _image(Phase.FOLLOW_UP, "resolution", "modality"),
    "haemoglobin": _haemoglobin,
    "infection": _infection,
    "antibodies": _antibodies,
}
