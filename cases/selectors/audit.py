"""Reads the audit trail against its seals and says what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain as join

from django.db import connection, transaction

from cases.database.audit import EVENT_DIGEST
from cases.rules.chain import START, Chain, Finding, Problem, Sealed

_CHUNK = 5_000
_POSITIONS = f"""
SELECT s.position, s.event_id, s.hash, CASE WHEN e.id IS NOT NULL THEN {EVENT_DIGEST} END, coalesce(e.table_name, '')
FROM cases_auditseal AS s LEFT JOIN cases_auditevent AS e ON e.id = s.event_id
ORDER BY s.position
"""  # noqa: S608 - our own constant
_RUNS = """
SELECT r.last_position FROM cases_auditsealrun AS r LEFT JOIN cases_auditseal AS s ON s.position = r.last_position
WHERE r.last_position > 0 AND s.hash IS DISTINCT FROM r.head ORDER BY r.id
"""
_UNSEALED = """
SELECT e.id, e.table_name, e.id <= coalesce((SELECT max(settled) FROM cases_auditsealrun), 0)
FROM cases_auditevent AS e
WHERE NOT EXISTS (SELECT FROM cases_auditseal AS s WHERE s.event_id = e.id) ORDER BY e.id
"""


@dataclass(frozen=True)
class Head:
    """A position of the chain and its hash: written down elsewhere, it holds the whole chain up to there."""

    position: int
    hash: bytes

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read POSITION:HASH; raises ValueError."""
        position, _, digits = text.strip().partition(":")
        head = cls(int(position), bytes.fromhex(digits))
        if len(head.hash) != len(START) or head.position < 0:
            raise ValueError(text)
        return head

    def __str__(self) -> str:
        """The form that `parse` reads."""
        return f"{self.position}:{self.hash.hex()}"


class Verification:
    """One reading of the whole trail, in linear time and bounded memory; the numbers are right at its end."""

    def __init__(self, key: bytes, noted: Head | None = None) -> None:
        """`noted` is a head that somebody wrote down earlier."""
        self._key = key
        self._noted = noted
        self.sealed = 0
        self.head = Head(0, START)
        self.unsealed = 0
        self.first_unsealed: int | None = None
        self.last_unsealed: int | None = None

    def findings(self) -> Iterator[Finding]:
        """All that is wrong: without a seal, then by position, then what runs of the sealer left."""
        # Each statement is right by itself, whatever the sealer adds between them.
        with transaction.atomic():
            yield from self._tail()
            yield from self._positions()
            for (position,) in _stream(_RUNS):
                yield Finding(Problem.RUN, position)

    def _tail(self) -> Iterator[Finding]:
        for event_id, table, settled in _stream(_UNSEALED):
            if settled:
                yield Finding(Problem.UNSEALED, event_id=event_id, table=table)
                continue
            self.unsealed += 1
            self.first_unsealed = self.first_unsealed or event_id
            self.last_unsealed = event_id

    def _positions(self) -> Iterator[Finding]:
        chain = Chain(self._key)
        noted = None if self._noted and self._noted.position else START
        for position, event_id, found, digest, table in _stream(_POSITIONS):
            yield from chain.check(
                Sealed(position, event_id, bytes(found), None if digest is None else bytes(digest), table)
            )
            self.sealed += 1
            if self._noted and position == self._noted.position:
                noted = bytes(found)
        self.head = Head(chain.position, chain.head)
        if self._noted and noted != self._noted.hash:
            yield Finding(Problem.HEAD, self._noted.position)


def _stream(sql: str) -> Iterator[tuple]:
    """The rows of a query, a chunk at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        yield from join.from_iterable(iter(lambda: cursor.fetchmany(_CHUNK), []))
