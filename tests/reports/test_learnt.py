"""What the registry has learnt, on a centre's own page: what is published, and nothing that moves in between."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from cases.models import Case
from reports.actions.publish import publish
from reports.sources.centre import Topic
from reports.tables.learnt import Learnt, learnt
from reports.tables.readers import HIDDEN
from tests.reports.builders import DAH, DAY, accepted, pair

pytestmark = pytest.mark.django_db
TOPIC = Topic("alemtuzumab", DAH, 0)


def report(count: int, *, published: bool = False, days: int = 0, **facts: Any) -> None:
    """Some cases with the same facts, accepted so many days after the first."""
    for _index in range(count):
        case = accepted(pair(**facts), on=DAY + timedelta(days=days))
        if published:
            Case.objects.filter(pk=case.pk).update(source=Case.Source.LITERATURE)


def table(found: Learnt, name: str) -> dict[str, tuple[Any, ...]]:
    """Label -> the numbers beside it."""
    return {str(label): tuple(numbers) for item in found.tables if item.name == name for label, *numbers in item.rows}


def test_the_numbers_are_those_of_the_publication() -> None:
    report(12, outcome="1")
    report(8, outcome="5")
    publish(by=None)
    found = learnt(TOPIC)
    outcome = table(found, "outcome")
    assert outcome["Recovered"] == (12, 60.0, 0)
    assert outcome["Fatal"] == (8, 40.0, 0)
    assert outcome["All"] == (20, 100.0, 0)
    assert (found.reported, found.published, found.lock_point, found.counted) == (20, 0, DAY, DAY)


def test_a_case_that_is_accepted_moves_no_number_until_it_is_published() -> None:
    report(12, outcome="1")
    report(8, outcome="5")
    report(1, published=True, outcome="1", onset_day_earliest=2, onset_day_latest=2)
    publish(by=None)
    before = learnt(TOPIC)
    report(30, days=1, outcome="5", onset_day_earliest=1, onset_day_latest=1)
    report(1, days=1, published=True, outcome="5", onset_day_earliest=1, onset_day_latest=1)
    assert learnt(TOPIC) == before
    publish(by=None)
    after = learnt(TOPIC)
    assert (after.reported, after.published) == (50, 2)
    assert table(after, "onset")["Day 1"] == (1,)


def test_a_change_of_one_case_is_seen_in_no_publication() -> None:
    report(12, outcome="1")
    report(8, outcome="5")
    publish(by=None)
    report(1, days=1, outcome="5")
    publish(by=None)
    found = learnt(TOPIC)
    assert (found.reported, found.counted) == (20, DAY)
    assert found.lock_point == DAY + timedelta(days=1)
    assert table(found, "outcome")["Fatal"][0] == 8


def test_a_small_number_and_what_it_could_be_worked_out_from_are_hidden() -> None:
    report(12, outcome="1")
    report(1, outcome="5")
    publish(by=None)
    found = learnt(TOPIC)
    shown = table(found, "outcome")
    # 13 in all less 12 recovered would tell of the one that died.
    assert (shown["Fatal"][0], shown["Recovered"][0], shown["All"][0]) == (HIDDEN, HIDDEN, 13)
    assert found.hides


def test_published_cases_are_public_and_counted_apart() -> None:
    report(2, outcome="1")
    report(3, published=True, outcome="2")
    report(1, published=True, outcome="5")
    report(1, published=True, outcome="0")
    publish(by=None)
    found = learnt(TOPIC)
    assert table(found, "outcome")["All"] == (HIDDEN, HIDDEN, 5)
    assert table(found, "outcome")["Fatal"] == (HIDDEN, HIDDEN, 1)
    assert (found.reported, found.published) == (None, 5)
    # The published ones alone: one died, three recover still (outcome 2, recovering), of one nothing is known.
    assert (found.recovered.recovered, found.recovered.known, found.recovered.share) == (0, 4, 0.0)


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (1, 1, "Day 1"),
        (4, 4, "Day 4"),
        (5, 6, "Days 5 to 7"),
        (8, 30, "Days 8 to 30"),
        (31, 40, "Later than day 30"),
        (1, 2, "Not known exactly"),
        (30, 31, "Not known exactly"),
        (0, 0, "Not known exactly"),
        (None, None, "Not known exactly"),
        (3, None, "Not known exactly"),
    ],
)
def test_classes_of_the_day_of_onset(first: int | None, last: int | None, label: str) -> None:
    report(2, published=True, onset_day_earliest=first, onset_day_latest=last)
    report(9, onset_day_earliest=20, onset_day_latest=20)
    publish(by=None)
    shown = table(learnt(TOPIC), "onset")
    assert {name: number for name, (number,) in shown.items() if number} == {label: 2, "All": 2}


def test_the_day_of_onset_of_a_centres_case_is_told_nowhere() -> None:
    report(20, onset_day_earliest=1, onset_day_latest=1)
    publish(by=None)
    assert [item.name for item in learnt(TOPIC).tables] == ["outcome"]


def test_other_drugs_reactions_and_nullified_cases_do_not_count() -> None:
    report(5)
    report(5, drug_name="ocrelizumab")
    report(5, reaction_name="Cough")
    accepted(pair(), nullified=True)
    publish(by=None)
    assert learnt(TOPIC).reported == 5


def test_before_a_publication_and_of_what_none_shows_there_is_nothing() -> None:
    assert learnt(TOPIC) == Learnt(TOPIC)
    report(20, reaction_name="Cough")
    assert learnt(TOPIC).lock_point is None
    publish(by=None)
    found = learnt(TOPIC)
    assert (found.lock_point, found.counted, found.tables) == (DAY, None, ())
