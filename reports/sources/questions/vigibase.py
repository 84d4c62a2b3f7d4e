"""What the VigiBase-style summary asks."""

from __future__ import annotations

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    "reactions": """
        SELECT organ_class, reaction_name, count(DISTINCT facts_id) AS reports,
               grouping(reaction_name) = 1 AS whole_class
        FROM of_drug WHERE facts_id IN (SELECT facts_id FROM report)
        GROUP BY GROUPING SETS ((organ_class, reaction_name), (organ_class))
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
}
