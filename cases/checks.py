"""Django system checks of what only the database can tell."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from cases.models.datakey import DataKey
from cases.vault import MasterKeyMissing, master


@register(Tags.database)
def data_keys_open(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Refuse to start with master keys that do not fit; run by `migrate` and `check --database`."""
    lost = total = 0
    for alias in databases or ():
        if DataKey._meta.db_table not in connections[alias].introspection.table_names():
            continue
        for wrapped in DataKey.objects.using(alias).values_list("wrapped", flat=True):
            total += 1
            try:
                master.unwrap(bytes(wrapped))
            except MasterKeyMissing:
                lost += 1
    if not lost:
        return []
    return [
        Error(
            f"{lost} of {total} data keys cannot be opened with the {len(settings.TOCSIN_MASTER_KEYS)} master keys "
            "given, so what identifies people cannot be read.",
            hint="Add the master key that they were wrapped with to TOCSIN_MASTER_KEYS; `manage.py rotate_keys` wraps "
            "them under the first one.",
            id="cases.E001",
        )
    ]
