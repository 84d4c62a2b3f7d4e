"""What the registry has learnt: counted over all centres, small numbers of centres hidden, published ones shown."""

from __future__ import annotations

from typing import Any

import pytest

from cases.models import Case
from reports.sources.centre import Topic
from reports.tables.learnt import HIDDEN, Learnt, learnt
from tests.reports.builders import DAH, accepted, pair

pytestmark = pytest.mark.django_db
TOPIC = Topic("alemtuzumab", DAH, 0)


def report(count: int, *, published: bool = False, **facts: Any) -> None:
    """Some cases with the same facts."""
    for _index in range(count):
        case = accepted(pair(**facts))
        if published:
            Case.objects.filter(pk=case.pk).update(source=Case.Source.LITERATURE)


def table(found: Learnt, name: str) -> dict[str, tuple[Any, Any]]:
    """Label -> number of centres' cases, number of published cases."""
    (rows,) = [item.rows for item in found.tables if item.name == name]
    return {str(label): (reported, published) for label, reported, published in rows}


def test_numbers_large_enough_are_shown() -> None:
    report(6, outcome="1", onset_day_earliest=2, onset_day_latest=2)
    report(5, outcome="5", onset_day_earliest=1, onset_day_latest=1)
    found = learnt(TOPIC)
    assert table(found, "outcome") == {
        "Recovered": (6, 0),
        "Not recovered, or recovering": (0, 0),
        "Died": (5, 0),
        "Not known": (0, 0),
        "All": (11, 0),
    }
    assert (found.recovered.recovered, found.recovered.known, found.recovered.published_only) == (6, 11, False)
    assert found.recovered.share == 54.5  # 6 / 11
    assert not found.hides


def test_a_small_number_and_what_it_could_be_worked_out_from_are_hidden() -> None:
    report(6, outcome="1")
    report(1, outcome="5")
    found = learnt(TOPIC)
    shown = table(found, "outcome")
    # 7 in all less 6 recovered would tell of the one that died.
    assert (shown["Died"][0], shown["Recovered"][0], shown["All"][0]) == (HIDDEN, HIDDEN, 7)
    assert found.recovered.published_only
    assert found.recovered.known == 0


def test_published_cases_are_public_and_counted_apart() -> None:
    report(2, outcome="1")
    report(3, published=True, outcome="2")
    report(1, published=True, outcome="5")
    found = learnt(TOPIC)
    assert table(found, "outcome")["All"] == (HIDDEN, 4)
    assert table(found, "outcome")["Died"] == (0, 1)
    assert table(found, "onset")["All"] == (HIDDEN, 4)
    assert (found.reports.reported, found.reports.published) == (None, 4)
    # The published ones alone: one died, three recover still (outcome 2, recovering).
    assert (found.recovered.recovered, found.recovered.known) == (0, 4)


def test_a_total_that_one_table_hides_stands_in_no_other(settings: Any) -> None:
    settings.TOCSIN_SMALL_NUMBERS = 2
    report(1, outcome="1", onset_day_earliest=1, onset_day_latest=1)
    report(1, outcome="5", onset_day_earliest=1, onset_day_latest=1)
    found = learnt(TOPIC)
    totals = {table(found, name)["All"][0] for name in ("outcome", "onset")}
    # Two outcomes of one case each: with the total 2 shown, each could only be 1.
    assert totals == {HIDDEN}
    assert table(found, "onset")["Day 1"][0] == HIDDEN


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
    report(5, onset_day_earliest=first, onset_day_latest=last)
    shown = table(learnt(TOPIC), "onset")
    assert [name for name, (reported, _published) in shown.items() if reported] == [label, "All"]


def test_other_drugs_reactions_and_nullified_cases_do_not_count() -> None:
    report(5)
    report(5, drug_name="ocrelizumab")
    report(5, reaction_name="Cough")
    accepted(pair(), nullified=True)
    assert learnt(TOPIC).reports.reported == 5


def test_an_empty_registry_has_learnt_nothing() -> None:
    found = learnt(TOPIC)
    assert found.recovered.share is None
    assert table(found, "outcome")["All"] == (0, 0)
