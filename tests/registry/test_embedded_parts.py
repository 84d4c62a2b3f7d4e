"""The parts of the embedded database: account, programs, lifetime, Django's backend."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from registry.embedded import account, binaries, lifetime
from registry.embedded.account import server_account
from registry.embedded.errors import BinariesMissing, ServerUserMissing, VersionMismatch
from tests.registry.support import manage


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory of ours that the server's account can pass through."""
    directory = Path(mkdtemp(prefix="tocsin-tests-parts-"))
    directory.chmod(0o711)
    yield directory
    shutil.rmtree(directory)


def test_a_user_that_cannot_be_created_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "is_root", lambda: True)
    monkeypatch.setattr(account, "SYSTEM_USER", "not a name")
    with pytest.raises(ServerUserMissing, match="'not a name' could not be created"):
        server_account()
    monkeypatch.setattr(account, "SEARCH_PATH", "/nowhere")
    with pytest.raises(ServerUserMissing, match="useradd is missing"):
        server_account()


def test_a_copy_of_the_programs_runs_and_is_made_once(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    copies = place / "copies"
    monkeypatch.setattr(binaries, "COPIES", copies)
    package = binaries._package_directory()
    copy = binaries._copy(package)
    assert binaries._copy(package) == copy
    assert list(copies.iterdir()) == [copy]
    program = copy / binaries.PACKAGE / f"pginstall{binaries.MAJOR}" / "bin" / "postgres"
    result = subprocess.run(
        [program, "--version"], capture_output=True, text=True, cwd="/", check=False, **server_account().popen_options
    )
    assert result.stdout.startswith("postgres (PostgreSQL) 18.")


def test_programs_out_of_reach_are_copied(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    reachable = account.Account(uid=server_account().uid, gid=server_account().gid, demoted=True)
    assert not reachable.can_traverse(closed)
    assert reachable.can_traverse(place)
    assert not binaries._runs(closed, reachable)


def test_missing_programs_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "PACKAGE", "no_such_package_at_all")
    with pytest.raises(BinariesMissing, match="set DATABASE_URL to a PostgreSQL 15 or later"):
        binaries._package_directory()


def test_attaching_to_data_that_cannot_be_used_leaves_nothing_attached(place: Path) -> None:
    data = place / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    for _attempt in range(2):
        with pytest.raises(VersionMismatch):
            lifetime.attach(place / "postgres")


def test_django_tells_what_is_wrong_in_one_line(place: Path) -> None:
    data = place / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    result = manage("migrate", TOCSIN_HOME=str(place))
    assert result.returncode == 2
    assert result.stderr.startswith("The database cannot be used: ")
    assert "written by PostgreSQL 16, but this Tocsin brings PostgreSQL 18" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_database_shell_reaches_the_embedded_server(place: Path) -> None:
    result = manage("dbshell", "--", "-Atc", "SELECT current_user", TOCSIN_HOME=str(place / "home"))
    assert (result.stdout, result.stderr) == ("tocsin\n", "")
