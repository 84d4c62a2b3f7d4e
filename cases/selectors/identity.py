"""Versions of cases by what identifies a patient: equal values only, found by their digests."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.icsr.partial_date import PartialDate
from cases.models.case import CaseVersion
from cases.models.columns import match_column, match_of
from cases.models.patient import Patient

RECORD_NUMBERS = ("hospital_record", "gp_record", "specialist_record", "investigation_number")


def versions_with(
    *, record_number: str = "", birth_date: PartialDate | None = None, initials: str = ""
) -> QuerySet[CaseVersion]:
    """Versions whose patient has all that is given; the record number may stand in any of its four places.

    Case, spaces and hyphens do not count. A birth date equals another that is known as precisely. Without anything to
    look for, nothing is found.
    """
    wanted = [
        *([_equal(RECORD_NUMBERS, record_number)] if record_number else []),
        *([_equal(("birth_date",), birth_date)] if birth_date else []),
        *([_equal(("initials",), initials)] if initials else []),
    ]
    if not wanted:
        return CaseVersion.objects.none()
    patients = Patient.objects.filter(*wanted, version=OuterRef("pk"))
    return CaseVersion.objects.filter(Exists(patients))


def _equal(names: tuple[str, ...], value: str | PartialDate) -> Q:
    found = Q(pk__in=())
    for name in names:
        # A text without letters or digits has no digest, as no text has none: it equals nothing.
        if digest := match_of(name, value):
            found |= Q(**{match_column(name): digest})
    return found
