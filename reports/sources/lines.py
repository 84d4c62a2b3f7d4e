"""The lines of the line listing, copied out of the database as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.urls import reverse

from reports.sources.copying import copied
from reports.sources.population import Population
from reports.sources.registry import parameters, statement


@contextmanager
def opened(population: Population, first: int | None) -> Iterator[Iterable[bytes]]:
    """The first so many lines of a population, or all: the columns of question `cases_lines` as CSV."""
    before, after = _form_address()
    values = {"before": before, "after": after, "first": first}
    with copied(f"{statement('cases_lines', population)} LIMIT %(first)s", parameters(population, values)) as pieces:
        yield pieces


def _form_address() -> tuple[str, str]:
    """What stands before and after the key of a version in the address of its CIOMS I form."""
    path = reverse("admin:cases_caseversion_cioms", args=[0])
    before, _zero, after = f"{settings.TOCSIN_SITE_URL.rstrip('/')}{path}".rpartition("0")
    return before, after
