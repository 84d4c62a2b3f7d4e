"""The throw-away registry that benchmarks fill and ask."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from registry.embedded import throwaway

SEED = 7


def arguments(description: str | None) -> argparse.ArgumentParser:
    """What every benchmark can be told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("cases", type=int)
    parser.add_argument("--workers", type=int, default=2, help="processes that fill the registry")
    parser.add_argument("--directory", type=Path, help="where the server's files lie; a million cases take some 25 GB")
    parser.add_argument("--keep", type=Path, help="write the figures to this file")
    parser.add_argument("--against", type=Path, help="compare with the figures in this file")
    return parser


def database(directory: Path | None) -> bool:
    """Start a server in `directory`, which is removed at the end; without one, the tests' settings do so in memory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings.test")
    if os.environ.get(throwaway.PROVIDED):
        return False
    if directory is not None:
        import atexit

        run = throwaway.Run(directory)
        atexit.register(run.remove)
        os.environ |= {
            throwaway.PROVIDED: "1",
            "TOCSIN_HOME": str(run.directory / "home"),
            "DATABASE_URL": run.start_database(),
        }
    return True


def fill(count: int, workers: int) -> None:
    """Bring the tables up to date, and see that there are so many generated cases."""
    from django.core.management import call_command

    from cases.actions.generate import held

    call_command("migrate", verbosity=0)
    if held(SEED) < count:
        call_command("generate_cases", count, seed=SEED, workers=workers)
