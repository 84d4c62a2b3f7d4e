"""Doubts about values of a draft: which are open, and confirming one with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from cases.icsr import ICSR
from cases.icsr.plain import filled
from cases.models.case import CaseVersion
from cases.models.confirmation import Confirmation
from cases.rules.plausibility import Concern, concerns
from cases.vault import match_digest

LONGEST_REASON = 500


def digest_of(path: str, value: Any) -> str:
    """The value as a confirmation keeps it: a keyed digest, the same for the same value at the same place."""
    return match_digest(path, str(getattr(value, "label", value))) if value is not None else ""


def with_confirmations(version: CaseVersion | None, icsr: ICSR) -> list[tuple[Concern, Confirmation | None]]:
    """Every doubt about `icsr`, with its confirmation where there is one for the very same value.

    What was confirmed in an earlier version of the case holds for the later ones.
    """
    values = dict(filled(icsr))
    known = {(row.code, row.path, row.value): row for row in _until(version)}
    return [
        (concern, known.get((concern.code, concern.path, digest_of(concern.path, values.get(concern.path)))))
        for concern in concerns(icsr)
    ]


def _until(version: CaseVersion | None) -> Iterable[Confirmation]:
    if version is None:
        return ()
    found = Confirmation.objects.filter(version__case=version.case_id, version__number__lte=version.number)
    return found.select_related("by").order_by("version__number")


def open_concerns(version: CaseVersion, icsr: ICSR) -> list[Concern]:
    """The doubts that nobody confirmed yet; a version is submitted when there is none left."""
    return [concern for concern, confirmed in with_confirmations(version, icsr) if confirmed is None]


@transaction.atomic
def confirm(version: CaseVersion, concern: Concern, *, icsr: ICSR, reason: str, by: Any) -> None:
    """Keep that the value in `icsr` that the doubt is about is right though odd, and why."""
    user = by if by is not None and by.pk is not None else None
    Confirmation.objects.update_or_create(
        version=version,
        code=concern.code,
        path=concern.path,
        value=digest_of(concern.path, dict(filled(icsr)).get(concern.path)),
        defaults={"reason": reason[:LONGEST_REASON], "by": user},
    )
