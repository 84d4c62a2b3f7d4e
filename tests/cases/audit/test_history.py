"""The history of a case as people read it."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from cases import store
from cases.actions.access import note_reading
from cases.actions.cases import submit, write_draft
from cases.actions.review import accept
from cases.icsr.codes import DrugRole, Outcome
from cases.icsr.codes_lung import InfusionStatus
from cases.icsr.course import Infusion
from cases.icsr.drug import Drug, DrugReaction
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction as ReactionRecord
from cases.icsr.values import Coded, NullFlavor, Quantity
from cases.models import Case, CaseVersion, Reaction
from cases.models import Patient as PatientRow
from cases.selectors.history import history, history_page, readings
from cases.selectors.history_words import element_words
from tests.cases.audit.trail import run, say
from tests.cases.builders import draft, minimal
from tests.cases.maximal import maximal

pytestmark = pytest.mark.django_db


def lines(version: CaseVersion, **more: Any) -> list[str]:
    """What the newest entry says."""
    return [str(change) for change in next(iter(history(version.case_id, **more))).changes]


def test_a_changed_outcome_reads_as_a_sentence_with_who_when_and_why() -> None:
    version = draft(minimal(reactions=(ReactionRecord(verbatim="Headache", outcome=Outcome.UNKNOWN),)))
    start = timezone.now()
    say(actor="nora", request="req-1", reason="she called back")
    Reaction.objects.filter(version=version).update(outcome=Outcome.RECOVERED)
    entry = next(history(version.case_id))
    assert [str(change) for change in entry.changes] == [
        f"Reaction 1: Outcome: {Outcome.UNKNOWN.label} -> {Outcome.RECOVERED.label}"
    ]
    assert (entry.who, entry.request, entry.reason) == ("nora", "req-1", "she called back")
    assert start <= entry.at <= timezone.now()


def test_a_draft_that_is_written_anew_shows_what_changed_alone() -> None:
    first = minimal(drugs=(dataclasses.replace(minimal().drugs[0], infusions=(_infusion("2022-07-14"),)),))
    version = draft(first)
    say(actor="nora", request="req-2")
    drug = dataclasses.replace(first.drugs[0], infusions=(_infusion("2022-07-15"),), holder="Firm")
    write_draft(version, dataclasses.replace(first, drugs=(drug,)), by=None)
    assert lines(version) == [
        "Drug 1: Holder of the authorisation: nothing -> Firm",
        "Drug 1, Infusion 1: Start: 2022-07-14 -> 2022-07-15",
    ]


def _infusion(day: str) -> Infusion:
    return Infusion(course=1, infusion=1, status=InfusionStatus.GIVEN, start=PartialDate.parse(day))


def test_a_draft_written_anew_without_a_change_is_no_entry() -> None:
    version = draft()
    before = len(list(history(version.case_id)))
    say(request="req-3")
    write_draft(version, store.load(version), by=None)
    assert len(list(history(version.case_id))) == before


def test_rows_that_came_or_went_show_what_they_held() -> None:
    version = draft()
    say(request="req-4")
    second = ReactionRecord(verbatim="Cough", start=PartialDate("202207"))
    write_draft(version, minimal(reactions=(minimal().reactions[0], second)), by=None)
    assert lines(version) == [
        "Reaction 2: Reaction, in the reporter's words: nothing -> Cough",
        "Reaction 2: Start: nothing -> 2022-07",
    ]
    say(request="req-5")
    Reaction.objects.filter(version=version, number=2).delete()
    assert lines(version) == [
        "Reaction 2: Reaction, in the reporter's words: Cough -> nothing",
        "Reaction 2: Start: 2022-07 -> nothing",
    ]


def test_what_an_insert_held_comes_from_what_was_recorded_later() -> None:
    """The row was changed twice and deleted since; its insert holds a digest alone."""
    version = draft()
    say(request="req-6")
    Reaction.objects.filter(version=version).update(verbatim="Migraine")
    say(request="req-7")
    Reaction.objects.filter(version=version).update(verbatim="Nausea", outcome=Outcome.FATAL)
    say(request="req-8")
    Reaction.objects.filter(version=version).delete()
    said = [[str(change) for change in entry.changes] for entry in history(version.case_id)]
    words = "Reaction 1: Reaction, in the reporter's words: "
    assert said[0][0] == f"{words}Nausea -> nothing"
    assert said[1] == [
        f"{words}Migraine -> Nausea",
        f"Reaction 1: Outcome: {Outcome.RECOVERED.label} -> {Outcome.FATAL.label}",
    ]
    assert said[2] == [f"{words}Headache -> Migraine"]
    assert f"{words}nothing -> Headache" in said[3]
    assert f"Reaction 1: Outcome: nothing -> {Outcome.RECOVERED.label}" in said[3]


def test_each_kind_of_value_is_shown_as_people_write_it() -> None:
    version = draft()
    say(request="req-9")
    patient = Patient(
        age_at_onset=Quantity(Decimal("31.0"), "a"),
        weight_kg=Decimal("60.50"),
        sex=NullFlavor.ASKU,
        concomitant_therapies=True,
        races=("C16352", "C41259"),
    )
    reaction = ReactionRecord(
        verbatim="Headache", outcome=Outcome.RECOVERED, term=Coded("10019211", "27.1"), life_threatening=False
    )
    link = DrugReaction(drug=1, reaction=1, onset_course=1)
    write_draft(version, minimal(patient=patient, reactions=(reaction,), drug_reactions=(link,)), by=None)
    said = lines(version)
    for line in (
        "Patient: Sex: Female -> asked, not known",
        "Patient: Age when the reaction began: nothing -> 31.0 years",
        "Patient: Weight (kg): nothing -> 60.50",
        "Patient: Takes other drugs: nothing -> Yes",
        "Reaction 1: Reaction, coded: nothing -> 10019211 (27.1)",
        "Reaction 1: Life-threatening: nothing -> No",
        "Drug and reaction 1: Drug: nothing -> Drug 1",
        "Drug and reaction 1: Reaction: nothing -> Reaction 1",
        "Drug and reaction 1: Course in which it began: nothing -> 1",
    ):
        assert line in said
    assert any(line.startswith("Patient: FDA: race: nothing -> ") for line in said)


def test_digits_are_a_change_that_shows() -> None:
    version = draft(minimal(patient=Patient(weight_kg=Decimal("12"))))
    say(request="req-10")
    PatientRow.objects.filter(version=version).update(weight_kg=Decimal("12.0"))
    assert lines(version) == ["Patient: Weight (kg): 12 -> 12.0"]


def test_what_identifies_a_person_is_said_to_have_changed_and_never_shown() -> None:
    version = draft(minimal(patient=Patient(initials="QZX", birth_date=PartialDate("19710203"))))
    say(request="req-11")
    PatientRow.objects.filter(version=version).update(initials="WVU", birth_date="19720405")
    assert lines(version) == ["Patient: Initials: changed", "Patient: Date of birth: changed"]
    version.delete()
    whole = "\n".join(str(change) for entry in history(version.case_id) for change in entry.changes)
    for secret in ("QZX", "WVU", "1971", "1972"):
        assert secret not in whole


def test_nothing_of_a_whole_case_that_identifies_is_shown() -> None:
    icsr = maximal()
    version = draft(icsr)
    say(request="req-12")
    version.delete()
    whole = "\n".join(str(change) for entry in history(version.case_id) for change in entry.changes)
    assert "initials" not in whole
    assert "Patient: Initials: changed" in whole
    assert "Drug 2, Infusion 1: " in whole


def test_states_and_numbers_of_versions_are_said_in_words() -> None:
    version = draft()
    say(request="req-13")
    submit(version, by=None)
    assert "Case version 1: State: Draft -> Submitted" in lines(version)
    say(request="req-14", actor="anna")
    accept(version, by=None)
    entry = next(history(version.case_id))
    assert entry.who == "anna"
    assert "Case version 1: State: Submitted -> Accepted" in [str(change) for change in entry.changes]
    said = [str(change) for change in list(history(version.case_id))[-1].changes]
    assert f"Case: Case number: nothing -> {version.case.identifier}" in said


def test_other_cases_stay_out() -> None:
    one, other = draft(), draft()
    say(request="req-15")
    Reaction.objects.filter(version=other).update(verbatim="Elsewhere")
    assert "Elsewhere" not in str(list(history(one.case_id)))
    assert "Elsewhere" in str(list(history(other.case_id)))
    assert list(history(10**9)) == []


def test_raw_sql_past_the_application_is_in_the_history() -> None:
    version = draft()
    say()
    run("UPDATE cases_reaction SET outcome = '5' WHERE version_id = %s", version.pk)
    entry = next(history(version.case_id))
    assert entry.who == run("SELECT session_user::text")[0][0]


@pytest.mark.parametrize("size", [1, 2, 7, 40, 1000])
def test_pages_of_any_size_say_the_same(size: int) -> None:
    version = draft()
    for turn in range(5):
        say(request=f"turn {turn}")
        Reaction.objects.filter(version=version).update(verbatim=f"Words {turn}")
    pages, before = [], None
    while True:
        page = history_page(version.case_id, before=before, size=size)
        pages.append(page)
        assert sum(entry.last_event - entry.first_event + 1 for entry in page.entries) <= size
        if page.next is None:
            break
        before = page.next
    entries = [entry for page in pages for entry in page.entries]
    assert [e.request for e in entries][:5] == [f"turn {turn}" for turn in reversed(range(5))]
    told = sorted(str(change) for entry in entries for change in entry.changes)
    assert told == sorted(str(change) for entry in history(version.case_id) for change in entry.changes)


def test_an_entry_longer_than_a_page_says_that_it_goes_on() -> None:
    version = draft()
    first = history_page(version.case_id, size=3)
    assert [entry.continued for entry in first.entries] == [True]
    assert [entry.continued for entry in history_page(version.case_id).entries] == [False]


def test_the_number_of_queries_does_not_grow_with_the_history(django_assert_max_num_queries: Any) -> None:
    version = draft(minimal(drugs=tuple(Drug(name=f"Drug {n}", role=DrugRole.SUSPECT) for n in range(9))))
    for turn in range(9):
        say(request=f"turn {turn}")
        write_draft(version, minimal(reactions=(ReactionRecord(verbatim=f"Words {turn}"),)), by=None)
    with django_assert_max_num_queries(14):
        assert len(history_page(version.case_id).entries) >= 9


def test_readings_are_listed_in_words() -> None:
    version, nora = draft(), get_user_model().objects.create_user("nora")
    what = ["patient.initials", "primary_sources[2].email", "patient.birth_date"]
    note_reading(by=nora, version=version, elements=what, request_id="req-20")
    note_reading(by=nora, version=version, elements=["patient.initials"])
    newest, oldest = readings(version.case_id)
    assert (newest.what, newest.version) == (("Patient: Initials",), version.pk)
    assert oldest.what[:2] == ("Patient: Date of birth", "Patient: Initials")
    assert oldest.what[2].startswith("Person who reported 2: ") or " 2: " in oldest.what[2]
    assert (oldest.who, oldest.request) == ("nora", "req-20")
    assert readings(Case.objects.exclude(pk=version.case_id).count() + 10**9) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("patient.initials", "Patient: Initials"),
        ("drugs[2].infusions[1].batch", "Drug 2: Infusion 1: Batch"),
        ("attachment", "attachment"),
    ],
)
def test_a_path_is_said_in_words(path: str, words: str) -> None:
    assert element_words(path) == words
