"""Django's registration of the cases application."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Everything about one case."""

    name = "cases"
    verbose_name = _("Cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the database's grants as they stand in the code."""
        from django.db.models.signals import post_migrate

        post_migrate.connect(_apply_grants, sender=self, dispatch_uid="cases.apply_grants")


def _apply_grants(using: str, **_signal: Any) -> None:
    from cases.database.apply import apply_grants
    from cases.models.section import MODEL_OF, Section

    apply_grants((model._meta.db_table for model in MODEL_OF.values() if issubclass(model, Section)), using)
