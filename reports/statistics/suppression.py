"""Small-number suppression: counts of few cases are hidden, and so is every count from which they could be worked out.

Cox LH. Suppression methodology and statistical disclosure control. J Am Stat Assoc 1980;75:377-385. Hundepool A,
Domingo-Ferrer J, Franconi L, et al. Statistical disclosure control. Wiley 2012, chapter 4.

A count from 1 to below the threshold is hidden, in totals too. A zero is shown: it is nobody's case. The reader is
taken to know all that: that a hidden count is not 0, and every total that is shown. Other counts are hidden until no
hidden one has a single possible value left. What values are left is asked of a linear programme; because rows and
columns of a table form a network, its extremes are whole numbers (Cox 1980).

Only cases that centres reported are protected. Cases of the published literature are public: they are counted apart
and never enter the totals here, or they could be subtracted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

THRESHOLD = 5
"""Counts below it are hidden unless a setting says otherwise."""

Shown = int | None
"""A count that may be shown, or None for one that is hidden."""


@dataclass(frozen=True)
class SuppressedRow:
    """Counts that add up to a total, the hidden ones None."""

    cells: tuple[Shown, ...]
    total: Shown


@dataclass(frozen=True)
class SuppressedTable:
    """A table of counts with the totals of rows and columns, the hidden ones None."""

    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]
    total: Shown


@dataclass(frozen=True)
class Figure:
    """What readers see of one count: the reported cases, hidden or not, and the published ones beside them."""

    reported: Shown
    published: int = 0

    @property
    def together(self) -> Shown:
        """Both; hidden when the reported ones are."""
        return None if self.reported is None else self.reported + self.published


def suppress_row(counts: Sequence[int], threshold: int = THRESHOLD) -> SuppressedRow:
    """Hide small counts of a row that is shown with its total. Raises ValueError on a count below 0."""
    values = [*counts, sum(counts)]
    shown = _protected(values, [(tuple(range(len(counts))), len(counts))], threshold)
    return SuppressedRow(tuple(shown[:-1]), shown[-1])


def suppress_table(counts: Sequence[Sequence[int]], threshold: int = THRESHOLD) -> SuppressedTable:
    """Hide small counts of a table that is shown with the totals of rows and columns.

    Raises ValueError on a count below 0 or rows of different length.
    """
    if len({len(row) for row in counts}) > 1:
        raise ValueError("The rows of a table must have the same number of columns.")
    if not counts or not counts[0]:
        return SuppressedTable(tuple(() for _row in counts), (0,) * len(counts), (), 0)
    whole = [[*row, sum(row)] for row in counts]
    whole.append([sum(column) for column in zip(*whole, strict=True)])
    high, wide = len(whole), len(whole[0])
    rows = [[i * wide + j for j in range(wide)] for i in range(high)]
    lines = [*rows, *(list(column) for column in zip(*rows, strict=True))]
    values = [value for row in whole for value in row]
    shown = _protected(values, [(tuple(line[:-1]), line[-1]) for line in lines], threshold)
    table = [tuple(shown[place] for place in row) for row in rows]
    return SuppressedTable(
        cells=tuple(row[:-1] for row in table[:-1]),
        row_totals=tuple(row[-1] for row in table[:-1]),
        column_totals=table[-1][:-1],
        total=table[-1][-1],
    )


_Sum = tuple[tuple[int, ...], int]
"""The places of some values, and the place of their total."""


def _protected(values: Sequence[int], sums: Sequence[_Sum], threshold: int) -> list[Shown]:
    """The values, None where hidden: small ones, then one more as long as a hidden one can be worked out."""
    if any(value < 0 for value in values):
        raise ValueError("A count of cases cannot be below 0.")
    hidden = {place for place, value in enumerate(values) if 0 < value < threshold}
    while (known := _worked_out(values, sums, hidden)) is not None:
        hidden.add(_next_to_hide(known, values, sums, hidden))
    return [None if place in hidden else value for place, value in enumerate(values)]


def _next_to_hide(known: int, values: Sequence[int], sums: Sequence[_Sum], hidden: set[int]) -> int:
    """The shown count that closes most lines with one hidden count alone; of equals, one in a line of `known`.

    Of equals again a total goes last, and the smallest goes first. There is always one: when all but zeros are hidden,
    all hidden counts could be twice what they are.
    """
    lines = [{*parts, total} for parts, total in sums]
    alone = [line for line in lines if len(line & hidden) == 1]
    near = {place for line in lines if known in line for place in line}
    totals = [total for _parts, total in sums]
    shown = [place for place, value in enumerate(values) if value > 0 and place not in hidden]
    return min(
        shown,
        key=lambda place: (
            -sum(place in line for line in alone),
            place not in near,
            totals.count(place),  # the grand total is one in two lines
            values[place],
            place,
        ),
    )


def _worked_out(values: Sequence[int], sums: Sequence[_Sum], hidden: set[int]) -> int | None:
    """The first hidden place that has one possible value only; None when there is none."""
    places = sorted(hidden)
    matrix, right = _equations(values, sums, places)
    open_places: set[int] = set()
    for index, place in enumerate(places):
        for sign in (1, -1):
            if place in open_places:
                break
            goal = np.zeros(len(places))
            goal[index] = sign
            found = linprog(goal, A_eq=matrix, b_eq=right, bounds=(1, None), method="highs")
            if found.x is None:  # without limit
                open_places.add(place)
            else:
                # One solution shows of every value in which it differs that it is not fixed.
                other = np.abs(found.x - [values[each] for each in places]) > 0.5
                open_places.update(each for each, differs in zip(places, other, strict=True) if differs)
        if place not in open_places:
            return place
    return None


def _equations(
    values: Sequence[int], sums: Sequence[_Sum], places: Sequence[int]
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """What the shown values tell of the hidden ones: one row for each sum, one column for each hidden place."""
    column = {place: index for index, place in enumerate(places)}
    matrix, right = np.zeros((len(sums), len(places))), np.zeros(len(sums))
    for row, (parts, total) in enumerate(sums):
        for place, sign in (*((place, 1) for place in parts), (total, -1)):
            if place in column:
                matrix[row, column[place]] += sign
            else:
                right[row] -= sign * values[place]
    return matrix, right
