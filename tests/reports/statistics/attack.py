"""A reader who wants to work out small numbers: knows all that was shown, how counts hang together, and the rules.

Written apart from the code that hides: from what a report is, not from how tables are protected.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from reports.statistics.publication import Key, Shown, Topic, suppress

SEXES, AGES, GROUPS, OUTCOMES = ("f", "m", "u"), ("young", "old", "older", "u"), ("ms", "other"), ("well", "died", "u")
CLASSES = {"cough": "lung", "bleeding": "lung", "fever": "body"}
MOST = 10_000

Expression = tuple[tuple[tuple[int, Key], int], ...]
"""Counts (number of the publication, key) with their signs."""


@dataclass(frozen=True)
class Person:
    """One report."""

    drugs: tuple[str, ...]
    reactions: tuple[str, ...]
    sex: str
    age: str
    group: str
    outcome: str

    def keys(self) -> Iterator[Key]:
        """Every count that this report is one of."""
        for topic in self.topics():
            yield Key(topic, "total")
            yield Key(topic, "sex", self.sex)
            yield Key(topic, "age", self.age)
            yield Key(topic, "outcome", self.group, self.outcome)
            yield Key(topic, "outcome", self.group)
            yield Key(topic, "outcome", "", self.outcome)
        for drug in self.drugs:
            for name in {CLASSES[reaction] for reaction in self.reactions}:
                yield Key(Topic(drug, ""), "organ_class", name)

    def topics(self) -> Iterator[Topic]:
        """Drugs, reactions, and both."""
        yield from (Topic(drug, "") for drug in self.drugs)
        yield from (Topic("", reaction) for reaction in self.reactions)
        yield from (Topic(drug, reaction) for drug in self.drugs for reaction in self.reactions)


DRUGS, REACTIONS = ("a", "b"), tuple(CLASSES)
EVERYBODY = [
    Person((drug,), (reaction,), sex, age, group, outcome)
    for drug in DRUGS
    for reaction in REACTIONS
    for sex in SEXES
    for age in AGES
    for group in GROUPS
    for outcome in OUTCOMES
]
KEYS = sorted(set(chain.from_iterable(person.keys() for person in EVERYBODY)))


def people(draw: random.Random, count: int) -> list[Person]:
    """Reports drawn by chance, some traits rare."""
    skew = draw.choice((0.5, 1, 2, 3))

    def pick(items: Sequence[str]) -> str:
        return items[min(int(len(items) * draw.random() ** skew), len(items) - 1)]

    def some(items: Sequence[str]) -> tuple[str, ...]:
        found = {pick(items)} | ({pick(items)} if draw.random() < 0.3 else set())
        return tuple(sorted(found))

    return [
        Person(some(DRUGS), some(REACTIONS), pick(SEXES), pick(AGES), pick(GROUPS), pick(OUTCOMES))
        for _number in range(count)
    ]


def counted(reports: Sequence[Person]) -> dict[Key, int]:
    """All counts, zeros too."""
    found = Counter(chain.from_iterable(person.keys() for person in reports))
    return {key: found[key] for key in KEYS}


def published(world: Sequence[Mapping[Key, int]], threshold: int) -> list[Shown]:
    """What readers were shown of one state of the registry after the other."""
    shown: list[Shown] = []
    for counts in world:
        shown.append(suppress(counts, CLASSES, shown, threshold=threshold))
    return shown


def relations() -> Iterator[tuple[Key, tuple[Key, ...], str]]:
    """Whole, parts, and how they hang together: '=' sum, '>' each part lies within, '<' the parts cover the whole."""
    for topic in sorted({key.topic for key in KEYS}):
        mine, total = [key for key in KEYS if key.topic == topic], Key(topic, "total")
        for table in ("sex", "age"):
            yield total, tuple(key for key in mine if key.table == table), "="
        outcome = [key for key in mine if key.table == "outcome"]
        yield total, tuple(key for key in outcome if not key.column), "="
        yield total, tuple(key for key in outcome if not key.row), "="
        for group in GROUPS:
            yield (
                Key(topic, "outcome", group),
                tuple(key for key in outcome if key.row == group and key.column),
                "=",
            )
        for name in OUTCOMES:
            yield (
                Key(topic, "outcome", "", name),
                tuple(key for key in outcome if key.column == name and key.row),
                "=",
            )
        yield from of_classes(topic, mine)
        yield from of_wider(topic, mine)


def of_classes(topic: Topic, mine: Sequence[Key]) -> Iterator[tuple[Key, tuple[Key, ...], str]]:
    """Organ classes within a drug, reactions within them."""
    total = Key(topic, "total")
    classes = tuple(key for key in mine if key.table == "organ_class")
    if classes:
        yield total, classes, ">"
        yield total, classes, "<"
        for item in classes:
            terms = tuple(Key(Topic(topic.drug, r), "total") for r, name in CLASSES.items() if name == item.row)
            yield item, terms, ">"
            yield item, terms, "<"


def of_wider(topic: Topic, mine: Sequence[Key]) -> Iterator[tuple[Key, tuple[Key, ...], str]]:
    """A drug with a reaction within the drug and within the reaction, row by row."""
    for wider, narrow in ((topic.drug and not topic.reaction, REACTIONS), (not topic.drug, DRUGS)):
        if wider:
            for key in mine:
                if key.table != "organ_class":
                    inner = tuple(
                        key._replace(topic=Topic(topic.drug or name, topic.reaction or name)) for name in narrow
                    )
                    yield key, inner, ">"
                    yield key, inner, "<"


RELATIONS = list(relations())


class Attacker:
    """Knows what was `shown`; with `grows`, that reports are only ever added."""

    def __init__(self, world: Sequence[Mapping[Key, int]], shown: Sequence[Shown], threshold: int, grows: bool) -> None:
        self.world, self.shown = world, shown
        self.column = {
            (time, key): place for place, (time, key) in enumerate((t, k) for t in range(len(shown)) for k in KEYS)
        }
        self.rows: list[tuple[Expression, float, float]] = []
        for time in range(len(shown)):
            for whole, parts, kind in RELATIONS:
                self._relation(time, whole, parts, kind)
        for time in range(1, len(shown)):
            self._successive(time, threshold, grows)
        self.low, self.high = np.zeros(len(self.column)), np.full(len(self.column), float(MOST))
        for time, publication in enumerate(shown):
            for key, count in publication.counts.items():
                if self._is_of(time, key):
                    self.low[self.column[time, key]] = self.high[self.column[time, key]] = count
        self.constraints = self._constraints()
        self.seen = [np.array([world[time][key] for time, key in self.column], dtype=float)]

    def _is_of(self, time: int, key: Key) -> bool:
        """Whether a shown count was counted for this publication; one that stayed is of an earlier one."""
        return key.topic in self.shown[time].moved

    def _relation(self, time: int, whole: Key, parts: tuple[Key, ...], kind: str) -> None:
        if kind == ">":
            for part in parts:
                self.rows.append(((((time, whole), 1), ((time, part), -1)), 0, np.inf))
        else:
            terms = (((time, whole), -1), *(((time, part), 1) for part in parts))
            self.rows.append((terms, 0, 0 if kind == "=" else np.inf))

    def _successive(self, time: int, threshold: int, grows: bool) -> None:
        """What stayed as it was has changed little since it was counted."""
        topics = {key.topic for key in self.shown[time].counts} - self.shown[time].moved
        for topic in topics:
            counted_at = max(t for t in range(time) if topic in self.shown[t].moved)
            total = Key(topic, "total")
            step = (((time, total), 1), ((counted_at, total), -1))
            self.rows.append((step, 1 - threshold, threshold - 1))
        if grows:
            for key in KEYS:
                self.rows.append(((((time, key), 1), ((time - 1, key), -1)), 0, np.inf))

    def _constraints(self) -> LinearConstraint:
        entries = [
            (row, self.column[place], sign) for row, (terms, _l, _h) in enumerate(self.rows) for place, sign in terms
        ]
        rows, columns, signs = zip(*entries, strict=True)
        matrix = csr_array((signs, (rows, columns)), shape=(len(self.rows), len(self.column)))
        return LinearConstraint(matrix, [low for _t, low, _h in self.rows], [high for _t, _l, high in self.rows])

    def fixes(self, expression: Expression) -> bool:
        """Whether the value of an expression over the counts can be worked out."""
        goal = np.zeros(len(self.column))
        for place, sign in expression:
            goal[self.column[place]] += sign
        if any(abs(goal @ one - goal @ self.seen[0]) > 0.5 for one in self.seen):
            return False
        for sign in (1, -1):
            found = milp(
                sign * goal,
                integrality=np.ones(len(goal)),
                bounds=Bounds(self.low, self.high),
                constraints=self.constraints,
            )
            assert found.x is not None, "what is shown contradicts itself"
            self.seen.append(np.round(found.x))
            if abs(goal @ found.x - goal @ self.seen[0]) > 0.5:
                return False
        return True


def secrets(world: Sequence[Mapping[Key, int]], threshold: int) -> Iterator[Expression]:
    """All small numbers: of counts, of what one count leaves of another, and of the change of either."""
    plain: list[tuple[tuple[Key, int], ...]] = [((key, 1),) for key in KEYS]
    plain += [((whole, 1), (part, -1)) for whole, parts, kind in RELATIONS if kind == ">" for part in parts]
    for time, counts in enumerate(world):
        for terms in plain:
            value = sum(sign * counts[key] for key, sign in terms)
            now = tuple(((time, key), sign) for key, sign in terms)
            if 0 < value < threshold:
                yield now
            for before in range(time):
                change = value - sum(sign * world[before][key] for key, sign in terms)
                if 0 < abs(change) < threshold:
                    yield (*now, *(((before, key), -sign) for key, sign in terms))


def worked_out(
    world: Sequence[Mapping[Key, int]], shown: Sequence[Shown], threshold: int, *, grows: bool = True
) -> list[Expression]:
    """The small numbers that the attacker finds."""
    attacker = Attacker(world, shown, threshold, grows)
    return [expression for expression in secrets(world, threshold) if attacker.fixes(expression)]


def growing(seed: int) -> list[dict[Key, int]]:
    """The counts of a registry at two lock points, drawn by chance."""
    draw = random.Random(seed)
    reports = people(draw, draw.choice((8, 20, 40, 80, 150)))
    more = people(draw, draw.choice((0, 1, 3, 6, 12, 40)))
    return [counted(reports), counted([*reports, *more])]
