"""When the reaction began, seen from the course; of several deciding reactions the one that began first counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.sources.blocks import BY_GROUP, question, spread
from reports.sources.fingerprint import CASE, fingerprint

DAYS: Sequence[tuple[int, int]] = (*((day, day) for day in range(1, 8)), (8, 14), (15, 30))
"""First and last day of each class; a class is called by its first day."""
HOURS: Sequence[int] = (0, 6, 12, 24, 48, 72, 168)
"""Where each class of hours begins; the next one ends it, the last has no end."""
MANY = 6
"""Infusions from which on they are counted together."""
BEFORE, LATER, BETWEEN, UNKNOWN = "before", "later", "between", "unknown"
"""Classes: before day 1 or the infusion; after the last day of DAYS; days of several classes; not known."""


def _day_class() -> str:
    inside = " ".join(f"WHEN earliest >= {low} AND latest <= {high} THEN '{low}'" for low, high in DAYS)
    return (
        f"CASE WHEN earliest IS NULL THEN '{UNKNOWN}' WHEN latest < {DAYS[0][0]} THEN '{BEFORE}' {inside} "
        f"WHEN earliest > {DAYS[-1][1]} THEN '{LATER}' ELSE '{BETWEEN}' END"
    )


def _hour_class() -> str:
    inside = " ".join(f"WHEN hours >= {low} THEN '{low}'" for low in reversed(HOURS))
    return f"CASE WHEN hours IS NULL THEN '{UNKNOWN}' {inside} ELSE '{BEFORE}' END"


_FIRST = "ORDER BY onset_day_earliest, onset_day_latest, hours_since_last, infusions_before_onset"
_BASE = f"""
    , began AS (
        SELECT facts_id, min(onset_day_earliest) AS earliest, min(onset_day_latest) AS latest,
               (array_agg(infusions_before_onset {_FIRST}))[1] AS infusions,
               (array_agg(hours_since_last {_FIRST}))[1] AS hours
        FROM deciding WHERE decides GROUP BY facts_id
    ),
    base AS MATERIALIZED (
        SELECT report.identifier, report.version_number, report.accepted_at, report.indication_group,
               CASE WHEN began.latest IS NOT NULL THEN began.earliest END AS earliest,
               CASE WHEN began.earliest IS NOT NULL THEN began.latest END AS latest, began.hours,
               CASE WHEN began.infusions IS NULL THEN '{UNKNOWN}' ELSE least(began.infusions, {MANY})::text END
               AS infusion
        FROM report LEFT JOIN began USING (facts_id)
    )
"""  # noqa: S608 - constants of this module

QUESTIONS: Mapping[str, str] = {
    "onset": question(
        _BASE,
        {
            "spread": f"""
                SELECT {BY_GROUP}, coalesce(infusion, 'all') AS infusion, count(*) AS reports,
                       count(*) FILTER (WHERE earliest < latest) AS uncertain,
                       {spread("earliest")}, {spread("latest")}, {spread("hours")}
                FROM base
                GROUP BY GROUPING SETS ((indication_group, infusion), (indication_group), (infusion), ())
            """,  # noqa: S608 - of this module
            "days": f"""
                SELECT {BY_GROUP}, day, count(*) AS reports
                FROM (SELECT indication_group, {_day_class()} AS day FROM base) AS classed
                GROUP BY GROUPING SETS ((indication_group, day), (day))
            """,  # noqa: S608 - of this module
            "hours": f"""
                SELECT {BY_GROUP}, hour, count(*) AS reports
                FROM (SELECT indication_group, {_hour_class()} AS hour FROM base) AS classed
                GROUP BY GROUPING SETS ((indication_group, hour), (hour))
            """,  # noqa: S608 - of this module
            "digest": fingerprint(CASE, "base AS report"),
        },
    )
}
