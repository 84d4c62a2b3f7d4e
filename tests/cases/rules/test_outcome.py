"""Seriousness of a reaction and the one outcome of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.icsr.codes import Outcome
from cases.icsr.reaction import Reaction
from cases.icsr.values import NullFlavor
from cases.rules.outcome import CRITERIA, is_serious, report_outcome


@pytest.mark.parametrize("criterion", CRITERIA)
def test_one_criterion_is_enough(criterion: str) -> None:
    assert is_serious(Reaction(**{criterion: True})) is True


def test_all_denied_is_not_serious_and_silence_is_unknown() -> None:
    denied = dict.fromkeys(CRITERIA, False)
    assert is_serious(Reaction(**denied)) is False
    assert is_serious(Reaction(**{**denied, "disabling": NullFlavor.NI})) is None
    assert is_serious(Reaction()) is None


@pytest.mark.parametrize(
    ("reactions", "expected"),
    [
        ([], Outcome.UNKNOWN),
        ([(True, Outcome.RECOVERED), (None, Outcome.UNKNOWN)], Outcome.RECOVERED),
        ([(True, Outcome.RECOVERED), (False, Outcome.NOT_RECOVERED)], Outcome.RECOVERED),
        ([(False, Outcome.FATAL), (True, Outcome.RECOVERED)], Outcome.FATAL),
        ([(True, Outcome.RECOVERING), (True, Outcome.SEQUELAE)], Outcome.RECOVERING),
        ([(None, Outcome.RECOVERED), (None, None)], Outcome.RECOVERED),
        ([(True, None), (False, Outcome.RECOVERED)], Outcome.UNKNOWN),
    ],
)
def test_the_serious_reactions_decide(reactions: list, expected: Outcome) -> None:  # type: ignore[type-arg]
    assert report_outcome(reactions) is expected


@given(st.lists(st.tuples(st.sampled_from([True, False, None]), st.sampled_from(Outcome))), st.randoms())
def test_the_order_of_reactions_does_not_matter(reactions: list, random) -> None:  # type: ignore[no-untyped-def,type-arg]
    shuffled = list(reactions)
    random.shuffle(shuffled)
    assert report_outcome(shuffled) is report_outcome(reactions)
