"""Who sees the elements that identify a person, and the one place where it is noted that somebody saw them."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases.actions.access import note_reading
from cases.admin.staff import signed_in
from cases.models.case import CaseVersion

WITHHELD = _("withheld")
"""What stands in the place of a value that the reader may not see; that there is one may be seen."""


def may_identify(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user sees who the patient and the reporter are."""
    return bool(user.has_perm("cases.view_identity"))  # type: ignore[union-attr]


def seen(request: HttpRequest, version: CaseVersion, elements: Iterable[str]) -> None:
    """Note that a page shows its reader these elements of a version (`patient.initials`); to be called once a page."""
    note_reading(
        by=signed_in(request),
        version=version,
        elements=elements,
        request_id=getattr(request, "number", ""),
    )
