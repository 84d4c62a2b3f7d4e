"""Put a new master key to use, and on demand a new data key."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases import vault
from cases.actions.keys import rotate_keys
from cases.vault.keys import CURRENT_FOR_SECONDS


class Command(BaseCommand):
    """`manage.py rotate_keys [--new-data-key]`."""

    help = _("Wrap all data keys under the first of TOCSIN_MASTER_KEYS, so that the others can be removed.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One choice."""
        parser.add_argument(
            "--new-data-key",
            action="store_true",
            help=_("Also make a new data key for what is written from now on."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, and say what was done."""
        try:
            done = rotate_keys(by=None, new_data_key=options["new_data_key"])
        except vault.VaultError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(all)d data keys are wrapped under the first master key; %(moved)d of them were under another.")
            % {"all": done.data_keys, "moved": done.moved}
        )
        if done.new_data_key is not None:
            self.stdout.write(
                _("Data key %(key)d is new. Processes that run already write with it within %(minutes)d minutes.")
                % {"key": done.new_data_key, "minutes": CURRENT_FOR_SECONDS // 60}
            )
        others = len(settings.TOCSIN_MASTER_KEYS) - 1
        if others:
            self.stdout.write(
                _("The other %(count)d master keys can now be removed from TOCSIN_MASTER_KEYS.") % {"count": others}
            )
            self.stdout.write(_("Keep them as long as you keep backups of the database that were made before now."))
