"""Whether what others published and what the registry counts agree, differ, or cannot be told apart yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reports.statistics.differences import Bounds, Share, newcombe
from reports.statistics.few import FEWEST, WIDEST, Reason, verdict
from reports.statistics.medians import Span, median_interval
from reports.statistics.proportions import exact
from reports.statistics.unconditional import computable, exact_difference


class Answer(StrEnum):
    """What a comparison with a published figure comes to."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"
    """Cannot be told yet."""


class Why(StrEnum):
    """The reason for an answer."""

    NO_CASES = "no_cases"
    FEW = "few"
    WIDE = "wide"
    """The interval leaves room for both."""
    WITHIN = "within"
    """The interval holds what was published, or lies within it."""
    OUTSIDE = "outside"
    NOBODY_OTHERWISE = "nobody_otherwise"
    SOMEBODY_OTHERWISE = "somebody_otherwise"
    COUNT = "count"
    """How many were reported says nothing of how often it happens."""
    NOT_RECORDED = "not_recorded"
    """The registry has no such element, or none that reports count."""


@dataclass(frozen=True)
class Agreement:
    """An answer and its reason."""

    answer: Answer
    why: Why


@dataclass(frozen=True)
class Difference:
    """Interval of a difference, and whether it is the exact one."""

    bounds: Bounds
    exact: bool


MOST = (0.5, 1.0)
"""The share that has to lie within a published range of values, for the range to agree: most of the cases."""


def difference(one: Share, other: Share) -> Difference | None:
    """The 95 % interval of `one` - `other`: the exact one for small groups, Newcombe's for large ones."""
    if computable(one, other):
        return Difference(exact_difference(one, other), exact=True)
    bounds = newcombe(one, other)
    return None if bounds is None else Difference(bounds, exact=False)


def with_share(own: Share, published: Share) -> Agreement:
    """Two independent shares: they differ when the interval of their difference leaves out 0."""
    found = difference(own, published)
    return {
        Reason.NOBODY: Agreement(Answer.UNKNOWN, Why.NO_CASES),
        Reason.FEW: Agreement(Answer.UNKNOWN, Why.FEW),
        Reason.WIDE: Agreement(Answer.UNKNOWN, Why.WIDE),
        Reason.NO_DIFFERENCE: Agreement(Answer.AGREES, Why.WITHIN),
        Reason.DIFFERENT: Agreement(Answer.DIFFERS, Why.OUTSIDE),
    }[verdict(own, published, found.bounds if found else None).reason]


def with_range(own: Share, low: float, high: float) -> Agreement:
    """A share of cases and published limits of it (0 to 1), such as 30 to 50 %.

    Differs when the exact interval and the limits have nothing in common. Agrees when the interval lies within the
    limits, or when the share does and the interval is no wider than WIDEST.
    """
    interval = exact(own.events, own.total)
    if interval is None:
        return Agreement(Answer.UNKNOWN, Why.NO_CASES)
    if interval.high < low or interval.low > high:
        return Agreement(Answer.DIFFERS, Why.OUTSIDE)
    if own.total < FEWEST:
        return Agreement(Answer.UNKNOWN, Why.FEW)
    inside = low <= interval.low and interval.high <= high
    if inside or (low <= own.value <= high and interval.high - interval.low <= WIDEST):
        return Agreement(Answer.AGREES, Why.WITHIN)
    return Agreement(Answer.UNKNOWN, Why.WIDE)


def with_median(own: Sequence[Span], published: float) -> Agreement:
    """A published mean or median: agrees when the exact interval of the registry's median holds it."""
    if not own:
        return Agreement(Answer.UNKNOWN, Why.NO_CASES)
    interval = median_interval(own)
    if interval is None:
        return Agreement(Answer.UNKNOWN, Why.FEW)
    if interval.low <= published <= interval.high:
        return Agreement(Answer.AGREES, Why.WITHIN)
    return Agreement(Answer.DIFFERS, Why.OUTSIDE)


def with_rule(otherwise: int, known: int) -> Agreement:
    """A statement without exception, such as never to restart: one case that did otherwise differs from it."""
    if otherwise:
        return Agreement(Answer.DIFFERS, Why.SOMEBODY_OTHERWISE)
    if not known:
        return Agreement(Answer.UNKNOWN, Why.NO_CASES)
    if known < FEWEST:
        return Agreement(Answer.UNKNOWN, Why.FEW)
    return Agreement(Answer.AGREES, Why.NOBODY_OTHERWISE)


@dataclass(frozen=True)
class Inside:
    """How many values lie within limits, how many outside, and of how many it cannot be told."""

    inside: int
    outside: int
    untold: int

    @property
    def share(self) -> Share:
        """Those inside, of those of which it can be told."""
        return Share(self.inside, self.inside + self.outside)


def within(values: Sequence[Span | None], low: float, high: float) -> Inside:
    """Where values, known between bounds, lie; a value that may lie on either side is not told."""
    inside = sum(value is not None and low <= value.low and value.high <= high for value in values)
    outside = sum(value is not None and (value.high < low or value.low > high) for value in values)
    return Inside(inside, outside, len(values) - inside - outside)
