"""Open a case, write its draft, submit and accept a version: the only ways in which a case changes."""

from __future__ import annotations

import dataclasses
import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from cases import store
from cases.actions.facts import rebuild_facts
from cases.icsr import ICSR
from cases.icsr.codes import ReportType
from cases.icsr.partial_date import PartialDate
from cases.icsr.report import Report
from cases.models.case import Case, CaseVersion, Centre
from cases.rules.coding import code_words
from cases.rules.facts import given
from cases.rules.workflow import State, step
from cases.terminology.lookup import Dictionary

By = AbstractBaseUser | None
"""Who acts; None is the system itself (seeding, jobs)."""


class ActionError(ValueError):
    """The action cannot be done; the message says why and what would be right."""


def new_identifier() -> str:
    """A case number in the form of E2B(R3) C.1.1: country, registry, a number that says nothing of the patient."""
    year = timezone.now().year
    return f"{settings.TOCSIN_SENDER_COUNTRY}-{settings.TOCSIN_SENDER_ID}-{year}-{secrets.token_hex(4).upper()}"


@transaction.atomic
def open_case(
    *,
    by: By,
    kind: str,
    source: str,
    centre: Centre,
    identifier: str | None = None,
) -> CaseVersion:
    """Make a case with an empty first draft."""
    number = identifier or new_identifier()
    if Case.objects.filter(identifier=number).exists():
        raise ActionError(f"There is a case with the number {number} already: open that one, or choose another number.")
    case = Case.objects.create(identifier=number, kind=kind, source=source, centre=centre)
    return CaseVersion.objects.create(case=case, number=1, created_by=_user(by))


@transaction.atomic
def write_draft(version: CaseVersion, icsr: ICSR, *, by: By) -> None:
    """Replace what a draft holds."""
    locked = _locked(version)
    if not locked.is_draft:
        raise ActionError("A submitted version never changes: make a new version instead.")
    store.write(locked, icsr)


@transaction.atomic
def submit(version: CaseVersion, *, by: By) -> None:
    """Submit a draft: from now on it never changes. Known words get their codes, and the facts are derived."""
    locked = _locked(version)
    locked.state = step("submit", State(locked.state))
    icsr = received(store.load(locked), locked.case.identifier, PartialDate(timezone.now().strftime("%Y%m%d")))
    missing = missing_minimum(icsr) + unclear_infusions(icsr)
    if missing:
        raise ActionError(f"Before you submit, fill in: {', '.join(missing)}.")
    terms = Dictionary()
    store.write(locked, code_words(icsr, terms))
    locked.submitted_at, locked.submitted_by = timezone.now(), _user(by)
    locked.save(update_fields=["state", "submitted_at", "submitted_by"])
    rebuild_facts([locked.pk], terms)
    version.refresh_from_db()


@transaction.atomic
def accept(version: CaseVersion, *, by: By) -> None:
    """Accept a submitted version into the aggregates."""
    locked = _locked(version)
    locked.state = step("accept", State(locked.state))
    locked.accepted_at, locked.accepted_by = timezone.now(), _user(by)
    locked.save(update_fields=["state", "accepted_at", "accepted_by"])
    version.refresh_from_db()


def received(icsr: ICSR, identifier: str, today: PartialDate) -> ICSR:
    """The case with its numbers (C.1.1, C.1.8.1) and dates of receipt (C.1.4, C.1.5), where the reporter gave none."""
    report = icsr.report or Report()
    first = report.first_received or today
    return dataclasses.replace(
        icsr,
        report=dataclasses.replace(
            report,
            safety_report_id=report.safety_report_id or identifier,
            worldwide_id=report.worldwide_id or identifier,
            report_type=report.report_type or ReportType.SPONTANEOUS,
            first_received=first,
            latest_received=report.latest_received or first,
        ),
    )


def unclear_infusions(icsr: ICSR) -> list[str]:
    """Infusions that could not be counted: without course, number, or word on whether they were given."""
    return [
        f"course, number and 'Given?' of infusion row {position} of {drug.name or 'the drug'}"
        for drug in icsr.drugs
        for position, row in enumerate(drug.infusions, start=1)
        if row.course is None or row.infusion is None or row.status is None
    ]


def missing_minimum(icsr: ICSR) -> list[str]:
    """What a valid report still lacks: a patient, a reporter, a drug, a reaction (ICH E2D; GVP module VI, VI.B.2)."""
    patient = icsr.patient
    about = ("initials", "sex", "age_at_onset", "birth_date", "age_group", "hospital_record")
    known = patient is not None and any(given(getattr(patient, name)) for name in about)
    reporter = bool(icsr.primary_sources or icsr.literature)
    suspect = icsr.episode is not None or any(drug.role and drug.name for drug in icsr.drugs)
    reaction = any(row.verbatim or row.term for row in icsr.reactions)
    needs = (
        (known or icsr.literature, "the patient (one of initials, sex, age, date of birth)"),
        (reporter, "a reporter or a publication"),
        (suspect, "a drug with its role"),
        (reaction, "a reaction"),
    )
    return [words for there, words in needs if not there]


def _locked(version: CaseVersion) -> CaseVersion:
    return CaseVersion.objects.select_for_update().get(pk=version.pk)


def _user(by: By) -> Any:
    return by if by is not None and by.pk is not None else None
