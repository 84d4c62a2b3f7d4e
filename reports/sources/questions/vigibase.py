"""What the VigiBase-style summary asks; to be answered by `reports.sources.together`."""

from __future__ import annotations

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    "reactions": """
        WITH told AS (
            SELECT DISTINCT facts_id, organ_class, reaction_name FROM joinable JOIN report USING (facts_id)
        )
        SELECT organ_class, reaction_name, count(*) AS reports, FALSE AS whole_class
        FROM told GROUP BY organ_class, reaction_name
        UNION ALL
        SELECT organ_class, NULL, count(*), TRUE
        FROM (SELECT DISTINCT facts_id, organ_class FROM told) AS classes GROUP BY organ_class
    """,
    "continent": """
        SELECT continent, count(*) AS reports, count(*) FILTER (WHERE country_basis = 'reporter') AS by_reporter
        FROM report GROUP BY continent
    """,
    "age_group": "SELECT age_band, count(*) AS reports FROM report GROUP BY age_band",
    "sex": "SELECT sex, count(*) AS reports FROM report GROUP BY sex",
    "year": "SELECT received_year, count(*) AS reports FROM report GROUP BY received_year",
    "indication_group": """
        SELECT indication_group, outcome, count(*) AS reports,
               count(*) FILTER (WHERE two_infusions) AS two_infusions,
               count(*) FILTER (WHERE infusions_unknown) AS infusions_unknown
        FROM report GROUP BY indication_group, outcome
    """,
    "counted_among": "SELECT identifier FROM report WHERE identifier = ANY(%(cases)s::text[])",
}
