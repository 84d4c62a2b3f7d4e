"""Making a new data directory, whole or not at all."""

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, TextIO

from registry.embedded.account import Account
from registry.embedded.binaries import tool
from registry.embedded.errors import StartFailed
from registry.embedded.layout import Layout

# Written into postgresql.conf when the data directory is made; an operator may change them there.
TUNING = {
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_connections": "100",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def initialise(paths: Layout, account: Account, role: str, *, durable: bool) -> None:
    """Make data directory and password. Interrupted at any point, it leaves nothing that the next try would use."""
    shutil.rmtree(paths.draft, ignore_errors=True)
    paths.draft.mkdir(mode=0o700)
    account.own(paths.draft)
    password = secrets.token_urlsafe(24)
    with tempfile.NamedTemporaryFile("w", dir=paths.root) as handed_over:
        handed_over.write(password)
        handed_over.flush()
        account.own(Path(handed_over.name))
        _run_initdb(paths, account, role, handed_over.name, TUNING if durable else TUNING | NOT_DURABLE)
    with open_private(paths.password) as stream:
        stream.truncate(0)
        stream.write(password)
    paths.draft.rename(paths.data)


def child_options(account: Account) -> dict[str, Any]:
    """How every PostgreSQL program is run.

    A small environment: the server needs none of our secrets. A session of its own: Ctrl-C is not for it.
    """
    environment = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    return {"env": environment, "cwd": "/", "start_new_session": True, **account.popen_options}


def open_private(file: Path) -> TextIO:
    """Open a file for appending; a new one is for us alone."""
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a")


def _run_initdb(paths: Layout, account: Account, role: str, password_file: str, tuning: dict[str, str]) -> None:
    command: list[str | Path] = [
        *(tool("initdb", account), "-D", paths.draft, "-U", role, f"--pwfile={password_file}"),
        *("--auth=scram-sha-256", "-c", "password_encryption=scram-sha-256", "--data-checksums"),
        *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"),
        *(part for name, value in tuning.items() for part in ("-c", f"{name}={value}")),
        *(("--no-sync",) if tuning.get("fsync") == "off" else ()),
    ]
    # Through a file: a pipe would be inherited by what initdb starts.
    with tempfile.TemporaryFile("w+") as output:
        options = child_options(account)
        result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, **options)
        output.seek(0)
        if result.returncode:
            raise StartFailed(f"initdb ended with {result.returncode}", output.read()[-3000:])
