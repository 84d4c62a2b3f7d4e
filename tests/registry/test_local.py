"""What `make run` is made of: port, preparation, accounts, processes."""

import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from rich.console import Console

from registry.embedded import processes as system
from registry.local import preparation
from registry.local.accounts import ensure_demo_accounts
from registry.local.port import chosen_port, require_free
from registry.local.processes import ChildEnded, Children
from registry.local.steps import StepReport, step
from tests.registry.support import manage, start

FOREVER = (sys.executable, "-c", "import time; time.sleep(600)")


class Told(StepReport):
    """Remembers what a step said."""

    def __init__(self) -> None:
        self.details: list[str] = []

    def now(self, detail: str) -> None:
        self.details.append(detail)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.mark.parametrize("given", ["0", "65536", "eighty", "-1", "80.0", "٨٠٠٠"])
def test_what_is_no_port_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("PORT", given)
    with pytest.raises(CommandError, match="PORT has to be a number from 1 to 65535"):
        chosen_port()


def test_the_port_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert chosen_port() == 8000


def test_a_port_in_use_is_refused(taken_port: int) -> None:
    with pytest.raises(CommandError, match=f"Port {taken_port} is in use") as refused:
        require_free(taken_port)
    assert refused.value.returncode == 2


def test_a_port_that_browsers_would_ask_first_is_refused() -> None:
    with socket.socket(socket.AF_INET6) as server:
        try:
            server.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
        server.listen()
        taken = server.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {taken} is in use"):
            require_free(taken)


def test_a_machine_without_ipv6_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    class Without(socket.socket):
        def bind(self, address: Any) -> None:
            if self.family == socket.AF_INET6:
                raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
            super().bind(address)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    monkeypatch.setattr("registry.local.port.socket.socket", Without)
    require_free(free)


def test_up_refuses_a_port_in_use_before_it_makes_a_database(taken_port: int, tmp_path: Path) -> None:
    home = tmp_path / "home"
    result = manage("up", PORT=str(taken_port), TOCSIN_LOCAL="1", TOCSIN_HOME=str(home))
    assert result.returncode == 2
    assert result.stderr.startswith(f"CommandError: Port {taken_port} is in use.")
    assert len(result.stderr.splitlines()) == 1
    assert not (home / "postgres").exists()


def test_up_is_for_local_mode_alone() -> None:
    result = manage(
        "up",
        TOCSIN_LOCAL="0",
        SECRET_KEY="k" * 50,
        TOCSIN_AUDIT_KEY="a" * 50,
        TOCSIN_MASTER_KEYS="A" * 43 + "=",
    )
    assert result.returncode == 2
    assert "set TOCSIN_LOCAL=1" in result.stderr


@pytest.mark.django_db
def test_demo_accounts_get_new_passwords_each_time() -> None:
    first = {account.username: account.password for account in ensure_demo_accounts()}
    second = {account.username: account.password for account in ensure_demo_accounts()}
    assert set(first) == set(second) == {"admin", "nurse", "neurologist", "assessor", "manager", "auditor"}
    for name in first:
        assert first[name] != second[name]
        assert authenticate(username=name, password=first[name]) is None
        assert authenticate(username=name, password=second[name]) is not None
        assert second[name] not in get_user_model().objects.get(username=name).password


@pytest.mark.django_db
def test_the_assessor_works_on_cases_and_deletes_nothing() -> None:
    ensure_demo_accounts()
    assessor = get_user_model().objects.get(username="assessor")
    permissions = assessor.get_all_permissions()
    assert assessor.is_staff
    assert not assessor.is_superuser
    assert {"cases.view_case", "cases.add_caseversion", "cases.change_caseversion"} <= permissions
    # What they keep for themselves and their colleagues: populations by name, frozen runs, schedules.
    kept = {f"reports.{do}_{what}" for do in ("add", "change", "delete") for what in ("savedpopulation", "schedule")}
    others = permissions - kept - {"reports.add_reportrun"}
    assert not [name for name in others if ".delete_" in name]
    assert {name.split(".")[1].split("_")[0] for name in others if name.startswith("reports.")} <= {"view"}
    assert {name.split(".")[0] for name in permissions} <= {"cases", "reports"}


def test_static_files_are_collected_again_only_after_a_change(settings: Any, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("body {}")
    settings.STATICFILES_DIRS = [str(source)]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    report = Told()
    preparation.collect_static(report)
    preparation.collect_static(report)
    assert report.details == ["compressing"]
    assert (settings.STATIC_ROOT / "a.css").read_text() == "body {}"
    (source / "a.css").write_text("body { color: black }")
    preparation.collect_static(report)
    assert (settings.STATIC_ROOT / "a.css").read_text() == "body { color: black }"
    assert report.details == ["compressing", "compressing"]


@pytest.mark.django_db(transaction=True)
def test_migrating_tells_how_far_it_is_and_does_nothing_when_all_is_done() -> None:
    report = Told()
    call_command("migrate", "sessions", "zero", verbosity=0)
    try:
        preparation.migrate(report)
        assert report.details == ["1 of 1"]
        preparation.migrate(report)
        assert report.details == ["1 of 1"]
    finally:
        call_command("migrate", "sessions", verbosity=0)


def test_a_step_is_told_when_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    with step(Console(), "Work") as report:
        report.now("half")
        report.note("The rest is elsewhere.")
    first, second, last = capsys.readouterr().out.splitlines()
    assert (first, second) == ("Work ...", "The rest is elsewhere.")
    assert last.startswith("✓ Work (")


@pytest.fixture
def children() -> Iterator[Children]:
    started = Children()
    yield started
    started.stop()


def test_a_child_that_ends_is_named(children: Children) -> None:
    children.start("sleeper", *FOREVER)
    children.start("worker", sys.executable, "-c", "import sys; sys.exit(3)")
    with pytest.raises(ChildEnded, match="the worker ended with status 3"):
        children.watch()


def test_waiting_for_readiness_notices_a_child_that_ends(children: Children, taken_port: int) -> None:
    children.start("web server", sys.executable, "-c", "import sys; sys.exit(1)")
    with pytest.raises(ChildEnded, match="the web server ended with status 1"):
        # Nobody listens on port 1.
        children.wait_until_ready(1)


def test_children_end_with_the_process_that_started_them() -> None:
    program = f"""
import sys, time
import django
django.setup()
from registry.local.processes import Children
children = Children()
children.start("sleeper", {sys.executable!r}, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(600)")
time.sleep(600)
"""
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells children that their parent has died")
    parent = start("-c", program, DJANGO_SETTINGS_MODULE="registry.settings.base", SECRET_KEY="k", TOCSIN_LOCAL="1")
    assert parent.stdout
    child = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 30
    while system.alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not system.alive(child)
