"""The life of a case: how many versions, of which kind, received when, how far each came, by which steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from cases.generation.dice import Dice, Weighted
from cases.icsr import ICSR
from cases.rules.workflow import State, VersionKind

YEARS_BACK = 3650
_SETTLED = 45
"""Days by which everything that was received has been dealt with."""
_FATE = Weighted(
    [
        (State.ACCEPTED, 90),
        (State.SUBMITTED, 3),
        (State.DRAFT, 2),
        (State.IN_REVIEW, 2),
        (State.QUERIED, 1),
        (State.RETURNED, 1),
        (State.NULLIFIED, 1),
    ]
)
_VERSIONS = Weighted({1: 80, 2: 15, 3: 3, 4: 1.3, 5: 0.7})
_QUESTIONS = (
    ("reactions[1].outcome", "How did the reaction end?"),
    ("reactions[1].start", "On which day did it begin?"),
    ("drugs[1].action_taken", "Was the drug stopped?"),
    ("patient.weight_kg", "What does the patient weigh?"),
    ("", "Is there a letter of discharge?"),
)
_ANSWERS = ("Yes, as described in the story.", "Not known.", "The day is right.", "We sent what we have.")
REPLACED = "A later version of the case was accepted."
RETURNED = "The story and the dates do not fit together."
NULLIFIED = "Reported twice."
AMENDED = "A wrong date was corrected."


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A step that a version took."""

    name: str
    source: State
    target: State
    at: datetime
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question to the centre; without an answer it is open."""

    path: str
    question: str
    at: datetime
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(kw_only=True)
class Plan:
    """What becomes of one version, before anything is known of its content."""

    number: int
    kind: VersionKind
    state: State
    received: int
    """Day as ordinal; of a draft, when it was begun."""
    steps: list[Taken] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    created_at: datetime = datetime.min
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class GeneratedVersion:
    """A version with its content."""

    plan: Plan
    icsr: ICSR


def plans(dice: Dice, until: int) -> list[Plan]:
    """The versions of a case in their order; nothing happens on the day `until` or later."""
    fate = dice.weighted(_FATE)
    count = dice.weighted(_VERSIONS)
    days = _days(dice, fate, count, until)
    made = [
        Plan(number=number, kind=_kind(dice, number), state=State.ACCEPTED, received=day)
        for number, day in enumerate(days, start=1)
    ]
    made[-1].state = State.ACCEPTED if fate is State.NULLIFIED else fate
    for earlier in made[:-1]:
        if (
            made[-1].state is State.ACCEPTED
            and made[earlier.number].kind is VersionKind.FOLLOW_UP
            and dice.chance(0.05)
        ):
            earlier.state = State.SUPERSEDED
    made += _after(fate, made[-1], until)
    for plan in made:
        _live(dice, plan, until)
    for plan, following in pairwise(made):
        _end_by(plan, following)
    return made


def _days(dice: Dice, fate: State, count: int, until: int) -> list[int]:
    """Days of receipt; what waits came lately."""
    if fate in (State.SUBMITTED, State.IN_REVIEW, State.QUERIED, State.DRAFT, State.RETURNED):
        last = until - 1 - dice.waiting(20, 100)
    else:
        last = until - _SETTLED - dice.between(0, YEARS_BACK - _SETTLED)
    days = [last]
    for _version in range(count - 1):
        days.append(days[-1] - _SETTLED - dice.between(0, 250))
    return days[::-1]


def _kind(dice: Dice, number: int) -> VersionKind:
    if number == 1:
        return VersionKind.INITIAL
    return VersionKind.AMENDMENT if dice.chance(0.12) else VersionKind.FOLLOW_UP


def _after(fate: State, last: Plan, until: int) -> list[Plan]:
    """The version that follows by itself: the draft of what was returned, the nullification."""
    if fate is State.RETURNED:
        return [Plan(number=last.number + 1, kind=VersionKind.FOLLOW_UP, state=State.DRAFT, received=last.received)]
    if fate is State.NULLIFIED:
        day = min(last.received + _SETTLED, until - 1)
        return [Plan(number=last.number + 1, kind=VersionKind.NULLIFICATION, state=State.NULLIFIED, received=day)]
    return []


def _live(dice: Dice, plan: Plan, until: int) -> None:
    """The steps of a version until its state."""
    latest = datetime.fromordinal(until).replace(tzinfo=UTC) - timedelta(seconds=1)
    now = datetime.fromordinal(plan.received).replace(
        tzinfo=UTC, hour=9 + dice.between(0, 8), minute=dice.between(0, 59)
    )

    def later(days: int) -> datetime:
        nonlocal now
        now = min(now + timedelta(days=days, minutes=7), latest)
        return now

    def step(name: str, source: State, target: State, days: int, reason: str = "") -> None:
        plan.steps.append(Taken(name=name, source=source, target=target, at=later(days), reason=reason))

    plan.created_at = now - timedelta(minutes=25)
    if plan.state is State.DRAFT:
        return
    plan.submitted_at = now
    if plan.state is State.NULLIFIED:
        plan.accepted_at = now
        step("nullify", State.DRAFT, State.NULLIFIED, 0, NULLIFIED)
        return
    step("submit", State.DRAFT, State.SUBMITTED, 0)
    if plan.state in (State.SUBMITTED, State.SUPERSEDED):
        return
    step("take", State.SUBMITTED, State.IN_REVIEW, dice.between(0, 6))
    if plan.state is State.QUERIED or dice.chance(0.15):
        answered = plan.state is not State.QUERIED
        step("ask", State.IN_REVIEW, State.QUERIED, dice.between(0, 2))
        _ask(dice, plan, now, later(dice.between(1, 9)) if answered else None)
        if answered:
            step("answer", State.QUERIED, State.IN_REVIEW, 0)
    if plan.state is State.RETURNED:
        step("return", State.IN_REVIEW, State.RETURNED, dice.between(0, 2), RETURNED)
    if plan.state is State.ACCEPTED:
        step("accept", State.IN_REVIEW, State.ACCEPTED, dice.between(0, 12))
        plan.accepted_at = now


def _ask(dice: Dice, plan: Plan, at: datetime, answered_at: datetime | None) -> None:
    first = dice.between(0, len(_QUESTIONS) - 1)
    for position in range(dice.between(1, 2)):
        path, question = _QUESTIONS[(first + position) % len(_QUESTIONS)]
        answer = dice.pick(_ANSWERS) if answered_at else ""
        plan.asked.append(Asked(path=path, question=question, at=at, answer=answer, answered_at=answered_at))


def _end_by(plan: Plan, following: Plan) -> None:
    """What the next version does to the one before it."""
    if following.kind is VersionKind.AMENDMENT and plan.state is State.ACCEPTED:
        at = datetime.fromordinal(following.received).replace(tzinfo=UTC, hour=8)
        plan.steps.append(Taken(name="amend", source=State.ACCEPTED, target=State.ACCEPTED, at=at, reason=AMENDED))
    if plan.state is State.SUPERSEDED and following.accepted_at:
        plan.steps.append(
            Taken(
                name="supersede",
                source=State.SUBMITTED,
                target=State.SUPERSEDED,
                at=following.accepted_at,
                reason=REPLACED,
            )
        )
