"""The status page: receipt, stages, questions answered one by one, follow-up; each by real roles."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.actions.cases import submit, write_draft
from cases.actions.review import Question, accept, answer, ask, return_to_centre, take_into_review, withdraw_questions
from cases.icsr.patient import Patient
from cases.icsr.report import Document
from cases.icsr.values import Attachment
from cases.models import AccessEvent, Answer, CaseVersion, Centre
from cases.rules.workflow import State
from cases.selectors.status import Progress, of_version, stages
from cases.store import load
from tests.cases.builders import centre as centre_named
from tests.cases.builders import draft, minimal
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Centre:
    """The centre of the cases."""
    return centre_named()


@pytest.fixture
def nurse(centre: Centre) -> Client:
    """A reporter of the centre."""
    return signed_in("Centre reporter", "nora", centre=centre)


@pytest.fixture
def submitted() -> CaseVersion:
    """A submitted version."""
    version = draft()
    submit(version, by=None)
    return version


@pytest.fixture
def asked(submitted: CaseVersion) -> CaseVersion:
    """A version with three open questions."""
    assessor = person("PV assessor", "ada")
    take_into_review(submitted, by=assessor)
    ask(
        submitted,
        [
            Question("reactions[1].outcome", "Is the outcome of the headache sure?"),
            Question("patient.initials", "Are these the initials?"),
            Question("", "Was another drug given?"),
        ],
        by=assessor,
    )
    return submitted


def status(version: CaseVersion) -> str:
    """Where the status page is."""
    return f"/admin/cases/caseversion/{version.pk}/status/"


def page(client: Client, version: CaseVersion) -> str:
    """The status page."""
    response = client.get(status(version))
    assert response.status_code == 200
    return response.content.decode()


def test_the_receipt(nurse: Client, submitted: CaseVersion) -> None:
    html = page(nurse, submitted)
    number = load(submitted).report.worldwide_id  # type: ignore[union-attr]
    assert number == submitted.case.identifier
    for words in ("Worldwide unique case number", number, "We have your report", "at the latest", "Add follow-up"):
        assert words in html
    for address in ("change/", "cioms.pdf", "summary.pdf"):
        assert f"/admin/cases/caseversion/{submitted.pk}/{address}" in html


@pytest.mark.parametrize(
    ("method", "address"),
    [("get", "status/"), ("post", "status/"), ("post", "follow-up/"), ("get", "cioms.pdf"), ("get", "summary.pdf")],
)
def test_another_centre_finds_nothing(submitted: CaseVersion, address: str, method: str) -> None:
    other = signed_in("Centre lead", "olga", centre=centre_named("Centre B"))
    nowhere = signed_in("Centre reporter", "nils")
    for client in (other, nowhere):
        response = getattr(client, method)(f"/admin/cases/caseversion/{submitted.pk}/{address}")
        assert response.status_code == 404
        assert submitted.case.identifier not in response.content.decode()


def test_the_case_leads_to_its_status(nurse: Client, submitted: CaseVersion) -> None:
    case = nurse.get(f"/admin/cases/caseversion/{submitted.pk}/change/").content.decode()
    assert status(submitted) in case


@pytest.mark.parametrize("role", ["PV assessor", "PV manager", "Auditor"])
def test_staff_read_but_answer_nothing(asked: CaseVersion, role: str) -> None:
    client = signed_in(role)
    assert "Send answers" not in page(client, asked)
    assert client.post(status(asked), {"answer-1": "Yes"}).status_code == 403
    assert not Answer.objects.exists()


def test_an_auditor_opens_no_follow_up(submitted: CaseVersion) -> None:
    assert signed_in("Auditor").post(f"/admin/cases/caseversion/{submitted.pk}/follow-up/").status_code == 403
    assert submitted.case.versions.count() == 1


def test_a_question_stands_beside_its_field_and_value(nurse: Client, asked: CaseVersion) -> None:
    html = page(nurse, asked)
    for words in ("We have 3 questions", "Reaction 1: Outcome", "Recovered", "The case as a whole", "Send answers"):
        assert words in html


def test_a_value_that_identifies_is_for_those_who_may_see_it(centre: Centre) -> None:
    version = draft(minimal(patient=Patient(initials="Q.Z.")))
    submit(version, by=None)
    ada = person("PV assessor", "ada")
    take_into_review(version, by=ada)
    ask(version, [Question("patient.initials", "Are these the initials?")], by=ada)
    staff = Client()
    staff.force_login(ada)
    assert "Q.Z." not in page(staff, version)
    assert not AccessEvent.objects.exists()
    assert "Q.Z." in page(signed_in("Centre lead", "lena", centre=centre), version)
    assert [row.what for row in AccessEvent.objects.all()] == [["patient.initials"]]


def test_answers_one_by_one(nurse: Client, asked: CaseVersion) -> None:
    first = nurse.post(status(asked), {"answer-1": "Yes, <sure>.", "answer-2": "", "answer-3": " "}, follow=True)
    asked.refresh_from_db()
    assert asked.state == State.QUERIED
    assert "2 questions are open" in first.content.decode()
    assert "Yes, &lt;sure&gt;." in first.content.decode()
    last = nurse.post(status(asked), {"answer-2": "They are.", "answer-3": "No."}, follow=True)
    asked.refresh_from_db()
    assert asked.state == State.IN_REVIEW
    assert "All questions are answered" in last.content.decode()
    assert {row.by.get_username() for row in Answer.objects.all()} == {"nora"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"answer-1": " "}, "Write an answer"),
        ({"answer-9": "What?"}, "Question 9 is not open"),
        ({}, "Write an answer"),
    ],
)
def test_what_cannot_be_sent_is_said(nurse: Client, asked: CaseVersion, sent: dict[str, str], said: str) -> None:
    response = nurse.post(status(asked), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Answer.objects.exists()


def test_a_question_closed_meanwhile_keeps_what_was_typed(nurse: Client, asked: CaseVersion) -> None:
    answer(asked, {1: "Answered by a colleague."}, by=None)
    response = nurse.post(status(asked), {"answer-1": "My own text", "answer-3": "No other drug"})
    html = response.content.decode()
    assert response.status_code == 422
    for words in ("closed while you wrote", "My own text", "Answered by a colleague.", "No other drug"):
        assert words in html
    assert Answer.objects.count() == 1


def test_a_version_withdrawn_from_the_centre_meanwhile_keeps_what_was_typed(nurse: Client, asked: CaseVersion) -> None:
    withdraw_questions(asked, by=None, reason="Solved by telephone.")
    html = nurse.post(status(asked), {"answer-3": "No other drug"}).content.decode()
    assert "Withdrawn by the staff" in html
    assert Answer.objects.filter(withdrawn=False).count() == 0


def test_an_answer_that_is_too_long_comes_back_whole(nurse: Client, asked: CaseVersion) -> None:
    text = "x" * 10_001
    html = nurse.post(status(asked), {"answer-1": text}).content.decode()
    assert "at most 10000 fit" in html
    assert text in html


def test_follow_up_opens_once(nurse: Client, submitted: CaseVersion) -> None:
    address = f"/admin/cases/caseversion/{submitted.pk}/follow-up/"
    assert nurse.get(address).status_code == 405
    first, second = nurse.post(address), nurse.post(address)
    made = submitted.case.versions.get(number=2)
    assert first["Location"] == second["Location"] == f"/admin/cases/caseversion/{made.pk}/change/"
    assert made.created_by is not None
    assert "Go on with the draft" in page(nurse, submitted)


def test_a_question_leads_to_its_field_in_the_follow_up(nurse: Client, asked: CaseVersion) -> None:
    response = nurse.post(f"/admin/cases/caseversion/{asked.pk}/follow-up/", {"question": "1", "answer-1": "typed"})
    assert response["Location"].endswith("/change/?field=reactions-0-outcome#event")
    assert not Answer.objects.exists()
    whole = nurse.post(f"/admin/cases/caseversion/{asked.pk}/follow-up/", {"question": "3"})
    assert whole["Location"].endswith("/change/")


def test_an_accepted_version_with_its_follow_up(nurse: Client, submitted: CaseVersion) -> None:
    take_into_review(submitted, by=person("PV manager"))
    accept(submitted, by=None)
    assert "part of the registry" in page(nurse, submitted)
    nurse.post(f"/admin/cases/caseversion/{submitted.pk}/follow-up/")
    made = submitted.case.versions.get(number=2)
    write_draft(made, load(made), by=None)
    submit(made, by=None)
    html = page(nurse, submitted)
    assert "Go to version 2, the newest" in html


def test_a_returned_version_shows_why_and_leads_to_the_draft(nurse: Client, submitted: CaseVersion) -> None:
    ada = person("PV assessor", "ada")
    take_into_review(submitted, by=ada)
    made = return_to_centre(submitted, by=ada, reason="The drug is another one: please look.")
    html = page(nurse, submitted)
    assert "The drug is another one: please look." in html
    assert "Correct the draft" in html
    assert nurse.post(f"/admin/cases/caseversion/{submitted.pk}/follow-up/")["Location"].endswith(f"{made.pk}/change/")


def test_prints_are_downloads_and_hide_people_from_those_who_may_not_see_them(centre: Centre) -> None:
    version = draft(minimal(patient=Patient(initials="Q.Z.")))
    for role, seen in (("Centre reporter", True), ("PV assessor", False)):
        client = signed_in(role, centre=centre if role.startswith("Centre") else None)
        for kind in ("cioms", "summary"):
            response = client.get(f"/admin/cases/caseversion/{version.pk}/{kind}.pdf")
            assert response.content.startswith(b"%PDF")
            assert response["Content-Type"] == "application/pdf"
            assert response["Content-Disposition"].startswith("attachment")
            assert "no-store" in response["Cache-Control"]
            assert version.case.identifier in response["Content-Disposition"]
        assert AccessEvent.objects.filter(actor__username=role.lower().replace(" ", "_")).exists() is seen


def test_the_page_asks_a_bounded_number_of_questions_of_the_database(
    nurse: Client, asked: CaseVersion, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(65):  # type: ignore[operator]
        page(nurse, asked)


def test_stages_of_a_version(asked: CaseVersion) -> None:
    def line() -> list[tuple[str, Progress]]:
        return [(stage.state.value, stage.progress) for stage in stages(of_version(asked))]

    done, now, to_come = Progress.DONE, Progress.NOW, Progress.NEXT
    assert line() == [
        ("draft", done),
        ("submitted", done),
        ("in_review", done),
        ("queried", now),
        ("accepted", to_come),
    ]
    answer(asked, {1: "a", 2: "b", 3: "c"}, by=None)
    assert line()[2:] == [("queried", done), ("in_review", now), ("accepted", to_come)]
    accept(asked, by=None)
    assert line()[3:] == [("queried", done), ("accepted", done)]


def test_files_are_offered_to_those_who_may_see_them(centre: Centre) -> None:
    page_of_letter = Document(description="Letter", included=Attachment(b"%PDF-1.7", "application/pdf", "letter.pdf"))
    version = draft(minimal(documents=(Document(description="No file"), page_of_letter)))
    address = f"/admin/cases/caseversion/{version.pk}/file/documents/2/"
    assert f'href="{address}" download' in page(signed_in("Centre reporter", centre=centre), version)
    hidden = page(signed_in("PV assessor"), version)
    assert address not in hidden
    assert "letter.pdf" not in hidden
