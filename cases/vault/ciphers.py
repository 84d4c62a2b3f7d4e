"""Text and bytes to ciphertext and back; a ciphertext names its data key: `v1:<data key id>:<token>`."""

from __future__ import annotations

import re
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken

from cases.vault import keys
from cases.vault.errors import VaultError

_FORM = re.compile(rb"v1:(\d{1,18}):([A-Za-z0-9_-]+={0,2})")


@lru_cache(maxsize=64)
def _cipher(data_key: bytes) -> Fernet:
    return Fernet(data_key)


def encrypt_bytes(content: bytes) -> bytes:
    """The ciphertext of bytes, another one at every call."""
    key_id, data_key = keys.current(keys.FIELD)
    return b"v1:%d:%s" % (key_id, _cipher(data_key).encrypt(content))


def decrypt_bytes(ciphertext: bytes) -> bytes:
    """The bytes; raises `VaultError` for what is no ciphertext, was changed, or whose key is missing."""
    form = _FORM.fullmatch(ciphertext)
    if form is None:
        raise VaultError(
            "A value that should be stored encrypted is not: run `manage.py migrate`, or look who wrote it."
        )
    key_id = int(form[1])
    try:
        return _cipher(keys.data_key(key_id, keys.FIELD)).decrypt(form[2])
    except InvalidToken:
        # Without its cause, whose context holds the token.
        raise VaultError(f"A value stored under data key {key_id} was changed since it was written.") from None


def encrypt(text: str) -> str:
    """The ciphertext of a text, another one at every call."""
    return encrypt_bytes(text.encode()).decode("ascii")


def decrypt(ciphertext: str) -> str:
    """The text; raises `VaultError` as `decrypt_bytes` does."""
    return decrypt_bytes(ciphertext.encode()).decode()
