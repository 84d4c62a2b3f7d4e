"""What can be worked out of counts that are hidden, and which further ones have to be hidden so that nothing can.

The counts hang together by sums. A reader knows all sums, all counts that are shown, and that no count is below 0; what
a hidden count can then be is asked of an integer programme. Cox LH. Suppression methodology and statistical disclosure
control. J Am Stat Assoc 1980;75:377-385. Hundepool A, Domingo-Ferrer J, Franconi L, et al. Statistical disclosure
control. Wiley 2012, chapter 4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

K = TypeVar("K", bound=Hashable)
_Vector = np.ndarray[Any, np.dtype[np.float64]]

REACH = 10
"""By how much a hidden count is raised at most when other values of it are looked for; less reach hides more."""
SMALL = 1e-6
"""How far from a whole number a solution may be."""
SHOTS = 4
"""Solutions in directions drawn by chance, each of which shows of many counts at once that they are open."""


@dataclass(frozen=True)
class Sum(Generic[K]):
    """A count that is the sum of others."""

    total: K
    parts: tuple[K, ...]

    def __iter__(self) -> Iterator[K]:
        """All its places."""
        yield self.total
        yield from self.parts


def protect(
    values: Mapping[K, int],
    sums: Sequence[Sum[K]],
    *,
    secret: Collection[K],
    hidden: Iterable[K],
    order: Callable[[K], Any],
) -> set[K]:
    """The keys to hide so that no `secret` one has a single possible value left: these, `hidden` ones, and more.

    Beside a secret that can be worked out, the first shown count by `order` is hidden; then all is asked again. Hiding
    more never makes more known, so what is open once stays open. All hidden, every count could be one more.
    """
    gone, doubtful = set(hidden) | set(secret), set(secret)
    by_key = _by_key(sums)
    while doubtful:
        _close(values, sums, by_key, doubtful, gone, order)
        found = [
            (group, _look(values, by_key, group, doubtful)) for group in groups(by_key, gone) if doubtful & set(group)
        ]
        stuck = [(group, known) for group, known in found if known is not None]
        if not stuck:
            break
        before = frozenset(gone)
        for group, known in stuck:
            # A count that another group has hidden in this round may help this one, too.
            near = _around(group, by_key)
            gone |= set() if near & (gone - before) else _beside(known, group, by_key, gone, order)
            doubtful -= set() if near - gone else {known}  # nothing is left to hide that could help it
    return gone


def _by_key(sums: Iterable[Sum[K]]) -> dict[K, list[Sum[K]]]:
    by_key: dict[K, list[Sum[K]]] = defaultdict(list)
    for item in sums:
        for key in item:
            by_key[key].append(item)
    return by_key


def _close(
    values: Mapping[K, int],
    sums: Sequence[Sum[K]],
    by_key: Mapping[K, Sequence[Sum[K]]],
    doubtful: set[K],
    gone: set[K],
    order: Callable[[K], Any],
) -> None:
    """Hide what single sums give away, over and over: most of it all, and far faster than by solving."""
    while True:
        known = _by_single_sums(values, sums, by_key, gone)
        before = frozenset(gone)
        for key in sorted(known & doubtful, key=order):
            near = [place for item in by_key[key] for place in item]
            shown = [place for place in near if place not in gone]
            if shown and not any(place in gone and place not in before for place in near):
                gone.add(min(shown, key=order))
        if len(gone) == len(before):
            return


def _by_single_sums(
    values: Mapping[K, int], sums: Iterable[Sum[K]], by_key: Mapping[K, Sequence[Sum[K]]], gone: Collection[K]
) -> set[K]:
    """The hidden keys that follow from sums looked at one by one: the only unknown of one, or parts of what is 0."""
    known: set[K] = set()
    waiting = list(sums)
    while waiting:
        item = waiting.pop()
        unknown = [key for key in item if key in gone and key not in known]
        nothing = item.total not in unknown and not any(values[key] for key in unknown)
        if unknown and (len(unknown) == 1 or nothing):
            known.update(unknown)
            waiting += [other for key in unknown for other in by_key[key]]
    return known


def worked_out(values: Mapping[K, int], sums: Sequence[Sum[K]], hidden: Collection[K], asked: Iterable[K]) -> set[K]:
    """Those of the `asked` hidden keys that have a single possible value."""
    by_key = _by_key(sums)
    doubtful = set(asked)
    known = _by_single_sums(values, sums, by_key, hidden) & doubtful
    doubtful -= known
    for group in groups(by_key, hidden):
        while (key := _look(values, by_key, group, doubtful)) is not None:
            known.add(key)
            doubtful.discard(key)
    return known


def groups(by_key: Mapping[K, Sequence[Sum[K]]], hidden: Collection[K]) -> Iterator[list[K]]:
    """The hidden keys in groups; no sum holds keys of two of them, so each can be looked at by itself."""
    left = dict.fromkeys(hidden)
    while left:
        group, waiting = [], [next(iter(left))]
        del left[waiting[0]]
        while waiting:
            group.append(key := waiting.pop())
            for other in (place for item in by_key.get(key, ()) for place in item):
                if other in left:
                    del left[other]
                    waiting.append(other)
        yield group


def _around(group: Iterable[K], by_key: Mapping[K, Sequence[Sum[K]]]) -> set[K]:
    return {place for key in group for item in by_key.get(key, ()) for place in item}


def _beside(
    known: K, group: Sequence[K], by_key: Mapping[K, Sequence[Sum[K]]], gone: Collection[K], order: Callable[[K], Any]
) -> set[K]:
    """The shown key to hide next: in a sum with the known one, else in a sum with another of its group."""
    near = [place for item in by_key[known] for place in item if place not in gone]
    shown = near or [place for place in _around(group, by_key) if place not in gone]
    return {min(shown, key=order)} if shown else set()


def _look(
    values: Mapping[K, int], by_key: Mapping[K, Sequence[Sum[K]]], group: Sequence[K], doubtful: set[K]
) -> K | None:
    """The first doubtful key of the group that has a single possible value; those seen to be open leave `doubtful`."""
    asked = [(place, key) for place, key in enumerate(group) if key in doubtful]
    if not asked:
        return None
    system = _System(values, by_key, group)
    for seed in range(SHOTS if len(asked) > 1 else 0):
        doubtful -= system.differing(seed)
    for place, key in asked:
        if key in doubtful:
            differing = system.differing(place, place)
            if not differing:
                return key
            doubtful -= differing
    return None


class _System(Generic[K]):
    """The sums over the hidden counts of a group, as equations with whole non-negative unknowns."""

    def __init__(self, values: Mapping[K, int], by_key: Mapping[K, Sequence[Sum[K]]], group: Sequence[K]) -> None:
        self.group = group
        self.truth = np.array([values[key] for key in group], dtype=float)
        column = {key: place for place, key in enumerate(group)}
        sums = list(dict.fromkeys(item for key in group for item in by_key.get(key, ())))
        entries = [
            (row, column[key], sign)
            for row, item in enumerate(sums)
            for key, sign in ((item.total, -1.0), *((part, 1.0) for part in item.parts))
            if key in column
        ]
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        matrix = csr_array((signs, (rows, columns)), shape=(len(sums), len(group)))
        right = matrix @ self.truth  # what the shown counts leave for the hidden ones
        self.sums = LinearConstraint(matrix, right, right) if sums else ()

    def differing(self, seed: int, place: int | None = None) -> set[K]:
        """The keys whose value differs from the true one in a solution drawn by chance, among them that at `place`.

        Without one, none when the solution is not of whole numbers; with one, none when its value is the only one.
        """
        draw = np.random.default_rng(seed).choice((-1.0, 1.0), len(self.truth))
        low, high = np.zeros(len(self.truth)), self.truth + REACH
        if place is None:
            return self._apart(self._solve(draw, low, high))
        for bounds, value in ((low, self.truth[place] + 1), (high, self.truth[place] - 1)):
            before, bounds[place] = bounds[place], value
            if low[place] <= high[place] and (found := self._solve(draw, low, high)) is not None:
                # Corners are most often whole by themselves, which are found much faster when not asked for.
                whole = self._is_whole(found)
                found = found if whole else self._solve(np.zeros(len(draw)), low, high, whole=True)
                # That only fractions fit takes rare sums, and is the solver's choice.
                if found is not None:  # pragma: no branch
                    return self._apart(found)
            bounds[place] = before
        return set()

    def _solve(self, goal: _Vector, low: _Vector, high: _Vector, *, whole: bool = False) -> _Vector | None:
        kind = np.full(len(goal), int(whole))
        solved = milp(goal, integrality=kind, bounds=Bounds(low, high), constraints=self.sums)
        return None if solved.x is None else np.asarray(solved.x)

    def _apart(self, found: _Vector | None) -> set[K]:
        if found is None or not self._is_whole(found):
            return set()
        far = np.abs(found - self.truth) > 0.5
        return {key for key, differs in zip(self.group, far, strict=True) if differs}

    @staticmethod
    def _is_whole(found: _Vector) -> bool:
        return bool(np.abs(found - np.round(found)).max() < SMALL)


def fill(
    shown: Mapping[K, int], sums: Sequence[Sum[K]], unknown: Sequence[K], most: Mapping[K, int]
) -> dict[K, int] | None:
    """Some values of the `unknown` keys that fit the sums, none above `most`; None when there are none."""
    values = {**dict.fromkeys(unknown, 0), **shown}
    column = {key: place for place, key in enumerate(unknown)}
    rows, right = [], []
    for item in sums:
        row = np.zeros(len(unknown))
        for key, sign in ((item.total, -1.0), *((part, 1.0) for part in item.parts)):
            if key in column:
                row[column[key]] += sign
        rows.append(row)
        right.append(float(values[item.total] - sum(values[part] for part in item.parts)))
    if not unknown:
        return {}
    high = np.array([float(most.get(key, np.inf)) for key in unknown])
    found = milp(
        np.zeros(len(unknown)),
        integrality=np.ones(len(unknown), dtype=int),
        bounds=Bounds(np.zeros(len(unknown)), high),
        constraints=LinearConstraint(csr_array(np.array(rows)), right, right) if rows else (),
    )
    return None if found.x is None else {key: round(one) for key, one in zip(unknown, found.x, strict=True)}
