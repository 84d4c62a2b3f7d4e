"""What applies when: which elements and sections of the form stay hidden until another answer makes them apply.

The page works from this one declaration (static/cases/case_conditions.js). Hiding never clears, and what holds a value
is always shown; the server takes whatever is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from cases.icsr import ICSR
from cases.icsr.codes import AgeGroup, Outcome, ReportType, Retraction, Sex
from cases.icsr.codes_lung import (
    Analyte,
    InfusionStatus,
    Phase,
    ProcedureStatus,
    Siderophages,
    TreatmentGiven,
)
from cases.icsr.spec import elements, parts

YES, NO = "yes", "no"


@dataclass(frozen=True)
class When:
    """One answer: `element` of the same row, or `section.element` of any row of another section."""

    element: str
    values: tuple[str, ...] = ()
    """As the form spells them; '' is no answer. Empty: whatever is filled in."""
    above: int | None = None
    """Of numbers: more than this."""


@dataclass(frozen=True)
class Rule:
    """Elements of a section, or all of it, that apply when one of the answers is there."""

    section: str
    elements: tuple[str, ...] = ()
    any_of: tuple[When, ...] = ()
    staff_only: bool = False
    """True for what the registry's staff fill in; a centre sees it only when it holds something."""


def _rule(section: str, names: str, *any_of: When) -> Rule:
    return Rule(section, tuple(names.split()), any_of)


def _staff(section: str, names: str = "") -> Rule:
    return Rule(section, tuple(names.split()), staff_only=True)


_DONE = When("status", (ProcedureStatus.DONE, ProcedureStatus.ATTEMPTED))
_LAVAGE = "date after_onset macrophages_pct neutrophils_pct lymphocytes_pct eosinophils_pct aliquots siderophages "
_AGAIN = (When("course", above=1), When("retreatment", (YES,)))
_DIED = (When("reactions.outcome", (Outcome.FATAL,)), When("reactions.results_in_death", (YES,)))
_RECEIVED = When("status", ("", InfusionStatus.GIVEN, InfusionStatus.STOPPED_EARLY))
_CHILD = (
    When("patient.age_group", (AgeGroup.FOETUS, AgeGroup.NEONATE, AgeGroup.INFANT)),
    When("patient.age_at_onset_1", ("h", "d", "wk", "mo")),
    When("patient.gestation"),
)

CLINICAL = (
    _rule("patient", "age_group", When("age_at_onset_0", ("",))),
    _rule("patient", "last_menstrual_period", When("sex", (Sex.FEMALE,))),
    _rule("medical_history", "end", When("continuing", ("", NO))),
    _rule("parent_history", "end", When("continuing", ("", NO))),
    _rule("infusions", "reason_withheld", When("status", (InfusionStatus.WITHHELD, InfusionStatus.STOPPED_EARLY))),
    _rule("infusions", "end rate route batch", _RECEIVED),
    _rule("reactions", "end duration", When("outcome", (Outcome.RECOVERED, Outcome.SEQUELAE, Outcome.FATAL))),
    _rule("bronchoscopies", _LAVAGE + "microbiology cytology capillaritis", _DONE),
    _rule("bronchoscopies", "why_not", When("status", (ProcedureStatus.ATTEMPTED, ProcedureStatus.NOT_DONE))),
    _rule("bronchoscopies", "siderophages_pct", When("siderophages", (Siderophages.PRESENT,))),
    _rule("imaging", "resolution", When("phase", (Phase.FOLLOW_UP, Phase.RETREATMENT))),
    _rule("tests", "name", When("analyte", ("", Analyte.OTHER))),
    _rule("tests", "qualifier normal_low normal_high", When("result_0")),
    _rule("exclusions", "result basis", When("done", (YES,))),
    _rule("care", "intensive_care_days", When("intensive_care", (YES,))),
    _rule("treatments", "", When("care.treatment", (TreatmentGiven.GIVEN,))),
    _rule("treatments", "dose dose_highest start after_onset duration", When("given", ("", YES))),
    _rule("treatments", "dose_highest", When("dose_0")),
    _rule("courses", "after_previous retreatment prophylaxis monitoring", *_AGAIN),
    _rule("courses", "recurred", When("retreatment", (YES,))),
    _rule("death", "", *_DIED),
    _rule("causes_of_death", "", *_DIED),
    _rule("autopsy_causes", "", When("death.autopsy", (YES,))),
    _rule("study", "", When("report.report_type", (ReportType.STUDY,))),
    _rule("study_registrations", "", When("report.report_type", (ReportType.STUDY,))),
    _rule("report", "retraction_reason", When("retraction", tuple(Retraction))),
    _rule("parent", "", *_CHILD),
    _rule("parent_history", "", *_CHILD),
    _rule("parent_past_drugs", "", *_CHILD),
)

STAFF = (
    _staff("sender"),
    _staff("assessments"),
    _staff("sender_diagnoses"),
    _staff("summaries"),
    _staff("substances"),
    _staff("devices"),
    _staff("narrative", "sender_comments"),
    _staff("primary_sources", "primary"),
    _staff("reactions", "highlighted language translation"),
    _staff("tests", "more_information"),
    _staff("patient", "investigation_number"),
    _staff("drugs", "authorisation_number authorisation_country holder blinded additional_codes"),
    _staff(
        "report",
        "safety_report_id created additional_documents expedited worldwide_id first_sender other_identifiers "
        "linked_reports retraction",
    ),
)


def _of_one_authority() -> Iterator[Rule]:
    """Elements that one authority alone asks for: their labels begin with its name."""
    pieces = [*parts(ICSR), *(child for part in parts(ICSR) for child in parts(part.record))]
    for part in pieces:
        names = tuple(name for name, spec in elements(part.record) if spec.label.startswith("FDA"))
        if names and part.name != "devices":
            yield Rule(part.name, names, staff_only=True)


RULES = (*CLINICAL, *STAFF, *_of_one_authority())


def for_page(*, staff: bool) -> list[dict[str, Any]]:
    """The rules as the page reads them: those for staff alone drop out for staff, and never hold for a centre."""
    return [asdict(rule) for rule in RULES if not (rule.staff_only and staff)]
