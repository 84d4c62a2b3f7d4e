"""Fill a registry with invented cases, for tests and measurements."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.generate import Written, analyse, generate_cases, held, real_cases
from cases.actions.seed import read_yaml
from cases.terminology.starter import load_starter_terms

_EVERY = 10.0
"""Seconds between two lines about how far it is."""


class Command(BaseCommand):
    """`manage.py generate_cases 100000 --seed 7`."""

    help = _(
        "Fill an empty registry with invented cases, for tests and measurements. They cannot be deleted again. The "
        "same seed and number give the same case."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, which, until when."""
        parser.add_argument("count", type=int, metavar="N", help=_("How many cases"))
        parser.add_argument("--seed", type=int, default=1, help=_("Which cases: the same seed, the same cases"))
        parser.add_argument(
            "--until",
            type=date.fromisoformat,
            default=None,
            metavar="YYYY-MM-DD",
            help=_("All cases are older than this day; the default is today"),
        )
        parser.add_argument("--workers", type=int, default=1, help=_("How many processes write; the default is 1"))
        parser.add_argument("--yes", action="store_true", help=_("Go on although the registry holds real cases"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, write, tell."""
        count, seed = options["count"], options["seed"]
        self._check(count, seed, yes=options["yes"])
        load_starter_terms(read_yaml(settings.BASE_DIR / "fixtures" / "starter_terms.yaml"))
        until = options["until"] or timezone.localdate()
        began = told = time.monotonic()
        total = Written()
        for written in generate_cases(count, seed=seed, until=until, workers=options["workers"]):
            total += written
            if time.monotonic() - told > _EVERY and options["verbosity"]:
                told = time.monotonic()
                self.stdout.write(_("%(count)d cases after %(seconds).0f s") % _speed(total, told - began))
        analyse()
        if options["verbosity"]:
            self._tell(total, time.monotonic() - began)

    def _check(self, count: int, seed: int, *, yes: bool) -> None:
        if count < 1 or seed < 0:
            raise CommandError(_("Give a number of cases of at least 1, and a seed of at least 0."), returncode=2)
        there = held(seed)
        if there >= count:
            raise CommandError(
                _(
                    "There are %(there)d cases of seed %(seed)d already. Take another seed, or a number above "
                    "%(there)d to have more of this one."
                )
                % {"there": there, "seed": seed},
                returncode=2,
            )
        real = real_cases()
        if real and not yes:
            raise CommandError(
                _(
                    "This registry holds %(real)d cases that were not generated. Invented cases would stand among them "
                    "for ever, in every list and every figure. Use an empty registry (another TOCSIN_HOME or "
                    "DATABASE_URL), or say --yes."
                )
                % {"real": real},
                returncode=2,
            )

    def _tell(self, total: Written, seconds: float) -> None:
        self.stdout.write(
            _("%(count)d cases, %(rows)d rows, in %(seconds).1f s: %(speed).0f cases a second.")
            % _speed(total, seconds)
        )
        self.stdout.write(
            _("Making the rows took %(making).1f s, writing them with their audit trail %(writing).1f s.")
            % {"making": total.making, "writing": total.writing}
        )


def _speed(total: Written, seconds: float) -> dict[str, float]:
    return {
        "count": total.cases,
        "rows": total.rows.total(),
        "seconds": seconds,
        "speed": total.cases / max(seconds, 0.001),
    }
