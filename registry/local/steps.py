"""Telling the user what is being done and how long it took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.status import Status


class StepReport:
    """What a step says about itself while it runs."""

    def __init__(self, console: Console, status: Status, title: str) -> None:
        self._console, self._status, self._title = console, status, title

    def now(self, detail: str) -> None:
        """Show what is going on, until the next word about it."""
        self._status.update(f"{self._title}: {detail}")

    def note(self, text: str) -> None:
        """Print something that the user should know later, too."""
        self._console.print(text)


@contextmanager
def step(console: Console, title: str) -> Iterator[StepReport]:
    """Show `title` while the block runs, then a line with its seconds."""
    started = time.monotonic()
    if not console.is_terminal:
        console.print(f"{title} ...")
    with console.status(title) as status:
        yield StepReport(console, status, title)
    console.print(f"[green]✓[/green] {title} [dim]({time.monotonic() - started:.1f} s)[/dim]")
