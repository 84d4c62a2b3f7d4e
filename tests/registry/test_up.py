"""`make run` from an empty directory to a site that somebody can sign in to, and back to nothing."""

import os
import re
import shutil
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlencode

import pytest

from registry.embedded import processes
from tests.registry.support import manage, start


@pytest.fixture
def home() -> Iterator[Path]:
    directory = Path(mkdtemp(prefix="tocsin-tests-up-"))
    directory.chmod(0o711)
    yield directory / "home"
    shutil.rmtree(directory)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_ready(running: subprocess.Popen[str]) -> str:
    """What is printed up to the line that says that the site is ready."""
    assert running.stdout
    printed = ""
    for line in running.stdout:
        printed += line
        if line.startswith("ready after"):
            return printed
    assert running.stderr
    raise AssertionError(f"it ended before it was ready:\n{printed}\n{running.stderr.read()}")


def signed_in_page(port: int, username: str, password: str) -> str:
    """The admin site's first page for somebody who signs in."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    address = f"http://localhost:{port}/account/login/?next=/admin/"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.open(address).read().decode())
    assert token
    form = {"csrfmiddlewaretoken": token[1], "login": username, "password": password, "next": "/admin/"}
    return str(browser.open(address, urlencode(form).encode()).read().decode())


def children(pid: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def passwords_in(printed: str) -> dict[str, str]:
    return dict(re.findall(r"(admin|assessor)\s*\W\s*([A-Za-z0-9_-]{16})\s", printed))


def test_everything_runs_and_everything_stops(home: Path, port: int) -> None:
    first = start("manage.py", "up", TOCSIN_LOCAL="1", TOCSIN_HOME=str(home), PORT=str(port))
    printed = until_ready(first)
    assert "alveolar" in printed  # the first report
    assert f"Sign in at http://localhost:{port}/admin/" in printed
    assert f"http://localhost:{port}/  (Ctrl-C stops it)" in printed
    assert "127.0.0.1" not in printed  # where no passkey works
    passwords = passwords_in(printed)
    assert set(passwords) == {"admin", "assessor"}
    for username, password in passwords.items():
        assert "/admin/logout/" in signed_in_page(port, username, password)
    # While it runs, other commands share its database and leave it running.
    assert manage("check", "--database", "default", TOCSIN_HOME=str(home)).returncode == 0
    server = processes.running_postmaster(home / "postgres" / "data")
    assert server is not None
    web, worker = children(first.pid)
    os.kill(worker, signal.SIGKILL)
    _output, errors = first.communicate(timeout=60)
    assert first.returncode == 1
    assert errors.splitlines()[-1] == "CommandError: Tocsin stopped: the worker ended with status -9."
    assert not [pid for pid in (server, web, worker) if processes.alive(pid)]

    second = start("manage.py", "up", TOCSIN_LOCAL="1", TOCSIN_HOME=str(home), PORT=str(port))
    assert not set(passwords.values()) & set(passwords_in(until_ready(second)).values())
    running = [*children(second.pid), processes.running_postmaster(home / "postgres" / "data") or 0]
    second.send_signal(signal.SIGINT)
    _output, errors = second.communicate(timeout=60)
    assert (second.returncode, "Traceback" in errors) == (0, False)
    assert not [pid for pid in running if processes.alive(pid)]
