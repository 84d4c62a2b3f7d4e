"""Pages of the admin site about one object: what is not there and what a person may not see are the same."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest


class SeenOrNotThere:
    """Answers 404 for both; Django leads to the start page for the one and says 403 for the other."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The object, which the person may see; every page about an object asks for it first."""
        found = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        if found is None or not self.has_view_or_change_permission(request, found):  # type: ignore[attr-defined]
            raise Http404
        return found


def cover_all() -> None:
    """Let every page that is registered by now answer so, those of other people's packages too."""
    for model, screen in list(admin.site._registry.items()):
        own = type(screen)
        admin.site.unregister(model)
        admin.site.register(model, type(own.__name__, (SeenOrNotThere, own), {"__module__": own.__module__}))
