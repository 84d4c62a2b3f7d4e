"""A database server and a home for one test run: in memory where possible, deleted at its end."""

import atexit
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from registry.embedded import processes
from registry.embedded.cluster import Cluster
from registry.embedded.errors import NotOurs
from registry.home import ROOT_MODE, USER_MODE, is_root

PROVIDED = "TOCSIN_TEST_RUN_PROVIDED"
CLUSTER = "postgres"
IN_MEMORY = Path("/dev/shm")  # noqa: S108 the directory made in it is checked


def provide() -> None:
    """Set TOCSIN_HOME, and DATABASE_URL unless the user did, to new ones for this run.

    Both are in the environment, so that the workers and subprocesses of a run use those of the process that began it.
    """
    if os.environ.get(PROVIDED):
        return
    run = Run()
    atexit.register(run.remove)
    os.environ |= {PROVIDED: "1", "TOCSIN_HOME": str(run.directory / "home")}
    if not (os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")):
        os.environ["DATABASE_URL"] = run.start_database()


class Run:
    """The directory of one test run, locked as long as its owner lives."""

    def __init__(self, parent: Path | None = None) -> None:
        self._owner = os.getpid()
        with _shared_directory(parent or _default_parent()) as shared:
            _remove_leftovers(shared)
            self.directory = Path(tempfile.mkdtemp(prefix="run-", dir=shared))
            self.directory.chmod(ROOT_MODE if is_root() else USER_MODE)
            self._lock = _try_lock(self.directory)

    def start_database(self) -> str:
        """Start the server of this run; returns its URL."""
        cluster = Cluster(self.directory / CLUSTER, durable=False)
        cluster.start()
        return cluster.url()

    def remove(self) -> None:
        """Stop the server and delete the files; does nothing in a forked child."""
        if os.getpid() == self._owner:
            _remove(self.directory)


def _default_parent() -> Path:
    return IN_MEMORY if os.access(IN_MEMORY, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())


@contextmanager
def _shared_directory(parent: Path) -> Iterator[Path]:
    """The directory of all throw-away servers of this user, locked against other starts."""
    shared = parent / f"tocsin-tests-{os.geteuid()}"
    with suppress(FileExistsError):
        shared.mkdir()
        shared.chmod(ROOT_MODE if is_root() else USER_MODE)
    found = shared.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise NotOurs(shared)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shared


def _try_lock(directory: Path) -> int | None:
    """Lock a run's directory for as long as this process lives; None when its owner is alive."""
    handle = os.open(directory / "owner", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def _remove_leftovers(shared: Path) -> None:
    """Remove what runs that were killed left: only directories of ours whose owner does not hold its lock."""
    for directory in shared.glob("run-*"):
        if directory.lstat().st_uid != os.geteuid() or directory.is_symlink():
            continue
        handle = _try_lock(directory)
        if handle is not None:
            _remove(directory)
            os.close(handle)


def _remove(directory: Path) -> None:
    cluster = Cluster(directory / CLUSTER)
    if cluster.paths.data.exists():
        processes.stop(cluster.paths.data)
    # The sockets of a long path lie elsewhere.
    for path in (cluster.paths.sockets, cluster.paths.root, directory):
        shutil.rmtree(path, ignore_errors=True)
