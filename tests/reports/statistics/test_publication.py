"""No small number can be worked out of what readers are shown; the attack finds some as soon as less is hidden.

`python -m tests.reports.statistics.test_publication 3000` is the long form (`make attack`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import pytest

from reports.statistics import publication
from reports.statistics.disclosure import Sum, fill, protect, worked_out
from reports.statistics.publication import Key, Shown, Topic, suppress
from tests.reports.statistics import attack
from tests.reports.statistics.attack import CLASSES, KEYS, Person, counted, growing, published

THRESHOLD = 5
SHORT = (*range(7), 106)
"""Registries of the short form. Each is 11 topics of 4 tables, published twice: 88 tables."""


def found(seed: int) -> list[attack.Expression]:
    """What the attacker works out of a registry drawn by chance."""
    world = growing(seed)
    return attack.worked_out(world, published(world, THRESHOLD), THRESHOLD)


@pytest.mark.parametrize("seed", SHORT)
def test_nothing_small_can_be_worked_out(seed: int) -> None:
    assert found(seed) == []


def only_small(values: Any, sums: Any, *, secret: Collection[Any], hidden: Iterable[Any], order: Any) -> set[Any]:
    """A weak protection: small numbers alone, nothing beside them."""
    return set(hidden) | set(secret)


def forgetful(counts: Mapping[Key, int], classes: Mapping[str, str], earlier: Any = (), *, threshold: int) -> Shown:
    """A weak protection: each publication by itself."""
    return suppress(counts, classes, (), threshold=threshold)


def without_rests(*_arguments: Any) -> Iterable[Any]:
    """A weak protection: each topic by itself."""
    return ()


@pytest.mark.parametrize(
    ("where", "name", "weaker"),
    [
        (publication, "protect", only_small),
        (publication, "_nested", without_rests),
        (attack, "suppress", forgetful),
    ],
)
def test_the_attack_finds_what_weaker_protection_leaves(
    monkeypatch: pytest.MonkeyPatch, where: Any, name: str, weaker: Callable[..., Any]
) -> None:
    monkeypatch.setattr(where, name, weaker)
    assert any(found(seed) for seed in (3, 0, 9, 6))


def one_table(*counts: int) -> dict[Key, int]:
    topic = Topic("a", "")
    return {Key(topic, "total"): sum(counts)} | {Key(topic, "sex", str(n)): count for n, count in enumerate(counts)}


def rows(shown: Shown) -> list[int | None]:
    return [shown.counts.get(Key(Topic("a", ""), "sex", str(n))) for n in range(3)]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((20, 10, 5), [20, 10, 5]),
        ((20, 10, 0), [20, 10, None]),  # nobody there: nothing to find, and 0 looks like a small number
        ((20, 10, 4), [20, None, None]),  # 34 less 30 would be 4
        ((20, 2, 1), [20, None, None]),  # 3 in two rows: 0 + 3, 1 + 2 ...
        ((1, 1, 1), [None, None, None]),
    ],
)
def test_one_table(counts: tuple[int, ...], expected: list[int | None]) -> None:
    assert rows(suppress(one_table(*counts), {}, threshold=THRESHOLD)) == expected


@pytest.mark.parametrize(
    ("now", "expected", "total"),
    [
        ((12, 12, 0), [10, 10, None], 20),  # 4 more: all stays as it was
        ((20, 10, 0), [20, 10, None], 30),
        ((19, 11, 0), [19, None, None], 30),  # one more in the second row
        ((10, 3, 0), [10, None, None], 13),
        ((2, 1, 0), [None, None, None], None),
    ],
)
def test_after_an_earlier_publication(now: tuple[int, ...], expected: list[int | None], total: int | None) -> None:
    first = suppress(one_table(10, 10, 0), {}, threshold=THRESHOLD)
    second = suppress(one_table(*now), {}, [first], threshold=THRESHOLD)
    assert (rows(second), second.counts.get(Key(Topic("a", ""), "total"))) == (expected, total)


def test_what_is_shown_is_true_and_never_small() -> None:
    for seed in range(3):
        world = growing(seed)
        shown = published(world[:1], THRESHOLD)[0]
        assert all(count == world[0][key] >= THRESHOLD for key, count in shown.counts.items())


def test_reports_without_the_reaction_are_protected_too() -> None:
    many = [Person(("a",), ("cough",), "f", "old", "ms", "well")] * 20
    few = [Person(("a",), ("fever",), "f", "old", "ms", "well")] * 2
    shown = suppress(counted([*many, *few]), CLASSES, threshold=THRESHOLD)
    total, cough = Key(Topic("a", ""), "total"), Key(Topic("a", "cough"), "total")
    assert not {total, cough} <= shown.counts.keys()
    assert shown.counts.keys() <= set(KEYS)


def test_what_helps_is_hidden_too() -> None:
    sums = [Sum("all", ("a",))]
    assert protect({"all": 1, "a": 1}, sums, secret={"a"}, hidden=(), order=str) == {"all", "a"}
    assert worked_out({"all": 1, "a": 1}, sums, {"a"}, {"a"}) == {"a"}


def test_values_that_fit() -> None:
    sums = [Sum("all", ("a", "b"))]
    assert fill({"all": 3, "b": 1}, sums, ["a"], {"a": 5}) == {"a": 2}
    assert fill({"all": 3, "b": 1}, sums, ["a"], {"a": 1}) is None
    assert fill({"all": 3, "a": 2, "b": 1}, sums, [], {}) == {}


def main(count: int) -> int:
    """Attack that many registries; the number of those that something was worked out of."""
    broken = 0
    for seed in range(count):
        broken += bool(found(seed))
        if not (seed + 1) % 50:
            sys.stdout.write(f"{seed + 1} registries, {88 * (seed + 1)} tables: {broken} broken\n")
            sys.stdout.flush()
    return broken


def nested(drug: int, reaction: int, both: int) -> dict[Key, int]:
    """A drug and a reaction with nothing but their totals, and the reports of both."""
    topics = {Topic("a", ""): drug, Topic("", "r"): reaction, Topic("a", "r"): both}
    return {Key(topic, "total"): count for topic, count in topics.items()}


@pytest.mark.parametrize(
    ("then", "all_shown"),
    [
        ((70, 80, 40), True),
        # The drug without the reaction went from 20 to 22: the two new ones must not follow from the totals.
        ((52, 70, 30), False),
    ],
)
def test_the_growth_of_what_one_total_leaves_of_another_is_no_small_number(
    then: tuple[int, int, int], all_shown: bool
) -> None:
    first = suppress(nested(40, 50, 20), {}, threshold=THRESHOLD)
    assert first.counts == nested(40, 50, 20)
    second = suppress(nested(*then), {}, (first,), threshold=THRESHOLD)
    assert (second.counts == nested(*then)) is all_shown


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]))))
