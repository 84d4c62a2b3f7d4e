"""Populations with a name: kept, asked for by command and page, and refused when they mean nothing."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from reports.actions.populations import drop_population, keep_population
from reports.models import SavedPopulation
from reports.sources.errors import ReportError
from reports.tables.catalogue import make_report
from tests.people import person
from tests.reports.builders import accepted, pair

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cases():
    accepted(country="NO")
    accepted(country="SE")
    accepted(pair(drug_name="rituximab"), country="NO")
    keep_population("Alemtuzumab in Norway", {"drug": "alemtuzumab", "country": "NO"}, by=None)


def total(asked: dict) -> int:
    return make_report("vigibase", asked).table("total").records()[0]["reports"]


@pytest.mark.parametrize(
    ("besides", "expected"),
    [({}, 1), ({"country": "SE,NO"}, 2), ({"drug": "rituximab"}, 1), ({"serious": "no"}, 0), ({"country": None}, 1)],
)
def test_what_is_asked_besides_adds_or_takes_the_place(besides, expected):
    assert total({"population": "alemtuzumab in NORWAY", **besides}) == expected


def test_the_command_knows_saved_populations():
    out = StringIO()
    call_command("report", "vigibase", "--population", "Alemtuzumab in Norway", "--format", "json", stdout=out)
    report = json.loads(out.getvalue())
    assert "Only: country: NO." in report["population"]
    assert report["tables"][0]["rows"] == [{"reports": 1}]
    with pytest.raises(CommandError, match=r"Saved population: 'Norwy' is not known\. Known: Alemtuzumab in Norway\."):
        call_command("report", "vigibase", "--population", "Norwy")


def test_the_command_takes_an_option_several_times():
    out = StringIO()
    call_command(
        "report", "vigibase", "--country", "NO", "--country", "SE", "--drug", "alemtuzumab,rituximab", stdout=out
    )
    assert "country: NO or SE" in " ".join(out.getvalue().split())
    assert "Alemtuzumab or rituximab: reports of any reaction" in out.getvalue()


def test_the_same_name_again_replaces_and_another_may_be_dropped():
    kept = keep_population(" Alemtuzumab  in Norway ", {"country": ["SE"], "age": ""}, by=None, note="Changed")
    assert (SavedPopulation.objects.get(), kept.words, kept.note) == (kept, {"country": ["SE"]}, "Changed")
    drop_population(kept, by=None)
    with pytest.raises(ReportError, match="none is saved yet"):
        total({"population": "Alemtuzumab in Norway"})


@pytest.mark.parametrize(
    ("name", "words"), [("Nowhere", {"country": "Norway"}), (" ", {}), ("Odd", {"population": "x"})]
)
def test_what_means_no_population_is_not_kept(name, words):
    with pytest.raises(ReportError):
        keep_population(name, words, by=None)
    assert SavedPopulation.objects.count() == 1


def test_staff_keep_populations_on_a_page(client):
    assessor = person("PV assessor", "assessor")
    client.force_login(assessor)
    add = reverse("admin:reports_savedpopulation_add")
    refused = client.post(add, {"name": "Young", "note": "", "age": "young"})
    assert refused.status_code == 200
    assert "&#x27;young&#x27; is not known" in refused.content.decode()
    assert client.post(add, {"name": "Young", "note": "", "age": "12-17, 18-44"}).status_code == 302
    kept = SavedPopulation.objects.get(name="Young")
    assert (kept.words, kept.by) == ({"age": "12-17, 18-44"}, assessor)
    address = reverse("admin:reports_savedpopulation_change", args=[kept.pk])
    assert "12-17, 18-44" in client.get(address).content.decode()
    assert client.post(address, {"name": "Older", "note": "", "age": "75+"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.name, kept.words) == ("Older", {"age": "75+"})
    listed = client.get(reverse("admin:reports_savedpopulation_changelist")).content.decode()
    assert "age at onset: 75+" in listed


def test_an_auditor_reads_them_in_words(client):
    client.force_login(person("Auditor", "auditor"))
    address = reverse("admin:reports_savedpopulation_change", args=[SavedPopulation.objects.get().pk])
    page = client.get(address).content.decode()
    assert "Only: country: NO." in page
    assert client.post(address, {"name": "Mine"}).status_code == 403


def test_the_page_shows_what_is_asked_and_refuses_what_it_does_not_know(client):
    client.force_login(person("PV assessor", "assessor"))
    address = reverse("reports:report", args=["vigibase"])
    page = client.get(address, {"population": "Alemtuzumab in Norway", "indication": "ms", "cohort": ""})
    text = page.content.decode()
    assert page.status_code == 200
    assert "Only: indication: multiple sclerosis; country: NO." in text
    assert '<option value="Alemtuzumab in Norway" selected>' in text
    inputs = [tag.split(">")[0] for tag in text.split("<input")]
    boxes = [tag for tag in inputs if 'name="indication"' in tag and 'type="checkbox"' in tag]
    assert [tag.replace('type="checkbox"', "").count("checked") for tag in boxes] == [1, 0, 0, 0, 0]
    assert '<details class="more" open>' in text
    assert '<details class="more">' in client.get(address, {"drug": "alemtuzumab"}).content.decode()
    wrong = client.get(address, {"drgu": "alemtuzumab"})
    assert wrong.status_code == 400
    assert "has no option &#x27;drgu&#x27;" in wrong.content.decode()
    assert client.get("/reports/nothing/").status_code == 404


def test_the_api_lists_the_reports_and_answers_in_every_form(client):
    client.force_login(person("PV assessor", "assessor"))
    (first, *_others) = client.get("/api/v1/reports/").json()
    assert first["name"] == "vigibase"
    assert {"population", "drug", "centre"} <= set(first["asked"])
    answer = client.get(first["address"], {"country": ["NO", "SE"], "format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert client.get(first["address"], {"format": "doc"}).json() == {
        "detail": "format: 'doc' is not known. Known: text, json, csv, xlsx, pdf, parquet."
    }
    assert client.get(first["address"], {"age": "40"}).status_code == 400
    assert client.get("/api/v1/reports/nothing/").status_code == 404
