"""The reporting clocks of a version: its day zero, the day by which it is due, and how urgent the case is.

EMA, Guideline on good pharmacovigilance practices (GVP) module VI (rev 2), VI.B.7 and VI.B.7.1: serious valid ICSRs
within 15 days, not serious ones within 90 days, counted in calendar days from day zero, the day on which someone first
learnt enough for a valid report. ICH E2D, 4.3 to 5.1: each later piece of significant information has a day zero of its
own. So each version has its own clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cases.icsr import ICSR
from cases.icsr.codes import Outcome
from cases.icsr.reaction import Reaction
from cases.icsr.spec import CodeList
from cases.icsr.words import _
from cases.rules.outcome import is_serious

SERIOUS_DAYS = 15
NOT_SERIOUS_DAYS = 90
ASSUMED_SERIOUS = _("It is not known whether the case is serious. It is treated as serious until it is known.")


class Urgency(CodeList):
    """How serious a whole case is, the worst first (ICH E2A; the order in which staff should look at cases)."""

    FATAL = "fatal", _("Fatal")
    LIFE_THREATENING = "life_threatening", _("Life-threatening")
    HOSPITALISED = "hospitalised", _("Hospital stay")
    OTHER_SERIOUS = "other_serious", _("Serious for another reason")
    NOT_SERIOUS = "not_serious", _("Not serious")
    UNKNOWN = "unknown", _("Seriousness not known")

    @property
    def rank(self) -> int:
        """Its place in the order, 0 for the most urgent."""
        return list(Urgency).index(self)

    @property
    def serious(self) -> bool | None:
        """Whether the case is serious; None when that is not known."""
        return None if self is Urgency.UNKNOWN else self is not Urgency.NOT_SERIOUS


@dataclass(frozen=True)
class Due:
    """By when a version is due, and why then."""

    day_zero: date
    days: int
    """Calendar days allowed after day zero."""
    assumed_serious: bool = False

    @property
    def last_day(self) -> date:
        """The last day on which the version is in time."""
        return self.day_zero + timedelta(days=self.days)

    @property
    def note(self) -> str:
        """What the reader should know about this date; empty when it follows from the case alone."""
        return ASSUMED_SERIOUS if self.assumed_serious else ""

    def days_since_receipt(self, today: date) -> int:
        """Days since day zero: 0 on the day itself."""
        return (today - self.day_zero).days

    def days_left(self, today: date) -> int:
        """Days until the due date: 0 on that day, negative afterwards."""
        return (self.last_day - today).days

    def overdue(self, today: date) -> bool:
        """Whether the due date is over. On the day itself there is still time."""
        return self.days_left(today) < 0


def due(serious: bool | None, day_zero: date) -> Due:
    """The clock of a version; unknown seriousness (None) is treated as serious, and the result says so."""
    return Due(day_zero, NOT_SERIOUS_DAYS if serious is False else SERIOUS_DAYS, serious is None)


def day_zero(icsr: ICSR) -> date | None:
    """The day of the latest information (C.1.5), else of the first (C.1.4); None when neither is given.

    A date known only to the month or year is read as its first day, so that no clock ends too late.
    """
    report = icsr.report
    received = (report.latest_received or report.first_received) if report else None
    return received.earliest.date() if received else None


def urgency(icsr: ICSR) -> Urgency:
    """The urgency of the worst reaction. The case is not serious only when no reaction can be."""
    found = {_urgency(row) for row in icsr.reactions} or {Urgency.UNKNOWN}
    worst = min(found, key=lambda item: item.rank)
    return Urgency.UNKNOWN if worst is Urgency.NOT_SERIOUS and Urgency.UNKNOWN in found else worst


def clock(icsr: ICSR) -> Due | None:
    """The clock of a whole version; None as long as it has no date of receipt."""
    start = day_zero(icsr)
    return due(urgency(icsr).serious, start) if start else None


def _urgency(reaction: Reaction) -> Urgency:
    if reaction.results_in_death is True or reaction.outcome is Outcome.FATAL:
        return Urgency.FATAL
    if reaction.life_threatening is True:
        return Urgency.LIFE_THREATENING
    if reaction.hospitalisation is True:
        return Urgency.HOSPITALISED
    return {True: Urgency.OTHER_SERIOUS, False: Urgency.NOT_SERIOUS, None: Urgency.UNKNOWN}[is_serious(reaction)]
