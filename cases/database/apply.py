"""Bring roles and grants of a database up to date; runs after every migration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from psycopg import sql

from cases.database import grants
from cases.database.roles import WEB, create_roles


def apply_grants(sections: Iterable[str], using: str = "default") -> None:
    """Make the roles that are missing, and grant on all tables there are; `sections` are the tables of sections."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute(create_roles())
        cursor.execute("\n".join(grants.statements(tables, sections)))
        if settings.DATABASE_WEB_PASSWORD:
            _set_web_password(cursor, settings.DATABASE_WEB_PASSWORD)


def _set_web_password(cursor: Any, password: str) -> None:
    """Scrambled here, so that the server's log never sees it."""
    connection = cursor.connection
    scrambled = connection.pgconn.encrypt_password(password.encode(), WEB.encode(), b"scram-sha-256").decode()
    cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(WEB), sql.Literal(scrambled)))
