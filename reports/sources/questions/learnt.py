"""What a centre's own page asks of all cases.

Cases of the published literature are public; all others were reported in confidence.
"""

from __future__ import annotations

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    "outcome_by_source": """
        SELECT source = 'literature' AS published, outcome, count(*) AS reports
        FROM report GROUP BY published, outcome
    """,
    "onset_by_source": """
        SELECT report.source = 'literature' AS published, earliest, latest, count(*) AS reports
        FROM report
        JOIN (SELECT facts_id,
                     min(onset_day_earliest) FILTER (WHERE decides) AS earliest,
                     min(onset_day_latest) FILTER (WHERE decides) AS latest
              FROM deciding GROUP BY facts_id) AS onset USING (facts_id)
        GROUP BY published, earliest, latest
    """,
}
