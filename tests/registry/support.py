"""Helpers of the tests in this folder: subprocesses as an operator would start them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(**changes: str | None) -> dict[str, str]:
    """This process's environment without what the test settings put there, and with `changes` (None removes)."""
    plain = {
        name: value
        for name, value in os.environ.items()
        if name.removesuffix("_FILE") not in {"DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS"}
        and not name.startswith(("TOCSIN_", "DJANGO_"))
    }
    return {name: value for name, value in (plain | {"PYTHONPATH": str(ROOT)} | changes).items() if value is not None}


def start(*arguments: str | Path, **changes: str | None) -> subprocess.Popen[str]:
    """Start Python with `arguments`."""
    pipe = subprocess.PIPE
    command = [sys.executable, *map(str, arguments)]
    return subprocess.Popen(
        command, env=environment(**changes), cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def run(*arguments: str | Path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run Python with `arguments` to its end."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, env=environment(**changes), cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


def manage(*arguments: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Run a management command with the real settings."""
    return run("manage.py", *arguments, **changes)
