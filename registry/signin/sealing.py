"""Encryption of sign-in secrets with a key derived from SECRET_KEY; a copy of the database alone shows none."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PURPOSE = b"tocsin sign-in secrets:"


def seal(text: str) -> str:
    """The text, encrypted with the present key."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text again, if the present key or one of SECRET_KEY_FALLBACKS sealed it."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not all(keys):
        raise ImproperlyConfigured("SECRET_KEY is missing.")
    return MultiFernet([Fernet(_key(str(key))) for key in keys])


def _key(secret: str) -> bytes:
    # The secret is long and random (Django checks it), so a plain keyed hash derives as well as a slow one.
    return base64.urlsafe_b64encode(
        hashlib.blake2b(PURPOSE, key=hashlib.sha512(secret.encode()).digest(), digest_size=32).digest()
    )
