"""Note that somebody read identifying data."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser

from cases.models.audit import AccessEvent
from cases.models.case import CaseVersion


def note_reading(
    *, by: AbstractBaseUser, version: CaseVersion, elements: Iterable[str], request_id: str = ""
) -> AccessEvent | None:
    """Log that `by` was shown these elements (`patient.initials`; names, never values); nothing shown, nothing noted.

    One row for one page: call it with all elements that the page shows.
    """
    what = sorted(set(elements))
    if not what:
        return None
    return AccessEvent.objects.create(
        actor=by,  # type: ignore[misc]
        case_id=version.case_id,
        version=version,
        centre_id=version.case.centre_id,
        what=what,
        request=request_id,
    )
