"""Odd values before those who review: marked where they stand, with the reason and who gave it, and in the history."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from cases.actions.cases import follow_up, open_case, submit, write_draft
from cases.actions.confirmations import confirm, open_concerns
from cases.icsr.codes import Sex
from cases.icsr.codes_lung import Analyte
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.icsr.test import Test as LabTest
from cases.icsr.values import Quantity
from cases.models import Case, CaseVersion
from cases.store import load
from tests.cases.admin.staff.conftest import review, words
from tests.cases.builders import centre, minimal
from tests.people import person

pytestmark = pytest.mark.django_db


def confirmed(reason: str, **parts: Any) -> CaseVersion:
    """A submitted case whose reporter nora confirmed each odd value; without a reason, it was loaded as it is."""
    nora = person("Centre reporter", "nora", centre=centre())
    version = open_case(by=nora, kind=Case.Kind.ADVERSE_REACTION, source=Case.Source.CENTRE, centre=centre())
    write_draft(version, minimal(**parts), by=nora)
    icsr = load(version)
    for concern in open_concerns(version, icsr) if reason else ():
        confirm(version, concern, icsr=icsr, reason=reason, by=nora)
    submit(version, by=nora if reason else None)
    return version


def haemoglobin() -> tuple[LabTest, ...]:
    """The second row holds the odd value, under a number of its own: the doubt counts rows, the page numbers."""
    three = Quantity(Decimal(3), "g/dL")
    return (
        LabTest(number=1, name="ESR"),
        LabTest(number=4, analyte=Analyte.HAEMOGLOBIN, name="Haemoglobin", result=three),
    )


def page(client: Client, version: CaseVersion) -> str:
    return client.get(review(version)).content.decode()


def test_an_odd_value_is_marked_with_the_reason_and_who_gave_it(assessor: Client) -> None:
    html = page(assessor, confirmed("Measured twice", tests=haemoglobin()))
    text = words(html)
    assert "1 value to doubt" in text
    start = html.index('data-path="tests[4].result"')
    at_the_value = words(html[start : start + 600])
    assert "nora confirmed it: Measured twice" in at_the_value
    assert "3 g/dL" in at_the_value


def test_what_nobody_confirmed_says_so(assessor: Client) -> None:
    version = confirmed("", tests=haemoglobin())
    assert "Nobody confirmed it." in words(page(assessor, version))


def test_a_case_without_doubts_has_no_such_line(assessor: Client) -> None:
    assert "to doubt" not in words(page(assessor, confirmed("none")))


def test_a_doubt_from_the_date_of_birth_says_nothing_to_who_may_not_see_it(assessor: Client, manager: Client) -> None:
    version = confirmed(
        "Born in May, sure",
        patient=Patient(sex=Sex.FEMALE, birth_date=PartialDate("19900501"), age_at_onset=Quantity(Decimal(50), "a")),
        reactions=(Reaction(verbatim="Headache", start=PartialDate("20220716")),),
    )
    told, hidden = words(page(manager, version)), words(page(assessor, version))
    assert "32 years" in told
    assert "nora confirmed it: Born in May, sure" in told
    assert "1 value to doubt" in hidden
    for secret in ("32 years", "Born in May", "1990"):
        assert secret not in hidden


def test_the_history_says_which_value_and_why(manager: Client) -> None:
    version = confirmed("Measured twice", tests=haemoglobin())
    text = words(manager.get(f"/admin/cases/case/{version.case_id}/history/").content.decode())
    assert "Odd value confirmed as right: Test 2: Value Measured twice" in text
    assert "Kind of doubt" not in text


def test_the_history_keeps_the_reason_of_an_identifying_value_to_itself(manager: Client) -> None:
    version = follow_up(confirmed("none").case, by=None)
    version.confirmations.create(code="x", path="patient.birth_date", reason="Zebrowski says so")
    text = words(manager.get(f"/admin/cases/case/{version.case_id}/history/").content.decode())
    assert "Odd value confirmed as right: Patient: Date of birth reason withheld" in text
    assert "Zebrowski" not in text
