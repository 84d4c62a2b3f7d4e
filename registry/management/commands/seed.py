"""Load the starter terms, the documented cases and the published figures; what is there already stays as it is."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.seed import SeedError, read_documented, read_yaml, seed_case
from cases.terminology.starter import load_starter_terms
from reports.actions.published import PublishedError, load_published


class Command(BaseCommand):
    """`manage.py seed`."""

    help = _("Load the documented cases and the published figures. Safe to run again.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything in one transaction, so that a bad file leaves nothing half-loaded."""
        fixtures = settings.BASE_DIR / "fixtures"
        try:
            with transaction.atomic():
                load_starter_terms(read_yaml(fixtures / "starter_terms.yaml"))
                documented = [
                    case for path in sorted((fixtures / "cases").glob("*.yaml")) for case in read_documented(path)
                ]
                added = sum(seed_case(case, by=None) for case in documented)
                published = load_published(fixtures / "published_figures.yaml")
        except (SeedError, PublishedError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(
            _("Documented cases: %(added)d added, %(kept)d already here.")
            % {"added": added, "kept": len(documented) - added}
        )
        self.stdout.write(
            _("Published figures: %(added)d added, %(changed)d changed, %(all)d in all.")
            % {"added": published.added, "changed": published.changed, "all": published.figures}
        )
