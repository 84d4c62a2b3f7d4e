"""Runs a complete Tocsin on this machine: database, seed, report, accounts, web server, worker."""

import signal
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from rich.console import Console
from rich.table import Table

from registry.local import preparation
from registry.local.accounts import DemoAccount, ensure_demo_accounts
from registry.local.port import WRONG_USE, address, chosen_port, require_free
from registry.local.processes import ChildEnded, Children, NotReady, web_server, worker
from registry.local.steps import step

FIRST_REPORT = {"drug": "alemtuzumab", "reaction": "diffuse alveolar haemorrhage"}


class Command(BaseCommand):
    """`make run`."""

    help = "Prepare and run Tocsin on this machine. Stop it with Ctrl-C. The port is taken from PORT (8000)."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        if not settings.TOCSIN_LOCAL:
            raise CommandError("`up` is for one machine: set TOCSIN_LOCAL=1, or see compose.", returncode=WRONG_USE)
        port = chosen_port()
        require_free(port)
        console = Console(highlight=False)
        self._prepare(console)
        call_command("report", "vigibase", **FIRST_REPORT)
        _show_accounts(console, ensure_demo_accounts(), f"{address(port)}admin/")
        _run(console, port, started)

    def _prepare(self, console: Console) -> None:
        for title, prepare in (
            ("Database", preparation.start_database),
            ("Tables", preparation.migrate),
            ("Static files", preparation.collect_static),
        ):
            with step(console, title) as report:
                prepare(report)
        with step(console, "Documented cases and published figures"):
            call_command("seed")
        with step(console, "Readers' figures"):
            call_command("publish", "--first")


def _show_accounts(console: Console, accounts: list[DemoAccount], address: str) -> None:
    table = Table("user", "password", "for", title=f"Sign in at {address}", title_justify="left")
    for account in accounts:
        table.add_row(account.username, account.password, account.purpose)
    console.print(table)


def _run(console: Console, port: int, started: float) -> None:
    """Run the processes until one ends or we are asked to stop; stopping on request is a success."""
    children = Children()
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(128 + signal.SIGHUP))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which shells switch off for what runs behind them
    try:
        with step(console, "Web server and worker"):
            children.start("web server", *web_server(port))
            children.start("worker", *worker())
            children.wait_until_ready(port)
        console.print(f"ready after {time.monotonic() - started:.1f} s: {address(port)}  (Ctrl-C stops it)")
        children.watch()
    except (ChildEnded, NotReady) as error:
        raise CommandError(f"Tocsin stopped: {error}.") from None
    except (KeyboardInterrupt, SystemExit):
        console.print("Stopping ...")
    finally:
        # A second Ctrl-C must not leave half of it running.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        children.stop()
