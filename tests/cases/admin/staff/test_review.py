"""The review page: what it shows to whom, each step with its form, what comes back wrong, and what came between."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cases.actions.cases import follow_up, submit
from cases.actions.retraction import nullify
from cases.actions.review import Question, accept, answer, ask, put_back, take_into_review
from cases.admin import identity, review
from cases.icsr.codes import Sex
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.values import NullFlavor
from cases.models import CaseVersion, Query, Step
from cases.rules.outcome import CRITERIA
from cases.rules.workflow import State
from tests.cases.admin.staff.conftest import WORKLIST, reaction, reporter, submitted, words
from tests.cases.admin.staff.conftest import review as page_of
from tests.cases.builders import centre
from tests.people import PASSWORD, person, signed_in

pytestmark = pytest.mark.django_db


def html_of(client: Client, version: CaseVersion, **query: str) -> str:
    answer = client.get(page_of(version), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, version: CaseVersion, step: str, *, mark: str = "", query: str = "", **data: Any) -> Any:
    """Send a step's form as the page has it now, or as it was when `mark` was on it."""
    mark = mark or mark_of(client, version)
    fields = {f"{step}-{name}": value for name, value in data.items()}
    return client.post(page_of(version) + query, {"step": step, "seen": mark, **fields})


def mark_of(client: Client, version: CaseVersion) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', html_of(client, version))
    return found[1] if found else "none"


def questions(*asked: tuple[str, str]) -> dict[str, str]:
    rows = {f"{number}-path": path for number, (path, _text) in enumerate(asked)}
    rows |= {f"{number}-text": text for number, (_path, text) in enumerate(asked)}
    return {"TOTAL_FORMS": str(len(asked)), "INITIAL_FORMS": "0", **rows}


def done(response: HttpResponse) -> None:
    assert response.status_code == 302, words(response.content.decode())


@pytest.fixture
def ada(assessor: Client) -> Any:
    return get_user_model().objects.get(username="ada")


@pytest.fixture
def version(db: None) -> CaseVersion:
    return submitted("A-1", reactions=reaction("Alveolar haemorrhage", hospitalisation=True))


@pytest.fixture
def taken(version: CaseVersion, ada: Any) -> CaseVersion:
    take_into_review(version, by=ada)
    return version


def test_the_page_says_what_the_case_is_and_by_when(assessor: Client) -> None:
    received = timezone.localdate() - timedelta(days=20)
    version = submitted("A-1", received=received, reactions=reaction("Alveolar haemorrhage", hospitalisation=True))
    text = words(html_of(assessor, version))
    for expected in (
        "A-1, version 1",
        "Submitted",
        "Hospital stay",
        f"Day zero {received} (20 days ago)",
        f"Due {received + timedelta(days=15)} 5 days overdue",
        "Reaction 1 Alveolar haemorrhage",
        "Drug 1 alemtuzumab",
        "Assigned to nobody",
        "Submit → Submitted",
    ):
        assert expected in text


def test_unknown_seriousness_is_said_beside_the_clock(assessor: Client) -> None:
    unknown = submitted()
    known = submitted(reactions=reaction(**dict.fromkeys(CRITERIA, False)))
    note = "It is treated as serious until it is known."
    assert note in words(html_of(assessor, unknown))
    assert note not in words(html_of(assessor, known))


def test_taking_asking_answering_accepting(assessor: Client, version: CaseVersion, ada: Any) -> None:
    done(send(assessor, version, "take"))
    version.refresh_from_db()
    assert (version.state, version.assigned_to) == (State.IN_REVIEW, ada)
    asked = questions(("reactions[1].outcome", "Has she recovered?"), ("", "Anything else?"))
    done(send(assessor, version, "ask", **asked))
    version.refresh_from_db()
    assert version.state == State.QUERIED
    assert list(version.queries.values_list("path", "question")) == [
        ("reactions[1].outcome", "Has she recovered?"),
        ("", "Anything else?"),
    ]
    text = words(html_of(assessor, version))
    assert "Reaction 1 Alveolar haemorrhage: Outcome Has she recovered? ada" in text
    assert "The whole case Anything else?" in text
    assert text.count("No answer yet") == 2
    nora = person("Centre reporter", "nora", centre=centre())
    answer(version, {1: "Yes, fully.", 2: "No."}, by=nora)
    text = words(html_of(assessor, version))
    assert "Yes, fully. nora" in text
    done(send(assessor, version, "accept", password=PASSWORD))
    version.refresh_from_db()
    assert (version.state, version.accepted_by) == (State.ACCEPTED, ada)
    last = Step.objects.filter(version=version).latest("id")
    assert (last.name, last.by) == ("accept", ada)
    assert last.signed_as.startswith("I have reviewed this version")
    assert "Signed: I have reviewed this version" in words(html_of(assessor, version))


@pytest.mark.parametrize(
    ("step", "data", "message"),
    [
        ("accept", {"password": ""}, "This field is required."),
        ("accept", {"password": "wrong"}, "This is not your password. Nothing was signed."),
        ("return", {"reason": "  "}, "This field is required."),
        ("ask", questions(("reactions[1].outcome", "")), "This field is required."),
        ("ask", questions(("", "")), "Write the question."),
        ("ask", questions(("reactions[9].outcome", "What?")), "Choose a field from the list, or the whole case."),
    ],
)
def test_what_is_wrong_stands_at_the_field(
    assessor: Client, taken: CaseVersion, step: str, data: dict[str, str], message: str
) -> None:
    answer = send(assessor, taken, step, **data)
    assert answer.status_code == 200
    html = answer.content.decode()
    errors = re.findall(r'class="staff-error" id="id_([^"]+)_error">(.*?)</div>', html, re.DOTALL)
    assert [(name.startswith(f"{step}-"), words(text)) for name, text in errors] == [(True, message)]
    assert re.search(rf'<details class="staff-step" open data-step="{step}">', html)
    taken.refresh_from_db()
    assert taken.state == State.IN_REVIEW
    assert not Query.objects.exists()


def test_the_password_never_comes_back(assessor: Client, taken: CaseVersion) -> None:
    assert "wrong-one" not in send(assessor, taken, "accept", password="wrong-one").content.decode()


def test_open_questions_stand_in_the_way_of_accepting_and_can_be_withdrawn(
    assessor: Client, taken: CaseVersion, ada: Any
) -> None:
    ask(taken, [Question("", "When?")], by=ada)
    assert 'data-step="accept"' not in html_of(assessor, taken)
    done(send(assessor, taken, "ask", **questions(("", "And where?"))))
    assert send(assessor, taken, "withdraw", reason="").status_code == 200
    done(send(assessor, taken, "withdraw", reason="Found in the letter"))
    taken.refresh_from_db()
    assert taken.state == State.IN_REVIEW
    assert words(html_of(assessor, taken)).count("Withdrawn : Found in the letter") == 2


def test_returning_leaves_the_centre_a_draft(assessor: Client, taken: CaseVersion) -> None:
    done(send(assessor, taken, "return", reason="Two patients in one report"))
    taken.refresh_from_db()
    assert taken.state == State.RETURNED
    assert taken.case.versions.get(number=2).is_draft
    assert "Two patients in one report" in words(html_of(assessor, taken))


def test_putting_back(assessor: Client, taken: CaseVersion) -> None:
    done(send(assessor, taken, "release", reason=""))
    taken.refresh_from_db()
    assert (taken.state, taken.assigned_to) == (State.SUBMITTED, None)


def test_amending_opens_the_draft(assessor: Client, taken: CaseVersion, ada: Any) -> None:
    accept(taken, by=ada, signed=True)
    answer = send(assessor, taken, "amend", reason="Wrong sex")
    draft = taken.case.versions.get(number=2)
    assert answer.url == f"/admin/cases/caseversion/{draft.pk}/change/"
    assert draft.is_draft
    text = words(html_of(assessor, taken))
    assert "Open the draft" in text


def test_an_open_draft_is_told_before_anybody_writes_a_reason(manager: Client, taken: CaseVersion, ada: Any) -> None:
    accept(taken, by=ada, signed=True)
    assert "open draft" not in words(html_of(manager, taken))
    nora = signed_in("Centre reporter", "nora", centre=centre())
    nora.post(f"/admin/cases/caseversion/{taken.pk}/follow-up/")
    draft = taken.case.versions.get(number=2)
    html = html_of(manager, taken)
    assert "There is an open draft, version 2, begun by nora. It has to be submitted or deleted" in words(html)
    assert f'href="/admin/cases/caseversion/{draft.pk}/change/"' in html
    assert 'id="step-amend"' not in html
    assert "It is deleted when you nullify the case" in words(html)
    done(send(manager, taken, "nullify", reason="Twice", password=PASSWORD))
    assert list(taken.case.versions.order_by("number").values_list("number", "state")) == [
        (1, "accepted"),
        (2, "nullified"),
    ]


def test_nullifying_needs_reason_password_and_permission(assessor: Client, manager: Client, taken: CaseVersion) -> None:
    assert 'data-step="nullify"' not in html_of(assessor, taken)
    sent = send(assessor, taken, "nullify", reason="Twice", password=PASSWORD)
    assert "You cannot take this step now." in words(sent.content.decode())
    assert send(manager, taken, "nullify", reason="", password=PASSWORD).status_code == 200
    assert send(manager, taken, "nullify", reason="Twice", password="wrong").status_code == 200
    answer = send(manager, taken, "nullify", reason="The same as A-0", password=PASSWORD)
    last = taken.case.versions.get(number=2)
    assert answer.url == page_of(last)
    assert last.state == State.NULLIFIED
    text = words(html_of(manager, last))
    assert "The same as A-0" in text
    assert "I nullify this case" in text


def test_a_step_that_came_too_late_says_so_and_keeps_what_was_written(
    assessor: Client, taken: CaseVersion, ada: Any
) -> None:
    mark = mark_of(assessor, taken)
    eve = person("PV assessor", "eve")
    put_back(taken, by=eve)
    answer = send(assessor, taken, "return", mark=mark, reason="My long reason")
    text = words(answer.content.decode())
    assert "Nothing was done: meanwhile eve took the step 'Put back', and the version is now 'Submitted'." in text
    # The step is gone from the page, but not what was written for it.
    assert "What you wrote My long reason" in text
    taken.refresh_from_db()
    assert taken.state == State.SUBMITTED


def test_what_was_written_comes_back_when_the_step_is_still_there(
    assessor: Client, taken: CaseVersion, ada: Any
) -> None:
    mark = mark_of(assessor, taken)
    ask(taken, [Question("", "First?")], by=person("PV assessor", "eve"))
    answer = send(assessor, taken, "ask", mark=mark, **questions(("", "Second?")))
    html = answer.content.decode()
    assert "meanwhile eve took the step 'Ask the centre'" in words(html)
    assert "Second?</textarea>" in html
    assert Query.objects.count() == 1


def test_two_take_the_same_case(assessor: Client, version: CaseVersion) -> None:
    other, mark = signed_in("PV assessor", "eve"), mark_of(assessor, version)
    done(send(other, version, "take"))
    answer = send(assessor, version, "take", mark=mark)
    assert "meanwhile eve took the step 'Take into review'" in words(answer.content.decode())
    version.refresh_from_db()
    assert str(version.assigned_to) == "eve"


def test_next_and_previous_follow_the_filter_even_when_the_case_has_left_the_list(assessor: Client) -> None:
    start = timezone.localdate() - timedelta(days=9)
    made = [submitted(f"A-{number}", received=start + timedelta(days=number)) for number in range(3)]
    submitted("B-1", received=start + timedelta(days=1), at=centre("Oslo"))
    query = {"centre": str(made[0].case.centre_id), "state": "submitted"}
    done(send(assessor, made[1], "take"))
    html = html_of(assessor, made[1], **query)
    near = re.findall(r'href="(/admin/cases/caseversion/\d+/review/)\?([^"]+)" data-key="([pn])"', html)
    assert [(address, key) for address, _query, key in near] == [(page_of(made[0]), "p"), (page_of(made[2]), "n")]
    assert all(f"centre={query['centre']}" in shown and "state=submitted" in shown for _a, shown, _k in near)
    assert "Last in the list" in words(html_of(assessor, made[2], **query))


IDENTITY = Patient(initials="QQX", sex=Sex.FEMALE, birth_date=PartialDate("19900101"), hospital_record=NullFlavor.MSK)


def identified() -> CaseVersion:
    return submitted(patient=IDENTITY, primary_sources=reporter(family_name="Zebrowski"))


def test_who_it_is_is_withheld_from_who_may_not_see_it(assessor: Client, manager: Client) -> None:
    version = identified()
    hidden = html_of(assessor, version)
    for value in ("QQX", "1990-01-01", "Zebrowski"):
        assert value not in hidden
        assert value in html_of(manager, version)
    assert "withheld" in hidden
    assert "Female" in hidden


def test_seeing_who_it_is_is_noted(manager: Client, assessor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[tuple[int, list[str]]] = []
    version = identified()
    monkeypatch.setattr(review, "seen", lambda _request, what, elements: noted.append((what.pk, sorted(elements))))
    assert callable(identity.seen)
    html_of(assessor, version)
    assert noted == []
    html_of(manager, version)
    ((pk, elements),) = noted
    assert pk == version.pk
    assert {"patient.initials", "patient.birth_date", "primary_sources[1].family_name"} <= set(elements)


@pytest.mark.parametrize(
    ("role", "steps"),
    [
        ("PV assessor", ["ask", "accept", "return", "release"]),
        ("PV manager", ["ask", "accept", "return", "release", "nullify"]),
        ("Auditor", []),
    ],
)
def test_each_role_is_offered_its_steps(taken: CaseVersion, role: str, steps: list[str]) -> None:
    client = signed_in(role)
    html = html_of(client, taken)
    assert re.findall(r'<input type="hidden" name="step" value="(\w+)">', html) == steps
    if not steps:
        send(client, taken, "return", reason="I may not")
        taken.refresh_from_db()
        assert taken.state == State.IN_REVIEW


@pytest.mark.parametrize("role", ["Centre reporter", "Centre lead", "API client"])
def test_it_is_no_page_for_centres(taken: CaseVersion, role: str) -> None:
    client = signed_in(role, centre=centre())
    assert client.get(page_of(taken)).status_code == 403
    assert client.post(page_of(taken), {"step": "accept"}).status_code == 403


def test_what_is_not_there_answers_404(assessor: Client) -> None:
    assert assessor.get("/admin/cases/caseversion/999999/review/").status_code == 404


def test_the_same_number_of_queries_for_a_large_case(
    assessor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    small = submitted()
    large = submitted(reactions=tuple(row for number in range(9) for row in reaction(f"R{number}")))
    with django_assert_max_num_queries(80) as few:
        html_of(assessor, small)
    with django_assert_max_num_queries(len(few)):
        html_of(assessor, large)


def test_versions_of_the_case_lead_to_each_other(assessor: Client, taken: CaseVersion, ada: Any) -> None:
    accept(taken, by=ada, signed=True)
    later = follow_up(taken.case, by=None)
    submit(later, by=None)
    html = html_of(assessor, later)
    assert f"/admin/cases/caseversion/{later.pk}/compare/{taken.pk}/" in html
    assert page_of(taken) in html


def test_a_nullified_case_offers_nothing_more(manager: Client, version: CaseVersion) -> None:
    mats = get_user_model().objects.get(username="mats")
    last = nullify(version.case, by=mats, reason="Twice", signed=True)
    assert 'name="step"' not in html_of(manager, last)
    assert "A-1" not in words(manager.get(WORKLIST).content.decode())


def test_the_case_page_leads_to_the_review(assessor: Client, version: CaseVersion) -> None:
    assert page_of(version) in assessor.get(f"/admin/cases/caseversion/{version.pk}/change/").content.decode()
