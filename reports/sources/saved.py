"""Populations that have a name."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from cases.terminology.lookup import folded
from reports.models import SavedPopulation
from reports.sources.errors import ReportError
from reports.sources.words import Typed, not_known


def saved_names() -> list[str]:
    """The names of all saved populations, sorted."""
    return list(SavedPopulation.objects.order_by("name").values_list("name", flat=True))


def saved_words(name: str) -> Mapping[str, Typed]:
    """What was typed for the population of that name. ReportError with near names when there is none."""
    known = {folded(kept.name): kept for kept in SavedPopulation.objects.all()}
    kept = known.get(folded(name))
    if kept is None:
        if not known:
            raise ReportError(_("There is no saved population '%(name)s': none is saved yet.") % {"name": name})
        raise ReportError(not_known(_("Saved population"), name, saved_names()))
    return dict(kept.words)
