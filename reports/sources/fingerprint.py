"""The digest of the rows behind a report, computed where they are, so that a million of them need not be fetched."""

from __future__ import annotations

CASE = "report.identifier, report.version_number, to_char(report.accepted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
"""What every row says of its case: case number, version, day of acceptance."""


def fingerprint(columns: str, rows: str) -> str:
    """The question for the digest over `columns` of `rows`, a FROM clause; its answer is one `digest`.

    SHA-256 over the SHA-256 of each row's text, in ascending order, so that the order of the rows is of no account.
    """
    return f"""
        SELECT encode(sha256(coalesce(string_agg(line, ''::bytea ORDER BY line), ''::bytea)), 'hex') AS digest
        FROM (SELECT sha256(convert_to(ROW({columns})::text, 'UTF8')) AS line FROM {rows}) AS lines
    """  # noqa: S608 - columns and rows are written in the questions
