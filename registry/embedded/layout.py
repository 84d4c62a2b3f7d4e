"""Which file of the embedded database lies where."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from registry.embedded.account import Account
from registry.embedded.errors import NotOurs
from registry.home import make_private

PORT = 5432
# A socket's whole path may have 107 bytes on Linux and 103 elsewhere; "/.s.PGSQL.5432" takes 14 of them.
LONGEST_SOCKET_DIRECTORY = 103 - len(f"/.s.PGSQL.{PORT}")
# For root with TOCSIN_HOME below a directory (such as /root) that the demoted server cannot pass through.
FALLBACK = Path("/var/lib/tocsin")


@dataclass(frozen=True)
class Layout:
    """The paths of one cluster. `root` is ours; `data` and `sockets` belong to the server's account."""

    root: Path
    sockets: Path
    moved_from: Path | None = None

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def draft(self) -> Path:
        """Where initdb works; renamed to `data` when it is done, so that an interrupted one leaves no half."""
        return self.root / "data.new"

    @property
    def socket_lock(self) -> Path:
        return self.sockets / f".s.PGSQL.{PORT}.lock"

    @property
    def password(self) -> Path:
        return self.root / "password"

    @property
    def web_password(self) -> Path:
        """The password of the login that owns nothing, with which the site and the worker connect."""
        return self.root / "web_password"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def start_lock(self) -> Path:
        return self.root / "lock"

    @property
    def users(self) -> Path:
        return self.root / "users"


def layout(wanted: Path, account: Account) -> Layout:
    """The paths for a cluster wanted in the directory `wanted`, moved where the server's account can reach them."""
    wanted = Path(os.path.abspath(wanted))
    moved = FALLBACK / _digest(wanted)
    # Data that exist decide, so that a later change of a directory's mode does not make them seem lost.
    if account.demoted and ((moved / "data").exists() or not _reachable(wanted, account)):
        return Layout(moved, _socket_directory(moved), moved_from=wanted)
    return Layout(wanted, _socket_directory(wanted))


def create(paths: Layout, account: Account) -> None:
    """Make the directories around the data, with the modes that PostgreSQL and prudence ask for."""
    try:
        make_private(paths.root)
        _private_directory(paths.sockets, account)
        # Opening for append creates the file and proves that we may write it.
        for file in (paths.start_lock, paths.users):
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except PermissionError as error:
        raise NotOurs(paths.root) from error


def _reachable(wanted: Path, account: Account) -> bool:
    return (wanted / "data").exists() or account.can_traverse(wanted)


def _socket_directory(root: Path) -> Path:
    beside = root / "s"
    # PostgreSQL and libpq read a comma as the start of a second directory.
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_DIRECTORY and "," not in str(beside):
        return beside
    return Path("/tmp") / f"tocsin-{os.geteuid()}-{_digest(root)}"  # noqa: S108 ownership is checked below


def _private_directory(directory: Path, account: Account) -> None:
    try:
        directory.mkdir(mode=0o700)
        account.own(directory)
    except FileExistsError:
        found = directory.lstat()
        # In /tmp somebody else may have been first: never use a directory, or follow a link, of theirs.
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (account.uid, os.geteuid()):
            raise NotOurs(directory) from None
        account.own(directory)
    directory.chmod(0o700)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
