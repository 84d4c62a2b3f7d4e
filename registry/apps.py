"""Django's registration of the project itself: its commands, its jobs and its health pages."""

from typing import Any

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    """Wiring only."""

    name = "registry"
    verbose_name = _("Registry")

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate

        from registry import checks, people  # noqa: F401 importing the checks registers them
        from registry.command import tell_database
        from registry.object_pages import cover_all
        from registry.signin import middleware  # noqa: F401 it notes when a session begins, from the first sign-in on
        from registry.signin.admin import tidy

        people.register()
        tidy()  # the admin application, which stands before this one, has found all pages by now
        cover_all()

        connection_created.connect(tell_database, dispatch_uid="registry.tell_database")
        post_migrate.connect(_keep_groups, dispatch_uid="registry.keep_groups")


def _keep_groups(sender: AppConfig, **_signal: Any) -> None:
    """Once all permissions there are have been made: after the last application."""
    if sender is list(apps.get_app_configs())[-1]:
        from registry.roles import keep_groups

        keep_groups()
