"""The worklist: what waits, overdue first, found by filters and words, assigned, page by page, in few queries."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cases.actions.cases import follow_up, submit
from cases.actions.review import Question, accept, ask, assign, take_into_review
from cases.icsr.codes import DrugRole
from cases.icsr.drug import Drug
from cases.models import CaseVersion, SavedFilter
from cases.models.facts import CaseFacts
from cases.rules.outcome import CRITERIA
from cases.selectors import find, worklist
from cases.selectors.worklist import Wanted, counts, work_page
from tests.cases.admin.staff.conftest import WORKLIST, reaction, submitted, words
from tests.cases.builders import centre, draft
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def page_text(client: Client, **query: str) -> str:
    return words(client.get(WORKLIST, query).content.decode())


def order(text: str, *numbers: str) -> list[str]:
    return sorted((number for number in numbers if number in text), key=text.index)


def test_what_waits_stands_there_overdue_first(assessor: Client) -> None:
    serious = reaction(hospitalisation=True)
    submitted("A-LATE", received=days_ago(17), reactions=serious)
    submitted("A-NEW", received=days_ago(1), reactions=serious)
    submitted("A-SLOW", received=days_ago(20), reactions=reaction(**dict.fromkeys(CRITERIA, False)))
    draft()
    accept(done := submitted("A-DONE"), by=None)
    assert done.state == "accepted"
    text = page_text(assessor)
    assert order(text, "A-LATE", "A-NEW", "A-SLOW", "A-DONE", "XX-TEST") == ["A-LATE", "A-NEW", "A-SLOW"]
    assert "2 days overdue" in text
    assert "17 days ago" in text
    # Serious: 15 days from day zero; not serious: 90.
    assert "14 days left" in text
    assert "70 days left" in text


def test_a_row_says_what_the_case_is(assessor: Client) -> None:
    version = submitted(
        "A-1",
        received=days_ago(3),
        reactions=reaction("Alveolar haemorrhage", life_threatening=True),
        drugs=(Drug(role=DrugRole.SUSPECT, name="alemtuzumab"), Drug(role=DrugRole.CONCOMITANT, name="aspirin")),
    )
    ada = get_user_model().objects.get(username="ada")
    take_into_review(version, by=ada)
    ask(version, [Question("", "When?"), Question("", "Where?")], by=ada)
    text = page_text(assessor)
    for expected in ("A-1", "Alveolar haemorrhage", "alemtuzumab", "Life-threatening", "First report", "Centre A"):
        assert expected in text
    assert "2 open questions" in text
    assert "Question to the centre" in text
    assert "aspirin" not in text


def test_a_follow_up_is_told_from_a_first_report(assessor: Client) -> None:
    accept(first := submitted("A-1"), by=None)
    submit(follow_up(first.case, by=None), by=None)
    text = page_text(assessor)
    assert "Follow-up, version 2" in text
    assert "A-1" in page_text(assessor, kind="follow_up")
    assert "A-1" not in page_text(assessor, kind="initial")


@pytest.mark.parametrize(("answer", "label"), [(False, "Not serious"), (None, "Seriousness not known")])
def test_not_serious_does_not_look_like_an_error(assessor: Client, answer: bool | None, label: str) -> None:
    submitted(reactions=reaction(**dict.fromkeys(CRITERIA, answer)))
    html = assessor.get(WORKLIST).content.decode()
    (colours,) = re.findall(rf'<span class="([^"]*)"[^>]*>\s*{label}\s*</span>', html)
    assert "bg-base" in colours


def test_filters_narrow_the_list(assessor: Client) -> None:
    oslo = centre("Oslo")
    submitted("A-FATAL", at=oslo, received=days_ago(16), reactions=reaction(results_in_death=True))
    taken = submitted("A-TAKEN", reactions=reaction(hospitalisation=True))
    take_into_review(taken, by=get_user_model().objects.get(username="ada"))
    shown = {
        ("state", "in_review"): ["A-TAKEN"],
        ("state", "submitted"): ["A-FATAL"],
        ("urgency", "fatal"): ["A-FATAL"],
        ("centre", str(oslo.pk)): ["A-FATAL"],
        ("assigned", "me"): ["A-TAKEN"],
        ("assigned", "nobody"): ["A-FATAL"],
        ("overdue", "on"): ["A-FATAL"],
        ("q", "a-t"): ["A-TAKEN"],
        # What is no filter filters nothing.
        ("state", "accepted"): ["A-FATAL", "A-TAKEN"],
        ("centre", "x"): ["A-FATAL", "A-TAKEN"],
    }
    for (name, value), expected in shown.items():
        assert order(page_text(assessor, **{name: value}), "A-FATAL", "A-TAKEN") == expected, (name, value)


@pytest.mark.parametrize("many", [1_000, 0], ids=["few fit", "many fit"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("b-", ["B-2"]),
        ("B-2", ["B-2"]),
        ("alem", ["A-1"]),
        ("ALEMTUZUMAB", ["A-1"]),
        ("Cou", ["B-2"]),
        ("cough%", []),
        ("cladrib", ["B-2"]),
        ("ladrib", []),
        ("nothing of that name", []),
        ("", ["A-1", "B-2"]),
    ],
)
def test_words_find_by_number_drug_and_reaction(
    assessor: Client, monkeypatch: pytest.MonkeyPatch, text: str, found: list[str], many: int
) -> None:
    monkeypatch.setattr(find, "MANY", many)
    submitted("A-1")
    submitted("B-2", reactions=reaction("Cough"), drugs=(Drug(role=DrugRole.SUSPECT, name="cladribine"),))
    assert order(page_text(assessor, q=text), "A-1", "B-2") == found


def test_the_dictionary_knows_other_words(assessor: Client, seeded_terms: None) -> None:
    submitted("A-1")
    submitted("B-2", drugs=(Drug(role=DrugRole.SUSPECT, name="cladribine"),))
    assert order(page_text(assessor, q="Lemtrada"), "A-1", "B-2") == ["A-1"]


@pytest.fixture
def seeded_terms(db: None) -> None:
    from django.core.management import call_command

    call_command("seed", verbosity=0)


def test_words_that_many_cases_fit_are_looked_for_window_by_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "MANY", 0)
    monkeypatch.setattr(worklist, "WINDOW", 2)
    made = [submitted(received=days_ago(9 - number), reactions=reaction(f"R{number}")) for number in range(5)]
    wanted, place, seen, pages = Wanted(words="R4"), None, [], 0
    while True:
        page = work_page(wanted, place)
        seen.extend(page.rows)
        pages += 1
        if page.next is None:
            break
        place = page.next
    assert seen == [made[4]]
    assert pages == 3


def test_pages_follow_each_other_without_gaps_and_back() -> None:
    made = [submitted(received=days_ago(10 - number // 2)).pk for number in range(7)]
    first = work_page(Wanted(), size=3)
    second = work_page(Wanted(), first.next, size=3)
    third = work_page(Wanted(), second.next, size=3)
    assert [row.pk for page in (first, second, third) for row in page.rows] == made
    assert third.next is None
    assert first.previous is None
    again = work_page(Wanted(), third.previous, back=True, size=3)
    assert [row.pk for row in again.rows] == made[3:6]
    start = work_page(Wanted(), again.previous, back=True, size=3)
    assert [row.pk for row in start.rows] == made[:3]
    assert start.previous is None


def test_what_has_no_due_date_comes_last() -> None:
    made = [submitted(received=days_ago(10 - number)) for number in range(3)]
    with connection.cursor() as cursor:
        # The database keeps a submitted version as it is; this is one from before there were clocks.
        cursor.execute("SET LOCAL session_replication_role = replica")
        CaseVersion.objects.filter(pk=made[0].pk).update(due=None)
        cursor.execute("SET LOCAL session_replication_role = origin")
    page = work_page(Wanted(), size=2)
    assert [row.pk for row in page.rows] == [made[1].pk, made[2].pk]
    last = work_page(Wanted(), page.next, size=2)
    assert [row.pk for row in last.rows] == [made[0].pk]
    back = work_page(Wanted(), last.previous, back=True, size=2)
    assert [row.pk for row in back.rows] == [made[1].pk, made[2].pk]


def test_more_rows_ask_no_more_queries(assessor: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(3):
        submitted(f"A-{number}")
    with django_assert_max_num_queries(24) as few:
        assessor.get(WORKLIST)
    for number in range(3, 30):
        submitted(f"A-{number}")
    with django_assert_max_num_queries(len(few)):
        assert page_text(assessor).count("Headache") == 30


def test_counts_stop_at_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.selectors.capped.CAP", 2)
    ada = person("PV assessor", "ada")
    for _number in range(3):
        version = submitted(received=days_ago(40))
    assign(version, to=ada, by=ada)
    found = {name: str(count) for name, count in counts(ada.pk, timezone.localdate()).items()}
    assert found == {
        "submitted": "2+",
        "in_review": "0",
        "queried": "0",
        "overdue": "2+",
        "mine": "1",
        "nobody": "2",
    }


def test_several_are_assigned_at_once_and_the_filter_stays(assessor: Client) -> None:
    first, second, third = (submitted(f"A-{number}") for number in range(3))
    eve = person("PV assessor", "eve")
    after = assessor.post(
        f"{WORKLIST}assign/", {"row": [first.pk, second.pk], "to": str(eve.pk), "query": "state=submitted"}
    )
    assert after.url == f"{WORKLIST}?state=submitted"  # type: ignore[attr-defined]
    assert "2 cases assigned to eve" in page_text(assessor)
    assessor.post(f"{WORKLIST}assign/", {"row": [third.pk], "to": "me"})
    assessor.post(f"{WORKLIST}assign/", {"row": [first.pk], "to": "nobody"})
    for version in (first, second, third):
        version.refresh_from_db()
    assert [str(version.assigned_to) for version in (first, second, third)] == ["None", "eve", "ada"]


def test_what_cannot_be_assigned_is_named_and_the_rest_is_assigned(assessor: Client) -> None:
    waiting, done = submitted("A-1"), submitted("A-2")
    accept(done, by=None)
    text = words(
        assessor.post(f"{WORKLIST}assign/", {"row": [waiting.pk, done.pk], "to": "me"}, follow=True).content.decode()
    )
    assert "A-2: Only a version that waits for the staff can be assigned." in text
    assert "1 case assigned to ada" in text


def test_it_cannot_be_assigned_to_somebody_who_reviews_nothing(assessor: Client) -> None:
    version = submitted()
    nurse = person("Centre reporter", centre=centre())
    assert assessor.post(f"{WORKLIST}assign/", {"row": [version.pk], "to": str(nurse.pk)}).status_code == 404
    assert "Tick the cases" in words(assessor.post(f"{WORKLIST}assign/", {"to": "me"}, follow=True).content.decode())


def test_filters_are_kept_replaced_and_dropped_by_their_owner_only(assessor: Client) -> None:
    keep = f"{WORKLIST}keep/"
    assessor.post(keep, {"name": "Mine", "query": "assigned=me&unknown=1&state=nonsense"})
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query, str(kept.user)) == ("Mine", "assigned=me", "ada")
    assert "Mine" in page_text(assessor)
    assessor.post(keep, {"name": "Mine", "query": "overdue=on"})
    kept.refresh_from_db()
    assert kept.query == "overdue=on"
    assert "Set a filter first" in words(
        assessor.post(keep, {"name": "All", "query": ""}, follow=True).content.decode()
    )
    assert "Name of the filter" in words(
        assessor.post(keep, {"name": "x" * 61, "query": "overdue=on"}, follow=True).content.decode()
    )
    other = signed_in("PV assessor", "eve")
    assert "Mine" not in page_text(other)
    assert other.post(f"{WORKLIST}drop/{kept.pk}/").status_code == 404
    assessor.post(f"{WORKLIST}drop/{kept.pk}/")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("role", "status", "assigns"),
    [
        ("PV assessor", 200, True),
        ("PV manager", 200, True),
        ("Auditor", 200, False),
        ("Centre reporter", 403, False),
        ("Centre lead", 403, False),
        ("API client", 403, False),
    ],
)
def test_who_reads_the_worklist_and_who_assigns(role: str, status: int, assigns: bool) -> None:
    version = submitted("A-1")
    client = signed_in(role, centre=centre() if role.startswith(("Centre", "API")) else None)
    answer = client.get(WORKLIST)
    assert answer.status_code == status
    assert (b"Assign to me" in answer.content) is assigns
    assert (b'href="/admin/cases/caseversion/worklist/"' in client.get("/admin/").content) is (status == 200)
    sent = client.post(f"{WORKLIST}assign/", {"row": [version.pk], "to": "me"})
    assert sent.status_code == (302 if assigns else 403)
    assert (b"Save this filter" in client.get(f"{WORKLIST}?overdue=on").content) is assigns
    sent = client.post(f"{WORKLIST}keep/", {"name": "Late", "query": "overdue=on"})
    assert sent.status_code == (302 if assigns else 403)
    assert SavedFilter.objects.exists() is assigns


def test_who_only_reads_keeps_the_filters_of_former_days_and_cannot_drop_them(db: None) -> None:
    client = signed_in("Auditor")
    user = get_user_model().objects.get()
    kept = SavedFilter.objects.create(user=user, name="Late ones", query="overdue=on")
    page = client.get(WORKLIST).content.decode()
    assert "Late ones" in page
    assert "Delete the filter" not in page
    assert client.post(f"{WORKLIST}drop/{kept.pk}/").status_code == 403
    assert SavedFilter.objects.exists()


@pytest.mark.parametrize(("role", "may"), [("tocsin_staff", True), ("tocsin_auditor", False), ("tocsin_centre", False)])
def test_the_database_lets_the_staff_alone_write_filters(role: str, may: bool) -> None:
    with connection.cursor() as cursor:
        for privilege in ("INSERT", "UPDATE", "DELETE"):
            cursor.execute("SELECT has_table_privilege(%s, 'cases_savedfilter', %s)", [role, privilege])
            assert cursor.fetchone() == (may,)


def test_a_row_shows_how_complete_the_case_is(assessor: Client) -> None:
    version = submitted("A-1")
    for score, shown in (("0.8", "Complete: 0.80"), ("0.805", "Complete: 0.81 \u2713"), (None, "")):
        CaseFacts.objects.filter(version=version).update(completeness=score)
        page = assessor.get(WORKLIST).content.decode()
        row = words(page.partition("<tr data-row")[2])
        assert re.findall(r"Complete: [\d.]+(?: \u2713)?", row) == ([shown] if shown else [])


def test_assigning_and_filters_are_posts(assessor: Client) -> None:
    for address in ("assign/", "keep/", "drop/1/"):
        assert assessor.get(WORKLIST + address).status_code == 405
