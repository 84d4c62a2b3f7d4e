"""What the tables of adrreports.eu ask; to be answered by `reports.sources.together`.

Reports are counted by all attributes at once and added up afterwards: few rows, and the cases are read once.
"""

from __future__ import annotations

from collections.abc import Mapping

_ATTRIBUTES = "ema_age_group, sex, reporter_group, region"
_OF_REPORT = ", ".join(f"report.{name}" for name in _ATTRIBUTES.split(", "))

QUESTIONS: Mapping[str, str] = {
    # Reports by attribute; by class and attribute (block 'group'); by reaction (block 'reaction').
    "tabs_groups": f"""
        WITH classed AS (
            SELECT DISTINCT facts_id, organ_class, reaction_name, {_OF_REPORT}
            FROM joinable JOIN report USING (facts_id)
        )
        SELECT 'all' AS block, '' AS organ_class, '' AS reaction_name, {_OF_REPORT}, count(*) AS reports
        FROM report GROUP BY {_OF_REPORT}
        UNION ALL
        SELECT 'group', organ_class, '', {_ATTRIBUTES}, count(*)
        FROM (SELECT DISTINCT facts_id, organ_class, {_ATTRIBUTES} FROM classed) AS classes
        GROUP BY organ_class, {_ATTRIBUTES}
        UNION ALL
        SELECT 'reaction', organ_class, reaction_name, '', '', '', '', count(*)
        FROM classed GROUP BY organ_class, reaction_name
    """,  # noqa: S608 - columns of this module
    "tabs_time": """
        SELECT received_year, to_char(received, 'YYYY-MM') AS month, region, count(*) AS reports
        FROM report GROUP BY received_year, month, region
    """,
    # Each reaction of one class, with what became of it: once in a report, the worst of it deciding.
    "tabs_reactions": f"""
        WITH seen AS (
            SELECT facts_id, reaction_name,
                   CASE WHEN bool_or(serious) THEN 'yes' WHEN bool_and(serious IS FALSE) THEN 'no' ELSE '' END
                   AS gravity,
                   min(array_position(ARRAY['5', '3', '2', '4', '1']::varchar[], outcome)) AS badness
            FROM joinable
            WHERE organ_class = %(organ_class)s
            GROUP BY facts_id, reaction_name
        )
        SELECT seen.reaction_name, {_OF_REPORT}, seen.gravity,
               coalesce((ARRAY['5', '3', '2', '4', '1'])[seen.badness], '0') AS outcome, count(*) AS reports
        FROM seen JOIN report USING (facts_id)
        GROUP BY seen.reaction_name, {_OF_REPORT}, seen.gravity, seen.badness
    """,  # noqa: S608
}
