"""What several reports ask: how many reports, which, and the rows that they are counted from."""

from __future__ import annotations

from collections.abc import Mapping

from reports.sources.fingerprint import CASE, fingerprint

QUESTIONS: Mapping[str, str] = {
    "total": "SELECT count(*) AS reports FROM report",
    "identifiers": "SELECT identifier FROM report",
    # Everything that the report vigibase is answered from, for its digest; comparators have no pairs.
    "rows": """
        SELECT report.identifier, report.version_number,
               to_char(report.accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS accepted,
               report.sex, report.age_band, report.continent, report.country_basis, report.received_year,
               pair.drug_number, pair.drug_name, pair.indication_group, pair.reaction_number, pair.reaction_name,
               pair.organ_class, pair.serious, pair.outcome, pair.infusions_before_onset
        FROM report LEFT JOIN cases_pairfacts AS pair USING (facts_id)
    """,
    # Which version of which case is counted. A version never changes; what is derived of it shows in the tables.
    "versions_digest": fingerprint(CASE, "report"),
    # Two letters of every country that a case names.
    "countries": "SELECT DISTINCT country FROM chosen WHERE country <> ''",
}
