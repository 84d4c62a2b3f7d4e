"""The master keys, which lie outside the database and do one thing: wrap and unwrap data keys."""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from cases.vault.errors import MasterKeyMissing


def _all() -> list[Fernet]:
    return [Fernet(key) for key in settings.TOCSIN_MASTER_KEYS]


def new_data_key() -> bytes:
    """A data key, as Fernet spells it."""
    return Fernet.generate_key()


def wrap(data_key: bytes) -> bytes:
    """The data key under the first master key."""
    return MultiFernet(_all()).encrypt(data_key)


def unwrap(wrapped: bytes) -> bytes:
    """The data key; raises `MasterKeyMissing` when no master key fits."""
    try:
        return MultiFernet(_all()).decrypt(wrapped)
    except InvalidToken as error:
        raise MasterKeyMissing("none of the master keys fits") from error


def under_first(wrapped: bytes) -> bool:
    """Whether the first master key alone opens it, so that the others are not needed for it."""
    try:
        _all()[0].decrypt(wrapped)
    except InvalidToken:
        return False
    return True
