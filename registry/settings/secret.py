"""Secret keys: given by the operator, or, on somebody's own machine, made once and kept in TOCSIN_HOME."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from registry.home import make_private
from registry.settings.environment import Environment


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
    return read_or_create(file)


def read_or_create(file: Path) -> str:
    """The key in `file`, which is made if it is missing; processes that race for it all get the same one."""
    if not file.exists():
        make_private(file.parent)
        handle, draft = tempfile.mkstemp(prefix=".secret-", dir=file.parent)  # mode 0600
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_urlsafe(60))
        # A link is made whole or not at all, and never replaces what another process put there first.
        with suppress(FileExistsError):
            os.link(draft, file)
        os.unlink(draft)
    return file.read_text()
