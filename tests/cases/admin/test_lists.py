"""The list of versions, the other lists, and the start page, in a number of queries that does not grow."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin import site
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cases.actions.cases import open_case, submit, write_draft
from cases.actions.retraction import nullify
from cases.actions.review import assign
from cases.admin import case_version_list
from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Qualification, Sex
from cases.icsr.drug import Drug
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.icsr.report import PrimarySource, Report
from cases.models import CaseVersion, Centre
from cases.rules.outcome import CRITERIA
from cases.selectors import find
from tests.cases.builders import accepted
from tests.people import signed_in

LIST = "/admin/cases/caseversion/"


def report(centre: Centre, identifier: str, *, serious: bool | None) -> CaseVersion:
    """A submitted case."""
    version = open_case(by=None, kind="reaction", source="centre", centre=centre, identifier=identifier)
    reaction = Reaction(verbatim="Alveolar haemorrhage", **dict.fromkeys(CRITERIA, serious))
    case = ICSR(
        patient=Patient(sex=Sex.FEMALE),
        report=Report(first_received=PartialDate("202207")),
        primary_sources=(PrimarySource(qualification=Qualification.PHYSICIAN),),
        drugs=(Drug(name="alemtuzumab", role=DrugRole.SUSPECT), Drug(name="aspirin", role=DrugRole.CONCOMITANT)),
        reactions=(reaction,),
    )
    write_draft(version, case, by=None)
    submit(version, by=None)
    return version


def test_a_row_says_what_the_case_is(admin_client: Client, centre: Centre) -> None:
    report(centre, "A-1", serious=True)
    page = admin_client.get(LIST).content.decode()
    for words in ("A-1", "Submitted", "Serious", "Alveolar haemorrhage", "alemtuzumab", "2022-07", "Neurology, Bergen"):
        assert words in page
    assert "aspirin" not in page


@pytest.mark.parametrize(("serious", "words"), [(False, "Not serious"), (None, "Not known")])
def test_not_serious_does_not_look_like_an_error(
    admin_client: Client, centre: Centre, serious: bool | None, words: str
) -> None:
    report(centre, "A-1", serious=serious)
    page = admin_client.get(LIST).content.decode()
    assert words in page
    (colours,) = re.findall(rf'<span class="([^"]*)"[^>]*>\s*{words}\s*</span>', page)
    assert "bg-base" in colours


def test_more_cases_ask_no_more_queries(
    admin_client: Client, centre: Centre, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    report(centre, "A-0", serious=True)
    with django_assert_max_num_queries(17) as list_of_one:
        admin_client.get(LIST)
    with django_assert_max_num_queries(22) as start_of_one:
        admin_client.get("/admin/")
    for number in range(1, 12):
        report(centre, f"A-{number}", serious=True)
    with django_assert_max_num_queries(len(list_of_one)):
        assert admin_client.get(LIST).content.decode().count("Alveolar haemorrhage") == 12
    with django_assert_max_num_queries(len(start_of_one)):
        assert "A-1" in admin_client.get("/admin/").content.decode()


def test_a_case_is_found_by_its_number_and_by_filters(admin_client: Client, centre: Centre) -> None:
    report(centre, "A-1", serious=True)
    report(centre, "B-2", serious=True)
    found = admin_client.get(LIST, {"q": "B-2"}).content.decode()
    assert "B-2" in found
    assert "A-1" not in found
    assert "A-1" in admin_client.get(LIST, {"state__exact": "submitted"}).content.decode()
    assert "A-1" not in admin_client.get(LIST, {"state__exact": "draft"}).content.decode()


def test_the_start_page_counts_and_leads_on(admin_client: Client, centre: Centre) -> None:
    report(centre, "A-1", serious=True)
    page = admin_client.get("/admin/").content.decode()
    assert re.search(r'state=submitted"[^>]*><strong>1</strong> <span>Submitted</span>', page)
    assert "/admin/cases/caseversion/add/" in page
    assert "A-1" in page


def test_the_start_page_shows_no_cases_to_those_who_may_not_see_them(
    client: Client, centre: Centre, django_user_model
) -> None:  # type: ignore[no-untyped-def]
    report(centre, "A-1", serious=True)
    client.force_login(django_user_model.objects.create_user("guest", password="-", is_staff=True))
    page = client.get("/admin/")
    assert page.status_code == 200
    assert "A-1" not in page.content.decode()


@pytest.mark.parametrize("table", ["case", "centre", "term", "termrelease"])
def test_the_other_lists_open(admin_client: Client, centre: Centre, table: str) -> None:
    version = report(centre, "A-1", serious=True)
    assert admin_client.get(f"/admin/cases/{table}/", {"q": "A"}).status_code == 200
    assert admin_client.get(f"/admin/cases/case/{version.case_id}/change/").status_code == 200


def test_a_case_is_found_by_how_its_number_begins_as_typed_or_in_capitals(
    admin_client: Client, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(centre, "NO-ABC-1", serious=True)
    report(centre, "NO-XYZ-1", serious=True)
    for many in (1_000, 0):
        monkeypatch.setattr(find, "MANY", many)
        for typed, found in (("NO-A", True), (" no-a ", True), ("ABC", False), ("NO-X", False), ("%", False)):
            page = admin_client.get(LIST, {"q": typed}).content.decode()
            assert ("NO-ABC-1" in page) is found, typed


def test_the_list_is_counted_and_paged_up_to_a_limit_only(
    admin_client: Client, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_version_list, "MOST", 2)
    for number in range(3):
        report(centre, f"A-{number}", serious=True)
    monkeypatch.setattr(site.get_model_admin(CaseVersion), "list_per_page", 1)
    cl = admin_client.get(LIST).context["cl"]
    assert (cl.result_count, cl.paginator.num_pages, len(cl.result_list)) == (2, 2, 1)


def test_only_indexed_columns_sort_the_list(admin_client: Client, centre: Centre) -> None:
    report(centre, "A-2", serious=True)
    report(centre, "A-1", serious=True)
    for column, first in (("0", "A-1"), ("-0", "A-2"), ("2", "A-1"), ("-2", "A-1"), ("7", "A-1"), ("-7", "A-1")):
        rows = admin_client.get(LIST, {"o": column}).context["cl"].result_list
        assert str(rows[0].case) == first, column


def test_a_centre_starts_with_its_own_cases(db: None) -> None:
    bergen, oslo = (Centre.objects.create(name=name) for name in ("Bergen", "Oslo"))
    report(bergen, "B-1", serious=True)
    report(oslo, "O-1", serious=True)
    page = signed_in("Centre reporter", centre=bergen).get("/admin/").content.decode()
    assert "B-1" in page
    assert "O-1" not in page
    assert "Submitted cases (1)" in page


def test_the_staff_start_with_what_is_due_first_and_what_is_theirs(centre: Centre) -> None:
    report(centre, "A-1", serious=True)
    mine = report(centre, "A-2", serious=True)
    client = signed_in("PV assessor", "ada")
    assign(mine, to=get_user_model().objects.get(username="ada"), by=None)
    page = client.get("/admin/").content.decode()
    assert page.index("Assigned to me</h2>") < page.index("A-2") < page.index("Due first</h2>") < page.index("A-1")


def test_no_version_of_a_nullified_case_looks_as_if_it_counted(admin_client: Client, centre: Centre) -> None:
    version = accepted()
    assert "case nullified" not in admin_client.get(LIST).content.decode()
    nullify(version.case, by=None, reason="Twice")
    text = admin_client.get(LIST).content.decode()
    assert len(re.findall(r">\s*Accepted, case nullified\s*<", text)) == 1
    assert len(re.findall(r">\s*Nullified\s*</span>", text)) == 1
