"""The measures of a population, counted by the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.sources import registry
from reports.sources.measure_codes import SHARES
from reports.sources.population import Population

Bounded = tuple[float, float] | None
"""A value by its lower and upper bound, equal when it is known; None when it is not."""


TOGETHER = "*"
"""Stands for all cases that are told apart from the rest, but not from each other."""


@dataclass(frozen=True)
class Counted:
    """The answers of the cases to one share's question."""

    yes: int
    no: int
    unknown: int

    @property
    def known(self) -> int:
        """Cases that answer."""
        return self.yes + self.no


@dataclass(frozen=True)
class Cases:
    """Answers of some cases to the questions of all shares."""

    total: int
    counted: Mapping[str, Counted]


def shared_cases(one: Population, other: Population) -> set[str]:
    """The numbers of the cases that fit both populations."""
    return set() if one.cohort != other.cohort else registry.identifiers(one) & registry.identifiers(other)


class Measured:
    """The measures of a population, part by part: each question goes to the database once."""

    def __init__(self, population: Population, named: Iterable[str] = (), *, each: bool = True) -> None:
        """`named` are case numbers that can be told apart from the rest: each by its number, or all as TOGETHER."""
        self.population, self._named, self._each = population, sorted(set(named)), each
        self._answers: dict[str, list[Mapping[str, Any]]] = {}

    def cases(
        self, groups: Sequence[str] = (), left_out: Iterable[str] = (), only: Iterable[str] | None = None
    ) -> Cases:
        """The answers of these indication groups (none: all) but the cases `left_out`, or `only` the named ones."""
        rows = self._rows("shares", groups, left_out, only)
        total = sum(row["cases"] for row in rows)

        def counted(code: str) -> Counted:
            yes, no = (sum(row[f"{code}_{answer}"] for row in rows) for answer in ("yes", "no"))
            return Counted(yes, no, total - yes - no)

        return Cases(total, {code: counted(code) for code in SHARES})

    def values(self, code: str, groups: Sequence[str] = (), left_out: Iterable[str] = ()) -> list[Bounded]:
        """One entry for each case: the value, or None where it is not known."""
        found: list[Bounded] = []
        for row in self._rows(f"spread_{code}", groups, left_out, None):
            known = row["low"] is not None and row["high"] is not None
            found += [(float(row["low"]), float(row["high"])) if known else None] * row["cases"]
        return found

    def behind(self) -> list[dict[str, Any]]:
        """Every answer that was asked for, for the digest."""
        return [
            {name: None if value is None else str(value) for name, value in row.items()} | {"question": question}
            for question, rows in sorted(self._answers.items())
            for row in rows
        ]

    def _rows(
        self, question: str, groups: Sequence[str], left_out: Iterable[str], only: Iterable[str] | None
    ) -> list[Mapping[str, Any]]:
        if question not in self._answers:
            self._answers[question] = registry.rows(self.population, question, named=self._named, each=self._each)
        out, kept = set(left_out), None if only is None else set(only)
        return [
            row
            for row in self._answers[question]
            if (not groups or row["indication_group"] in groups)
            and row["named"] not in out
            and (kept is None or row["named"] in kept)
        ]
