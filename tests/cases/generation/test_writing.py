"""What the generator writes is what was generated, kept by every constraint, audited, and seen by its centre alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from cases import store
from cases.actions.facts import rebuild_facts
from cases.actions.generate import generate_cases
from cases.database.audit import NOT_AUDITED
from cases.database.context import Actor, acting
from cases.database.roles import CENTRE
from cases.generation import CENTRES, generate
from cases.models import AuditEvent, Case, CaseFacts, CaseLine, CaseVersion, Centre, LungFacts, PairFacts
from cases.rules.clocks import clock, urgency
from cases.rules.coding import code_words
from cases.rules.workflow import State
from cases.selectors.identity import versions_with
from cases.terminology.lookup import Dictionary

COUNT, SEED, UNTIL = 200, 11, date(2026, 3, 1)


@pytest.fixture(scope="module")
def registry(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A registry with generated cases, rolled back after the module; what the command said."""
    with django_db_blocker.unblock(), transaction.atomic():
        said = StringIO()
        call_command("generate_cases", COUNT, seed=SEED, until=UNTIL, stdout=said)
        yield said.getvalue()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(registry: str, db: None) -> None:
    """Each test sees the registry and leaves it as it was."""


def test_all_are_there_and_every_constraint_holds() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Case.objects.count() == COUNT
    assert CaseVersion.objects.count() == sum(len(generate(SEED, n, UNTIL).versions) for n in range(1, COUNT + 1))


def test_the_command_says_what_it_did(registry: str) -> None:
    assert f"{COUNT} cases, " in registry
    assert "Making the rows took" in registry


def test_what_is_stored_is_what_was_generated() -> None:
    terms = Dictionary()
    stored = store.load_many(CaseVersion.objects.values_list("pk", flat=True))
    rows = {(row.case.identifier, row.number): row for row in CaseVersion.objects.select_related("case__centre")}
    for number in range(1, COUNT + 1):
        case = generate(SEED, number, UNTIL)
        for version in case.versions:
            row, plan = rows.pop((case.identifier, version.plan.number)), version.plan
            submitted = plan.state is not State.DRAFT
            icsr = code_words(version.icsr, terms) if submitted else version.icsr
            runs = clock(icsr) if submitted else None
            assert stored[row.pk] == store.numbered(icsr)
            assert row.case.centre.name == CENTRES[case.place].name
            assert (row.case.key, row.case.kind, row.case.source) == (case.key, case.kind, case.source)
            assert (row.state, row.kind) == (plan.state, plan.kind)
            assert (row.created_at, row.submitted_at, row.accepted_at) == (
                plan.created_at,
                plan.submitted_at,
                plan.accepted_at,
            )
            assert (row.day_zero, row.due) == ((runs.day_zero, runs.last_day) if runs else (None, None))
            assert row.urgency == (urgency(icsr) if submitted else "")
            steps = list(row.steps.values_list("name", "source", "target", "at", "reason"))
            assert steps == [(s.name, s.source, s.target, s.at, s.reason) for s in plan.steps]
            asked = [(q.path, q.question, getattr(q, "answer", None)) for q in row.queries.select_related("answer")]
            assert [(path, text) for path, text, _answer in asked] == [(q.path, q.question) for q in plan.asked]
            assert [a.text if a else "" for _path, _text, a in asked] == [q.answer for q in plan.asked]
    assert not rows


def test_facts_are_those_that_the_rules_derive() -> None:
    before = _facts()
    submitted = list(CaseVersion.objects.exclude(state=State.DRAFT).values_list("pk", flat=True))
    rebuild_facts(submitted, Dictionary())
    assert before == _facts()
    assert [len(before[0]), *map(len, before[2:])] == [len(submitted)] * 3


def test_facts_do_not_contradict_each_other() -> None:
    assert LungFacts.objects.count() == CaseLine.objects.count() == CaseFacts.objects.count()
    for facts in CaseFacts.objects.select_related("lung", "line", "case"):
        lung, line = facts.lung, facts.line
        assert not set(facts.treatments) & set(facts.treatments_denied)
        assert lung.bal == "done" or not (lung.bal_return or lung.siderophages or lung.siderophages_pct)
        assert lung.imaging or not lung.ct
        assert (lung.haemoglobin_fall is None) or (
            lung.haemoglobin_before - lung.haemoglobin_lowest == lung.haemoglobin_fall
        )
        assert lung.retreated or lung.recurred is None
        assert not (lung.untreated and facts.treatments)
        assert facts.received is None or facts.received.year == facts.received_year
        assert facts.received is None or line.received.startswith(str(facts.received_year))
        assert bool(line.suspects) == facts.pairs.exists()


def _facts() -> tuple[list[Any], ...]:
    versions = [_without_id(row, "id") for row in CaseFacts.objects.order_by("version_id").values()]
    more = [
        [_without_id(row, "id", "facts_id") for row in model._default_manager.order_by("facts__version_id").values()]
        for model in (LungFacts, CaseLine)
    ]
    order = ("facts__version_id", "drug_number", "reaction_number")
    pairs = [_without_id(row, "id", "facts_id") for row in PairFacts.objects.order_by(*order).values()]
    return versions, pairs, *more


def _without_id(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def test_every_row_is_audited() -> None:
    events = Counter(
        AuditEvent.objects.filter(actor="command generate_cases", operation="insert").values_list(
            "table_name", flat=True
        )
    )
    for model in apps.get_app_config("cases").get_models():
        table = model._meta.db_table
        if table in NOT_AUDITED or table in ("cases_term", "cases_termrelease", "cases_datakey"):
            continue
        assert events[table] == model._default_manager.count(), table
    assert set(AuditEvent.objects.filter(table_name="cases_case").values_list("reason", flat=True)) == {
        f"Invented cases of seed {SEED}"
    }


def test_a_centre_sees_its_share_only() -> None:
    centre = Centre.objects.get(name="Generated centre 01")
    own = Case.objects.filter(centre=centre).count()
    with acting(Actor(name="somebody", role=CENTRE, centres=frozenset({centre.pk}))):
        seen = Case.objects.count()
        versions = set(CaseVersion.objects.values_list("centre_id", flat=True))
    assert 0 < seen == own < COUNT
    assert versions == {centre.pk}


def test_identifying_values_lie_encrypted_and_are_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_patient WHERE initials NOT LIKE 'v1:%' AND initials <> ''")
        assert cursor.fetchone() == (0,)
    version = CaseVersion.objects.exclude(patient_rows__hospital_record_match="").order_by("pk").first()
    assert version is not None
    patient = store.load(version).patient
    assert patient is not None
    found = versions_with(record_number=str(patient.hospital_record))
    assert version.pk in set(found.values_list("pk", flat=True))


def test_the_size_of_a_block_changes_nothing() -> None:
    list(generate_cases(12, seed=12, until=UNTIL, block=5))
    made = [generate(12, number, UNTIL) for number in range(1, 13)]
    cases = Case.objects.filter(identifier__startswith="XX-GENERATED-12-")
    assert {case.identifier: case.key for case in cases} == {case.identifier: case.key for case in made}


def test_a_second_run_says_that_they_are_there() -> None:
    with pytest.raises(CommandError, match=f"There are {COUNT} cases of seed {SEED} already") as refused:
        call_command("generate_cases", COUNT, seed=SEED, until=UNTIL)
    assert refused.value.returncode == 2


def test_more_of_a_seed_leaves_those_that_are_there() -> None:
    said = StringIO()
    before = set(Case.objects.values_list("pk", flat=True))
    call_command("generate_cases", COUNT + 3, seed=SEED, until=UNTIL, stdout=said)
    assert "3 cases, " in said.getvalue()
    assert Case.objects.exclude(pk__in=before).count() == 3


def test_a_registry_with_real_cases_is_left_alone() -> None:
    centre = Centre.objects.create(name="A hospital")
    Case.objects.create(identifier="NO-TOCSIN-1", centre=centre)
    with pytest.raises(CommandError, match="holds 1 cases that were not generated") as refused:
        call_command("generate_cases", 1, seed=13)
    assert refused.value.returncode == 2
    assert not Case.objects.filter(identifier__startswith="XX-GENERATED-13-").exists()
    call_command("generate_cases", 1, seed=13, yes=True, verbosity=0)
    assert Case.objects.filter(identifier="XX-GENERATED-13-1").exists()


@pytest.mark.parametrize(("count", "seed"), [(0, 1), (-1, 1), (5, -1)])
def test_impossible_numbers_are_refused(count: int, seed: int) -> None:
    with pytest.raises(CommandError, match="at least 1"):
        call_command("generate_cases", count, seed=seed)
