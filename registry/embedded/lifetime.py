"""How long the embedded server lives: as long as any process uses it.

Every process that uses the cluster holds a shared lock on one file. A process that ends and gets the lock for itself
alone was the last, and stops the server. The system frees the locks of a process that dies, so nothing stays locked.
"""

import atexit
import fcntl
import os
from pathlib import Path
from threading import Lock

from registry.embedded import processes
from registry.embedded.cluster import Cluster, Progress, silent

_guard = Lock()
_attached: dict[Path, "Attachment"] = {}


class Attachment:
    """This process's share in one running cluster."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        with cluster.locked():
            self._share = os.open(cluster.paths.users, os.O_RDWR)  # closed by the system in programs that we run
            fcntl.flock(self._share, fcntl.LOCK_SH)
            try:
                cluster.start_locked()
            except BaseException:
                os.close(self._share)
                raise

    def leave(self) -> None:
        """Give up the share; stop the server if nobody else has one."""
        with self.cluster.locked():
            try:
                fcntl.flock(self._share, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                processes.stop(self.cluster.paths.data)
            finally:
                os.close(self._share)

    def forget(self) -> None:
        """In a forked child: close the inherited file; the lock remains the parent's."""
        os.close(self._share)


def attach(directory: Path, progress: Progress = silent) -> Cluster:
    """The running cluster of `directory`, started if need be, kept at least until this process ends."""
    with _guard:
        attachment = _attached.get(directory)
        if attachment is None:
            attachment = _attached[directory] = Attachment(Cluster(directory, progress=progress))
    attachment.cluster.start()  # again each time: it may have been killed meanwhile
    return attachment.cluster


def detach_all() -> None:
    """Give up every share of this process."""
    while _attached:
        _, attachment = _attached.popitem()
        attachment.leave()


def _after_fork_in_child() -> None:
    global _guard
    _guard = Lock()  # another thread of the parent may have held it
    while _attached:
        _, attachment = _attached.popitem()
        attachment.forget()


# A forked child (a web worker) inherits exit handlers but, after this, no attachments: it stops nothing by accident.
os.register_at_fork(after_in_child=_after_fork_in_child)
atexit.register(detach_all)
