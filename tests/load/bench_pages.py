"""How long the pages of staff and centres take in a full registry: `make bench BENCH_CASES=100000`.

Makes a throw-away registry, fills it with generated cases, asks for pages as people with their roles do, and compares
each with the bare SQL of the same rows on a connection of its own. Not collected by pytest.
"""

from __future__ import annotations

import argparse
import os
import random
from pathlib import Path

from registry.embedded import throwaway

SEED = 7
_WORDS = ("headache", "rash", "natalizumab", "fatigue", "pneumonitis", "alveolar", "infusion", "lemtrada", "fever")


def main() -> None:
    """Fill, measure, print."""
    wanted = _arguments()
    with_own = _database(wanted.directory)
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False
    from registry.serving import settle
    from tests.load.measure import keep, kept, peak_memory, table
    from tests.load.pages import figures

    _fill(wanted.cases, wanted.workers)
    settle()
    found = figures(random.Random(wanted.cases), wanted.requests, _WORDS)
    print(f"\n{wanted.cases} cases; ratio = median against the bare SQL, or the plain work, of the same rows\n")
    print(table(found, kept(wanted.against)))
    print(f"\nPeak memory of this process: {peak_memory():.0f} MiB; own server: {'yes' if with_own else 'no'}")
    if wanted.keep:
        keep(wanted.keep, found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int)
    parser.add_argument("--requests", type=int, default=200, help="how many of each page")
    parser.add_argument("--workers", type=int, default=2, help="processes that fill the registry")
    parser.add_argument("--directory", type=Path, help="where the server's files lie; a million cases take some 25 GB")
    parser.add_argument("--keep", type=Path, help="write the figures to this file")
    parser.add_argument("--against", type=Path, help="compare with the figures in this file")
    return parser.parse_args()


def _database(directory: Path | None) -> bool:
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


def _fill(count: int, workers: int) -> None:
    from django.core.management import call_command

    from cases.actions.generate import held

    call_command("migrate", verbosity=0)
    if held(SEED) < count:
        call_command("generate_cases", count, seed=SEED, workers=workers)


if __name__ == "__main__":
    main()
