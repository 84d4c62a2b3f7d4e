"""The secret key: given by the operator, or, on somebody's own machine, made once and kept in TOCSIN_HOME."""

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
    if given := env.str("SECRET_KEY", default=""):
        return given
    if not local:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing. Set SECRET_KEY, or SECRET_KEY_FILE to a file that holds it "
            "(50 or more random characters, the same for all processes). "
            "To try Tocsin on this machine only, use `make run` or set TOCSIN_LOCAL=1."
        )
    return read_or_create(home / "secret_key")


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
