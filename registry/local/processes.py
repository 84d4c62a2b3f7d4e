"""The processes that `manage.py up` runs: started together, watched, stopped in order."""

import http.client
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from django.conf import settings

STOP_SECONDS = 20.0
READY_SECONDS = 120.0
LOOK_EVERY = 0.1


class ChildEnded(Exception):
    """A process that should run on has ended."""


class NotReady(Exception):
    """The processes run, but do not answer as they should."""


@dataclass(frozen=True)
class Child:
    """One running process and what users call it."""

    name: str
    process: subprocess.Popen[bytes]


class Children:
    """All processes that this one started."""

    def __init__(self) -> None:
        self._running: list[Child] = []

    def start(self, name: str, *program: str) -> None:
        """Start a program; in a session of its own, so that Ctrl-C reaches us alone and we decide the order."""
        command = [sys.executable, "-m", "registry.local.child", *program]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, start_new_session=True)
        self._running.append(Child(name, process))

    def check(self) -> None:
        """Raise `ChildEnded` if one of them has ended."""
        for child in self._running:
            status = child.process.poll()
            if status is not None:
                raise ChildEnded(f"the {child.name} ended with status {status}")

    def watch(self) -> None:
        """Wait until one of them ends, which raises `ChildEnded`."""
        while True:
            self.check()
            time.sleep(LOOK_EVERY)

    def wait_until_ready(self, port: int) -> None:
        """Wait until the site answers that everything is there."""
        deadline = time.monotonic() + READY_SECONDS
        while not _answers_ready(port):
            self.check()
            if time.monotonic() > deadline:
                raise NotReady(f"http://127.0.0.1:{port}/readyz was not ready within {READY_SECONDS:.0f} seconds")
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """Stop all of them, the one started last first; kill what does not go."""
        while self._running:
            process = self._running.pop().process
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def web_server(port: int) -> list[str]:
    """The command line of the web server, for this machine alone."""
    return [
        *(sys.executable, "-m", "gunicorn", "registry.wsgi:application"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8"),
        *("--no-control-socket", "--log-level", "warning", "--graceful-timeout", "10"),
    ]


def worker() -> list[str]:
    """The command line of the process that runs the background jobs."""
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), "procrastinate", "worker"]


def _answers_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
