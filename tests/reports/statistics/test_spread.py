"""Median and quartiles of counted values, against numpy over the same values written out, and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.statistics.spread import Spread, spread


def test_nothing_has_no_spread() -> None:
    assert spread({}) is None
    assert spread({3: 0}) is None


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({7: 1}, Spread(1, 7, 7, 7, 7, 7)),
        ({1: 1, 2: 1}, Spread(2, 1.25, 1.5, 1.75, 1, 2)),
        # 1 1 1 2 10: places 2, 3 and 4 of five.
        ({1: 3, 2: 1, 10: 1}, Spread(5, 1, 1, 2, 1, 10)),
        # 0 0 4 8: lower quartile 3/4 of the way from place 1 to 2, median between 2 and 3, upper 1/4 from 3 to 4.
        ({0: 2, 4: 1, 8: 1, 9: 0}, Spread(4, 0, 2, 5, 0, 8)),
    ],
)
def test_by_hand(counts: dict[int, int], expected: Spread) -> None:
    assert spread(counts) == expected


@given(st.dictionaries(st.integers(-400, 4000), st.integers(1, 30), min_size=1))
def test_as_numpy_does_over_all_values(counts: dict[int, int]) -> None:
    found = spread(counts)
    assert found is not None
    values = np.repeat(list(counts), list(counts.values()))
    assert found.known == len(values)
    expected = np.quantile(values, [0, 0.25, 0.5, 0.75, 1], method="linear")
    assert [found.lowest, found.lower, found.median, found.upper, found.highest] == pytest.approx(list(expected))
