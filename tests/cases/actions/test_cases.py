"""Cases change by actions only: opened, written, submitted, accepted, each with a clear word when it cannot be."""

from __future__ import annotations

import dataclasses
import re

import pytest
from django.core.management import call_command
from django.utils import timezone

from cases import store
from cases.actions.cases import ActionError, new_identifier, open_case, submit, write_draft
from cases.actions.review import accept, take_into_review
from cases.icsr import ICSR
from cases.icsr.codes import Sex
from cases.icsr.codes_lung import InfusionStatus
from cases.icsr.comparator import Episode
from cases.icsr.course import Infusion
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.report import LiteratureReference, Report
from cases.icsr.values import Coded, NullFlavor
from cases.models import Case, CaseFacts, CaseVersion, PairFacts
from cases.rules.workflow import State, TransitionError
from cases.terminology.starter import load_starter_terms
from tests.cases.builders import centre, draft, minimal
from tests.people import person

pytestmark = pytest.mark.django_db

TERMS = {
    "dictionary": "Test list",
    "version": "T9",
    "note": "",
    "terms": {
        "reaction": {"Nerves": [{"code": "1", "name": "Headache", "synonyms": ["sore head"]}]},
        "indication": {"ms": [{"code": "2", "name": "RRMS"}]},
        "substance": {"": [{"code": "3", "name": "alemtuzumab"}]},
    },
}


def test_a_new_case_has_a_number_that_says_nothing_of_the_patient() -> None:
    version = open_case(by=None, kind="reaction", source="centre", centre=centre())
    assert re.fullmatch(r"XX-TOCSIN-\d{4}-[0-9A-F]{8}", version.case.identifier)
    assert (version.number, version.state, str(version)) == (1, "draft", f"{version.case.identifier}, version 1")
    assert new_identifier() != new_identifier()


def test_a_number_is_given_once() -> None:
    first = draft()
    with pytest.raises(ActionError, match="There is a case with the number"):
        open_case(by=None, kind="reaction", source="centre", centre=centre(), identifier=first.case.identifier)
    assert Case.objects.count() == 1


def test_who_did_what_and_when_is_kept() -> None:
    user = person("PV assessor")
    version = open_case(by=user, kind="reaction", source="centre", centre=centre())
    write_draft(version, minimal(), by=user)
    submit(version, by=user)
    take_into_review(version, by=user)
    accept(version, by=user, signed=True)
    assert version.created_by == version.submitted_by == version.accepted_by == user
    assert version.submitted_at is not None
    assert version.accepted_at is not None
    assert version.created_at <= version.submitted_at <= version.accepted_at


@pytest.mark.parametrize(
    ("icsr", "missing"),
    [
        (ICSR(), "the patient .* a reporter or a publication, a drug with its role, a reaction"),
        (minimal(patient=Patient(sex=NullFlavor.UNK)), "fill in: the patient"),
        (minimal(primary_sources=()), "fill in: a reporter or a publication"),
        (minimal(drugs=()), "fill in: a drug with its role"),
        (minimal(reactions=()), "fill in: a reaction"),
    ],
)
def test_the_four_minimum_criteria_stand_before_submission(icsr: ICSR, missing: str) -> None:
    version = draft(icsr)
    with pytest.raises(ActionError, match=missing):
        submit(version, by=None)
    assert CaseVersion.objects.get(pk=version.pk).state == State.DRAFT


def test_the_registry_fills_in_its_number_and_the_day_of_receipt() -> None:
    version = draft()
    submit(version, by=None)
    report = store.load(version).report
    assert report is not None
    today = timezone.now().strftime("%Y%m%d")
    assert (report.safety_report_id, report.worldwide_id) == (version.case.identifier, version.case.identifier)
    assert (report.first_received, report.latest_received) == (PartialDate(today), PartialDate(today))
    assert CaseFacts.objects.get().received_year == timezone.now().year


def test_what_the_reporter_says_of_receipt_and_numbers_stays() -> None:
    version = draft(minimal(report=Report(worldwide_id="NO-X-1", first_received=PartialDate("202503"))))
    submit(version, by=None)
    report = store.load(version).report
    assert report is not None
    assert (report.worldwide_id, report.safety_report_id) == ("NO-X-1", version.case.identifier)
    assert (report.first_received, report.latest_received) == (PartialDate("202503"), PartialDate("202503"))


@pytest.mark.parametrize("gap", ["course", "infusion", "status"])
def test_an_infusion_that_could_not_be_counted_is_asked_about(gap: str) -> None:
    whole = Infusion(course=1, infusion=1, status=InfusionStatus.GIVEN)
    drug = dataclasses.replace(minimal().drugs[0], infusions=(whole, dataclasses.replace(whole, **{gap: None})))
    with pytest.raises(ActionError, match=r"'Given\?' of infusion row 2 of alemtuzumab"):
        submit(draft(minimal(drugs=(drug,))), by=None)


def test_a_publication_stands_for_patient_and_reporter() -> None:
    submit(draft(minimal(patient=None, primary_sources=(), literature=(LiteratureReference(reference="x"),))), by=None)


def test_a_comparator_needs_no_drug() -> None:
    submit(draft(minimal(drugs=(), episode=Episode(diagnosis="SLE")), kind="comparator"), by=None)
    assert not PairFacts.objects.exists()


def test_submission_codes_known_words_and_derives_facts() -> None:
    load_starter_terms(TERMS)
    version = draft()
    submit(version, by=None)
    icsr = store.load(version)
    assert icsr.reactions[0].term == Coded("1", "T9")
    assert icsr.reactions[0].verbatim == "Headache"
    assert icsr.drugs[0].indications[0].term == Coded("2", "T9")
    pair = PairFacts.objects.get()
    assert (pair.reaction_name, pair.organ_class, pair.indication_group) == ("Headache", "Nerves", "ms")
    assert CaseFacts.objects.get().sex == Sex.FEMALE
    assert str(pair) == f"{version}: 1 / 1"


def test_steps_out_of_order_are_refused() -> None:
    version = draft()
    with pytest.raises(TransitionError, match="must be 'In review'"):
        accept(version, by=None)
    submit(version, by=None)
    with pytest.raises(TransitionError, match="must be 'Draft'"):
        submit(version, by=None)
    with pytest.raises(ActionError, match="never changes"):
        write_draft(version, minimal(), by=None)


def test_a_second_draft_of_the_same_case_is_refused_by_the_database() -> None:
    version = draft()
    with pytest.raises(Exception, match="caseversion_one_draft"):
        CaseVersion.objects.create(case=version.case, number=2)


def test_facts_can_be_rebuilt(capsys: pytest.CaptureFixture[str]) -> None:

    version = draft(dataclasses.replace(minimal()))
    submit(version, by=None)
    CaseFacts.objects.all().delete()
    call_command("rebuild_facts")
    assert CaseFacts.objects.get().version == version
    assert "Facts of 1 versions are up to date." in capsys.readouterr().out
