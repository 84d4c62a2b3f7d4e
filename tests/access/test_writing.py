"""Buttons: who may not change anything changes nothing, whatever is sent to whichever address."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from cases.actions.cases import follow_up
from cases.models import AuditEvent, CaseVersion, Query
from cases.rules.workflow import VersionKind
from cases.store import load
from tests.access.routes import Route, routes
from tests.access.table import OF_A_CENTRE, lines
from tests.access.world import World
from tests.cases.admin.forms_on_pages import CaseForm

pytestmark = pytest.mark.django_db
ROUTES = {route.address: route for route in routes()}
OF_A_PERSON = "/admin/cases/caseversion/worklist/keep/"
"""Whoever reads the worklist keeps filters, for no eyes but the own ones."""
SENT_TO = [
    (ROUTES[line.address], line.of)
    for line in lines()
    if not line.address.startswith("/account/") and line.address not in ("/admin/logout/", OF_A_PERSON)
]
NOT_OF_THE_REGISTRY = ("cases_accessevent", "django_session", "registry_cache")
"""Tables in which reading leaves rows too."""
READERS = ("nobody", "no role", "auditor")


def typed(world: World, objects: dict[str, int], version: int) -> dict[str, Any]:
    """Something for every button of the site at once."""
    question = Query.objects.filter(version_id=objects["queried"]).first()
    return {
        "_save": "1", "_submit": "1", "post": "yes", "action": "delete_selected", "_selected_action": str(version),
        "index": "0", "row": str(version), "to": "me", "query": "state=submitted", "name": "Mine", "step": "accept",
        "_step": "accept", "reason": "Because.", "password": "alveoli and aliquots", "question": "What now?",
        "text": "This.", "answer-1": "This.", "answer_1": "This.", "1": "This.", "revision": "1", "page": "a-page",
        "identifier": "XX-NEW-1", "centre": str(world.there.pk), "kind": "adverse_reaction", "source": "centre",
        "confirm": "on", "signed": "on", f"answer-{question.pk if question else 0}": "This.",
    }  # fmt: skip


def state_of_all_tables() -> dict[str, str]:
    """A digest of every row of every table that holds something of the registry."""
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    kept = [table for table in tables if table not in NOT_OF_THE_REGISTRY and not table.startswith("procrastinate")]
    with connection.cursor() as cursor:
        parts = (
            f"SELECT '{table}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table}\" AS t"
            for table in kept
        )
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def changed_by_sending(world: World, role: str, objects: dict[str, int]) -> list[str]:
    """What is different after each button of the site was pressed: addresses as far as the trail tells, and tables."""
    before, found = state_of_all_tables(), []
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
    for route, of in SENT_TO:
        version = objects.get(of, objects["submitted"])
        _press(world, role, route, version, typed(world, objects, version))
        now = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
        if now != last:
            found.append(f"{route.address} of {of}")
            last = now
    after = state_of_all_tables()
    return found + [table for table in before if before[table] != after[table]]


def _press(world: World, role: str, route: Route, number: int, data: dict[str, Any]) -> None:
    world.clients[role].post(route.path(number), data)
    if role in READERS:
        world.clients[role].post(route.path(number), {})


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_changes_nothing(world: World, role: str) -> None:
    changed = changed_by_sending(world, role, world.own)
    assert not changed, changed


@pytest.mark.parametrize("role", OF_A_CENTRE)
def test_nobody_changes_a_case_of_another_centre(world: World, role: str) -> None:
    before = _rows_of(world)
    changed_by_sending(world, role, world.others)
    assert _rows_of(world) == before


def _rows_of(world: World) -> dict[str, str]:
    """Digests of all rows that belong to the other centre, and of the accounts."""
    models = [model for model in apps.get_models() if "centre" in {field.name for field in model._meta.get_fields()}]
    tables = {model._meta.db_table for model in models if model._meta.app_label == "cases"} - set(NOT_OF_THE_REGISTRY)
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) "
                f'FROM "{table}" AS t WHERE centre_id = %s',
                [world.there.pk],
            )
            found[table] = cursor.fetchone()[0]
    return found


@pytest.mark.parametrize("role", ["nobody", "no role", "auditor", "lead", "client"])
def test_a_whole_form_sent_for_another_centres_draft_changes_nothing(world: World, role: str) -> None:
    address = f"/admin/cases/caseversion/{world.others['draft']}/change/"
    form = CaseForm.on(world.clients["superuser"], address)
    form.fill("patient-0", initials="XY").fill("drugs-0", name="another")
    before = _rows_of(world)
    for button in ("_save", "_submit"):
        assert world.clients[role].post(address, {**form.values, button: "1"}).status_code in (302, 403, 404)
    assert _rows_of(world) == before


def test_the_same_form_sent_by_who_may_changes_the_draft(world: World) -> None:
    address = f"/admin/cases/caseversion/{world.others['draft']}/change/"
    form = CaseForm.on(world.clients["superuser"], address)
    before = _rows_of(world)
    world.clients["superuser"].post(address, {**form.fill("drugs-0", name="another").values, "_save": "1"})
    assert _rows_of(world) != before


@pytest.mark.parametrize("role", ["reporter", "lead"])
def test_a_centre_deletes_its_own_drafts_and_nothing_else(world: World, role: str) -> None:
    own, theirs, submitted = world.own["draft"], world.others["draft"], world.own["submitted"]
    for version in (own, theirs, submitted):
        world.clients[role].post(f"/admin/cases/caseversion/{version}/delete/", {"post": "yes"})
    assert set(CaseVersion.objects.filter(pk__in=(own, theirs, submitted)).values_list("pk", flat=True)) == {
        theirs,
        submitted,
    }


def test_a_centre_does_not_delete_what_the_staff_correct(world: World) -> None:
    case = CaseVersion.objects.get(pk=world.own["submitted"]).case
    amendment = follow_up(case, by=None, kind=VersionKind.AMENDMENT)
    address = f"/admin/cases/caseversion/{amendment.pk}/delete/"
    for role in ("reporter", "lead"):
        assert world.clients[role].post(address, {"post": "yes"}).status_code == 403
    assert CaseVersion.objects.filter(pk=amendment.pk).exists()


def test_who_may_not_identify_saves_a_draft_without_touching_what_identifies(world: World) -> None:
    draft = CaseVersion.objects.get(pk=world.others["draft"])
    known = load(draft)
    form = CaseForm.on(world.clients["assessor"], f"/admin/cases/caseversion/{draft.pk}/change/")
    assert not [name for name in form.values if name.startswith("patient-0-initials")]
    forged = {"patient-0-initials": "XY", "primary_sources-0-family_name": "XY", "_save": "1"}
    world.clients["assessor"].post(form.url, {**form.fill("drugs-0", name="another").values, **forged})
    now = load(draft)
    assert now.patient.initials == known.patient.initials
    assert now.primary_sources[0].family_name == known.primary_sources[0].family_name
    assert now.documents == known.documents
