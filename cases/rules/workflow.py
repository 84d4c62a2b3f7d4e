"""The life of a version as one table: which state may follow which, by which step."""

from __future__ import annotations

from dataclasses import dataclass

from cases.icsr.spec import CodeList
from cases.icsr.words import _


class State(CodeList):
    """How far a version has come."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    ACCEPTED = "accepted", _("Accepted")


@dataclass(frozen=True)
class Transition:
    """A step that changes the state of a version."""

    name: str
    source: State
    target: State


TRANSITIONS = (
    Transition("submit", State.DRAFT, State.SUBMITTED),
    Transition("accept", State.SUBMITTED, State.ACCEPTED),
)


class TransitionError(ValueError):
    """The step does not start from the state the version is in."""


def step(name: str, state: State) -> State:
    """The state after step `name`; a step that does not fit says which state it needs."""
    for transition in TRANSITIONS:
        if transition.name == name and transition.source == state:
            return transition.target
    needed = [item.source.label for item in TRANSITIONS if item.name == name]
    raise TransitionError(
        f"Cannot {name} a version that is '{state.label}': it must be '{' or '.join(needed)}'."
        if needed
        else f"There is no step '{name}'."
    )
