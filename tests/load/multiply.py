"""More cases for reports to count, in minutes: copies of the facts of the cases that are there, under new numbers.

Reports read a case's number, its versions and their facts, and nothing else; the rest of a copied case is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection, transaction

_TABLES: Mapping[str, Mapping[str, str]] = {
    "cases_case": {"id": "cases_case"},
    "cases_caseversion": {"id": "cases_caseversion", "case_id": "cases_case"},
    "cases_casefacts": {"id": "cases_casefacts", "version_id": "cases_caseversion", "case_id": "cases_case"},
    "cases_pairfacts": {"id": "cases_pairfacts", "facts_id": "cases_casefacts"},
    "cases_lungfacts": {"id": "cases_lungfacts", "facts_id": "cases_casefacts"},
    "cases_caseline": {"id": "cases_caseline", "facts_id": "cases_casefacts"},
}
"""Tables in the order of their references, with the columns that are keys, and the tables they are keys of."""
_OTHERS = {"key": "gen_random_uuid()", "identifier": "identifier || '-' || copy"}
"""What else must differ between copies of a case."""


def multiply(times: int) -> None:
    """Make `times` cases of each, itself included; the audit trail is not written."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        spans = {}
        for table in _TABLES:
            cursor.execute(f"SELECT max(id) FROM {table}")
            spans[table] = cursor.fetchone()[0]
        for table in _TABLES:
            cursor.execute(_copying(table, _columns(table), spans), [times - 1])
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def _columns(table: str) -> Sequence[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _copying(table: str, columns: Sequence[str], spans: Mapping[str, int]) -> str:
    keys = {name: f"{name} + copy * {spans[of]}" for name, of in _TABLES[table].items()}
    written = [f'"{name}"' for name in columns]
    values = [keys.get(name) or _OTHERS.get(name) or f'"{name}"' for name in columns]
    if table != "cases_case":
        values = [f'"{name}"' if name in _OTHERS else value for name, value in zip(columns, values, strict=True)]
    return (
        f"INSERT INTO {table} ({', '.join(written)}) OVERRIDING SYSTEM VALUE "
        f"SELECT {', '.join(values)} FROM {table}, generate_series(1, %s) AS copy ORDER BY copy, id"
    )
