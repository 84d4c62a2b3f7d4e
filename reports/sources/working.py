"""The transaction of a background job of reports, and who may see what it makes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from cases.database.context import job as cases_job

SEES = "reports.view_reports"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@contextmanager
def job(name: str) -> Iterator[None]:
    """All that the job reads is one snapshot; it acts as such, with the rights of jobs."""
    with cases_job(name, snapshot=True):
        yield


def readers() -> QuerySet[Any]:
    """Those who may see reports with all numbers and have an address for mails."""
    people: Any = get_user_model()._default_manager
    who = people.with_perm(SEES, backend=_BACKEND).filter(is_active=True).exclude(email="")
    return who.order_by("username")
