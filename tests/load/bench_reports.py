"""How long reports take on a large registry, beside the bare SQL count of the same rows: `make bench-reports`.

Makes a throw-away registry with generated cases, and copies of their facts until there are as many as wanted
(`tests.load.multiply`). Each report is made in a process of its own, so that its memory is known. Not collected by
pytest.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from tests.load.registry import arguments, database, fill

_GENERATED = 20_000
"""Cases made one by one; more are copies of them."""


def main() -> None:
    """Fill, measure, print."""
    wanted = _arguments()
    database(wanted.directory)
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False
    from cases.models import Case
    from tests.load.multiply import multiply
    from tests.load.reports import Made, measured, table

    generated = min(_GENERATED, wanted.cases)
    fill(generated, wanted.workers)
    if Case.objects.count() < wanted.cases:
        multiply(wanted.cases // generated)
    found = []
    for made in measured(wanted.only):
        found.append(made)
        print(table([made], {}).splitlines()[1], file=sys.stderr, flush=True)
    before = {row["name"]: Made(**row) for row in json.loads(wanted.against.read_text())} if wanted.against else {}
    print(f"\n{Case.objects.count()} cases; ratio = against the bare SQL count of the same rows\n")
    print(table(found, before))
    if wanted.keep:
        wanted.keep.write_text(json.dumps([asdict(made) for made in found], indent=1), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = arguments(__doc__)
    parser.add_argument("--only", nargs="*", default=(), help="these reports, or 'cases as csv', 'cases as parquet'")
    return parser.parse_args()


if __name__ == "__main__":
    main()
