"""Have reports frozen at the beginning of each week or month, and tell those who are to read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.actions.mails import announce
from reports.actions.runs import FORMS, freeze
from reports.models import ReportRun, Schedule
from reports.sources.errors import ReportError
from reports.sources.words import Typed
from reports.sources.working import readers
from reports.tables.catalogue import make_report

_PERMISSIONS = {name: f"reports.{name}_schedule" for name in ("add", "change", "delete")}
Rhythm = Schedule.Rhythm


class ScheduleError(ReportError):
    """The report cannot be scheduled; the message says why and what would be right."""


@transaction.atomic
def keep_schedule(
    name: str,
    asked: Mapping[str, Typed],
    options: Mapping[str, str | None],
    rhythm: str,
    recipients: Collection[int],
    *,
    by: AbstractBaseUser | None,
    today: date | None = None,
) -> Schedule:
    """Schedule a report; a lock point among the words is left out, for each run has its own.

    ReportError, with nothing kept, for a report that cannot be made today, a rhythm that there is not, and recipients
    who may not see figures.
    """
    _may("add", by)
    if rhythm not in Rhythm.values:
        raise ScheduleError(_("Choose how often: %(known)s.") % {"known": ", ".join(Rhythm.values)})
    words = {key: value for key, value in asked.items() if value is not None and key != "as_of"}
    told = {key: value for key, value in options.items() if value is not None}
    make_report(name, words, told)
    chosen = _told(recipients)
    made = Schedule.objects.create(
        report=name,
        asked={key: value if isinstance(value, str) else list(value or ()) for key, value in words.items()},
        options=told,
        rhythm=rhythm,
        next_on=start_after(rhythm, today or _today()),
        by=by,  # type: ignore[misc]
    )
    made.recipients.set(chosen)
    return made


@transaction.atomic
def change_recipients(schedule: Schedule, recipients: Collection[int], *, by: AbstractBaseUser | None) -> None:
    """Tell these people from now on; the audit trail keeps who was added and who was left out, and by whom.

    ScheduleError, with nothing changed, for people who may not see figures.
    """
    _may("change", by)
    schedule.recipients.set(_told(recipients))


@transaction.atomic
def pause(schedule: Schedule, *, by: AbstractBaseUser | None) -> None:
    """Make no more runs of it until it is resumed."""
    _may("change", by)
    schedule.active = False
    schedule.save(update_fields=["active"])


@transaction.atomic
def resume(schedule: Schedule, *, by: AbstractBaseUser | None, today: date | None = None) -> None:
    """Go on with the next week or month; what was left out while it was paused stays so."""
    _may("change", by)
    schedule.active, schedule.problem = True, ""
    schedule.next_on = start_after(schedule.rhythm, today or _today())
    schedule.save(update_fields=["active", "problem", "next_on"])


@transaction.atomic
def delete_schedule(schedule: Schedule, *, by: AbstractBaseUser | None) -> None:
    """Drop it; the runs that it made stay."""
    _may("delete", by)
    schedule.delete()


def due(today: date | None = None) -> list[int]:
    """The numbers of those that are to be made now."""
    return list(Schedule.objects.filter(active=True, next_on__lte=today or _today()).values_list("pk", flat=True))


def work_off(number: int, *, today: date | None = None, forms: Collection[str] = FORMS) -> ReportRun | None:
    """Freeze the report of a schedule that is due and announce it; None when it is not due or cannot be made.

    Of several weeks or months that were missed the last one is made. Belongs into the transaction of a job.
    """
    day = today or _today()
    schedule = Schedule.objects.select_for_update().filter(pk=number, active=True, next_on__lte=day).first()
    if schedule is None:
        return None
    lock_point = start_by(schedule.rhythm, day) - timedelta(days=1)
    asked = {**schedule.asked, "as_of": lock_point.isoformat()}
    note = _("Scheduled: %(rhythm)s") % {"rhythm": schedule.get_rhythm_display()}
    run, problem = None, ""
    try:
        run = freeze(schedule.report, asked, schedule.options, by=None, note=note, forms=forms)
    except ReportError as error:
        problem = str(error)
    schedule.last_run, schedule.problem = run or schedule.last_run, problem
    schedule.next_on = start_after(schedule.rhythm, day)
    schedule.save(update_fields=["last_run", "problem", "next_on"])
    announce(schedule, run)
    return run


def start_by(rhythm: str, day: date) -> date:
    """The last Monday, or first day of a month, up to that day."""
    return day - timedelta(days=day.weekday()) if rhythm == Rhythm.WEEKLY else day.replace(day=1)


def start_after(rhythm: str, day: date) -> date:
    """The next Monday, or first day of a month, after that day."""
    return start_by(rhythm, start_by(rhythm, day) + timedelta(days=7 if rhythm == Rhythm.WEEKLY else 31))


def _told(recipients: Collection[int]) -> list[Any]:
    """The people with these numbers, all of whom may be told."""
    chosen = list(readers().filter(pk__in=recipients))
    if not chosen:
        raise ScheduleError(
            _("Choose at least one person who is told: somebody who may see figures and has an address.")
        )
    if len(chosen) < len(set(recipients)):
        raise ScheduleError(_("Somebody among those chosen may not see figures, or has no address for mails."))
    return chosen


def _may(what: str, by: AbstractBaseUser | None) -> None:
    if by is not None and not by.has_perm(_PERMISSIONS[what]):  # type: ignore[attr-defined]
        raise ScheduleError(_("You may not schedule reports: it needs the permission to keep scheduled reports."))


def _today() -> date:
    return timezone.now().astimezone(UTC).date()
