"""What a user gets wrong on the command line ends in one line and exit status 2, never in a traceback."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.registry.support import ROOT, environment, manage


def refused(*arguments: str, **changes: str | None) -> str:
    done = manage(*arguments, **changes)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    "address",
    ["garbage", "postgres://%zz@:abc/x", "sqlite:///x.db", "mysql://localhost/x"],
)
def test_an_address_that_is_no_postgresql(address: str) -> None:
    said = refused("check", DATABASE_URL=address, SECRET_KEY="x", TOCSIN_LOCAL="1")
    assert said == (
        "Tocsin's settings are not complete: DATABASE_URL has to name a PostgreSQL: postgresql://user@host:5432/name\n"
    )


def test_a_home_that_cannot_be_made() -> None:
    said = refused("check", TOCSIN_HOME="/proc/tocsin")
    assert said.startswith("Tocsin's settings are not complete: TOCSIN_HOME cannot be made at /proc/tocsin")
    assert "name a directory that can be written" in said


@pytest.mark.parametrize("command", [("report", "vigibase"), ("seed",), ("rebuild_facts",)])
def test_a_database_without_tables(tmp_path: Path, command: tuple[str, ...]) -> None:
    said = refused(*command, TOCSIN_HOME=str(tmp_path / "home"))
    assert said.endswith("The tables are not there yet: run `manage.py migrate`, then `manage.py seed`.\n")


def test_a_reader_who_has_seen_enough(tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    assert manage("migrate", "--verbosity", "0", TOCSIN_HOME=home).returncode == 0
    command = f"{shlex.quote(sys.executable)} manage.py report vigibase --format xlsx | true; exit ${{PIPESTATUS[0]}}"
    piped = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment(TOCSIN_HOME=home), capture_output=True, check=False
    )
    assert (piped.returncode, piped.stderr) == (128 + signal.SIGPIPE, b"")
