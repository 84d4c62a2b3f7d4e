"""Seal the audit trail now, instead of within the minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.actions.audit import SealError, seal


class Command(BaseCommand):
    """`manage.py seal_audit`."""

    help = _("Seal all finished events of the audit trail.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal, and say how many and the new head."""
        try:
            run = seal()
        except SealError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("%(count)d events sealed. Head: %(head)s") % {"count": run.count, "head": run})
