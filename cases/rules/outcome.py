"""Seriousness of a reaction, and the one outcome that stands for a report with several reactions."""

from __future__ import annotations

from collections.abc import Iterable

from cases.icsr.codes import Outcome
from cases.icsr.reaction import Reaction

CRITERIA = (
    "results_in_death",
    "life_threatening",
    "hospitalisation",
    "disabling",
    "congenital_anomaly",
    "medically_important",
)
"""The six criteria of ICH E2A, as E2B(R3) E.i.3.2a-f."""

_FROM_WORST = (Outcome.FATAL, Outcome.NOT_RECOVERED, Outcome.RECOVERING, Outcome.SEQUELAE, Outcome.RECOVERED)


def is_serious(reaction: Reaction) -> bool | None:
    """True when one criterion is met, False when all six are denied, None when nothing is known."""
    answers = [getattr(reaction, name) for name in CRITERIA]
    if any(answer is True for answer in answers):
        return True
    return False if all(answer is False for answer in answers) else None


def report_outcome(reactions: Iterable[tuple[bool | None, Outcome | None]]) -> Outcome:
    """The outcome of a report out of (serious, outcome) of its reactions.

    Fatal if any reaction was; else the worst known outcome of the serious reactions, or of all when none is serious;
    unknown when none of these is known.
    """
    pairs = list(reactions)
    if any(outcome == Outcome.FATAL for _, outcome in pairs):
        return Outcome.FATAL
    deciding = [outcome for serious, outcome in pairs if serious] or [outcome for _, outcome in pairs]
    return next((worst for worst in _FROM_WORST if worst in deciding), Outcome.UNKNOWN)
