"""The digest of rows: independent of their order, different for different rows."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from reports.tables.digest import digest

VALUES = st.none() | st.booleans() | st.integers() | st.text()
ROWS = st.lists(st.dictionaries(st.text(), VALUES, max_size=4), max_size=6)


def test_digest_is_the_sha256_of_the_sorted_lines():
    lines = '{"case":"A","outcome":"5"}\n{"case":"É","outcome":null}'
    rows = [{"outcome": None, "case": "É"}, {"case": "A", "outcome": "5"}]
    assert digest(rows) == hashlib.sha256(lines.encode()).hexdigest()


@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_order_of_rows_and_keys_does_not_matter(pair):
    rows, shuffled = pair
    assert digest(rows) == digest([dict(reversed(row.items())) for row in shuffled])


@given(st.dictionaries(st.text(), VALUES))
def test_one_row_more_is_another_digest(row):
    assert digest([row]) != digest([row, row])
