"""The history tells what a person did, and nothing that the registry wrote anew by itself."""

from __future__ import annotations

import dataclasses

import pytest

from cases import store
from cases.actions.cases import follow_up, submit, write_draft
from cases.actions.retraction import nullify
from cases.actions.review import accept, assign, take_into_review
from cases.icsr.codes import Outcome, Sex
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.report import PrimarySource
from cases.models import AuditEvent, CaseVersion
from cases.models import Patient as PatientRow
from cases.selectors.history import Entry, history
from tests.cases.audit.trail import say
from tests.cases.builders import draft, minimal
from tests.cases.documented import documented
from tests.people import person

pytestmark = pytest.mark.django_db
SOMEBODY = Patient(initials="A B", sex=Sex.FEMALE, birth_date=PartialDate("19900501"))
REPORTER = (PrimarySource(country="NO", given_name="Zoe", family_name="Zebrowski"),)


@pytest.fixture
def known() -> CaseVersion:
    """A draft that says who the patient and the reporter are."""
    return draft(minimal(patient=SOMEBODY, primary_sources=REPORTER))


def newest(version: CaseVersion) -> Entry:
    return next(iter(history(version.case_id)))


def said(version: CaseVersion) -> list[str]:
    return [str(change) for change in newest(version).changes]


def test_submitting_changes_nothing_of_who_somebody_is(known: CaseVersion) -> None:
    say(request="r-1")
    submit(known, by=None)
    lines = said(known)
    assert any(line.startswith("Report") for line in lines)
    assert not [line for line in lines if line.startswith(("Patient", "Reporter"))]
    written = AuditEvent.objects.filter(table_name=PatientRow._meta.db_table, request="r-1")
    assert not written.exists()


def test_what_is_encrypted_anew_is_no_change(known: CaseVersion) -> None:
    say(request="r-2")
    write_draft(known, dataclasses.replace(store.load(known), patient=SOMEBODY), by=None)
    assert not [entry for entry in history(known.case_id) if entry.request == "r-2"]


@pytest.mark.parametrize("initials", ["AB", "", "Q"])
def test_what_changed_is_told_even_where_its_digest_is_the_same(known: CaseVersion, initials: str) -> None:
    say(request="r-3")
    patient = dataclasses.replace(SOMEBODY, initials=initials or None)
    write_draft(known, dataclasses.replace(store.load(known), patient=patient), by=None)
    assert said(known) == ["Patient: Initials: changed"]


def test_a_follow_up_is_one_line_however_much_it_copies() -> None:
    version = draft(documented()["MYRO-2018"])
    submit(version, by=None)
    accept(version, by=None)
    nora = person("Centre reporter", "nora")
    say(request="r-4")
    made = follow_up(version.case, by=nora)
    lines = said(version)
    (copied,) = [line for line in lines if line.startswith("Copied from version 1: nothing -> ")]
    assert int(copied.split()[-2]) > 30
    # The day of its receipt is new, and is all that is not copied.
    others = [line for line in lines if not line.startswith(("Case version 2", "Copied"))]
    assert [line.partition(":")[0] for line in others] == ["Report"], others
    assert made.number == 2


def test_what_a_version_changes_in_the_request_that_makes_it_is_told(known: CaseVersion) -> None:
    submit(known, by=None)
    accept(known, by=None)
    say(request="r-5")
    made = follow_up(known.case, by=None)
    held = store.load(made)
    reaction = dataclasses.replace(held.reactions[0], outcome=Outcome.FATAL)
    write_draft(made, dataclasses.replace(held, reactions=(reaction,), primary_sources=()), by=None)
    lines = said(known)
    assert "Reaction 1: Outcome: Recovered -> Fatal" in lines
    assert "Reporter 1: Country: NO -> nothing" in lines
    assert "Reporter 1: Family name: changed" in lines
    assert not [line for line in lines if line.startswith(("Drug", "Patient"))]


def test_nullifying_tells_the_mark_and_the_reason_alone(known: CaseVersion) -> None:
    submit(known, by=None)
    say(request="r-6")
    nullify(known.case, by=None, reason="Reported twice")
    entries = [entry for entry in history(known.case_id) if entry.request == "r-6"]
    told = [str(change) for entry in entries for change in entry.changes]
    lines = [line for line in told if not line.startswith(("Case version", "Step", "Facts"))]
    assert any(line.startswith("Copied from version 1") for line in lines)
    assert any(line.startswith("Report: ") and "ullif" in line for line in lines), lines
    assert not [line for line in lines if line.startswith(("Drug", "Patient", "Reaction", "Reporter"))]


def test_who_has_it_and_who_submitted_it_have_names(known: CaseVersion) -> None:
    nora, ada, eve = (person("superuser", name) for name in ("nora", "ada", "eve"))
    say(request="r-7")
    submit(known, by=nora)
    assert "Case version 1: Submitted by: nothing -> nora" in said(known)
    say(request="r-8")
    take_into_review(known, by=ada)
    assert "Case version 1: Assigned to: nothing -> ada" in said(known)
    say(request="r-9")
    assign(known, to=eve, by=ada)
    assert said(known) == ["Case version 1: Assigned to: ada -> eve"]
