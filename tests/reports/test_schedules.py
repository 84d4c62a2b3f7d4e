"""Scheduled reports: when they are due, what is frozen, who is told, and that a mail tells nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from cases.database.context import acting
from cases.models import AuditEvent
from cases.selectors.actor import actor_for
from registry.access import as_web_login
from reports.actions import mails, schedules
from reports.actions.schedules import (
    ScheduleError,
    change_recipients,
    delete_schedule,
    keep_schedule,
    pause,
    resume,
    start_after,
    start_by,
    work_off,
)
from reports.jobs import due_reports, make_scheduled, send_report_mail
from reports.models import ReportRun, Schedule
from reports.sources.errors import ReportError
from tests.people import person
from tests.reports.builders import DAH, accepted

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 15)  # a Wednesday
ASKED = {"drug": ["alemtuzumab"], "reaction": [DAH], "as_of": ["2026-01-31"]}


@pytest.fixture(autouse=True)
def _case() -> None:
    accepted(identifier="XX-SECRET-1")


@pytest.fixture
def ada() -> Any:
    """An assessor."""
    return person("PV assessor", "ada")


def scheduled(ada: Any, rhythm: str = "monthly", **changes: Any) -> Schedule:
    """A schedule made on the day of the tests."""
    asked = changes.pop("asked", ASKED)
    return keep_schedule("vigibase", asked, {}, rhythm, [ada.pk], by=ada, today=TODAY, **changes)


def jobs(task: str) -> list[Any]:
    """The arguments of the jobs that wait."""
    found = ProcrastinateJob.objects.filter(task_name=f"reports.jobs.{task}").order_by("pk")
    return list(found.values_list("args", flat=True))


@pytest.mark.parametrize(
    ("rhythm", "day", "before", "after"),
    [
        ("weekly", date(2026, 4, 13), date(2026, 4, 13), date(2026, 4, 20)),  # a Monday
        ("weekly", date(2026, 4, 19), date(2026, 4, 13), date(2026, 4, 20)),
        ("weekly", date(2026, 1, 1), date(2025, 12, 29), date(2026, 1, 5)),
        ("monthly", date(2026, 4, 1), date(2026, 4, 1), date(2026, 5, 1)),
        ("monthly", date(2026, 1, 31), date(2026, 1, 1), date(2026, 2, 1)),
        ("monthly", date(2025, 12, 31), date(2025, 12, 1), date(2026, 1, 1)),
        ("monthly", date(2028, 2, 29), date(2028, 2, 1), date(2028, 3, 1)),
    ],
)
def test_weeks_begin_on_monday_and_months_on_the_first(rhythm: str, day: date, before: date, after: date) -> None:
    assert (start_by(rhythm, day), start_after(rhythm, day)) == (before, after)


def test_the_first_run_is_at_the_next_beginning_and_the_words_keep_no_lock_point(ada: Any) -> None:
    made = scheduled(ada)
    assert (made.next_on, made.asked) == (date(2026, 5, 1), {"drug": ["alemtuzumab"], "reaction": [DAH]})
    assert list(made.recipients.all()) == [ada]
    assert schedules.due(date(2026, 4, 30)) == []
    assert schedules.due(date(2026, 5, 1)) == [made.pk]


def test_a_run_has_the_day_before_as_its_lock_point(ada: Any) -> None:
    made = scheduled(ada)
    assert work_off(made.pk, today=date(2026, 4, 30), forms=()) is None
    run = work_off(made.pk, today=date(2026, 5, 1), forms=())
    assert run is not None
    assert (run.day, run.by, run.note) == (date(2026, 4, 30), None, "Scheduled: Monthly, on the first day")
    made.refresh_from_db()
    assert (made.next_on, made.last_run) == (date(2026, 6, 1), run)
    # The same day again: it is done.
    assert work_off(made.pk, today=date(2026, 5, 1), forms=()) is None
    assert jobs("send_report_mail") == [{"run": run.pk, "recipient": ada.pk}]


def test_of_months_that_were_missed_the_last_is_made(ada: Any) -> None:
    run = work_off(scheduled(ada).pk, today=date(2026, 8, 20), forms=())
    assert run is not None
    assert run.day == date(2026, 7, 31)
    assert Schedule.objects.get().next_on == date(2026, 9, 1)


def test_while_paused_nothing_is_made_and_then_it_goes_on(ada: Any) -> None:
    made = scheduled(ada)
    pause(made, by=ada)
    assert schedules.due(date(2026, 6, 1)) == []
    assert work_off(made.pk, today=date(2026, 6, 1), forms=()) is None
    resume(made, by=ada, today=date(2026, 6, 2))
    assert Schedule.objects.get().next_on == date(2026, 7, 1)


def test_who_is_told_can_be_changed_and_the_trail_says_by_whom(ada: Any) -> None:
    made, bob = scheduled(ada), person("PV assessor", "bob")
    with acting(actor_for(ada, "1")):
        change_recipients(made, [bob.pk], by=ada)
    assert list(made.recipients.all()) == [bob]
    events = AuditEvent.objects.filter(table_name="reports_schedule_recipients", actor__contains="ada")
    assert sorted(events.values_list("operation", flat=True)) == ["delete", "insert"]
    work_off(made.pk, today=date(2026, 5, 1), forms=())
    assert [job["recipient"] for job in jobs("send_report_mail")] == [bob.pk]


@pytest.mark.parametrize("names", [(), ("nora",), ("ada", "nora")])
def test_people_who_may_not_see_figures_cannot_be_told_later_either(ada: Any, names: tuple[str, ...]) -> None:
    made, people = scheduled(ada), {"ada": ada.pk, "nora": person("Centre reporter", "nora").pk}
    with pytest.raises(ScheduleError):
        change_recipients(made, [people[name] for name in names], by=ada)
    assert list(made.recipients.all()) == [ada]


def test_somebody_who_lost_the_right_is_left_out_when_it_is_changed(ada: Any) -> None:
    made, bob = scheduled(ada), person("PV assessor", "bob")
    change_recipients(made, [ada.pk, bob.pk], by=ada)
    bob.groups.clear()
    client = Client()
    client.force_login(ada)
    address = f"/reports/schedules/{made.pk}/"
    assert "bob</label>" not in client.get("/reports/schedules/").content.decode()
    assert client.post(address, {"step": "tell", "recipient": [ada.pk]}).status_code == 302
    assert list(made.recipients.all()) == [ada]
    said = client.post(address, {"step": "tell"}, follow=True).content.decode()
    assert "Choose at least one person" in said
    assert list(made.recipients.all()) == [ada]


def test_deleting_leaves_the_runs(ada: Any) -> None:
    made = scheduled(ada)
    work_off(made.pk, today=date(2026, 5, 1), forms=())
    delete_schedule(made, by=ada)
    assert (Schedule.objects.count(), ReportRun.objects.count()) == (0, 1)
    assert AuditEvent.objects.filter(table_name="reports_schedule", operation="delete").count() == 1


def test_a_report_that_cannot_be_made_is_told_with_the_reason_on_the_page_alone(ada: Any, settings: Any) -> None:
    made = scheduled(ada)
    Schedule.objects.update(asked={"drug": "no such drug"})
    assert work_off(made.pk, today=date(2026, 5, 1), forms=()) is None
    made.refresh_from_db()
    assert made.problem.startswith("No drug 'no such drug' is known.")
    assert (made.next_on, made.last_run) == (date(2026, 6, 1), None)
    assert mails.send(**jobs("send_report_mail")[0])
    (message,) = mail.outbox
    assert message.subject == "Tocsin: a report could not be made"
    assert "no such drug" not in message.body
    assert "/reports/schedules/" in message.body


def test_nothing_of_the_report_is_in_mail_or_job(ada: Any, settings: Any) -> None:
    settings.TOCSIN_SITE_URL = "https://registry.example.org/"
    run = work_off(scheduled(ada).pk, today=date(2026, 5, 1), forms=())
    assert run is not None
    for arguments in jobs("send_report_mail"):
        send_report_mail(**arguments)
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    assert message.attachments == []
    assert f"https://registry.example.org/reports/runs/{run.pk}/" in message.body
    assert message.message()["Auto-Submitted"] == "auto-generated"
    text = f"{message.message()} {jobs('send_report_mail')}".casefold()
    for secret in ("alemtuzumab", "haemorrhage", "xx-secret", "vigibase", "drug=", run.sha256):
        assert secret not in text


def test_who_may_no_longer_see_figures_gets_no_mail(ada: Any) -> None:
    run = work_off(scheduled(ada).pk, today=date(2026, 5, 1), forms=())
    assert run is not None
    ada.groups.clear()
    assert not mails.send(run.pk, ada.pk)
    assert not mails.send(run.pk, 0)
    assert not mails.send(10**9, person("Auditor").pk)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rhythm": "daily"}, "Choose how often: weekly, monthly."),
        ({"recipients": []}, "Choose at least one person"),
        ({"recipients": ["nora"]}, "Choose at least one person"),
        ({"recipients": ["nora", "ada"]}, "may not see figures"),
        ({"asked": {"drug": "nonsense"}}, "No drug 'nonsense' is known"),
    ],
)
def test_what_cannot_be_scheduled_is_refused(ada: Any, changes: dict[str, Any], words: str) -> None:
    people = {"ada": ada.pk, "nora": person("Centre reporter", "nora").pk}
    recipients = [people[name] for name in changes.get("recipients", ["ada"])]
    with pytest.raises(ReportError, match=words):
        keep_schedule("vigibase", changes.get("asked", ASKED), {}, changes.get("rhythm", "weekly"), recipients, by=ada)
    assert Schedule.objects.count() == 0


def test_auditors_schedule_nothing(ada: Any) -> None:
    auditor, made = person("Auditor"), scheduled(ada)
    for step in (pause, resume, delete_schedule):
        with pytest.raises(ScheduleError):
            step(made, by=auditor)
    with pytest.raises(ScheduleError):
        change_recipients(made, [ada.pk], by=auditor)
    with pytest.raises(ScheduleError):
        keep_schedule("vigibase", {}, {}, "weekly", [ada.pk], by=auditor)


def test_the_worker_makes_and_tells_with_its_own_rights(ada: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedules, "_today", lambda: date(2026, 5, 1))
    with as_web_login(), acting(actor_for(ada, "1")):
        made = scheduled(ada, "weekly")
    with as_web_login():
        due_reports(timestamp=0)
        assert jobs("make_scheduled") == [{"schedule": made.pk}]
        make_scheduled(schedule=made.pk)
        send_report_mail(**jobs("send_report_mail")[0])
    run = ReportRun.objects.get()
    assert run.day == date(2026, 4, 26)
    assert run.files.count() == 7
    assert len(mail.outbox) == 1
    event = AuditEvent.objects.filter(table_name="reports_reportrun").get()
    assert (event.actor, event.db_role) == ("job make_scheduled", "tocsin_service")


def test_the_worker_looks_every_hour() -> None:
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert crons["reports.jobs.due_reports"] == "37 * * * *"
    assert schedules._today() == datetime.now(UTC).date()
