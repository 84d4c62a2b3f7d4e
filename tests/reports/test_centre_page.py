"""A centre's own page shows its own work, aggregates of all, and no case of anybody else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from cases.actions import review
from cases.actions.cases import open_case, submit, write_draft
from cases.actions.review import Question
from cases.icsr import ICSR
from cases.icsr.comparator import Episode
from cases.icsr.reaction import Reaction
from cases.models import Case, CaseFacts, CaseVersion, Centre
from cases.rules.completeness import completeness
from cases.selectors import centre as selectors
from cases.store import load
from cases.terminology.lookup import Dictionary
from reports.actions.publish import publish
from tests.cases.builders import centre as centre_named
from tests.cases.builders import draft, minimal
from tests.people import person, signed_in
from tests.reports.builders import accepted, pair

pytestmark = pytest.mark.django_db
PAGE = "/admin/my-centre/"


@pytest.fixture
def centre() -> Centre:
    """The centre of the cases that the builders make."""
    return centre_named()


@pytest.fixture
def nurse(centre: Centre) -> Client:
    """A reporter of the centre."""
    return signed_in("Centre reporter", "nora", centre=centre)


def submitted(words: str = "Headache") -> CaseVersion:
    """A submitted case of the centre."""
    version = draft(minimal(reactions=(Reaction(verbatim=words),)))
    submit(version, by=None)
    return version


def of_another_centre() -> CaseVersion:
    """A submitted case of another centre."""
    version = open_case(
        by=None, kind="reaction", source="centre", centre=centre_named("Centre B"), identifier="XX-OTHER-1"
    )
    write_draft(version, minimal(reactions=(Reaction(verbatim="Secret rash"),)), by=None)
    submit(version, by=None)
    return version


def html(client: Client, query: str = "") -> str:
    """The page."""
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return response.content.decode()


def test_each_case_with_its_state_and_what_it_waits_for(nurse: Client, centre: Centre) -> None:
    first, second, third = submitted("Cough"), submitted("Fever"), draft()
    ada = person("PV assessor", "ada")
    review.take_into_review(second, by=ada)
    review.ask(second, [Question("", "One?"), Question("", "Two?")], by=ada)
    text = html(nurse)
    assert text.index("Questions for you") < text.index("Drafts to finish") < text.index("Submitted cases")
    for words in ("Cough", "Fever", "Your answers to 2 questions", "The registry&#x27;s staff", "complete and submit"):
        assert words in text
    for version, page in ((first, "status"), (second, "status"), (third, "change")):
        assert f"/admin/cases/caseversion/{version.pk}/{page}/" in text


def test_nothing_of_another_centre(nurse: Client) -> None:
    other = of_another_centre()
    text = html(nurse)
    assert other.case.identifier not in text
    assert "Secret rash" not in text
    assert f"/{other.pk}/" not in text


@pytest.mark.parametrize("role", ["PV assessor", "PV manager", "Auditor", "Centre reporter"])
def test_only_for_those_who_work_for_a_centre(role: str) -> None:
    client = signed_in(role)
    assert client.get(PAGE).status_code == 403
    assert "My centre" not in client.get("/admin/").content.decode()


def test_nobody_else(client: Client, nurse: Client) -> None:
    assert client.get(PAGE)["Location"].startswith("/admin/login/")
    assert nurse.post(PAGE).status_code == 405


def test_the_side_bar_leads_there_first(nurse: Client) -> None:
    text = nurse.get("/admin/").content.decode()
    assert text.index("My centre") < text.index("Report a case")


def test_what_all_centres_reported_stands_there_as_a_count_only(nurse: Client) -> None:
    for _index in range(6):
        accepted(pair(outcome="1"))
    assert "Nothing has been published yet." in html(nurse)
    publish(by=None)
    text = html(nurse)
    assert "Accepted cases: 6 from centres, 0 published" in text
    assert 'href="/?drug=alemtuzumab&amp;reaction=Diffuse+alveolar+haemorrhage"' in text
    assert "XX-TEST" not in text


def test_the_topic_is_what_the_centre_reported_most(nurse: Client, centre: Centre) -> None:
    submitted("Rash"), submitted("Rash"), submitted("Fever")
    assert "<h3>Rash, alemtuzumab</h3>" in html(nurse)
    assert "<h3>Fever, alemtuzumab</h3>" in html(nurse, "?topic=1")
    for wrong in ("?topic=9", "?topic=-1", "?topic=²", "?topic=x"):
        assert "<h3>Rash, alemtuzumab</h3>" in html(nurse, wrong)


def test_a_bounded_number_of_queries(nurse: Client, django_assert_max_num_queries: Any) -> None:
    for index in range(25):
        submitted(f"Reaction {index}")
    with django_assert_max_num_queries(60):
        text = html(nurse)
    assert "5 more, under All cases" in text


def test_the_score_is_kept_with_the_facts_of_a_version() -> None:
    version = submitted()
    expected = completeness(load(version), Dictionary()).score
    assert abs(CaseFacts.objects.get(version=version).completeness - expected) < Decimal("0.0001")  # type: ignore[operator]


def test_a_comparator_episode_has_no_score() -> None:
    version = draft(
        ICSR(**{**minimal().__dict__, "drugs": (), "episode": Episode(diagnosis="GPA")}), kind=Case.Kind.COMPARATOR
    )
    submit(version, by=None)
    assert CaseFacts.objects.get(version=version).completeness is None


def test_completeness_by_quarter(centre: Centre) -> None:
    for day, score in (((2026, 1, 1), "0.2"), ((2026, 3, 31), "0.6"), ((2026, 4, 1), "0.9"), ((2024, 12, 31), "0.1")):
        case = accepted(pair(), on=datetime(*day, 12, tzinfo=UTC))
        CaseFacts.objects.filter(case=case).update(completeness=score)
    own = {case.centre_id for case in Case.objects.all()}
    found = selectors.quarters(own, last=date(2026, 5, 2), count=3)
    assert [(row.name, row.versions, row.score) for row in found] == [
        ("2025 Q4", 0, None),
        ("2026 Q1", 2, Decimal("0.4")),
        ("2026 Q2", 1, Decimal("0.9")),
    ]
    assert all(row.versions == 0 for row in selectors.quarters({centre.pk}, last=date(2026, 5, 2), count=3))


def test_the_chart_says_what_it_shows(nurse: Client) -> None:
    version = submitted()
    CaseFacts.objects.filter(version=version).update(completeness="0.7312")
    text = html(nurse)
    assert 'role="img"' in text
    assert ": 0.73" in text
    assert "The same as a table" in text


def test_a_case_is_listed_once_by_its_newest_submitted_version(nurse: Client, centre: Centre) -> None:
    from cases.actions.cases import follow_up

    first = submitted("Cough")
    second = follow_up(first.case, by=None)
    found = selectors.newest({centre.pk})
    assert [row.version.pk for row in found.rows] == [first.pk]
    submit(second, by=None)
    found = selectors.newest({centre.pk})
    assert ([row.version.pk for row in found.rows], found.count, found.more) == ([second.pk], 1, 0)


def test_the_start_page_shows_what_waits_for_the_centre(nurse: Client) -> None:
    version, other = submitted("Cough"), of_another_centre()
    ada = person("PV assessor", "ada")
    review.take_into_review(version, by=ada)
    review.ask(version, [Question("", "One?")], by=ada)
    text = nurse.get("/admin/").content.decode()
    assert "Questions for you (1)" in text
    assert f"/admin/cases/caseversion/{version.pk}/status/" in text
    assert other.case.identifier not in text
