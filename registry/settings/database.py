"""Which database: the one that DATABASE_URL names, else the embedded one. Never SQLite."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from registry.settings.environment import Environment

POSTGRESQL = "django.db.backends.postgresql"
EMBEDDED = "registry.embedded.backend"
SCHEMES = ("postgresql://", "postgres://", "psql://", "pgsql://", "unix://")
RIGHT = "DATABASE_URL has to name a PostgreSQL: postgresql://user@host:5432/name"
LASTING: dict[str, Any] = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def database(env: Environment, home: Path) -> dict[str, Any]:
    """The entry for `DATABASES["default"]`."""
    if not env.str("DATABASE_URL", default=""):
        return {"ENGINE": EMBEDDED, "NAME": "tocsin", "OPTIONS": {"directory": str(home / "postgres")}, **LASTING}
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
