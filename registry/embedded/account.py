"""The operating-system account that runs the embedded server: ours, or an unprivileged one when we are root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry.embedded.errors import ServerUserMissing
from registry.home import is_root

SYSTEM_USER = "tocsin"
SEARCH_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Account:
    """User and group of the server process; `demoted` when they are not our own."""

    uid: int
    gid: int
    demoted: bool

    @property
    def popen_options(self) -> dict[str, Any]:
        """Arguments for `subprocess` that make a child run as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.demoted else {}

    def own(self, path: Path) -> None:
        """Hand `path` to this account."""
        if self.demoted:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can_traverse(self, directory: Path) -> bool:
        """Whether this account can reach what lies in `directory`: every existing step lets others through."""
        if not self.demoted:
            return True
        return all(step.stat().st_mode & 0o001 for step in (directory, *directory.parents) if step.exists())


def server_account() -> Account:
    """The account to run the server as; creates the system user when root needs it for the first time."""
    if not is_root():
        return Account(os.geteuid(), os.getegid(), demoted=False)
    entry = _system_user() or _create_system_user()
    return Account(entry.pw_uid, entry.pw_gid, demoted=True)


def _system_user() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return None


def _create_system_user() -> pwd.struct_passwd:
    useradd = shutil.which("useradd", path=SEARCH_PATH)
    if useradd is None:
        raise ServerUserMissing(SYSTEM_USER, "the program useradd is missing")
    command = [useradd, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    # Another process may have created it in the same moment: what counts is that it exists now.
    entry = _system_user()
    if entry is None:
        raise ServerUserMissing(SYSTEM_USER, result.stderr.strip())
    return entry
