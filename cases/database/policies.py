"""SQL of row-level security: one policy for each role of the database, so that each keeps its index.

A policy that joined roles with OR would hide the centre's condition from the planner and read the whole table.
"""

from __future__ import annotations

from collections.abc import Iterable

from cases.database import roles
from cases.database.roles import AUDITOR, CENTRE, FIGURES, OWN_CENTRES, SERVICE, STAFF

COUNTED_TABLES = frozenset(
    {"cases_case", "cases_caseversion", "cases_casefacts", "cases_pairfacts", "cases_lungfacts", "cases_caseline"}
)
"""Tables from which aggregates of all centres are counted; they hold nothing that identifies a person."""


def _policy(table: str, role: str, command: str, condition: str) -> str:
    check = "" if command == "SELECT" else f" WITH CHECK ({condition})"
    return f"CREATE POLICY {role} ON {table} FOR {command} TO {role} USING ({condition}){check};"


def secure(table: str, *, by_centre: bool = True) -> str:
    """Row-level security of one table; without `by_centre` centres see none of its rows."""
    own = f"centre_id = ANY {OWN_CENTRES}"
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
        *([_policy(table, CENTRE, "ALL", own)] if by_centre else []),
        _policy(table, STAFF, "ALL", "true"),
        _policy(table, SERVICE, "ALL", "true"),
        _policy(table, AUDITOR, "SELECT", "true"),
        *([_policy(table, FIGURES, "SELECT", "true")] if table in COUNTED_TABLES else []),
    ]
    return "\n".join(statements)


def secure_own(table: str, column: str) -> str:
    """Row-level security of a table whose rows are for the person alone whose number stands in `column`."""
    mine = f"{column} = {roles.OWN_USER}"
    policies = [_policy(table, role, "ALL", mine) for role in (CENTRE, STAFF, AUDITOR)]
    return "\n".join([f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;", *policies])


def unsecure(table: str) -> str:
    """Take row-level security of one table away again."""
    roles = (CENTRE, STAFF, SERVICE, AUDITOR, FIGURES)
    dropped = "\n".join(f"DROP POLICY IF EXISTS {role} ON {table};" for role in roles)
    return f"{dropped}\nALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"


def secure_all(tables: Iterable[str], *, by_centre: bool = True) -> str:
    """Row-level security of several tables."""
    return "\n".join(secure(table, by_centre=by_centre) for table in tables)


def unsecure_all(tables: Iterable[str]) -> str:
    """Take row-level security of several tables away again."""
    return "\n".join(unsecure(table) for table in tables)
