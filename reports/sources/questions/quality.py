"""What a report on the quality of reports asks; to be answered by `reports.sources.together`."""

from __future__ import annotations

from collections.abc import Mapping

from cases.rules.completeness import Dimension

_LACKS = ", ".join(
    f"count(*) FILTER (WHERE '{item.value}' = ANY(report.incomplete)) AS lacks_{item.value}" for item in Dimension
)
_FIRST = """
    (SELECT case_id, (min(accepted_at) AT TIME ZONE 'UTC')::date AS accepted
     FROM cases_caseversion WHERE state IN ('accepted', 'nullified') GROUP BY case_id) AS first
"""

QUESTIONS: Mapping[str, str] = {
    # Comparator episodes have no score. The sum goes as text: it is added up exactly, in whatever order it comes.
    "quality_completeness": f"""
        SELECT report.centre_id, report.received_year, count(*) AS reports, count(report.completeness) AS scored,
               sum(report.completeness)::text AS score,
               count(*) FILTER (WHERE report.completeness > %(well_documented)s) AS well_documented, {_LACKS}
        FROM report GROUP BY report.centre_id, report.received_year
    """,  # noqa: S608 - codes of the rules
    # How many reports took so many days: by centre where by_centre, else by year of receipt. NULL is not known.
    "quality_times": f"""
        WITH timed AS (
            SELECT report.centre_id, report.received_year, report.onset_to_receipt,
                   CASE WHEN report.received_to_day THEN first.accepted - report.received END AS receipt_to_acceptance
            FROM report JOIN {_FIRST} USING (case_id)
        )
        SELECT 'onset_to_receipt' AS step, grouping(centre_id) = 0 AS by_centre, centre_id, received_year,
               onset_to_receipt AS days, count(*) AS reports
        FROM timed GROUP BY GROUPING SETS ((centre_id, onset_to_receipt), (received_year, onset_to_receipt))
        UNION ALL
        SELECT 'receipt_to_acceptance', grouping(centre_id) = 0, centre_id, received_year,
               receipt_to_acceptance, count(*)
        FROM timed GROUP BY GROUPING SETS ((centre_id, receipt_to_acceptance), (received_year, receipt_to_acceptance))
    """,  # noqa: S608
    # The work-up of a lung bleeding, in reports of one and in comparator episodes, which all are.
    "quality_lung": """
        SELECT count(*) AS reports, count(*) FILTER (WHERE lung.bal = 'done') AS lavages,
               count(*) FILTER (WHERE coalesce(lung.bal, '') = '') AS bal,
               count(*) FILTER (WHERE lung.bal = 'done' AND lung.bal_return = '') AS bal_return,
               count(*) FILTER (WHERE lung.bal = 'done' AND lung.siderophages = '') AS siderophages,
               count(*) FILTER (WHERE lung.ct IS NULL) AS ct,
               count(*) FILTER (WHERE lung.haemoglobin_before IS NULL OR lung.haemoglobin_lowest IS NULL)
               AS haemoglobin,
               count(*) FILTER (WHERE coalesce(lung.infection, '') = '') AS infection,
               count(*) FILTER (WHERE coalesce(lung.anca, '') = '') AS anca,
               count(*) FILTER (WHERE coalesce(lung.anti_gbm, '') = '') AS anti_gbm
        FROM report LEFT JOIN cases_lungfacts AS lung USING (facts_id)
        WHERE %(cohort)s = 'comparator'
           OR report.facts_id IN (SELECT facts_id FROM of_drug WHERE reaction_name = ANY(%(haemorrhage)s::text[]))
    """,
}
