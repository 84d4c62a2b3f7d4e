"""The database server of a test run: gone afterwards, and no danger to another run."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest

from registry.embedded import processes
from registry.embedded.errors import NotOurs
from registry.embedded.throwaway import Run
from tests.registry.support import start

OWNER = """
import sys
from pathlib import Path
from registry.embedded import processes
from registry.embedded.throwaway import CLUSTER, Run
run = Run(Path(sys.argv[1]))
run.start_database()
print(run.directory, processes.running_postmaster(run.directory / CLUSTER / "data"), flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def parent() -> Iterator[Path]:
    directory = Path(mkdtemp(prefix="tocsin-tests-throwaway-"))
    directory.chmod(0o711)
    yield directory
    for shared in directory.iterdir():
        (shared / "lock").unlink(missing_ok=True)
        shared.unlink() if shared.is_symlink() else shared.rmdir()
    directory.rmdir()


def test_a_run_removes_its_server_and_files(parent: Path) -> None:
    run = Run(parent)
    with psycopg.connect(run.start_database()) as connection:
        assert connection.execute("SELECT current_setting('fsync')").fetchone() == ("off",)
    run.remove()
    assert not run.directory.exists()


def test_the_remains_of_a_killed_run_are_removed_and_a_living_run_is_left_alone(parent: Path) -> None:
    killed, living = (start("-c", OWNER, parent) for _ in range(2))
    assert killed.stdout
    assert living.stdout
    remains, orphan = killed.stdout.readline().split()
    kept, server = living.stdout.readline().split()
    killed.kill()
    killed.communicate()
    assert processes.alive(int(orphan))
    Run(parent).remove()
    assert not Path(remains).exists()
    assert not processes.alive(int(orphan))
    assert Path(kept).exists()
    assert processes.alive(int(server))
    living.kill()
    living.communicate()
    Run(parent).remove()
    assert not Path(kept).exists()


def test_a_directory_that_somebody_else_prepared_is_not_used(parent: Path, tmp_path: Path) -> None:
    run = Run(parent)
    run.remove()
    shared = run.directory.parent
    (shared / "lock").unlink()
    shared.rmdir()
    shared.symlink_to(tmp_path)
    with pytest.raises(NotOurs):
        Run(parent)
