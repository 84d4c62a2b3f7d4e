"""Wrap the data keys anew under the first master key, and begin to write with a new data key."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from cases import vault
from cases.actions.cases import By
from cases.models.datakey import DataKey
from cases.vault import keys, master


@dataclass(frozen=True)
class Rotation:
    """What a rotation did."""

    data_keys: int
    moved: int
    """How many of them were under another master key than the first."""
    new_data_key: int | None = None


@transaction.atomic
def rotate_keys(*, by: By, new_data_key: bool = False) -> Rotation:
    """Wrap every data key under the first master key; all or none. Ciphertexts stay as they are, and readable.

    Raises `vault.MasterKeyMissing` when a data key is under a master key that is not given any more.
    """
    rows = list(DataKey.objects.select_for_update().order_by("pk"))
    opened = {row.pk: _opened(row) for row in rows}
    if lost := [pk for pk, key in opened.items() if key is None]:
        raise vault.MasterKeyMissing(
            f"{len(lost)} of {len(rows)} data keys cannot be opened with the master keys given. Add the master key "
            "that they were wrapped with to TOCSIN_MASTER_KEYS, behind the new one. Nothing was changed."
        )
    moved = 0
    for row in rows:
        moved += not master.under_first(bytes(row.wrapped))
        row.wrapped = master.wrap(opened[row.pk] or b"")
    DataKey.objects.bulk_update(rows, ["wrapped"])
    made = _replace_field_key() if new_data_key else None
    transaction.on_commit(keys.forget)
    return Rotation(len(rows), moved, made)


def _opened(row: DataKey) -> bytes | None:
    try:
        return master.unwrap(bytes(row.wrapped))
    except vault.MasterKeyMissing:
        return None


def _replace_field_key() -> int:
    """What is matched has to be digested for ever with one key; what is encrypted says which key it needs."""
    DataKey.objects.filter(purpose=vault.FIELD, retired=False).update(retired=True)
    return DataKey.objects.create(purpose=vault.FIELD, wrapped=master.wrap(master.new_data_key())).pk
