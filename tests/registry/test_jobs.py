"""The project's own background jobs and checks."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from registry import checks
from registry.jobs import clear_sessions

pytestmark = pytest.mark.django_db


def test_sessions_that_have_expired_are_deleted() -> None:
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))
    clear_sessions(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_the_job_runs_every_day() -> None:
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert crons["registry.jobs.clear_sessions"] == "17 3 * * *"


def test_an_old_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.postgresql_is_recent(databases=["default"]) == []
    monkeypatch.setattr(checks, "OLDEST_POSTGRESQL", 99)
    (error,) = checks.postgresql_is_recent(databases=["default"])
    assert "Tocsin needs 99 or later" in error.msg
