"""Django's registration of the cases application."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Everything about one case."""

    name = "cases"
    verbose_name = _("Cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep grants as they stand in the code; make the data keys, so that nobody else has to be allowed to."""
        from cases import checks  # noqa: F401 importing it registers them

        post_migrate.connect(_apply_grants, sender=self, dispatch_uid="cases.apply_grants")
        post_migrate.connect(_provide_keys, sender=self, dispatch_uid="cases.provide_keys")


def _apply_grants(using: str, **_more: Any) -> None:
    from cases.database.apply import apply_grants
    from cases.models.section import MODEL_OF, Section

    apply_grants((model._meta.db_table for model in MODEL_OF.values() if issubclass(model, Section)), using)


def _provide_keys(using: str, apps: Any = None, **_more: Any) -> None:
    """Have data keys from the first moment on, and none in memory that the tables no longer hold."""
    from django.apps import apps as present
    from django.db import connections

    from cases.vault import keys

    keys.forget()
    # After migrating to a state of old, the table may not be there; flush gives no state.
    if "datakey" in {model._meta.model_name for model in (apps or present).get_models()}:
        keys.ensure(connections[using])
