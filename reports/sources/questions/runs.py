"""What a frozen run keeps of each case behind it: which version counted, and a digest of everything derived from it."""

from __future__ import annotations

from collections.abc import Mapping

QUESTIONS: Mapping[str, str] = {
    # Keys of rows are left out: facts that are derived anew and come out the same are the same.
    "behind": """
        SELECT report.identifier, report.version_number,
               left(encode(sha256(convert_to(concat_ws(E'\\n',
                   report.source,
                   (to_jsonb(fact) - '{id}'::text[])::text,
                   (to_jsonb(lung) - '{id,facts_id}'::text[])::text,
                   (to_jsonb(line) - '{id,facts_id}'::text[])::text,
                   (SELECT string_agg((to_jsonb(pair) - '{id,facts_id}'::text[])::text, E'\\n'
                                      ORDER BY pair.drug_number, pair.reaction_number)
                    FROM cases_pairfacts AS pair WHERE pair.facts_id = report.facts_id)
               ), 'UTF8')), 'hex'), 32) AS digest
        FROM report
        JOIN cases_casefacts AS fact ON fact.id = report.facts_id
        LEFT JOIN cases_lungfacts AS lung ON lung.facts_id = report.facts_id
        LEFT JOIN cases_caseline AS line ON line.facts_id = report.facts_id
    """,
}
