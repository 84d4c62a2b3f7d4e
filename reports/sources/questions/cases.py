"""The line listing: one line for each report, in the order in which the cases came here.

The narrow part is put in order first, and the long texts are then fetched in that order: nothing wide is ever sorted.
A version whose line was not derived yet (`manage.py rebuild_facts` does it) is listed by its number alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from reports.sources.fingerprint import CASE, fingerprint

TOLD = (
    "report_type",
    "received",
    "qualification",
    "region",
    "literature",
    "age_group",
    "parent_child",
    "sex",
    "reactions",
    "suspects",
    "concomitants",
    "onset_day",
    "infusion",
    "bal",
    "treatment",
    "retreatment",
)
"""Columns of the line as `cases.rules.listing` describes them, in their order."""
UNKNOWN_WHEN_EMPTY = (
    "report_type",
    "received",
    "qualification",
    "region",
    "sex",
    "onset_day",
    "infusion",
    "bal",
    "treatment",
    "retreatment",
)
"""Columns in which an empty text means that it is not told; in the others, that there is none."""

_TEXTS = ", ".join(f"nullif(line.{name}, '')" if name in UNKNOWN_WHEN_EMPTY else f"line.{name}" for name in TOLD)

QUESTIONS: Mapping[str, str] = {
    "cases_lines": f"""
        SELECT ordered.identifier, ordered.version_number, {_TEXTS},
               %(before)s || ordered.version_id || %(after)s AS form
        FROM (SELECT facts_id, identifier, version_number, version_id FROM report ORDER BY case_id OFFSET 0) AS ordered
        LEFT JOIN LATERAL (SELECT * FROM cases_caseline AS one WHERE one.facts_id = ordered.facts_id LIMIT 1) AS line
               ON TRUE
    """,  # noqa: S608 - columns of this module
    "cases_digest": fingerprint(
        f"{CASE}, {', '.join(f'line.{name}' for name in TOLD)}",
        "report LEFT JOIN cases_caseline AS line USING (facts_id)",
    ),
}
