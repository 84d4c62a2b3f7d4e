"""Secrets: given by the operator, or, on somebody's own machine, made once and kept in TOCSIN_HOME."""

import base64
import binascii
import os
import re
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from registry.home import make_private
from registry.settings.environment import Environment

MASTER_KEY_BYTES = 32
_HOW_TO_MAKE_ONE = "Make one with: openssl rand -base64 32"


def secret_key(env: Environment, home: Path, *, local: bool) -> str:
    """The value for SECRET_KEY."""
    return given_or_made(env, "SECRET_KEY", home / "secret_key", local=local)


def audit_key(env: Environment, home: Path, *, local: bool) -> str:
    """The value for TOCSIN_AUDIT_KEY, which seals the audit trail: whoever changes the trail must not know it."""
    return given_or_made(env, "TOCSIN_AUDIT_KEY", home / "audit_key", local=local)


def given_or_made(env: Environment, name: str, file: Path, *, local: bool) -> str:
    """The key that the operator gives as NAME or NAME_FILE; in local mode alone, one that is made once in `file`."""
    if given := env.str(name, default=""):
        return given
    if not local:
        raise ImproperlyConfigured(
            f"{name} is missing. Set {name}, or {name}_FILE to a file that holds it "
            "(50 or more random characters, the same for all processes). "
            "To try Tocsin on this machine only, use `make run` or set TOCSIN_LOCAL=1."
        )
    return read_or_create(file, lambda: secrets.token_urlsafe(60))


def master_keys(env: Environment, home: Path, *, local: bool) -> list[str]:
    """The value for TOCSIN_MASTER_KEYS, in the URL-safe spelling: the first wraps data keys, all unwrap them."""
    given = env.str("TOCSIN_MASTER_KEYS", default="")
    if not given.strip() and not local:
        raise ImproperlyConfigured(
            "TOCSIN_MASTER_KEYS is missing. Set TOCSIN_MASTER_KEYS, or TOCSIN_MASTER_KEYS_FILE to a file that holds "
            "the key under which what identifies people is stored (the same for all processes; without it, that is "
            f"lost). {_HOW_TO_MAKE_ONE}"
        )
    text = given if given.strip() else read_or_create(home / "master_key", _new_master_key)
    keys = [_url_safe(key) for key in re.split(r"[\s,]+", text) if key]
    for place, key in enumerate(keys, start=1):
        if not _is_master_key(key):
            raise ImproperlyConfigured(
                f"Key {place} of TOCSIN_MASTER_KEYS is not a key: write {MASTER_KEY_BYTES} random bytes in base64, "
                f"44 characters; several keys with a comma or a line break between them. {_HOW_TO_MAKE_ONE}"
            )
    return keys


def read_or_create(file: Path, make: Callable[[], str]) -> str:
    """The secret in `file`, which is made if it is missing; processes that race for it all get the same one."""
    if not file.exists():
        make_private(file.parent)
        handle, draft = tempfile.mkstemp(prefix=".secret-", dir=file.parent)  # mode 0600
        with os.fdopen(handle, "w") as stream:
            stream.write(make())
        # A link is made whole or not at all, and never replaces what another process put there first.
        with suppress(FileExistsError):
            os.link(draft, file)
        os.unlink(draft)
    return file.read_text()


def _new_master_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(MASTER_KEY_BYTES)).decode()


def _url_safe(key: str) -> str:
    return key.replace("+", "-").replace("/", "_")


def _is_master_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == MASTER_KEY_BYTES
    except (binascii.Error, ValueError):
        return False
