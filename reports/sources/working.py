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
def job(name: str, *, snapshot: bool = True) -> Iterator[None]:
    """All that the job reads is one snapshot, unless it has to see what it waits for; it acts with a job's rights."""
    with cases_job(name, snapshot=snapshot):
        yield


def person(number: int) -> Any:
    """The account of that number; None when there is none that may sign in."""
    return get_user_model()._default_manager.filter(pk=number, is_active=True).first()


def readers() -> QuerySet[Any]:
    """Those who may see reports with all numbers and have an address for mails."""
    people: Any = get_user_model()._default_manager
    who = people.with_perm(SEES, backend=_BACKEND).filter(is_active=True).exclude(email="")
    return who.order_by("username")
