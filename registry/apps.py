"""Django's registration of the project itself: its commands, its jobs and its health pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    """Wiring only."""

    name = "registry"
    verbose_name = _("Registry")

    def ready(self) -> None:
        from registry import checks  # noqa: F401 importing it registers them
        from registry.signin.admin import tidy

        tidy()  # the admin application, which stands before this one, has found all pages by now
