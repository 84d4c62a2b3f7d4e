"""The chain by itself: whatever single thing is changed in it is found, and found in its place."""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from cases.rules.chain import START, Chain, Finding, Problem, Sealed, link

KEY = b"a key"
DIGESTS = st.binary(min_size=32, max_size=32)


def sealed(digests: Sequence[bytes], first: int = 100) -> list[Sealed]:
    """A right chain over events of these digests."""
    rows: list[Sealed] = []
    head = START
    for position, digest in enumerate(digests, start=1):
        head = link(KEY, head, first + position, digest)
        rows.append(Sealed(position, first + position, head, digest, "cases_drug"))
    return rows


def findings(rows: Sequence[Sealed], key: bytes = KEY) -> list[Finding]:
    """What the check says of these rows."""
    chain = Chain(key)
    return [finding for row in rows for finding in chain.check(row)]


def test_a_link_is_the_hmac_of_what_the_documentation_says() -> None:
    digest = hashlib.sha256(b"event").digest()
    expected = hmac.new(KEY, bytes(32) + bytes.fromhex("0000000000000007") + digest, hashlib.sha256).digest()
    assert link(KEY, START, 7, digest) == expected


chains = st.lists(DIGESTS, min_size=1, max_size=12)


@given(chains)
def test_a_right_chain_is_right(digests: list[bytes]) -> None:
    rows = sealed(digests)
    chain = Chain(KEY)
    assert [finding for row in rows for finding in chain.check(row)] == []
    assert (chain.position, chain.head) == (len(rows), rows[-1].hash)


@given(chains, st.data())
def test_a_changed_event_is_found_and_no_other_is_accused(digests: list[bytes], data: st.DataObject) -> None:
    rows = sealed(digests)
    at = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(DIGESTS.filter(lambda digest: digest != digests[at]))
    rows[at] = dataclasses.replace(rows[at], digest=other)
    assert findings(rows) == [Finding(Problem.ALTERED, at + 1, 101 + at, "cases_drug")]


@given(chains, st.data())
def test_a_changed_seal_is_found_and_no_other_is_accused(digests: list[bytes], data: st.DataObject) -> None:
    rows = sealed(digests)
    at = data.draw(st.integers(0, len(rows) - 1))
    forged = data.draw(DIGESTS.filter(lambda digest: digest != rows[at].hash))
    rows[at] = dataclasses.replace(rows[at], hash=forged)
    assert findings(rows) == [Finding(Problem.ALTERED, at + 1, 101 + at, "cases_drug")]


@given(chains, st.data())
def test_a_missing_event_is_found_and_no_other_is_accused(digests: list[bytes], data: st.DataObject) -> None:
    rows = sealed(digests)
    at = data.draw(st.integers(0, len(rows) - 1))
    rows[at] = dataclasses.replace(rows[at], digest=None, table="")
    assert findings(rows) == [Finding(Problem.MISSING, at + 1, 101 + at)]


@given(st.lists(DIGESTS, min_size=2, max_size=12), st.data())
def test_missing_seals_are_a_gap_and_what_follows_cannot_be_checked(digests: list[bytes], data: st.DataObject) -> None:
    rows = sealed(digests)
    start = data.draw(st.integers(0, len(rows) - 2))
    end = data.draw(st.integers(start + 1, len(rows) - 1))
    del rows[start:end]
    assert findings(rows) == [
        Finding(Problem.GAP, start + 1, last=end),
        Finding(Problem.UNCHECKED, end + 1, 101 + end, "cases_drug"),
    ]


@given(st.lists(DIGESTS, min_size=2, max_size=12, unique=True), st.data())
def test_two_events_that_changed_places_are_found(digests: list[bytes], data: st.DataObject) -> None:
    rows = sealed(digests)
    one, two = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=2, max_size=2, unique=True))
    first, second = rows[one], rows[two]
    rows[one] = dataclasses.replace(second, position=one + 1)
    rows[two] = dataclasses.replace(first, position=two + 1)
    found = {finding.position for finding in findings(rows) if finding.problem is Problem.ALTERED}
    assert {one + 1, two + 1} <= found
    assert found <= {one + 1, one + 2, two + 1, two + 2}


@given(chains)
def test_without_the_key_nothing_fits(digests: list[bytes]) -> None:
    assert len(findings(sealed(digests), b"another key")) == len(digests)


def test_a_seal_before_the_first_position_is_no_part_of_the_chain() -> None:
    rows = sealed([bytes(32)])
    stray = dataclasses.replace(rows[0], position=0, event_id=1)
    assert findings([stray, *rows]) == [Finding(Problem.STRAY, 0, 1, "cases_drug")]
