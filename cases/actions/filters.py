"""Keep a view of the worklist under a name, or drop it: everybody's own."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from cases.actions.steps import NotAllowed
from cases.models.people import SavedFilter


@transaction.atomic
def keep_filter(name: str, query: str, *, by: AbstractBaseUser) -> SavedFilter:
    """Keep a filter; the same name again replaces it."""
    kept, _made = SavedFilter.objects.update_or_create(user_id=by.pk, name=name, defaults={"query": query})
    return kept


@transaction.atomic
def drop_filter(kept: SavedFilter, *, by: AbstractBaseUser) -> None:
    """Drop a filter of one's own."""
    if kept.user_id != by.pk:
        raise NotAllowed("This filter belongs to somebody else.")
    kept.delete()
