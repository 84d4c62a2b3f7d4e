"""Amend an accepted case, or nullify it: each a version of its own, marked as ICH E2B(R3) C.1.11 asks."""

from __future__ import annotations

import dataclasses

from django.db import transaction
from django.utils import timezone

from cases import store
from cases.actions import notices
from cases.actions.cases import discard, follow_up, received, without_receipt
from cases.actions.facts import rebuild_facts
from cases.actions.review import replace_earlier
from cases.actions.steps import ActionError, By, locked, require, take, user_or_none
from cases.icsr import ICSR
from cases.icsr.codes import Retraction
from cases.icsr.partial_date import PartialDate
from cases.icsr.report import Report
from cases.models.case import Case, CaseVersion
from cases.rules.clocks import clock, urgency
from cases.rules.workflow import State, VersionKind, transition
from cases.terminology.lookup import Dictionary


@transaction.atomic
def amend(version: CaseVersion, *, by: By, reason: str) -> CaseVersion:
    """Open an amendment of an accepted version: a draft that staff correct, submit and accept like any other."""
    held = locked(version)
    take(held, "amend", by=by, reason=reason)
    draft = follow_up(held.case, by=by, kind=VersionKind.AMENDMENT)
    store.write(draft, _marked(store.load(draft), Retraction.AMENDMENT, reason))
    return draft


@transaction.atomic
def nullify(case: Case, *, by: By, reason: str, signed: bool = False) -> CaseVersion:
    """Nullify a case that was submitted at least once: a last version with the reason, from which on nothing counts.

    A draft that somebody has begun goes with it; the audit trail keeps what it held.
    """
    require(transition("nullify", State.DRAFT), by)
    last = case.versions.select_for_update().order_by("number").last()
    if last is not None and last.is_draft and last.number > 1:
        discard(last, by=by)
        last = case.versions.select_for_update().order_by("number").last()
    if last is None or last.state == State.NULLIFIED:
        raise ActionError("This case is nullified already.")
    if last.is_draft:
        raise ActionError("This case was never submitted: delete its draft instead.")
    version = CaseVersion.objects.create(
        case=case, number=last.number + 1, kind=VersionKind.NULLIFICATION, created_by=user_or_none(by)
    )
    today = PartialDate(timezone.now().strftime("%Y%m%d"))
    icsr = _marked(without_receipt(store.load(last)), Retraction.NULLIFICATION, reason)
    icsr = received(icsr, case.identifier, today, first=False)
    store.write(version, icsr)
    now, runs = timezone.now(), clock(icsr)
    take(
        version,
        "nullify",
        by=by,
        reason=reason,
        signed=signed,
        submitted_at=now,
        submitted_by=user_or_none(by),
        accepted_at=now,
        accepted_by=user_or_none(by),
        urgency=urgency(icsr),
        day_zero=runs.day_zero if runs else None,
        due=runs.last_day if runs else None,
    )
    rebuild_facts([version.pk], Dictionary())
    replace_earlier(version)
    if by is not None:
        notices.nullified(version)
    return version


def _marked(icsr: ICSR, mark: Retraction, reason: str) -> ICSR:
    report = dataclasses.replace(icsr.report or Report(), retraction=mark, retraction_reason=reason.strip())
    return dataclasses.replace(icsr, report=report)
