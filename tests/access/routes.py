"""Every address that the site answers, read out of the URL resolver, and the way to fill in its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver

_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")

OTHER_PARAMETERS: dict[str, object] = {
    "app_label": "cases",
    "content_type_id": 1,
    "section": "documents",
    "number": 1,
    "provider_id": "hospital",
    "report": "vigibase",
    "uidb36": "1",
    "key": "set-password",
    "table": "sex",
    "form": "csv",
    "url": "there/is/nothing/",
}
"""What stands in an address beside the object that it is about."""
OBJECT_PARAMETERS = ("pk", "id", "object_id", "other")


@dataclass(frozen=True)
class Route:
    """One address with its parameters as <words>, and the name by which code refers to it."""

    address: str
    name: str

    @property
    def has_object(self) -> bool:
        """Whether it is about one object."""
        return any(f"<{word}>" in self.address for word in OBJECT_PARAMETERS)

    def path(self, number: object = "") -> str:
        """The address of the object with this primary key; a parameter that nobody has given a value is an error."""
        values = {**OTHER_PARAMETERS, **dict.fromkeys(OBJECT_PARAMETERS, number)}
        return _CONVERTER.sub(lambda found: str(values[found[1]]), self.address)


def routes() -> list[Route]:
    """All routes, in the order in which the resolver tries them."""
    return list(_walk(get_resolver(), "/", ""))


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[Route]:
    for item in resolver.url_patterns:
        address = before + _plain(item)
        if isinstance(item, URLResolver):
            yield from _walk(item, address, f"{space}{item.namespace}:" if item.namespace else space)
        elif isinstance(item, URLPattern):
            yield Route(address, f"{space}{item.name or '-'}")


def _plain(item: URLPattern | URLResolver) -> str:
    text = str(item.pattern)
    if "(?P" in text or text.startswith("^"):
        text = simplify_regex(text).lstrip("/")
    return _CONVERTER.sub(r"<\1>", text)
