"""Check the audit trail against its seals and name what was manipulated."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cases.rules.chain import Finding
from cases.selectors.audit import Head, Verification

TAMPERED = 1
WRONG_USE = 2


def _place(finding: Finding) -> str:
    """Where a finding is, in words."""
    first, last = finding.position, finding.last
    span = f"{first}" if last in (None, first) else f"{first} - {last}"
    parts = (
        (first, _("position %s") % span),
        (finding.event_id, _("event %s") % finding.event_id),
        (finding.table, _("table %s") % finding.table),
    )
    return ", ".join(words for value, words in parts if value not in (None, ""))


class Command(BaseCommand):
    """`manage.py verify_audit`: status 0 all fits, 1 tampering found, 2 wrong use."""

    help = _("Check the audit trail against its seals; the status is 0 when all fits and 1 when something does not.")

    def add_arguments(self, parser: CommandParser) -> None:
        """One option: a head noted earlier."""
        parser.add_argument(
            "--head",
            metavar="POSITION:HASH",
            help=_("A head that an earlier run printed and that was kept outside the database"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each finding as it comes, then the sum."""
        verification = Verification(settings.TOCSIN_AUDIT_KEY.encode(), self._noted(options["head"]))
        first, count = "", 0
        for finding in verification.findings():
            line = f"{_place(finding)}: {_(finding.problem.label)}"
            self.stdout.write(line)
            first, count = first or line, count + 1
        self._sum_up(verification)
        if not count:
            self.stdout.write(self.style.SUCCESS(_("The audit trail fits its seals.")))
            return
        self.stderr.write(_("TAMPERING: %(count)d findings, the first at %(first)s") % {"count": count, "first": first})
        if count >= verification.sealed > 0:
            self.stderr.write(_("If nothing fits, TOCSIN_AUDIT_KEY may not be the key of this trail."))
        sys.exit(TAMPERED)

    def _noted(self, text: str | None) -> Head | None:
        try:
            return Head.parse(text) if text is not None else None
        except ValueError as error:
            raise CommandError(
                _("--head takes what verify_audit prints: a position, a colon and 64 hexadecimal digits."),
                returncode=WRONG_USE,
            ) from error

    def _sum_up(self, verification: Verification) -> None:
        numbers = {"sealed": verification.sealed, "head": verification.head}
        self.stdout.write(_("%(sealed)d events are sealed. Head, to be kept outside: %(head)s") % numbers)
        if verification.unsealed:
            tail = {
                "count": verification.unsealed,
                "first": verification.first_unsealed,
                "last": verification.last_unsealed,
            }
            self.stdout.write(_("Not yet sealed: %(count)d events, %(first)d to %(last)d.") % tail)
        else:
            self.stdout.write(_("Nothing waits to be sealed."))
