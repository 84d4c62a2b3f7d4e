"""Treatment of the reaction, the stay in hospital, and how long it took until symptoms and lung changes were gone."""

from __future__ import annotations

from collections.abc import Mapping

from cases.rules.treatments import GLUCOCORTICOIDS
from reports.sources.blocks import BY_GROUP, question, spread
from reports.sources.fingerprint import CASE, fingerprint

STEROID, NONE = "steroid", "none"
"""Beside the kinds of treatment: any glucocorticoid; that no treatment was given."""
SYMPTOMS, ALL_SYMPTOMS, LUNGS = "symptoms_gone_days", "all_symptoms_gone_days", "lung_changes_gone_days"
TIMES = (SYMPTOMS, ALL_SYMPTOMS, LUNGS)
"""Columns of the lung facts: days from the onset until it was gone."""
STILL_ILL: Mapping[str, str] = {SYMPTOMS: "'2', '3', '5'", ALL_SYMPTOMS: "'2', '3', '5'", LUNGS: "'3', '5'"}
"""Outcomes with which what is not told to be gone was there when the patient was last seen."""
ANSWERS = ("ventilated", "intensive_care", "alive_after_one_year")
STAYS = ("hospital_days", "intensive_care_days")

_STEROIDS = ", ".join(f"'{kind.value}'" for kind in GLUCOCORTICOIDS)
_LUNG = ("untreated", "ventilated", *STAYS, *TIMES, "followed_days")
_CASE = ("treatments", "treatments_denied", "intensive_care", "alive_after_one_year")


def _also(kind: str, condition: str) -> str:
    return f"CASE WHEN {condition} THEN ARRAY['{kind}'] ELSE '{{}}' END::varchar[]"


_BASE = f"""
    , base AS MATERIALIZED (
        SELECT report.identifier, report.version_number, report.accepted_at, report.indication_group,
               report.outcome, {", ".join(f"report.{column}" for column in _CASE)},
               {", ".join(f"lung.{column}" for column in _LUNG)}
        FROM report LEFT JOIN cases_lungfacts AS lung USING (facts_id)
    ),
    treated AS (
        SELECT indication_group, outcome,
               treatments
               || {_also(STEROID, f"treatments && ARRAY[{_STEROIDS}]::varchar[]")}
               || {_also(NONE, "untreated")} AS given,
               treatments_denied
               || {_also(STEROID, f"treatments_denied @> ARRAY[{_STEROIDS}]::varchar[]")}
               || {_also(NONE, "NOT untreated")} AS denied
        FROM base
    )
"""  # noqa: S608 - constants of this module
_GONE = ", ".join(f"('{column}', {column}, outcome IN ({still}))" for column, still in STILL_ILL.items())


def _answers() -> str:
    both = ("count(*) FILTER (WHERE {0}) AS {0}_yes", "count(*) FILTER (WHERE NOT {0}) AS {0}_no")
    return ", ".join(text.format(column) for column in ANSWERS for text in both)


QUESTIONS: Mapping[str, str] = {
    "treatment": question(
        _BASE,
        {
            "care": f"""
                SELECT {BY_GROUP}, count(*) AS reports, {_answers()}
                FROM base GROUP BY GROUPING SETS ((indication_group), ())
            """,  # noqa: S608 - constants of this module
            "outcomes": f"""
                SELECT {BY_GROUP}, outcome, count(*) AS reports
                FROM base GROUP BY GROUPING SETS ((indication_group, outcome), (outcome))
            """,  # noqa: S608 - constants of this module
            "given": f"""
                SELECT {BY_GROUP}, kind, outcome, count(*) AS reports FROM treated, unnest(given) AS kind
                GROUP BY GROUPING SETS ((indication_group, kind, outcome), (kind, outcome))
            """,  # noqa: S608 - constants of this module
            "denied": f"""
                SELECT {BY_GROUP}, kind, count(*) AS reports FROM treated, unnest(denied) AS kind
                GROUP BY GROUPING SETS ((indication_group, kind), (kind))
            """,  # noqa: S608 - constants of this module
            "stay": f"""
                SELECT {BY_GROUP}, count(*) AS reports, {", ".join(map(spread, STAYS))}
                FROM base GROUP BY GROUPING SETS ((indication_group), ())
            """,  # noqa: S608 - constants of this module
            "times": f"""
                SELECT {BY_GROUP}, measure, coalesce(gone, followed_days) AS days, gone IS NOT NULL AS happened,
                       count(*) AS reports
                FROM base CROSS JOIN LATERAL (VALUES {_GONE}) AS time (measure, gone, ill)
                WHERE gone IS NOT NULL OR (ill AND followed_days IS NOT NULL)
                GROUP BY GROUPING SETS (
                    (measure, indication_group, coalesce(gone, followed_days), gone IS NOT NULL),
                    (measure, coalesce(gone, followed_days), gone IS NOT NULL)
                )
            """,  # noqa: S608 - constants of this module
            "digest": fingerprint(CASE, "base AS report"),
        },
    ),
    # The first cases by their number, with the reaction that began first.
    "treatment_courses": """
        , began AS (
            SELECT facts_id,
                   (array_agg(reaction_number ORDER BY onset_day_earliest, onset_day_latest, reaction_number))[1]
                   AS reaction_number
            FROM deciding WHERE decides GROUP BY facts_id
        )
        SELECT report.identifier, report.version_id, report.indication_group, report.outcome, began.reaction_number,
               lung.followed_days
        FROM report JOIN began USING (facts_id)
        LEFT JOIN cases_lungfacts AS lung USING (facts_id)
        ORDER BY report.identifier LIMIT %(most)s
    """,
}
