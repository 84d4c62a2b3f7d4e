"""The readers' page and its files: the same for everybody, cached, without a cookie, of stored publications alone."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from reports.actions.publish import publish
from tests.people import signed_in
from tests.reports.builders import DAH, DAY, accepted, pair

pytestmark = pytest.mark.django_db
FILES = [("csv", "text/csv"), ("csvw", "application/csvm+json"), ("json", "application/json")]


@pytest.fixture
def figures() -> None:
    """Thirty reports from centres, two of them of men, and one published case."""
    for number in range(30):
        accepted(pair(outcome="1" if number % 2 else "5"), sex="1" if number < 2 else "2")
    literature = accepted(pair(outcome="1"), sex="1")
    Case.objects.filter(pk=literature.pk).update(source="literature")
    publish(by=None)


def table(client: Client, name: str, **asked: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/figures/{name}.csv", asked).text)))


def test_before_the_first_publication_the_page_says_so(client: Client) -> None:
    accepted()
    page = client.get("/")
    assert page.status_code == 200
    assert "No figures have been published yet." in page.text
    assert "/admin/" in page.text


def test_the_page_lists_what_can_be_searched(client: Client, figures: None) -> None:
    page = client.get("/").text
    assert "?drug=alemtuzumab" in page
    assert "?reaction=Diffuse%20alveolar%20haemorrhage" in page


@pytest.mark.parametrize(
    "asked", [{"drug": " ALEMTUZUMAB "}, {"reaction": DAH.upper()}, {"drug": "alemtuzumab", "reaction": DAH}]
)
def test_figures_of_a_drug_a_reaction_or_both(client: Client, figures: None, asked: dict[str, str]) -> None:
    page = client.get("/", asked).text
    assert "Reports from centres: 30. Published cases: 1." in page
    assert "A report is a suspicion." in page
    assert "<script" not in page
    assert " style=" not in page


def test_small_numbers_are_hidden_and_published_ones_stand_apart(client: Client, figures: None) -> None:
    assert table(client, "total", drug="alemtuzumab") == [
        {"what": "Reports", "reported": "30", "percent": "100.0", "published": "1"}
    ]
    assert table(client, "sex", drug="alemtuzumab") == [
        {"sex": "Female", "reported": "*", "percent": "*", "published": "0"},
        {"sex": "Male", "reported": "*", "percent": "*", "published": "1"},
        {"sex": "Unknown", "reported": "*", "percent": "*", "published": "0"},
    ]
    outcomes = {
        row["outcome"]: (row["reported"], row["percent"])
        for row in table(client, "outcome", drug="alemtuzumab")
        if row["indication_group"] == "Multiple sclerosis"
    }
    assert outcomes["Recovered"] == outcomes["Fatal"] == ("15", "50.0")
    assert outcomes["All"] == ("30", "100.0")


def test_reactions_of_a_drug_and_drugs_of_a_reaction(client: Client, figures: None) -> None:
    day = DAY.isoformat()
    assert table(client, "reactions", drug="alemtuzumab") == [
        {
            "name": DAH, "organ_class": "Lungs and airways", "reported": "30", "percent": "100.0", "published": "1",
            "counted": day,
        }
    ]  # fmt: skip
    assert [row["name"] for row in table(client, "drugs", reaction=DAH)] == ["alemtuzumab"]
    assert [row["organ_class"] for row in table(client, "organ_class", drug="alemtuzumab")] == ["Lungs and airways"]


def test_what_is_not_there_is_not_told_from_what_is_rare(client: Client, figures: None) -> None:
    accepted(pair(drug_name="ocrelizumab"), on=DAY + timedelta(days=1))
    publish(by=None)
    rare, absent = (client.get("/", {"drug": name}) for name in ("ocrelizumab", "nothing"))
    assert rare.status_code == absent.status_code == 404
    assert rare.text.replace("ocrelizumab", "X") == absent.text.replace("nothing", "X")


def test_what_is_typed_is_escaped(client: Client, figures: None) -> None:
    assert "<b>x" not in client.get("/", {"drug": '"><b>x'}).text


def test_numbers_move_only_with_a_publication(client: Client, figures: None) -> None:
    before = client.get("/", {"drug": "alemtuzumab"})
    for _number in range(20):
        accepted(on=DAY + timedelta(days=1))
    assert client.get("/", {"drug": "alemtuzumab"}).content == before.content
    publish(by=None)
    after = client.get("/", {"drug": "alemtuzumab"}, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Reports from centres: 50." in after.text


@pytest.mark.parametrize(
    "path", ["/", "/?drug=alemtuzumab", "/figures/sex.csv?drug=alemtuzumab", "/figures/schema.json"]
)
@pytest.mark.parametrize("role", ["", "PV manager"])
def test_answers_are_the_same_for_all_and_can_be_kept(figures: None, path: str, role: str) -> None:
    client = signed_in(role) if role else Client()
    answer = client.get(path)
    assert answer.content == Client().get(path).content
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=300"}
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.post(path).status_code == 405


def test_no_table_of_cases_is_read(client: Client, figures: None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/", {"drug": "alemtuzumab", "reaction": DAH})
    asked = " ".join(query["sql"] for query in queries)
    assert "reports_readertopic" in asked
    assert [name for name in ("cases_case", "facts", "cases_caseversion", "tocsin_figures") if name in asked] == []


@pytest.mark.parametrize(("form", "kind"), FILES)
def test_every_table_is_a_file(client: Client, figures: None, form: str, kind: str) -> None:
    for name in ("total", "reactions", "organ_class", "continent", "age_group", "sex", "year", "outcome"):
        answer = client.get(f"/figures/{name}.{form}", {"drug": "alemtuzumab"})
        assert answer["Content-Type"].startswith(kind)
        assert f"{name}-{DAY.isoformat()}." in answer["Content-Disposition"]


def test_files_say_what_they_hold(client: Client, figures: None) -> None:
    told = json.loads(client.get("/figures/sex.json", {"drug": "alemtuzumab"}).content)
    schema = json.loads(client.get("/figures/schema.json").content)
    assert told["$schema"] == schema["$id"]
    assert set(told) == set(schema["required"])
    assert [row["reported"] for row in told["rows"]] == [None, None, None]
    answer = client.get("/figures/sex.csv", {"drug": "alemtuzumab"})
    described = json.loads(client.get("/figures/sex.csvw", {"drug": "alemtuzumab"}).content)
    assert described["url"].endswith("/figures/sex.csv?drug=alemtuzumab")
    assert "</figures/sex.csvw?drug=alemtuzumab>" in answer["Link"]
    names = [column["name"] for column in described["tableSchema"]["columns"]]
    assert names == answer.text.splitlines()[0].split(",")


@pytest.mark.parametrize(
    "path", ["sex.csv", "sex.csv?drug=nothing", "none.csv?drug=alemtuzumab", "sex.pdf?drug=alemtuzumab"]
)
def test_files_that_are_not_there(client: Client, figures: None, path: str) -> None:
    assert client.get(f"/figures/{path}").status_code == 404
