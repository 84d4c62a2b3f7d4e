"""Pages of versions in the order of their due dates, by the place where the page before ended: no offset, no count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from cases.models.case import CaseVersion

Rows = QuerySet[CaseVersion]


class Placed(Protocol):
    """What has a place in the order: a version."""

    pk: Any
    due: date | None


@dataclass(frozen=True)
class Place:
    """A place in the order: versions by due date, then by number; those without a due date come last."""

    due: date | None
    pk: int

    def __str__(self) -> str:
        """As an address carries it: 2026-05-01.17; without a due date -.17."""
        return f"{self.due.isoformat() if self.due else '-'}.{self.pk}"

    @classmethod
    def of(cls, version: Placed) -> Place:
        """Where a version stands."""
        return cls(version.due, version.pk)

    @classmethod
    def read(cls, text: str) -> Place | None:
        """The place in an address; None when it is none."""
        day, _dot, number = text.rpartition(".")
        try:
            return cls(None if day == "-" else date.fromisoformat(day), int(number))
        except ValueError:
            return None


def in_order(rows: Rows, place: Place | None, limit: int, *, back: bool = False) -> list[CaseVersion]:
    """The `limit` versions after `place`, or before it, nearest first; two queries at most."""
    dated = rows.filter(due__isnull=False).order_by("-due" if back else "due", "-pk" if back else "pk")
    undated = rows.filter(due__isnull=True).order_by("-pk" if back else "pk")
    if place is not None:
        beyond = Q(pk__lt=place.pk) if back else Q(pk__gt=place.pk)
        if place.due is None:
            undated = undated.filter(beyond)
            dated = dated if back else dated.none()
        else:
            further = Q(due__lt=place.due) if back else Q(due__gt=place.due)
            # The first of the two is what the index is entered by.
            near = Q(due__lte=place.due) if back else Q(due__gte=place.due)
            dated = dated.filter(near, further | beyond)
            undated = undated.none() if back else undated
    found: list[CaseVersion] = []
    for part in (undated, dated) if back else (dated, undated):
        if len(found) < limit:
            found.extend(part[: limit - len(found)])
    return found
