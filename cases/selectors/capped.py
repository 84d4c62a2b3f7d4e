"""Counts that stop at a limit, so that counting costs the same however much there is to count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

CAP = 1_000


@dataclass(frozen=True)
class Capped:
    """A count that was carried on to `CAP` only."""

    found: int
    """At most CAP + 1."""

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self.found > CAP

    def __str__(self) -> str:
        """Such as 12, or 1000+."""
        return f"{CAP}+" if self.is_more else str(self.found)


def capped_counts(sets: Mapping[str, QuerySet]) -> dict[str, Capped]:
    """How many rows each of the query sets has, up to the cap; one query for all of them."""
    columns: list[str] = []
    parameters: list[Any] = []
    for rows in sets.values():
        sql, values = rows.order_by().values("pk")[: CAP + 1].query.sql_with_params()
        columns.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608 - Django's own SQL, its values apart
        parameters.extend(values)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", parameters)
        return {name: Capped(found) for name, found in zip(sets, cursor.fetchone(), strict=True)}
