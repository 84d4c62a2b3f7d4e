"""How long the pages of staff and centres take in a full registry: `make bench BENCH_CASES=100000`.

Makes a throw-away registry, fills it with generated cases, asks for pages as people with their roles do, and compares
each with the bare SQL of the same rows on a connection of its own. Not collected by pytest.
"""

from __future__ import annotations

import argparse
import random

from tests.load.registry import arguments, database, fill

_WORDS = ("headache", "rash", "natalizumab", "fatigue", "pneumonitis", "alveolar", "infusion", "lemtrada", "fever")


def main() -> None:
    """Fill, measure, print."""
    wanted = _arguments()
    with_own = database(wanted.directory)
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False
    from registry.serving import settle
    from tests.load.measure import keep, kept, peak_memory, table
    from tests.load.pages import figures

    fill(wanted.cases, wanted.workers)
    settle()
    found = figures(random.Random(wanted.cases), wanted.requests, _WORDS)
    print(f"\n{wanted.cases} cases; ratio = median against the bare SQL, or the plain work, of the same rows\n")
    print(table(found, kept(wanted.against)))
    print(f"\nPeak memory of this process: {peak_memory():.0f} MiB; own server: {'yes' if with_own else 'no'}")
    if wanted.keep:
        keep(wanted.keep, found)


def _arguments() -> argparse.Namespace:
    parser = arguments(__doc__)
    parser.add_argument("--requests", type=int, default=200, help="how many of each page")
    return parser.parse_args()


if __name__ == "__main__":
    main()
