"""Which processes of a database server are alive, seen from its data directory, and how they are stopped."""

import os
import signal
import time
from pathlib import Path

PROC = Path("/proc")
PID_FILE = "postmaster.pid"
# Backends of a killed postmaster notice within moments; a busy one is told after this many seconds.
PATIENCE = 5.0
STOP_TIMEOUT = 60.0


def cluster_name(data: Path) -> str:
    """The name under which the server of `data` runs; PostgreSQL shows it in the title of each of its processes.

    Made of the directory's inode, so that a moved directory keeps it and a copied one gets another.
    """
    found = data.stat()
    return f"tocsin-{found.st_dev:x}-{found.st_ino:x}"


def alive(pid: int) -> bool:
    """Whether `pid` runs; a zombie, which nobody has collected, does not."""
    if not _has_proc():
        return _number_in_use(pid)
    try:
        return PROC.joinpath(str(pid), "stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def running_postmaster(data: Path) -> int | None:
    """The postmaster of `data` if it is alive."""
    pid = _recorded_pid(data / PID_FILE)
    return pid if pid is not None and _serves(pid, data) else None


def clear_remains(data: Path, socket_lock: Path) -> None:
    """Make a data directory without a live postmaster, and the lock of its socket, usable again.

    PostgreSQL takes a zombie, or another process with the same number, for a live server. And two servers must
    never write the same files, so what a killed postmaster left behind has to be gone first.
    """
    started = time.monotonic()
    while orphans := _server_processes(data):
        if time.monotonic() - started > PATIENCE:
            _send(orphans, signal.SIGQUIT)
        time.sleep(0.02)
    for file in (data / PID_FILE, socket_lock):
        pid = _recorded_pid(file)
        # A number that is free is left to PostgreSQL, whose check of shared memory needs the file.
        if pid is not None and not _serves(pid, data) and _number_in_use(pid):
            file.unlink(missing_ok=True)


def stop(data: Path) -> None:
    """Stop the server of `data` (PostgreSQL's fast mode: open transactions roll back) and wait until it is gone."""
    pid = running_postmaster(data)
    if pid is None:
        return
    _send([pid], signal.SIGINT)
    started = time.monotonic()
    while _serves(pid, data):
        waited = time.monotonic() - started
        if waited > 2 * STOP_TIMEOUT:
            _send(_server_processes(data), signal.SIGKILL)
        elif waited > STOP_TIMEOUT:
            _send([pid], signal.SIGQUIT)
        time.sleep(0.01)


def _recorded_pid(file: Path) -> int | None:
    """The process id in a lock file of PostgreSQL, whether or not it still means anything."""
    try:
        return int(file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None


def _serves(pid: int, data: Path) -> bool:
    """Whether `pid` is a live process of the server of `data`.

    Told by the command line, which everybody may read; a process's working directory is hidden from root in containers.
    """
    if not alive(pid):
        return False
    if not _has_proc():
        return True
    try:
        if PROC.joinpath(str(pid)).stat().st_uid != data.stat().st_uid:
            return False
        title = PROC.joinpath(str(pid), "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return False
    name = cluster_name(data)
    return title.startswith(f"postgres: {name}:") or f"\0cluster_name={name}\0" in title


def _server_processes(data: Path) -> list[int]:
    """All processes of the server of `data`, the postmaster included."""
    numbers = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()] if _has_proc() else []
    return [number for number in numbers if _serves(number, data)]


def _send(pids: list[int], number: signal.Signals) -> None:
    """Send a signal to processes of which some may be gone already."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def _number_in_use(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _has_proc() -> bool:
    return PROC.joinpath("self").exists()
