"""What the staff's start page tells at one look: cases by state, what is new by reaction, how complete reports are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from cases.models.case import CaseVersion
from cases.models.facts import PairFacts
from cases.rules.completeness import WELL_DOCUMENTED
from cases.rules.workflow import State
from cases.selectors.capped import CAP, Capped, capped_counts

REACTIONS = 8
"""Reactions that are shown at most, the most frequent first."""
MONTHS = 6
OF_A_MONTH = 500
"""Versions of a month whose scores are looked at, the newest: the page costs the same whatever the registry holds."""

_COMPLETENESS = """
    SELECT month.start, count(scored.score), avg(scored.score), count(*) FILTER (WHERE scored.score > %(well)s)
    FROM unnest(%(starts)s::timestamptz[], %(ends)s::timestamptz[]) AS month (start, finish)
    LEFT JOIN LATERAL (
        SELECT facts.completeness AS score
        FROM cases_caseversion AS version JOIN cases_casefacts AS facts ON facts.version_id = version.id
        WHERE version.created_at >= month.start AND version.created_at < month.finish
          AND facts.completeness IS NOT NULL
        ORDER BY version.created_at DESC, version.id DESC LIMIT %(most)s
    ) AS scored ON TRUE
    GROUP BY month.start ORDER BY month.start
"""


@dataclass(frozen=True)
class Fresh:
    """A reaction with the new cases that have it."""

    reaction: str
    cases: int


@dataclass(frozen=True)
class New:
    """The first versions that were begun this month and submitted."""

    cases: Capped
    reactions: tuple[Fresh, ...]
    """The most frequent; a case with several reactions counts in each."""


@dataclass(frozen=True)
class Month:
    """How complete the versions begun in a month are; no mean when there is none."""

    start: date
    versions: int
    mean: float | None
    well: int

    @property
    def is_part(self) -> bool:
        """Whether there were more than were looked at."""
        return self.versions >= OF_A_MONTH


def by_state() -> list[tuple[State, Capped]]:
    """How many versions are in each state, up to the cap; one query."""
    found = capped_counts({state.value: CaseVersion.objects.filter(state=state.value) for state in State})
    return [(state, found[state.value]) for state in State]


def new_by_reaction(today: date) -> New:
    """The cases that are new in this month; two queries, each over the newest of them up to the cap."""
    fresh = CaseVersion.objects.filter(created_at__gte=_midnight(today.replace(day=1)), number=1)
    fresh = fresh.exclude(state=State.DRAFT)
    newest = fresh.order_by("-created_at", "-pk").values("pk")[:CAP]
    found = (
        PairFacts.objects.filter(facts__version__in=newest, facts__nullified=False)
        .exclude(reaction_name="")
        .values_list("reaction_name")
        .annotate(cases=Count("facts", distinct=True))
        .order_by("-cases", "reaction_name")[:REACTIONS]
    )
    return New(capped_counts({"new": fresh})["new"], tuple(Fresh(*row) for row in found))


def completeness(today: date) -> list[Month]:
    """The last months up to that of today, the earliest first; one query."""
    index = today.year * 12 + today.month - 1
    starts = [_midnight(date(item // 12, item % 12 + 1, 1)) for item in range(index - MONTHS + 1, index + 2)]
    values: dict[str, Any] = {"well": WELL_DOCUMENTED, "starts": starts[:-1], "ends": starts[1:], "most": OF_A_MONTH}
    with connection.cursor() as cursor:
        cursor.execute(_COMPLETENESS, values)
        return [
            Month(timezone.localtime(start).date(), versions, None if mean is None else float(mean), well)
            for start, versions, mean, well in cursor.fetchall()
        ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))
