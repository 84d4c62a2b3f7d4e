"""The data keys of this process: read from the database, unwrapped once, made when there are none yet."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import connection

from cases.vault import master
from cases.vault.errors import MasterKeyMissing, VaultError

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

FIELD, MATCH = "field", "match"
CURRENT_FOR_SECONDS = 300
"""How long a process goes on writing with a data key after another has put a newer one in its place."""

_UNFIT = (
    "Data key %s cannot be opened: none of the %s master keys given was used to wrap it. Add the one that was to "
    "TOCSIN_MASTER_KEYS; it can be removed after `manage.py rotate_keys`."
)


@dataclass
class _Cache:
    """Unwrapped keys by their id, and which of them is written with."""

    opened: dict[int, bytes] = field(default_factory=dict)
    current: dict[str, tuple[int, float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_cache = _Cache()


def forget() -> None:
    """Read keys from the database again: they were rotated, or the tables were emptied."""
    _cache.opened.clear()
    _cache.current.clear()


def data_key(key_id: int, purpose: str) -> bytes:
    """The data key with this id; an id that this process has not seen is read once."""
    if (found := _cache.opened.get(key_id)) is None:
        row = _model().objects.filter(pk=key_id, purpose=purpose).first()
        if row is None:
            raise VaultError(f"There is no data key {key_id}: the value was not written by this registry.")
        found = _cache.opened[key_id] = _open(row)
    return found


def current(purpose: str) -> tuple[int, bytes]:
    """Id and key to write with; the first of all is made here."""
    key_id, read_at = _cache.current.get(purpose, (0, 0.0))
    if not key_id or time.monotonic() - read_at > CURRENT_FOR_SECONDS:
        with _cache.lock:
            row = _newest(purpose)
            if row is None:
                _make_apart(purpose)
                row = _newest(purpose)
            if row is None:
                raise VaultError(f"No data key for '{purpose}' could be made.")
            key_id = row.pk
            _cache.opened[key_id] = _open(row)
            _cache.current[purpose] = (key_id, time.monotonic())
    return key_id, data_key(key_id, purpose)


def ensure(on: BaseDatabaseWrapper | None = None) -> None:
    """Make the data keys that are missing, on this connection and in its transaction."""
    for purpose in (FIELD, MATCH):
        _make(purpose, on or connection)


def _make_apart(purpose: str) -> None:
    """Make a key on a connection of its own: a transaction that is rolled back must not take it along."""
    own = connection.copy()
    try:
        _make(purpose, own)
    finally:
        own.close()


def _make(purpose: str, on: BaseDatabaseWrapper) -> None:
    # Processes that race are told apart by the index that allows one key in use for each purpose: the later one waits
    # for the earlier one, and then does nothing.
    with on.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_datakey (purpose, wrapped, created_at, retired) VALUES (%s, %s, now(), false) "
            "ON CONFLICT (purpose) WHERE NOT retired DO NOTHING",
            [purpose, master.wrap(master.new_data_key())],
        )


def _newest(purpose: str) -> Any:
    return _model().objects.filter(purpose=purpose, retired=False).order_by("-pk").first()


def _model() -> Any:
    # Not imported: the tables of cases use the vault.
    return apps.get_model("cases", "DataKey")


def _open(row: Any) -> bytes:
    try:
        return master.unwrap(bytes(row.wrapped))
    except MasterKeyMissing as error:
        raise MasterKeyMissing(_UNFIT % (row.pk, len(settings.TOCSIN_MASTER_KEYS))) from error
