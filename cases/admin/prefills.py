"""What stands in the form of a new case before anybody types: who reports, for which centre, about a suspect drug."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from cases.icsr.codes import DrugRole, Qualification
from cases.models.case import Centre
from cases.models.report import PrimarySource

STAFF = "cases.triage"
"""Who has this permission works for the registry; everybody else for a centre."""


def is_staff(user: Any) -> bool:
    """Whether the user is of the registry's staff, and so chooses what a case is and where it comes from."""
    return bool(user.has_perm(STAFF))


def centres_for(user: Any) -> QuerySet[Centre]:
    """The centres that a user can report for: the own ones; all for the staff."""
    everywhere = Centre.objects.all()
    if is_staff(user):
        return everywhere
    return everywhere.filter(pk__in=user.memberships.values("centre"))


def only_centre(user: Any) -> Centre | None:
    """The one centre that a new report can be for; None when there is a choice."""
    first_two = list(centres_for(user)[:2])
    return first_two[0] if len(first_two) == 1 else None


def prefilled(section: str, user: Any) -> Mapping[str, Any]:
    """The values that the first row of a section starts with."""
    if section == "drugs":
        return {"role": DrugRole.SUSPECT}
    if section not in ("reactions", "primary_sources"):
        return {}
    centre = only_centre(user)
    country = {"country": centre.country} if centre is not None and centre.country else {}
    return country if section == "reactions" else {**country, "qualification": _last_qualification(user)}


def _last_qualification(user: Any) -> Qualification:
    """What the user was in the last report; a nurse at first."""
    last = PrimarySource.objects.filter(version__created_by=user).exclude(**{"qualification": ""}).order_by("-pk")
    value = last.values_list("qualification", flat=True).first()
    return Qualification(value) if value else Qualification.OTHER_HEALTH
