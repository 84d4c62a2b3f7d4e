"""The steps of management in each case and by outcome, as the facts tell them."""

from __future__ import annotations

from collections.abc import Mapping

from reports.sources.blocks import question
from reports.sources.fingerprint import CASE, fingerprint

COLUMNS: Mapping[str, str] = {
    "done": "steps_done",
    "not_done": "steps_not_done",
    "not_applicable": "steps_not_applicable",
}
"""Status of a step -> the column of the lung facts that lists the steps with it; a step in none is unknown."""
LISTED = ("identifier", "indication_group", "outcome", *COLUMNS, "unknown")
"""Columns of the lines of `management_cases`."""

_STEPS = ", ".join(f"coalesce(lung.{column}, '{{}}') AS {column}" for column in COLUMNS.values())
_BASE = f"""
    , base AS MATERIALIZED (
        SELECT report.identifier, report.version_number, report.accepted_at, report.indication_group,
               report.outcome, {_STEPS}
        FROM report LEFT JOIN cases_lungfacts AS lung USING (facts_id)
    ),
    alike AS MATERIALIZED (
        SELECT outcome, {", ".join(COLUMNS.values())}, count(*) AS reports
        FROM base GROUP BY outcome, {", ".join(COLUMNS.values())}
    )
"""  # noqa: S608 - constants of this module
_TOLD = " UNION ALL ".join(f"SELECT '{name}', unnest({column})" for name, column in COLUMNS.items())


def _labelled(steps: str) -> str:
    """The labels of an array of codes, in its order."""
    return f"""(
        SELECT string_agg(%(labels)s::jsonb ->> told.code, '; ' ORDER BY told.place)
        FROM unnest({steps}) WITH ORDINALITY AS told (code, place)
    )"""  # noqa: S608 - a column of this module


_UNKNOWN = f"""(
    SELECT string_agg(%(labels)s::jsonb ->> told.code, '; ' ORDER BY told.place)
    FROM unnest(%(recorded)s::text[]) WITH ORDINALITY AS told (code, place)
    WHERE told.code <> ALL ({" || ".join(COLUMNS.values())})
)"""  # noqa: S608 - columns of this module

QUESTIONS: Mapping[str, str] = {
    "management": question(
        _BASE,
        {
            "outcomes": "SELECT outcome, sum(reports) AS reports FROM alike GROUP BY outcome",
            "steps": f"""
                SELECT outcome, step, status, sum(reports) AS reports
                FROM alike CROSS JOIN LATERAL ({_TOLD}) AS told (status, step) GROUP BY outcome, step, status
            """,  # noqa: S608 - constants of this module
            "digest": fingerprint(CASE, "base AS report"),
        },
    ),
    "management_cases": f"""
        {_BASE}
        SELECT identifier, %(groups)s::jsonb ->> indication_group AS indication_group,
               %(outcomes)s::jsonb ->> outcome AS outcome,
               {", ".join(f"{_labelled(column)} AS {name}" for name, column in COLUMNS.items())},
               {_UNKNOWN} AS unknown
        FROM base ORDER BY identifier LIMIT %(first)s
    """,  # noqa: S608 - constants of this module
}
