"""Open a case, write its draft, submit a version, add follow-up: what a reporter does with a case."""

from __future__ import annotations

import dataclasses
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cases import store
from cases.actions.confirmations import open_concerns
from cases.actions.drafts import forget_revisions, supersede
from cases.actions.facts import rebuild_facts
from cases.actions.steps import ActionError, By, locked, take, user_or_none
from cases.icsr import ICSR
from cases.icsr.codes import ReportType
from cases.icsr.partial_date import PartialDate
from cases.icsr.report import Report
from cases.models.case import Case, CaseVersion, Centre
from cases.rules.clocks import clock, urgency
from cases.rules.coding import code_words
from cases.rules.facts import given
from cases.rules.workflow import State, VersionKind, transition
from cases.terminology.lookup import Dictionary

__all__ = ["ActionError", "By", "discard", "follow_up", "open_case", "submit", "write_draft"]


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
    return CaseVersion.objects.create(case=case, number=1, created_by=user_or_none(by))


@transaction.atomic
def write_draft(version: CaseVersion, icsr: ICSR, *, by: By) -> None:
    """Replace what a draft holds."""
    held = locked(version)
    if not held.is_draft:
        raise ActionError("A submitted version never changes: make a new version instead.")
    supersede(held, by=by)
    store.write(held, icsr)


@transaction.atomic
def submit(version: CaseVersion, *, by: By) -> None:
    """Submit a draft: from now on it never changes. Known words get their codes, its clock and facts are derived.

    A person confirms values that are odd first; what the system itself loads says what its source says.
    """
    held = locked(version)
    transition("submit", State(held.state))
    today = PartialDate(timezone.now().strftime("%Y%m%d"))
    loaded = store.load(held)
    icsr = received(loaded, held.case.identifier, today, first=held.kind == VersionKind.INITIAL)
    missing = missing_minimum(icsr) + unclear_infusions(icsr)
    if missing:
        raise ActionError(f"Before you submit, fill in: {', '.join(missing)}.")
    if by is not None and (doubtful := open_concerns(held, icsr)):
        raise ActionError(f"Correct or confirm the marked values first: {len(doubtful)}.")
    terms, runs = Dictionary(), clock(icsr)
    store.write(held, code_words(icsr, terms), held=loaded)
    take(
        held,
        "submit",
        by=by,
        submitted_at=timezone.now(),
        submitted_by=user_or_none(by),
        urgency=urgency(icsr),
        day_zero=runs.day_zero if runs else None,
        due=runs.last_day if runs else None,
    )
    rebuild_facts([held.pk], terms)
    forget_revisions(held, by=user_or_none(by))
    version.refresh_from_db()


@transaction.atomic
def discard(version: CaseVersion, *, by: By) -> None:
    """Delete a draft; the case goes too when this was all there was of it. The audit trail keeps what it held."""
    held = locked(version)
    if not held.is_draft:
        raise ActionError("A submitted version is never deleted.")
    case = held.case
    held.delete()
    if not case.versions.exists():
        case.delete()


@transaction.atomic
def follow_up(case: Case, *, by: By, kind: VersionKind = VersionKind.FOLLOW_UP) -> CaseVersion:
    """Open a draft from the last version of the case; the day of its receipt is new."""
    last = case.versions.select_for_update().order_by("number").last()
    if last is None or last.is_draft:
        raise ActionError("This case has a draft already: go on with that one.")
    if last.state == State.NULLIFIED:
        raise ActionError("This case is nullified: report a new one instead.")
    draft = CaseVersion.objects.create(case=case, number=last.number + 1, kind=kind, created_by=user_or_none(by))
    store.write(draft, without_receipt(store.load(last)))
    return draft


def without_receipt(icsr: ICSR) -> ICSR:
    """The case without the dates and the mark that belong to one version only (C.1.2, C.1.5, C.1.11)."""
    if icsr.report is None:
        return icsr
    return dataclasses.replace(
        icsr,
        report=dataclasses.replace(
            icsr.report, created=None, latest_received=None, retraction=None, retraction_reason=None
        ),
    )


def received(icsr: ICSR, identifier: str, today: PartialDate, *, first: bool = True) -> ICSR:
    """The case with its numbers (C.1.1, C.1.8.1) and dates of receipt (C.1.4, C.1.5), where the reporter gave none.

    What a later version adds was received today, unless the reporter says when.
    """
    report = icsr.report or Report()
    began = report.first_received or today
    return dataclasses.replace(
        icsr,
        report=dataclasses.replace(
            report,
            safety_report_id=report.safety_report_id or identifier,
            worldwide_id=report.worldwide_id or identifier,
            report_type=report.report_type or ReportType.SPONTANEOUS,
            first_received=began,
            latest_received=report.latest_received or (began if first else today),
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
