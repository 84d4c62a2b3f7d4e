"""What a centre's own page asks of the cases of the published literature, which are public."""

from __future__ import annotations

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    "onset_days": """
        SELECT earliest, latest, count(*) AS reports
        FROM (SELECT facts_id,
                     min(onset_day_earliest) FILTER (WHERE decides) AS earliest,
                     min(onset_day_latest) FILTER (WHERE decides) AS latest
              FROM deciding GROUP BY facts_id) AS onset
        GROUP BY earliest, latest
    """,
}
