"""What the summary tabulations of a periodic report ask; to be answered by `reports.sources.together`.

What is new in the interval is a report of a case of which no version had been accepted by the end of the previous lock
point, %(previous_end)s. Where a report came from: a study (C.1.3) whatever else; else the literature; else spontaneous.
"""

from __future__ import annotations

from collections.abc import Mapping

_ORIGIN = """
    CASE WHEN report.report_type = '2' THEN 'study'
         WHEN report.source = 'literature' OR report.literature <> '' THEN 'literature'
         WHEN report.report_type = '1' THEN 'spontaneous'
         ELSE 'other' END
"""
_KNOWN = """
    known AS (
        SELECT DISTINCT case_id FROM cases_caseversion
        WHERE state IN ('accepted', 'nullified') AND accepted_at < %(previous_end)s
    )
"""

QUESTIONS: Mapping[str, str] = {
    # Each reaction once in a report: serious if one of that name was, fatal if one was.
    "periodic_reactions": f"""
        WITH {_KNOWN}, seen AS (
            SELECT facts_id, pair.organ_class, pair.reaction_name, {_ORIGIN} AS origin, known.case_id IS NULL AS is_new,
                   bool_or(pair.serious) AS any_serious, bool_and(pair.serious IS FALSE) AS all_denied,
                   bool_or(pair.outcome = '5') AS fatal
            FROM joinable AS pair JOIN report USING (facts_id) LEFT JOIN known USING (case_id)
            GROUP BY facts_id, pair.organ_class, pair.reaction_name, origin, is_new
        )
        SELECT organ_class, reaction_name, origin,
               CASE WHEN any_serious THEN 'yes' WHEN all_denied THEN 'no' ELSE '' END AS gravity,
               count(*) AS cumulative,
               count(*) FILTER (WHERE is_new) AS in_interval,
               count(*) FILTER (WHERE fatal) AS fatal,
               count(*) FILTER (WHERE fatal AND is_new) AS fatal_in_interval
        FROM seen GROUP BY organ_class, reaction_name, origin, gravity
    """,  # noqa: S608 - expressions of this module
    "periodic_reports": f"""
        WITH {_KNOWN}
        SELECT {_ORIGIN} AS origin,
               CASE WHEN report.serious THEN 'yes' WHEN NOT report.serious THEN 'no' ELSE '' END AS gravity,
               count(*) AS cumulative, count(*) FILTER (WHERE known.case_id IS NULL) AS in_interval
        FROM report LEFT JOIN known USING (case_id) GROUP BY 1, 2
    """,  # noqa: S608
}
