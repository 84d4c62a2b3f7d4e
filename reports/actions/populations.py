"""Keep a population under a name, or drop it."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from reports.models import SavedPopulation
from reports.sources.errors import ReportError
from reports.sources.names import Names
from reports.sources.words import Typed, population


@transaction.atomic
def keep_population(
    name: str,
    words: Mapping[str, Typed],
    *,
    by: AbstractBaseUser | None,
    note: str = "",
    kept: SavedPopulation | None = None,
) -> SavedPopulation:
    """Keep the words under the name; `kept` is changed, its name too, else that of the same name is.

    ReportError, with nothing changed, for words that mean no population of today.
    """
    name = " ".join(name.split())
    if not name:
        raise ReportError(_("The population has no name: give it one, by which reports can ask for it."))
    filled = {key: value for key, value in words.items() if value}
    population(Names.load(), **filled)
    kept = kept or SavedPopulation.objects.filter(name=name).first() or SavedPopulation()
    kept.name, kept.note = name, note
    kept.words = {key: value if isinstance(value, str) else list(value or ()) for key, value in filled.items()}
    kept.by_id = by.pk if by is not None else None
    kept.full_clean()
    kept.save()
    return kept


@transaction.atomic
def drop_population(kept: SavedPopulation, *, by: AbstractBaseUser | None) -> None:
    """Drop a saved population; reports that were made of it stay."""
    kept.delete()
