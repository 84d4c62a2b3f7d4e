"""What became of the reaction when the drug was stopped and when it was given again, and under which conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.sources.blocks import BY_GROUP, question, spread
from reports.sources.fingerprint import CASE, fingerprint

AFTER: Sequence[int] = (0, 180, 330, 400)
"""Days after the course before, where each class begins; courses for multiple sclerosis are a year apart."""
UNKNOWN, TOLD = "unknown", "told"
SETTING, PROPHYLAXIS, INTERVAL = "setting", "prophylaxis", "interval"

_LUNG = ("retreated", "recurred", "retreatment_prophylaxis", "retreatment_setting", "retreatment_after_days")
_AFTER = " ".join(f"WHEN retreatment_after_days >= {low} THEN '{low}'" for low in reversed(AFTER))
_BASE = f"""
    , base AS MATERIALIZED (
        SELECT report.facts_id, report.identifier, report.version_number, report.accepted_at,
               report.indication_group, {", ".join(f"lung.{column}" for column in _LUNG)}
        FROM report LEFT JOIN cases_lungfacts AS lung USING (facts_id)
    ),
    pairs AS MATERIALIZED (
        SELECT base.indication_group, matching.dechallenge, matching.rechallenge
        FROM base JOIN matching USING (facts_id)
    )
"""  # noqa: S608 - constants of this module
_RESULTS = """
    count(*) FILTER (WHERE recurred) AS recurred, count(*) FILTER (WHERE NOT recurred) AS not_recurred
"""

QUESTIONS: Mapping[str, str] = {
    "retreatment": question(
        _BASE,
        {
            "pairs": f"""
                SELECT {BY_GROUP}, dechallenge, rechallenge, count(*) AS pairs
                FROM pairs
                GROUP BY GROUPING SETS ((indication_group, dechallenge, rechallenge), (dechallenge, rechallenge))
            """,  # noqa: S608 - constants of this module
            "reports": f"""
                SELECT {BY_GROUP}, count(*) AS reports, count(*) FILTER (WHERE retreated) AS retreated,
                       count(*) FILTER (WHERE NOT retreated) AS not_retreated,
                       count(*) FILTER (WHERE retreated AND recurred) AS recurred,
                       count(*) FILTER (WHERE retreated AND NOT recurred) AS not_recurred
                FROM base GROUP BY GROUPING SETS ((indication_group), ())
            """,  # noqa: S608 - constants of this module
            "conditions": f"""
                SELECT condition, value, count(*) AS retreated, {_RESULTS}
                FROM base CROSS JOIN LATERAL (VALUES
                    ('{SETTING}', coalesce(nullif(retreatment_setting, ''), '{UNKNOWN}')),
                    ('{PROPHYLAXIS}', CASE WHEN retreatment_prophylaxis <> '' THEN '{TOLD}' ELSE '{UNKNOWN}' END),
                    ('{INTERVAL}', CASE {_AFTER} ELSE '{UNKNOWN}' END)
                ) AS told (condition, value)
                WHERE retreated GROUP BY condition, value
            """,  # noqa: S608 - constants of this module
            "after": f"""
                SELECT {BY_GROUP}, count(*) AS reports, {spread("retreatment_after_days")}
                FROM base WHERE retreated GROUP BY GROUPING SETS ((indication_group), ())
            """,  # noqa: S608 - constants of this module
            "cases": """
                SELECT identifier, indication_group, retreatment_setting, retreatment_prophylaxis,
                       retreatment_after_days, recurred
                FROM base WHERE retreated ORDER BY identifier LIMIT %(most)s
            """,
            "digest": fingerprint(CASE, "base AS report"),
        },
    ),
}
