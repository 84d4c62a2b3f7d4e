"""Chance that repeats itself: numbers drawn from a key, and the few ways in which cases use them."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import cos, log, pi, sqrt
from typing import Generic, TypeVar

import numpy as np

_T = TypeVar("_T")
_BLOCK = 256
"""Numbers drawn at once: one call of numpy costs as much as fifty of these."""


class Weighted(Generic[_T]):
    """Things with weights, ready to be drawn from."""

    def __init__(self, weights: Mapping[_T, float] | Sequence[tuple[_T, float]]) -> None:
        """Add the weights up."""
        pairs = list(weights.items()) if isinstance(weights, Mapping) else list(weights)
        self.items = [item for item, _weight in pairs]
        self.sums = list(accumulate(weight for _item, weight in pairs))

    def at(self, share: float) -> _T:
        """The thing that `share` of the whole weight, from 0 to below 1, falls on."""
        return self.items[bisect(self.sums, share * self.sums[-1], hi=len(self.items) - 1)]


class Dice:
    """Draws that depend on the key alone."""

    def __init__(self, *key: int) -> None:
        """Begin anew with this key."""
        self._generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(key)))
        self._numbers = self._draw()

    def _draw(self) -> Iterator[float]:
        while True:
            yield from self._generator.random(_BLOCK).tolist()

    def share(self) -> float:
        """A number from 0 to below 1."""
        return next(self._numbers)

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return next(self._numbers) < probability

    def pick(self, items: Sequence[_T]) -> _T:
        """One of these, all alike."""
        return items[int(next(self._numbers) * len(items))]

    def weighted(self, items: Weighted[_T]) -> _T:
        """One of these by weight."""
        return items.at(next(self._numbers))

    def between(self, low: int, high: int) -> int:
        """A whole number, both bounds included."""
        return low + int(next(self._numbers) * (high - low + 1))

    def uniform(self, low: float, high: float) -> float:
        """A number between the bounds."""
        return low + next(self._numbers) * (high - low)

    def waiting(self, mean: float, most: float) -> int:
        """Whole days of an exponential wait, at most `most`."""
        return int(min(-mean * log(1 - next(self._numbers)), most))

    def normal(self, mean: float, spread: float, low: float, high: float) -> float:
        """A number of the normal distribution cut to the bounds: drawn again when it lies outside (Box and Muller)."""
        for _try in range(20):
            found = mean + spread * sqrt(-2 * log(1 - next(self._numbers))) * cos(2 * pi * next(self._numbers))
            if low <= found <= high:
                return found
        return self.uniform(low, high)
