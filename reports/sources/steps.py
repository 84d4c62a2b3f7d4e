"""The counts of the registry's cases in SQL: a few named steps, and the questions that are asked of them."""

from __future__ import annotations

from collections.abc import Mapping

STEPS: Mapping[str, str] = {
    # Of each case the newest version among those accepted before the end of the lock point.
    "accepted": """
        SELECT DISTINCT ON (version.case_id) version.id, version.case_id, version.number, version.accepted_at
        FROM cases_caseversion AS version
        WHERE version.state IN ('accepted', 'nullified') AND version.accepted_at < %(end)s
        ORDER BY version.case_id, version.number DESC
    """,
    # Drugs and reactions, in the reports of the drug.
    "of_drug": """
        SELECT pair.*, facts.sex, facts.age_band, facts.continent, facts.country_basis, facts.received_year,
               item.identifier, item.source, accepted.number AS version_number, accepted.accepted_at
        FROM accepted
        JOIN cases_case AS item ON item.id = accepted.case_id AND item.kind = 'reaction'
        JOIN cases_casefacts AS facts ON facts.version_id = accepted.id AND NOT facts.nullified
        JOIN cases_pairfacts AS pair ON pair.facts_id = facts.id
        WHERE %(any_drug)s OR pair.drug_name = ANY(%(drugs)s::text[])
    """,
    # The drug with the reaction itself.
    "matching": """
        SELECT * FROM of_drug WHERE %(any_reaction)s OR reaction_name = ANY(%(reactions)s::text[])
    """,
    # Of several reactions the serious ones decide; all of them when none is serious.
    "deciding": """
        SELECT *, coalesce(serious, FALSE)
                  OR NOT coalesce(bool_or(serious) OVER (PARTITION BY facts_id), FALSE) AS decides
        FROM matching
    """,
    # One row per report. Its indication group is that of its first matching drug with a known one.
    "report": """
        SELECT facts_id, min(source) AS source, min(identifier) AS identifier, min(version_number) AS version_number,
               min(accepted_at) AS accepted_at, min(sex) AS sex, min(age_band) AS age_band,
               min(continent) AS continent, min(country_basis) AS country_basis, min(received_year) AS received_year,
               coalesce(
                   (array_agg(indication_group ORDER BY drug_number, reaction_number)
                    FILTER (WHERE indication_group NOT IN ('', 'unknown')))[1], 'unknown') AS indication_group,
               coalesce(bool_or(infusions_before_onset = 2) FILTER (WHERE decides), FALSE) AS two_infusions,
               bool_and(infusions_before_onset IS NULL) FILTER (WHERE decides) AS infusions_unknown
        FROM deciding GROUP BY facts_id
    """,
    # One outcome per report out of all its reactions; the same rule as cases.rules.outcome.report_outcome.
    "outcome": """
        SELECT pair.facts_id,
               CASE WHEN bool_or(pair.outcome = '5') THEN '5'
                    WHEN bool_or(pair.serious)
                    THEN coalesce((array_agg(pair.outcome ORDER BY badness.rank)
                                   FILTER (WHERE pair.serious AND badness.rank IS NOT NULL))[1], '0')
                    ELSE coalesce((array_agg(pair.outcome ORDER BY badness.rank)
                                   FILTER (WHERE badness.rank IS NOT NULL))[1], '0')
               END AS outcome
        FROM cases_pairfacts AS pair
        JOIN report ON report.facts_id = pair.facts_id
        LEFT JOIN (VALUES ('5', 1), ('3', 2), ('2', 3), ('4', 4), ('1', 5)) AS badness (outcome, rank)
               ON badness.outcome = pair.outcome
        GROUP BY pair.facts_id
    """,
}

QUESTIONS: Mapping[str, str] = {
    "total": "SELECT count(*) AS reports FROM report",
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
        FROM report JOIN outcome USING (facts_id) GROUP BY indication_group, outcome
    """,
    # Cases of the published literature are public; all others were reported in confidence.
    "outcome_by_source": """
        SELECT source = 'literature' AS published, outcome, count(*) AS reports
        FROM report JOIN outcome USING (facts_id) GROUP BY published, outcome
    """,
    "onset_by_source": """
        SELECT source = 'literature' AS published, earliest, latest, count(*) AS reports
        FROM (SELECT facts_id, min(source) AS source,
                     min(onset_day_earliest) FILTER (WHERE decides) AS earliest,
                     min(onset_day_latest) FILTER (WHERE decides) AS latest
              FROM deciding GROUP BY facts_id) AS onset
        GROUP BY published, earliest, latest
    """,
    "identifiers": "SELECT identifier FROM report",
    # Everything that the other questions are answered from, for the digest.
    "rows": """
        SELECT report.identifier, report.version_number,
               to_char(report.accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS accepted,
               report.sex, report.age_band, report.continent, report.country_basis, report.received_year,
               pair.drug_number, pair.drug_name, pair.indication_group, pair.reaction_number, pair.reaction_name,
               pair.organ_class, pair.serious, pair.outcome, pair.infusions_before_onset
        FROM report JOIN cases_pairfacts AS pair USING (facts_id)
    """,
    "names": """
        SELECT DISTINCT pair.drug_name, pair.reaction_name
        FROM accepted
        JOIN cases_casefacts AS facts ON facts.version_id = accepted.id AND NOT facts.nullified
        JOIN cases_pairfacts AS pair ON pair.facts_id = facts.id
    """,
}


def statement(question: str) -> str:
    """The SQL of a question, with the steps before it."""
    steps = ",\n".join(f"{name} AS ({text})" for name, text in STEPS.items())
    return f"WITH {steps}\n{QUESTIONS[question]}"
