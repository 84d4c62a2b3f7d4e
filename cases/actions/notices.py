"""Mails that say that something happened to a case: its number, what happened, where to look, and nothing else.

An action announces within its own transaction, so that a mail goes out exactly when the action is done; the worker
sends it. Neither the job nor the mail holds what a case says, a question asks or an answer tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from cases.models.case import CaseVersion, Centre
from cases.models.people import Membership
from cases.rules.workflow import Permission

TASK = "cases.jobs.send_notice"
_READS = f"cases.{Permission.ANSWER.value}"


class Notice(StrEnum):
    """What happened."""

    ASKED = "asked"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    NULLIFIED = "nullified"
    ANSWERED = "answered"


class AddresseeKind(StrEnum):
    """Whose address a mail goes to; it is looked up when the mail is sent."""

    CENTRE = "centre"
    USER = "user"


def asked(version: CaseVersion) -> None:
    """Tell the centre that there is a question."""
    _announce(Notice.ASKED, version, _of_centre(version.centre_id))


def returned(version: CaseVersion) -> None:
    """Tell the centre that a version came back."""
    _announce(Notice.RETURNED, version, _of_centre(version.centre_id))


def accepted(version: CaseVersion) -> None:
    """Tell the centre that a version is part of the registry."""
    _announce(Notice.ACCEPTED, version, _of_centre(version.centre_id))


def nullified(version: CaseVersion) -> None:
    """Tell the centre that a case does not count any more."""
    _announce(Notice.NULLIFIED, version, _of_centre(version.centre_id))


def answered(version: CaseVersion) -> None:
    """Tell whoever reviews the version that the centre has answered."""
    if version.assigned_to_id is not None:
        _announce(Notice.ANSWERED, version, [(AddresseeKind.USER, version.assigned_to_id)])


def _announce(notice: Notice, version: CaseVersion, addressees: Iterable[tuple[AddresseeKind, int]]) -> None:
    """One job for each addressee, so that a refused address holds up nobody and nobody gets a mail twice."""
    job = app.configure_task(TASK)
    for kind, number in addressees:
        job.defer(notice=notice.value, version=version.pk, kind=kind.value, addressee=number)


def _of_centre(centre_id: int) -> Iterator[tuple[AddresseeKind, int]]:
    """The centre's own address, and its members who may answer questions; each address once."""
    seen = {Centre.objects.get(pk=centre_id).contact_email.casefold()}
    if seen != {""}:
        yield AddresseeKind.CENTRE, centre_id
    for member in Membership.objects.filter(centre_id=centre_id).select_related("user").order_by("user_id"):
        user = member.user
        if user.is_active and user.email and user.email.casefold() not in seen and user.has_perm(_READS):
            seen.add(user.email.casefold())
            yield AddresseeKind.USER, user.pk


def send(notice: Notice, version_id: int, kind: AddresseeKind, addressee: int) -> bool:
    """Send one mail; False when the version or the address is gone meanwhile. Errors of the mail server go through."""
    version = CaseVersion.objects.select_related("case").filter(pk=version_id).first()
    address = _address(kind, addressee)
    if version is None or not address:
        return False
    with translation.override(settings.LANGUAGE_CODE):
        _mail(notice, version, address).send()
    return True


def _address(kind: AddresseeKind, number: int) -> str:
    if kind is AddresseeKind.CENTRE:
        return Centre.objects.filter(pk=number).values_list("contact_email", flat=True).first() or ""
    user = get_user_model().objects.filter(pk=number, is_active=True).first()
    return user.email if user is not None else ""


def _mail(notice: Notice, version: CaseVersion, address: str) -> EmailMessage:
    where = reverse(f"admin:cases_caseversion_{_page(notice)}", args=[version.pk])
    said = {"case": version.case.identifier, "version": version.number}
    context = {
        "happened": _happened(notice) % said,
        "to_do": _to_do(notice),
        "link": f"{settings.TOCSIN_SITE_URL.rstrip('/')}{where}",
    }
    return EmailMessage(
        subject=_subject(notice) % said,
        body=render_to_string("cases/mail/notice.txt", context).strip() + "\n",
        to=[address],
        # Machines that answer mails by themselves leave this one alone (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
    )


def _page(notice: Notice) -> str:
    """Where the addressee goes on: the staff at the review page, a centre at the status page."""
    return "review" if notice is Notice.ANSWERED else "status"


def _subject(notice: Notice) -> str:
    return {
        Notice.ASKED: _("Tocsin: a question about case %(case)s"),
        Notice.RETURNED: _("Tocsin: case %(case)s came back to you"),
        Notice.ACCEPTED: _("Tocsin: case %(case)s is accepted"),
        Notice.NULLIFIED: _("Tocsin: case %(case)s is withdrawn"),
        Notice.ANSWERED: _("Tocsin: answers on case %(case)s"),
    }[notice]


def _happened(notice: Notice) -> str:
    return {
        Notice.ASKED: _("The registry's staff have a question about case %(case)s, version %(version)d."),
        Notice.RETURNED: _("The registry's staff returned case %(case)s, version %(version)d, to your centre."),
        Notice.ACCEPTED: _("Case %(case)s, version %(version)d, is now part of the registry. Thank you for reporting."),
        Notice.NULLIFIED: _("The registry's staff withdrew case %(case)s: from now on it is not counted."),
        Notice.ANSWERED: _("The centre answered questions about case %(case)s, version %(version)d."),
    }[notice]


def _to_do(notice: Notice) -> str:
    return {
        Notice.ASKED: _("To read it and answer, sign in here:"),
        Notice.RETURNED: _("To read why and correct the report, sign in here:"),
        Notice.ACCEPTED: _("To see it, sign in here:"),
        Notice.NULLIFIED: _("To read why, sign in here:"),
        Notice.ANSWERED: _("To read them, sign in here:"),
    }[notice]
