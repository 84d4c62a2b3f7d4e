"""One embedded PostgreSQL cluster: made once, started when needed, recovered after a crash, stopped."""

import contextlib
import fcntl
import secrets
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from registry.embedded import processes
from registry.embedded.account import Account, server_account
from registry.embedded.binaries import MAJOR, tool
from registry.embedded.errors import NotOurs, PasswordLost, StartFailed, VersionMismatch
from registry.embedded.initialise import child_options, initialise, open_private
from registry.embedded.layout import PORT, Layout, create, layout

ROLE = "tocsin"
WEB_ROLE = "tocsin_web"
DATABASE = "tocsin"
START_TIMEOUT = 300.0
Progress = Callable[[str], None]


def silent(_message: str) -> None:
    """A progress callback that tells nobody."""


class Cluster:
    """The cluster wanted in a directory. `durable=False` is for tests: a power cut may lose everything."""

    def __init__(self, directory: Path, *, durable: bool = True, progress: Progress = silent) -> None:
        self.account: Account = server_account()
        self.paths: Layout = layout(directory, self.account)
        self.durable = durable
        self.progress = progress

    @property
    def notice(self) -> str | None:
        """What the user should know about where the data are."""
        if self.paths.moved_from is None:
            return None
        return (
            f"The database server, which does not run as root, cannot reach {self.paths.moved_from}: "
            f"its data are in {self.paths.root}."
        )

    def start(self) -> None:
        """Make sure that the server runs and answers; any number of processes may call this at once."""
        if self.answers():
            return
        with self.locked():
            self.start_locked()

    def start_locked(self) -> None:
        """`start` for a caller that holds the start lock."""
        if self.answers():
            return
        self._check_data()
        if not self.paths.data.exists():
            self.progress("Creating the embedded database (once)")
            initialise(self.paths, self.account, ROLE, durable=self.durable)
        self.progress("Starting the embedded PostgreSQL")
        self._bring_up()
        self._create_database()
        self._create_web_login()

    def stop(self) -> None:
        """Stop the server if it runs; nothing that was committed is lost."""
        with self.locked():
            processes.stop(self.paths.data)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock under which servers start and stop; the system frees it when a holder dies."""
        create(self.paths, self.account)
        with self.paths.start_lock.open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def answers(self) -> bool:
        """Whether the server accepts connections now."""
        from psycopg import pq

        address = f"host='{_quoted(self.paths.sockets)}' port={PORT} dbname=postgres connect_timeout=5"
        return pq.PGconn.ping(address.encode()) == pq.Ping.OK

    def connection_settings(self, *, web: bool = False) -> dict[str, Any]:
        """What Django's DATABASES wants to know, for the owner or for the login that owns nothing."""
        file = self.paths.web_password if web else self.paths.password
        try:
            password = file.read_text().strip()
        except FileNotFoundError:
            raise PasswordLost(file) from None
        except PermissionError as error:
            raise NotOurs(file) from error
        return {
            "USER": WEB_ROLE if web else ROLE,
            "PASSWORD": password,
            "HOST": str(self.paths.sockets),
            "PORT": PORT,
        }

    def url(self, database: str = DATABASE) -> str:
        """A URL for DATABASE_URL."""
        known = self.connection_settings()
        password, sockets = quote(known["PASSWORD"]), quote(known["HOST"], safe="")
        return f"postgresql://{ROLE}:{password}@/{database}?host={sockets}&port={PORT}"

    def _check_data(self) -> None:
        version = self.paths.data / "PG_VERSION"
        if not self.paths.data.exists():
            return
        try:
            found = version.read_text().strip()
        except FileNotFoundError:
            found = "(unknown: there is no PG_VERSION)"
        except PermissionError as error:
            raise NotOurs(self.paths.data) from error
        if found != str(MAJOR):
            raise VersionMismatch(self.paths.data, found, MAJOR)
        if not self.paths.password.exists():
            raise PasswordLost(self.paths.password)

    def _launch(self) -> int:
        """Start the server detached from us, so that it outlives us and is nobody's zombie; returns its number."""
        server: list[str | Path] = [
            *(tool("postgres", self.account), "-D", self.paths.data),
            *("-c", "listen_addresses=", "-c", f"unix_socket_directories={self.paths.sockets}"),
            *("-c", "unix_socket_permissions=0700", "-c", f"port={PORT}", "-c", "logging_collector=off"),
            *("-c", f"cluster_name={processes.cluster_name(self.paths.data)}"),
        ]
        with open_private(self.paths.log) as log:
            shell = ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh", *server]
            result = subprocess.run(
                shell,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                check=True,
                **child_options(self.account),
            )
        return int(result.stdout)

    def _bring_up(self) -> None:
        """Launch the server, unless one is just starting or going down, and wait until it answers."""
        launched = None
        deadline = time.monotonic() + START_TIMEOUT
        while not self.answers():
            if launched is not None and not processes.alive(launched):
                raise StartFailed("it ended at once", self._log_end())
            if launched is None and processes.running_postmaster(self.paths.data) is None:
                processes.clear_remains(self.paths.data, self.paths.socket_lock)
                launched = self._launch()
            if time.monotonic() > deadline:
                raise StartFailed(f"it did not answer within {START_TIMEOUT:.0f} seconds", self._log_end())
            time.sleep(0.01)

    def _create_database(self) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _create_web_login(self) -> None:
        """The login of the site; a cluster of before it had one, or one whose password is lost, gets a new one."""
        import psycopg
        from psycopg import sql

        if self.paths.web_password.exists():
            return
        password = secrets.token_urlsafe(24)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [WEB_ROLE]).fetchone():
                connection.execute(f"CREATE ROLE {WEB_ROLE} LOGIN NOINHERIT")
            scrambled = connection.pgconn.encrypt_password(password.encode(), WEB_ROLE.encode(), b"scram-sha-256")
            given = sql.Literal(scrambled.decode())
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(WEB_ROLE), given))
        with open_private(self.paths.web_password) as stream:
            stream.truncate(0)
            stream.write(password)

    def _log_end(self) -> str:
        return self.paths.log.read_text(errors="replace")[-2000:] if self.paths.log.exists() else ""


def _quoted(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace("'", "\\'")
