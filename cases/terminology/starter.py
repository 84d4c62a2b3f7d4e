"""Load a release of Tocsin's own short list of terms: wholly or not at all, and the same list twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cases.models.terminology import Term, TermRelease


@transaction.atomic
def load_starter_terms(data: Mapping[str, Any]) -> int:
    """Store the release in `data` (dictionary, version, note, terms by kind and group); the number of terms."""
    release, _ = TermRelease.objects.get_or_create(
        version=data["version"],
        defaults={"dictionary": data["dictionary"], "note": data["note"], "current": True},
    )
    terms = [
        Term(
            release=release,
            kind=kind,
            group=group,
            code=entry["code"],
            name=entry["name"],
            synonyms=entry.get("synonyms", []),
        )
        for kind, groups in data["terms"].items()
        for group, entries in groups.items()
        for entry in entries
    ]
    Term.objects.bulk_create(
        terms,
        update_conflicts=True,
        unique_fields=["release", "code"],
        update_fields=["kind", "group", "name", "synonyms"],
    )
    return len(terms)
