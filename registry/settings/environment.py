"""The environment that settings are read from: NAME, or NAME_FILE for a file that holds the value."""

from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv
from environ.fileaware_mapping import FileAwareMapping


class _Values(FileAwareMapping):
    """Values without the line end that editors and shells leave in a file."""

    def __getitem__(self, key: str) -> str:
        try:
            return str(super().__getitem__(key)).rstrip("\r\n")
        except OSError as error:
            raise ImproperlyConfigured(f"The file named by {key}_FILE cannot be read: {error}") from error


class Environment(FileAwareEnv):
    """What `env("NAME")` and its typed variants read."""

    ENVIRON = _Values(cache=False)


def is_local(env: Environment) -> bool:
    """Whether this installation serves plain http to this machine alone.

    Without a word about it, only an installation that was given neither a database nor a secret key is local.
    """
    given = env.str("DATABASE_URL", default="") or env.str("SECRET_KEY", default="")
    return bool(env.bool("TOCSIN_LOCAL", default=not given))
