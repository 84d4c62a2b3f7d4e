"""Nothing of another centre's cases reaches a centre, and nothing that identifies people those who may not see it."""

from __future__ import annotations

import io
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from pypdf import PdfReader

from cases.actions.cases import write_draft
from cases.models import AccessEvent, Autosave, CaseVersion
from tests.access.answers import word
from tests.access.markers import FOUND, IDENTITY, marked
from tests.access.routes import routes
from tests.access.table import OF_A_CENTRE, lines
from tests.access.world import World

pytestmark = pytest.mark.django_db
ROUTES = {route.address: route for route in routes()}
ADDRESSES = sorted({(line.address, line.of) for line in lines() if not line.address.startswith("/account/")})
WITHOUT_IDENTITY = ("assessor", "auditor", "client")

LISTS = {
    "/admin/cases/case/": ("q", "centre__id__exact", "centre", "identifier__startswith", "o", "kind__exact"),
    "/admin/cases/caseversion/": (
        "q",
        "case__centre__id__exact",
        "case__identifier",
        "case__centre__name",
        "id__in",
        "pk",
        "case__patient_rows__initials__startswith",
        "patient_rows__birth_date",
        "_to_field",
        "e",
    ),
    "/admin/cases/caseversion/worklist/": ("q", "centre", "text", "words", "state", "assigned", "after"),
    "/admin/search/": ("s", "q", "extended"),
    "/admin/autocomplete/": ("term",),
    "/admin/my-centre/": ("topic", "centre"),
}


def everything(response: HttpResponse) -> str:
    """Headers and body of an answer as text; that of a PDF as it prints."""
    content = response.getvalue() if response.streaming else response.content
    if content.startswith(b"%PDF"):
        pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        return f"{response.headers} {pages} {content.decode('latin-1')}"
    return f"{response.headers} {content.decode('utf-8', 'replace')}"


def leaks(response: HttpResponse) -> list[str]:
    """What of the other centre stands in an answer."""
    return FOUND.findall(everything(response))


def test_the_other_centres_case_can_be_recognised(world: World) -> None:
    page = world.clients["manager"].get(f"/admin/cases/caseversion/{world.others['submitted']}/change/")
    found = set(leaks(page))
    assert {"THERELEAK", "Thereleak"} <= found
    assert sum(item.startswith("Leak") for item in found) > 100
    assert sum(item.startswith("Ident") for item in found) > 30


@pytest.mark.parametrize("role", OF_A_CENTRE)
def test_no_page_tells_a_centre_of_another_ones_cases(world: World, role: str) -> None:
    client, leaking = world.clients[role], []
    for address, of in ADDRESSES:
        for objects in (world.own, world.others):
            path = ROUTES[address].path(objects.get(of, 1))
            if found := leaks(client.get(path)):
                leaking.append((path, found[:3]))
    own, other = world.own["submitted"], world.others["submitted"]
    for one, two in ((own, other), (other, own)):
        response = client.get(f"/admin/cases/caseversion/{one}/compare/{two}/")
        assert word(response) == "not there"
    assert not leaking, leaking


@pytest.mark.parametrize("role", ["lead", "client"])
def test_no_search_and_no_filter_tells_a_centre_of_another_ones_cases(world: World, role: str) -> None:
    client, leaking = world.clients[role], []
    sought = ("LEAK", "Thereleak", str(world.there.pk), "1909")
    for address, names in LISTS.items():
        for name in names:
            for text in sought:
                path = f"{address}?{urlencode({name: text})}"
                # What was asked for may come back as the words that were asked for, and as nothing else.
                answer = everything(client.get(path)).replace(text, "")
                if found := FOUND.findall(answer):
                    leaking.append((path, found[:3]))
    assert not leaking, leaking


@pytest.mark.parametrize("role", OF_A_CENTRE)
def test_choices_while_typing_know_no_other_centre(world: World, role: str) -> None:
    for model, field, expected in (
        ("caseversion", "case", "ok"),
        ("case", "centre", "no"),
        ("membership", "centre", "no"),
        ("membership", "user", "no"),
        ("term", "release", "no"),
    ):
        query = urlencode({"app_label": "cases", "model_name": model, "field_name": field, "term": ""})
        response = world.clients[role].get(f"/admin/autocomplete/?{query}")
        assert (model, field, word(response), leaks(response)) == (model, field, expected, [])


@pytest.mark.parametrize("role", WITHOUT_IDENTITY)
def test_who_may_not_identify_gets_no_identifying_value(world: World, role: str) -> None:
    client, leaking = world.clients[role], []
    objects = world.others if role != "client" else world.own
    if role == "client":
        _give_markers_to_the_own_centre(world)
    for address, of in ADDRESSES:
        path = ROUTES[address].path(objects.get(of, 1))
        if found := IDENTITY.findall(everything(client.get(path))):
            leaking.append((path, found[:3]))
    assert not leaking, leaking


def _give_markers_to_the_own_centre(world: World) -> None:
    write_draft(CaseVersion.objects.get(pk=world.own["draft"]), marked(), by=None)


@pytest.mark.parametrize("role", WITHOUT_IDENTITY)
@pytest.mark.parametrize("section", ["documents", "literature"])
def test_who_may_not_identify_gets_no_file(world: World, role: str, section: str) -> None:
    objects = world.own if role == "client" else world.others
    response = world.clients[role].get(f"/admin/cases/caseversion/{objects['submitted']}/file/{section}/1/")
    assert word(response) in ("no", "not there")


def test_that_identifying_values_were_shown_is_noted_once(world: World) -> None:
    version = world.own["submitted"]
    for path, expected in (
        ("file/documents/1/", ["documents.included"]),
        ("change/", ["documents.included"]),
    ):
        before = set(AccessEvent.objects.values_list("pk", flat=True))
        response = world.clients["reporter"].get(f"/admin/cases/caseversion/{version}/{path}")
        noted = AccessEvent.objects.exclude(pk__in=before)
        assert [(row.actor.username, row.version_id, row.what) for row in noted] == [("reporter", version, expected)]
        assert noted.get().request == response["X-Request-ID"]


def test_who_is_shown_nothing_identifying_is_not_noted(world: World) -> None:
    before = AccessEvent.objects.count()
    world.clients["assessor"].get(f"/admin/cases/caseversion/{world.others['submitted']}/change/")
    world.clients["lead"].get(f"/admin/cases/caseversion/{world.others['submitted']}/change/")
    assert AccessEvent.objects.count() == before


def test_what_a_colleague_typed_and_did_not_save_is_offered_to_nobody_else(world: World) -> None:
    Autosave.objects.create(page="p", by=world.users["lead"], raw='{"patient-0-initials": ["Ident1"]}', revision=1)
    page = world.clients["reporter"].get("/admin/cases/caseversion/add/")
    taken = world.clients["reporter"].post("/admin/cases/caseversion/add/", {"_take": "p"})
    assert "Ident1" not in everything(page) + everything(taken)
    assert word(taken) == "not there"
