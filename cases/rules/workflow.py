"""The life of a version as one table: which step leads from which state to which, who may take it, and what it asks.

States of the version and steps are the registry's own; nullification and amendment are ICH E2B(R3) C.1.11.1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.icsr.spec import CodeList
from cases.icsr.words import _


class State(CodeList):
    """How far a version has come."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    QUERIED = "queried", _("Question to the centre")
    RETURNED = "returned", _("Returned to the centre")
    ACCEPTED = "accepted", _("Accepted")
    SUPERSEDED = "superseded", _("Replaced by a later version")
    NULLIFIED = "nullified", _("Nullified")


WAITING = (State.SUBMITTED, State.IN_REVIEW, State.QUERIED)
"""States in which a version is in the staff's hands and its clock runs."""
COUNTED = (State.ACCEPTED, State.NULLIFIED)
"""States of a version that has been accepted: the last of them says what is known of the case."""


class VersionKind(CodeList):
    """Why there is a version."""

    INITIAL = "initial", _("First report")
    FOLLOW_UP = "follow_up", _("Follow-up")
    AMENDMENT = "amendment", _("Amendment")
    NULLIFICATION = "nullification", _("Nullification")


class Permission(CodeList):
    """What the steps ask of a person, as the names of permissions."""

    REPORT = "report_case", _("Report cases of the own centre, submit them, add follow-up")
    ANSWER = "answer_query", _("Answer questions about the own centre's cases")
    TRIAGE = "triage", _("Take submitted cases into review, ask the centre, return them")
    ACCEPT = "accept_case", _("Accept cases into the registry, with signature")
    AMEND = "amend_case", _("Amend an accepted case")
    NULLIFY = "nullify_case", _("Nullify a case, with signature")


@dataclass(frozen=True)
class Transition:
    """A step of a version."""

    name: str
    label: str
    source: State
    target: State
    permission: Permission | None
    """None: the system takes the step by itself, as a part of another."""
    needs_reason: bool = False
    signed_as: str = ""
    """What the signature means (21 CFR 11.50); empty where none is asked."""


TRANSITIONS = (
    Transition("submit", _("Submit"), State.DRAFT, State.SUBMITTED, Permission.REPORT),
    Transition("take", _("Take into review"), State.SUBMITTED, State.IN_REVIEW, Permission.TRIAGE),
    Transition("release", _("Put back"), State.IN_REVIEW, State.SUBMITTED, Permission.TRIAGE),
    Transition("ask", _("Ask the centre"), State.IN_REVIEW, State.QUERIED, Permission.TRIAGE),
    Transition("answer", _("Answer"), State.QUERIED, State.IN_REVIEW, Permission.ANSWER),
    Transition("withdraw", _("Withdraw the questions"), State.QUERIED, State.IN_REVIEW, Permission.TRIAGE, True),
    Transition("return", _("Return to the centre"), State.IN_REVIEW, State.RETURNED, Permission.TRIAGE, True),
    Transition(
        "accept",
        _("Accept"),
        State.IN_REVIEW,
        State.ACCEPTED,
        Permission.ACCEPT,
        signed_as=_("I have reviewed this version and accept it into the registry."),
    ),
    # The step of the commands that load documented cases, which nobody has to review twice.
    Transition("accept_documented", _("Accept as documented"), State.SUBMITTED, State.ACCEPTED, None),
    Transition("supersede", _("Replace"), State.SUBMITTED, State.SUPERSEDED, None),
    Transition("supersede", _("Replace"), State.IN_REVIEW, State.SUPERSEDED, None),
    Transition("supersede", _("Replace"), State.QUERIED, State.SUPERSEDED, None),
    Transition("amend", _("Amend"), State.ACCEPTED, State.ACCEPTED, Permission.AMEND, True),
    Transition(
        "nullify",
        _("Nullify"),
        State.DRAFT,
        State.NULLIFIED,
        Permission.NULLIFY,
        True,
        _("I nullify this case: from now on it is not to be counted."),
    ),
)
"""Nullifying makes a version of its own, whose one step this is; the versions before it stay as they are. Amending
leaves the accepted version as it is, too, and opens a draft from it."""


class TransitionError(ValueError):
    """The step cannot be taken; the message says why and what would be right."""


def transition(name: str, state: State) -> Transition:
    """The step `name` from `state`; a step that does not fit says which state it needs."""
    for item in TRANSITIONS:
        if item.name == name and item.source == state:
            return item
    needed = [item.source.label for item in TRANSITIONS if item.name == name]
    raise TransitionError(
        f"Cannot {name} a version that is '{state.label}': it must be '{' or '.join(needed)}'."
        if needed
        else f"There is no step '{name}'."
    )


def allowed(state: State, held: Iterable[str]) -> tuple[Transition, ...]:
    """The steps that a person with the permissions `held` may take from `state`, in the order of the table."""
    permissions = set(held)
    return tuple(item for item in TRANSITIONS if item.source == state and item.permission in permissions)


def check(item: Transition, reason: str) -> None:
    """Refuse a step without the reason that it asks for."""
    if item.needs_reason and not reason.strip():
        raise TransitionError(f"To {item.name} a version, give the reason.")
