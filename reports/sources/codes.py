"""The lists of codes that reports on the course of a reaction show, in words, and which codes belong together."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from cases.icsr.codes import Outcome, Rechallenge
from cases.icsr.codes_lung import Dechallenge, Setting, TreatmentKind
from cases.rules.listing import without_dates as without_dates
from cases.rules.management import STEPS, A, B, ManagementStep
from cases.rules.management_judges import Status
from reports.sources.registry import labels

OUTCOMES: tuple[str, ...] = tuple(
    outcome.value
    for outcome in (
        Outcome.RECOVERED,
        Outcome.SEQUELAE,
        Outcome.RECOVERING,
        Outcome.NOT_RECOVERED,
        Outcome.FATAL,
        Outcome.UNKNOWN,
    )
)
"""E2B(R3) E.i.7 from the best to the worst, then unknown."""


def outcomes() -> Mapping[str, str]:
    """Code -> words of each outcome, from the best to the worst, then unknown."""
    return {**{code: labels(Outcome)[code] for code in OUTCOMES}, Outcome.UNKNOWN.value: _("Outcome unknown")}


def treatments() -> Mapping[str, str]:
    """The kinds of treatment of the reaction."""
    return labels(TreatmentKind)


def settings() -> Mapping[str, str]:
    """Where a course was given."""
    return labels(Setting)


def dechallenges() -> Mapping[str, str]:
    """What the reaction did after the drug was stopped."""
    return labels(Dechallenge)


def rechallenges() -> Mapping[str, str]:
    """Whether the drug was given again, and what came of it."""
    return labels(Rechallenge)


def steps() -> tuple[ManagementStep, ...]:
    """The steps of management that the guidance texts name."""
    return STEPS


def step_label(step: ManagementStep) -> str:
    """The name of a step, in words."""
    return _(step.label)


def step_texts() -> Mapping[str, str]:
    """Key of a guidance text -> its letter in reports."""
    return {A: "A", B: "B"}


def statuses() -> Mapping[str, str]:
    """What a case tells of a step."""
    return labels(Status)
