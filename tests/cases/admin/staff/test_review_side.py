"""What stands beside a case under review: score, checklist, timeline, what changed, cases that look alike."""

from __future__ import annotations

import dataclasses
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases import store
from cases.actions.cases import follow_up, submit, write_draft
from cases.actions.review import accept
from cases.admin import review as screen
from cases.icsr.codes import Outcome, Sex
from cases.icsr.narrative import Narrative
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.models import Case, CaseVersion
from tests.cases.admin.staff.conftest import review, submitted, words
from tests.cases.builders import centre
from tests.cases.documented import documented
from tests.people import signed_in

pytestmark = pytest.mark.django_db
QUERIES = 80
"""As many as the page took before anything stood beside the case, and some to spare."""


def page(client: Client, version: CaseVersion) -> str:
    return client.get(review(version)).content.decode()


def text(client: Client, version: CaseVersion) -> str:
    return words(page(client, version))


def reacted(outcome: Outcome, verbatim: str = "Haemoptysis") -> tuple[Reaction, ...]:
    return (Reaction(verbatim=verbatim, outcome=outcome, start=PartialDate("20220716")),)


@pytest.fixture
def second() -> CaseVersion:
    """A follow-up: no longer recovered but recovering, with other initials and a story."""
    first = submitted("A-1", patient=Patient(initials="QQX", sex=Sex.FEMALE), reactions=reacted(Outcome.RECOVERED))
    accept(first, by=None)
    draft = follow_up(first.case, by=None)
    known = dataclasses.replace(
        store.load(draft),
        reactions=(dataclasses.replace(store.load(draft).reactions[0], outcome=Outcome.RECOVERING),),
        patient=Patient(initials="ZZY", sex=Sex.FEMALE),
        narrative=Narrative(story="Coughs again."),
    )
    write_draft(draft, known, by=None)
    submit(draft, by=None)
    return draft


def test_a_follow_up_says_what_changed(assessor: Client, second: CaseVersion) -> None:
    said = text(assessor, second)
    assert "Changed since version 1 Side by side" in said
    assert "Reaction 1 Haemoptysis: Outcome Recovered → Recovering" in said
    changes = said[said.index("Changed since") : said.index("Patient: ", said.index("Changed since"))]
    assert "Sex" not in changes
    first = second.case.versions.get(number=1)
    assert "Changed since" not in text(assessor, first)


def test_what_changed_of_who_it_is_is_shown_to_who_may_see_it_and_that_is_noted(
    assessor: Client, manager: Client, second: CaseVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: dict[int, list[str]] = {}
    monkeypatch.setattr(screen, "seen", lambda _request, what, elements: noted.update({what.number: list(elements)}))
    assert "QQX" not in page(assessor, second)
    assert noted == {}
    assert "Initials QQX → ZZY" in text(manager, second)
    assert noted[1] == ["patient.initials"]


def test_many_changes_are_folded_away(assessor: Client, second: CaseVersion) -> None:
    accept(second, by=None)
    third = follow_up(second.case, by=None)
    held = store.load(third)
    rows = tuple(Reaction(verbatim=f"R{number}", outcome=Outcome.UNKNOWN) for number in range(9))
    write_draft(third, dataclasses.replace(held, reactions=(*held.reactions, *rows)), by=None)
    submit(third, by=None)
    html = page(assessor, third)
    assert re.search(r"<summary[^>]*>\d+ more changes</summary>", html[html.index("Changed since version 2") :])


def test_score_checklist_and_timeline_stand_beside_the_case(assessor: Client) -> None:
    version = submitted(icsr=documented()["MYRO-2018"])
    html = page(assessor, version)
    said = words(html)
    # The same score as the facts hold, which the worklist shows.
    assert f"{version.facts.completeness:.2f}" in said[said.index("How complete is it?") :][:40]
    assert re.search(r"Lung checklist: \d+ of \d+ answered", said)
    assert 'class="timeline"' in html
    assert "nfusion" in html[html.index('class="timeline"') :]


def test_a_comparator_has_no_score(assessor: Client) -> None:
    version = submitted()
    Case.objects.filter(pk=version.case_id).update(kind=Case.Kind.COMPARATOR)
    said = text(assessor, version)
    assert "Well documented" not in said
    assert "Lung checklist" in said


def test_the_story_comes_first(assessor: Client, second: CaseVersion) -> None:
    parts = re.findall(r'<article class="staff-part" id="part-(\w+)"', page(assessor, second))
    assert parts[:2] == ["narrative", "patient"]


def similar(client: Client, version: CaseVersion) -> str:
    return words(client.get(f"{review(version)}similar/").content.decode())


def test_cases_that_look_alike_are_fetched_beside_the_page(assessor: Client) -> None:
    mine = submitted("A-1", reactions=reacted(Outcome.RECOVERED, "Pulmonary alveolar haemorrhage"))
    assert f'data-load="{review(mine)}similar/"' in page(assessor, mine)
    assert similar(assessor, mine) == "None that is much like it."
    submitted("B-1", at=centre("Oslo"), reactions=reacted(Outcome.RECOVERED, "Pulmonary alveolar haemorrhage"))
    assert similar(assessor, mine).startswith("B-1 ")


def test_cases_that_look_alike_are_for_the_staff(second: CaseVersion) -> None:
    nurse = signed_in("Centre reporter", centre=centre())
    assert nurse.get(f"{review(second)}similar/").status_code == 403
    assert signed_in("Auditor").get(f"{review(second)}similar/").status_code == 200
    assert signed_in("PV manager").get("/admin/cases/caseversion/999999/review/similar/").status_code == 404


def test_a_bounded_number_of_queries(
    assessor: Client, second: CaseVersion, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    large = submitted(icsr=documented()["MYRO-2018"])
    page(assessor, large)
    for version in (large, second):
        with django_assert_max_num_queries(QUERIES):
            page(assessor, version)
    with django_assert_max_num_queries(QUERIES + 20):
        similar(assessor, large)
