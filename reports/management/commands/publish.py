"""Publish the readers' figures: `manage.py publish --as-of 2026-03-31`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from reports.actions.publish import publish
from reports.models import Publication
from reports.sources.errors import ReportError
from reports.sources.words import read_day


class Command(BaseCommand):
    """`manage.py publish`; what the user can mend is one line and exit status 2."""

    help = _("Publish the readers' figures of a lock point. Small numbers are hidden before anything is stored.")

    def add_arguments(self, parser: CommandParser) -> None:
        """The lock point, and the first start's way."""
        parser.add_argument("--as-of", metavar="DATE", help=_("Lock point, YYYY-MM-DD; default: last acceptance"))
        parser.add_argument("--first", action="store_true", help=_("Do nothing when figures were ever published"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, and say what."""
        if options["first"] and Publication.objects.exists():
            self.stdout.write(_("Figures are published already."))
            return
        try:
            made = publish(by=None, day=read_day(options["as_of"]))
        except ReportError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            _("Published: figures up to %(day)s on %(topics)d topics.")
            % {"day": made.day.isoformat(), "topics": made.topics.count()}
        )
