"""Telling the user what is being done and how long it took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console


@contextmanager
def step(console: Console, title: str) -> Iterator[Callable[[str], None]]:
    """Show `title` while the block runs, then a line with its seconds; yields a way to show what is going on."""
    started = time.monotonic()
    if not console.is_terminal:
        console.print(f"{title} ...")
    with console.status(title) as status:
        yield lambda detail: status.update(f"{title}: {detail}")
    console.print(f"[green]✓[/green] {title} [dim]({time.monotonic() - started:.1f} s)[/dim]")
