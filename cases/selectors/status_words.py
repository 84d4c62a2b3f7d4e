"""What pages for centres say of a version: what happens next and by when, what it waits for."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.models.case import CaseVersion
from cases.rules.workflow import State

STAGES = {
    State.DRAFT: gettext_lazy("Written"),
    State.SUBMITTED: gettext_lazy("Received"),
    State.IN_REVIEW: gettext_lazy("Staff look at it"),
    State.QUERIED: gettext_lazy("Question to you"),
    State.RETURNED: gettext_lazy("Returned to you"),
    State.ACCEPTED: gettext_lazy("Accepted"),
    State.SUPERSEDED: gettext_lazy("Replaced by a newer version"),
    State.NULLIFIED: gettext_lazy("Withdrawn from the registry"),
}
"""The stages in the words of those who report."""


_SOON = gettext_lazy("Please answer soon: the report is due on %(day)s.")
_IN_TIME = gettext_lazy("This is done by %(day)s at the latest.")


@dataclass(frozen=True)
class Next:
    """What happens next, in a headline and a sentence or two."""

    headline: str
    words: str
    yours: bool = False
    """Whether it is the centre's turn."""


def what_next(version: CaseVersion, *, open_questions: int, newest: CaseVersion | None = None) -> Next:
    """What happens next with a version, and by when; `newest` is the last version of its case."""
    state = State(version.state)
    if newest is not None and newest.number > version.number and (later := _overtaken(state, State(newest.state))):
        return later
    if state == State.QUERIED:
        return _question(version, open_questions)
    return {
        State.DRAFT: Next(
            _("This is a draft"), _("Nobody outside your centre works with it yet. Complete it and submit it."), True
        ),
        State.SUBMITTED: Next(
            _("We have your report"),
            _("A member of the registry's staff reads it next.") + _by(version) + " " + _nothing_to_do(),
        ),
        State.IN_REVIEW: Next(
            _("We are looking at your report"),
            _("A member of the registry's staff reads it now.") + _by(version) + " " + _nothing_to_do(),
        ),
        State.RETURNED: Next(
            _("Please correct this report"),
            _("It cannot be accepted as it is. Your text is kept: correct the draft made from it, then submit it."),
            True,
        ),
        State.ACCEPTED: Next(
            _("Your report is part of the registry"),
            _("Nothing more to do. If you learn something new about the patient, add follow-up."),
        ),
        State.SUPERSEDED: Next(
            _("A newer version counts"), _("This version stays as it is, to read. Look at the newest one below.")
        ),
        State.NULLIFIED: Next(
            _("This case no longer counts"), _("The registry's staff withdrew it. The versions before it can be read.")
        ),
    }[state]


def _overtaken(state: State, newest: State) -> Next | None:
    """What a version is told that a later one has made a thing of the past; None where it still has its own turn."""
    if newest == State.NULLIFIED:
        return Next(
            _("This case no longer counts"),
            _("The registry's staff withdrew it. This version stays as it is, to read; why, the newest one says."),
        )
    if state == State.RETURNED and newest != State.DRAFT:
        return Next(
            _("You have sent this report again"),
            _("This version stays as it is, to read. Look at the newest one below."),
        )
    return None


def waits_for(version: CaseVersion, open_questions: int = 0) -> str:
    """What a version waits for, in a few words; '' for nothing."""
    state = State(version.state)
    if state == State.QUERIED:
        return ngettext("Your answer to %(n)d question", "Your answers to %(n)d questions", open_questions) % {
            "n": open_questions
        }
    return {
        State.DRAFT: _("You: complete and submit"),
        State.SUBMITTED: _("The registry's staff"),
        State.IN_REVIEW: _("The registry's staff"),
        State.RETURNED: _("You: correct and submit again"),
    }.get(state, "")


def _question(version: CaseVersion, count: int) -> Next:
    headline = ngettext("We have a question", "We have %(n)d questions", count) % {"n": count}
    words = _("The report waits until you have answered.")
    if version.due:
        late = version.due < timezone.localdate()
        ask = _("Please answer soon: the report was due on %(day)s.") if late else _SOON
        words += f" {ask % {'day': day(version.due)}}"
    return Next(headline, words, True)


def _by(version: CaseVersion) -> str:
    if version.due is None:
        return ""
    late = version.due < timezone.localdate()
    words = _("By the day of its receipt it was due on %(day)s: it goes first.") if late else _IN_TIME
    return f" {words % {'day': day(version.due)}}"


def _nothing_to_do() -> str:
    return _("You need not do anything. If there is a question, it stands here, and an e-mail tells you so.")


def day(value: object) -> str:
    """A day as people read it, in an order that cannot be mistaken."""
    return date_format(value, "j F Y")  # type: ignore[arg-type]
