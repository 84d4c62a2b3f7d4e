"""Derive the facts of all submitted versions anew, after terms or rules changed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cases.actions.facts import rebuild_all
from cases.terminology.lookup import Dictionary


class Command(BaseCommand):
    """`manage.py rebuild_facts`."""

    help = _("Derive the facts that reports count from all submitted versions anew.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how many."""
        done = 0
        for done in rebuild_all(Dictionary()):
            self.stdout.write(_("%(count)d versions done") % {"count": done})
        self.stdout.write(_("Facts of %(count)d versions are up to date.") % {"count": done})
