"""Which command this process runs, for the audit trail: what a command writes is written by `command NAME`."""

from __future__ import annotations

from typing import Any

name = ""
"""Set by manage.py; empty in processes that serve people, whose requests and jobs say who acts."""


def tell_database(connection: Any, **_signal: Any) -> None:
    """Tell a new connection who acts as long as nobody else does."""
    if name:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('tocsin.actor', %s, false)", [f"command {name}"])
