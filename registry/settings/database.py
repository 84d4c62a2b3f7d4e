"""Which database, and with which login: that of the web process owns nothing, that of commands owns the tables.

The database is the one that DATABASE_URL names, else the embedded one. Never SQLite.
"""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from registry.settings.environment import Environment

POSTGRESQL = "django.db.backends.postgresql"
EMBEDDED = "registry.embedded.backend"
SCHEMES = ("postgresql://", "postgres://", "psql://", "pgsql://", "unix://")
RIGHT = "DATABASE_URL has to name a PostgreSQL: postgresql://user@host:5432/name"
OWNER, WEB = "owner", "web"
"""Values of the environment variable TOCSIN_LOGIN; processes that serve people set it to `web` by themselves."""
WEB_ROLE = "tocsin_web"
NO_WEB_LOGIN = (
    "DATABASE_WEB_PASSWORD is missing: the password of the login 'tocsin_web', with which the site and the worker use "
    "the database. Set it, or DATABASE_WEB_PASSWORD_FILE, to 20 or more random characters."
)
LASTING: dict[str, Any] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def database(env: Environment, home: Path, *, local: bool) -> dict[str, Any]:
    """The entry for `DATABASES["default"]`; `local` allows a web process without a login of its own."""
    as_web = env.str("TOCSIN_LOGIN", default=OWNER) == WEB
    if not env.str("DATABASE_URL", default=""):
        options = {"directory": str(home / "postgres"), "login": WEB if as_web else OWNER}
        return {"ENGINE": EMBEDDED, "NAME": "tocsin", "OPTIONS": options, **LASTING}
    config = _from_url(env)
    return _with_web_login(config, env, local=local) if as_web else config


def _with_web_login(config: dict[str, Any], env: Environment, *, local: bool) -> dict[str, Any]:
    if password := env.str("DATABASE_WEB_PASSWORD", default=""):
        return {**config, "USER": WEB_ROLE, "PASSWORD": password}
    if not local:
        raise ImproperlyConfigured(NO_WEB_LOGIN)
    return config


def _from_url(env: Environment) -> dict[str, Any]:
    if not env.str("DATABASE_URL").startswith(SCHEMES):
        raise ImproperlyConfigured(RIGHT)
    try:
        config = dict(env.db_url("DATABASE_URL"))
    except ValueError as error:
        raise ImproperlyConfigured(RIGHT) from error
    if config.get("ENGINE") != POSTGRESQL:
        raise ImproperlyConfigured(RIGHT)
    options = dict(config.pop("OPTIONS", {}))
    # A socket's directory comes as an option; where Django's own tools look for it is HOST.
    for option, setting in (("host", "HOST"), ("port", "PORT")):
        if not config.get(setting) and option in options:
            config[setting] = options.pop(option)
    if password := env.str("DATABASE_PASSWORD", default=""):
        config["PASSWORD"] = password
    return {**config, "OPTIONS": options, **LASTING}
