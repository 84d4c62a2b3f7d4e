"""The hash chain over the audit trail: each link covers an event and all links before it (RFC 2104, HMAC-SHA256)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from cases.icsr.spec import CodeList
from cases.icsr.words import _

START = bytes(32)
"""What stands before the first link."""


def link(key: bytes, previous: bytes, event_id: int, digest: bytes) -> bytes:
    """The hash at a position, from the hash before it, the event's number and the SHA-256 of the event."""
    return hmac.digest(key, previous + event_id.to_bytes(8, "big", signed=True) + digest, "sha256")


@dataclass(frozen=True)
class Sealed:
    """A position of the chain as stored; `digest` is the event's as it is now, None when the event is gone."""

    position: int
    event_id: int
    hash: bytes
    digest: bytes | None
    table: str = ""


class Problem(CodeList):
    """What can be wrong with the trail."""

    ALTERED = "altered", _("The event does not fit its seal: it was changed, replaced or moved.")
    MISSING = "missing", _("The event is missing.")
    GAP = "gap", _("Seals are missing.")
    UNCHECKED = "unchecked", _("The event cannot be checked, because the seal before it is missing.")
    STRAY = "stray", _("The seal stands outside the chain.")
    UNSEALED = "unsealed", _("The event has no seal but must have one: its seal was removed, or it was put in later.")
    RUN = "run", _("The chain does not hold what a run of the sealer left: it was cut off or replaced.")
    HEAD = "head", _("The chain does not hold the head that was written down: it was cut off or replaced.")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and where; `last` is the last position of a gap."""

    problem: Problem
    position: int | None = None
    event_id: int | None = None
    table: str = ""
    last: int | None = None


class Chain:
    """Checks positions one by one, in order; what is wrong at one does not hide what is right after it."""

    def __init__(self, key: bytes) -> None:
        """Begin before the first position."""
        self._key = key
        self._before: tuple[bytes, ...] = (START,)
        self.position = 0
        self.head = START

    def check(self, row: Sealed) -> list[Finding]:
        """What is wrong at the next position."""
        if row.position <= self.position:
            return [Finding(Problem.STRAY, row.position, row.event_id, row.table)]
        found = []
        if row.position > self.position + 1:
            found.append(Finding(Problem.GAP, self.position + 1, last=row.position - 1))
            self._before = ()
        problem = self._step(row)
        if problem:
            found.append(Finding(problem, row.position, row.event_id, row.table))
        self.position, self.head = row.position, row.hash
        return found

    def _step(self, row: Sealed) -> Problem | None:
        if row.digest is None:
            self._before = (row.hash,)
            return Problem.MISSING
        right = tuple(link(self._key, before, row.event_id, row.digest) for before in self._before)
        # Where the event was changed, the next link follows the stored hash; where the hash was, the right one.
        self._before = (row.hash,) if row.hash in right else (row.hash, *right)
        if row.hash in right:
            return None
        return Problem.ALTERED if right else Problem.UNCHECKED
