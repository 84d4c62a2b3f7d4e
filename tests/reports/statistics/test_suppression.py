"""No hidden count can be worked out: all whole-number tables that fit what is shown are tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.statistics.suppression import (
    Figure,
    SuppressedRow,
    SuppressedTable,
    suppress_row,
    suppress_table,
)

Extended = list[list[int | None]]


def extended(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    """The table with a column and a row of totals."""
    rows = [[*row, sum(row)] for row in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def shown(table: SuppressedTable) -> Extended:
    rows: Extended = [[*row, total] for row, total in zip(table.cells, table.row_totals, strict=True)]
    return [*rows, [*table.column_totals, table.total]]


def solutions(seen: Extended, least: int, most: int) -> Iterator[list[list[int]]]:
    """Every table that fits what is seen, hidden counts from `least` to `most`."""
    height, width = len(seen) - 1, len(seen[0]) - 1
    choices = [
        range(least, most + 1) if seen[i][j] is None else (seen[i][j],) for i in range(height) for j in range(width)
    ]
    for values in product(*choices):
        table = extended([values[i * width : (i + 1) * width] for i in range(height)])  # type: ignore[misc]
        if all(
            value is None or value == told
            for row, tolds in zip(seen, table, strict=True)
            for value, told in zip(row, tolds, strict=True)
        ):
            yield table


def fixed(seen: Extended, least: int, most: int) -> list[tuple[int, int]]:
    """The hidden places that have one possible value only."""
    places = [(i, j) for i, row in enumerate(seen) for j, value in enumerate(row) if value is None]
    possible: dict[tuple[int, int], set[int]] = {place: set() for place in places}
    for table in solutions(seen, least, most):
        for i, j in places:
            possible[i, j].add(table[i][j])
        if all(len(values) > 1 for values in possible.values()):
            return []
    return [place for place, values in possible.items() if len(values) < 2]


tables = st.one_of(
    st.tuples(st.just(5), st.lists(st.lists(st.integers(0, 8), min_size=2, max_size=2), min_size=2, max_size=2)),
    st.tuples(st.just(3), st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=2)),
    st.tuples(st.just(2), st.lists(st.lists(st.integers(0, 2), min_size=2, max_size=2), min_size=3, max_size=3)),
)


@given(tables)
@example((5, [[1, 10], [10, 10]]))
@example((5, [[3, 0], [10, 5]]))
@example((5, [[1, 1], [0, 10]]))
@settings(max_examples=150, deadline=None)
def test_no_hidden_count_is_determined(drawn: tuple[int, list[list[int]]]) -> None:
    threshold, counts = drawn
    seen = shown(suppress_table(counts, threshold))
    most = max(max(row) for row in counts) + 1
    # A reader who knows that zeros are shown knows more than one who does not.
    assert fixed(seen, 1, most) == []
    assert fixed(seen, 0, most) == []


@given(st.lists(st.integers(0, 9), max_size=4), st.integers(1, 6))
@settings(max_examples=100, deadline=None)
def test_no_hidden_count_of_a_row_is_determined(counts: list[int], threshold: int) -> None:
    row = suppress_row(counts, threshold)
    one_line: Extended = [[*row.cells, row.total]]
    most = max(counts, default=0) + 1
    choices = [range(1, most + 1) if cell is None else (cell,) for cell in row.cells]
    fitting = [(*values, sum(values)) for values in product(*choices) if row.total in (None, sum(values))]
    for place, value in enumerate(one_line[0]):
        assert value is not None or len({values[place] for values in fitting}) > 1


@given(tables)
@settings(max_examples=100, deadline=None)
def test_what_is_shown_is_true_and_never_small(drawn: tuple[int, list[list[int]]]) -> None:
    threshold, counts = drawn
    for seen, true in zip(shown(suppress_table(counts, threshold)), extended(counts), strict=True):
        for value, count in zip(seen, true, strict=True):
            assert value is None or (value == count and not 0 < value < threshold)
            assert count != 0 or value == 0


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ((10, 20), (10, 20), 30),
        ((10, 20, 4), (None, 20, None), 34),  # the smallest other count hides the 4
        ((3, 20, 4), (None, 20, None), 27),  # 3 + 4 can be 1 + 6, 2 + 5 ...
        ((1, 1, 20, 30), (None, None, None, 30), 52),  # two ones could be nothing else
        ((0, 10, 0), (0, 10, 0), 10),
        ((2, 0), (None, 0), None),  # the total is the same case
        ((7, 2, 0), (None, None, 0), 9),
        ((), (), 0),
    ],
)
def test_rows(counts: tuple[int, ...], cells: tuple[int | None, ...], total: int | None) -> None:
    assert suppress_row(counts) == SuppressedRow(cells, total)


def test_a_table_needs_a_rectangle_of_hidden_counts() -> None:
    assert suppress_table([[2, 30, 40], [10, 50, 60], [70, 80, 90]]) == SuppressedTable(
        cells=((None, None, 40), (None, None, 60), (70, 80, 90)),
        row_totals=(72, 120, 240),
        column_totals=(82, 160, 190),
        total=432,
    )


def test_nothing_is_hidden_without_small_counts() -> None:
    table = suppress_table([[5, 0], [7, 9]])
    assert (table.cells, table.row_totals, table.column_totals, table.total) == (((5, 0), (7, 9)), (5, 16), (12, 9), 21)


def test_empty_tables() -> None:
    assert suppress_table([]) == SuppressedTable((), (), (), 0)
    assert suppress_table([[], []]) == SuppressedTable(((), ()), (0, 0), (), 0)


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        suppress_row([-1, 5])
    with pytest.raises(ValueError, match="same number of columns"):
        suppress_table([[1], [1, 2]])


def test_published_cases_stand_beside_hidden_ones_and_are_not_added_to_them() -> None:
    assert (Figure(None, 3).together, Figure(None, 3).published) == (None, 3)
    assert Figure(6, 3).together == 9
