"""Django system checks of what the settings alone cannot promise."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

OLDEST_POSTGRESQL = 15


@register(Tags.database)
def postgresql_is_recent(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Refuse a server older than what the migrations are written for; run by `migrate` and `check --database`."""
    errors: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        with connection.temporary_connection():
            major = connection.connection.info.server_version // 10_000
        if major < OLDEST_POSTGRESQL:
            errors.append(
                Error(
                    f"The database server is PostgreSQL {major}; Tocsin needs {OLDEST_POSTGRESQL} or later.",
                    hint="Upgrade the server, or leave DATABASE_URL unset to use the embedded one.",
                    id="registry.E001",
                )
            )
    return errors
