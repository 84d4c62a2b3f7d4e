"""The containers' entry point, run here without a container against a database of its own."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.registry.support import ROOT, environment

ENTRYPOINT = ROOT / "registry" / "bin" / "entrypoint.sh"
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def database() -> Iterator[str]:
    """The URL of a new, empty database on the tests' server."""
    server = os.environ["DATABASE_URL"]
    name = f"entrypoint_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(database: str, port: int, tmp_path: Path) -> Iterator[Start]:
    """Starts the entry point as a container would; ends what is left of it."""
    running: list[subprocess.Popen[str]] = []
    python = ROOT / ".venv" / "bin" / "python"

    def started(*arguments: str, **changes: str) -> subprocess.Popen[str]:
        settings = environment(
            **{
                "PYTHON": os.environ.get("PYTHON") or (str(python) if python.exists() else "python3"),
                "DATABASE_URL": database,
                "DATABASE_WEB_PASSWORD": "of the site alone",
                "SECRET_KEY": "k" * 50,
                "TOCSIN_AUDIT_KEY": "a" * 50,
                "TOCSIN_MASTER_KEYS": "a-master-key-for-this-test-and-nothing-else=",
                "ALLOWED_HOSTS": "tocsin.example.org",
                "TOCSIN_HOME": str(tmp_path / "home"),
                "BIND": "127.0.0.1",
                "PORT": str(port),
                "WEB_WORKERS": "1",
            }
            | changes
        )
        log = (tmp_path / f"log-{len(running)}").open("w+")
        process = subprocess.Popen(
            ["sh", ENTRYPOINT, *arguments], env=settings, cwd="/", stdout=log, stderr=subprocess.STDOUT, text=True
        )
        running.append(process)
        return process

    yield started
    for process in running:
        if process.poll() is None:
            process.terminate()
        process.wait(timeout=60)


def get(port: int, path: str) -> tuple[int, dict[str, object]]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, json.loads(response.read() or "{}")


def wait_for(port: int, path: str, process: subprocess.Popen[str]) -> dict[str, object]:
    """The body of `path` as soon as it answers 200."""
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline:
        assert process.poll() is None, "it ended instead of answering"
        try:
            status, body = get(port, path)
        except OSError:
            status, body = 0, {}
        if status == 200:
            return body
        time.sleep(0.2)
    raise AssertionError(f"{path} did not answer 200")


def cases(database: str) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT count(*) FROM cases_case").fetchone()
    assert row is not None
    return int(row[0])


def stops_cleanly(process: subprocess.Popen[str]) -> bool:
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=60) == 0


def migrated(start: Start, **changes: str) -> None:
    """Bring the tables up to date, as the owner."""
    assert start("migrate", **changes).wait(timeout=180) == 0


def logins(database: str) -> set[str]:
    """Who is connected to the database, this question left out."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "SELECT usename FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {name for (name,) in rows}


def test_the_site_refuses_to_run_with_the_owners_login(start: Start) -> None:
    assert start("web", DATABASE_WEB_PASSWORD="").wait(timeout=60) != 0


def test_web_and_worker_serve_an_empty_registry_and_stop_when_told(start: Start, port: int, database: str) -> None:
    migrated(start)
    web = start("web")
    assert wait_for(port, "/healthz", web) == {"status": "ok"}
    assert get(port, "/readyz")[0] == 503  # there is no worker yet
    worker = start("worker")
    checks = wait_for(port, "/readyz", worker)["checks"]
    assert checks == {"database": "ok", "migrations": "ok", "worker": "ok"}
    assert cases(database) == 0
    assert logins(database) == {"tocsin_web"}
    assert stops_cleanly(worker)
    assert stops_cleanly(web)


def test_the_documented_cases_are_loaded_when_asked_for(start: Start, database: str) -> None:
    migrated(start, TOCSIN_SEED="1")
    assert cases(database) > 0
    with psycopg.connect(database) as connection:
        actors = connection.execute("SELECT DISTINCT actor FROM cases_auditevent WHERE table_name = 'cases_reaction'")
        assert actors.fetchall() == [("command seed",)]


def test_management_commands_keep_their_exit_status(start: Start) -> None:
    assert start("manage", "check").wait(timeout=60) == 0
    assert start("manage", "migrate", "no_such_application").wait(timeout=60) != 0


@pytest.mark.parametrize("arguments", [[], ["server"]])
def test_another_role_is_refused(arguments: list[str]) -> None:
    result = subprocess.run(["sh", ENTRYPOINT, *arguments], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "migrate, web, worker, or manage" in result.stderr
