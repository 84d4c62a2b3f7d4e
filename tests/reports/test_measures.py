"""The measures that the database counts, against plain Python over the same invented cases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from cases import store
from cases.models import CaseVersion
from reports.sources import registry
from reports.sources.measure_codes import SHARES, VALUES
from reports.sources.measures import Measured
from reports.sources.population import COMPARATOR, Name, Population
from tests.reports.independent_measures import answers, counted

DAH = Name("Diffuse alveolar haemorrhage", ("Diffuse alveolar haemorrhage",))
ALEMTUZUMAB = Name("alemtuzumab", ("alemtuzumab",))


@pytest.fixture(scope="module")
def invented(django_db_setup: None, django_db_blocker: Any):
    """Three hundred invented cases, and the documented ones, which have what invented ones rarely have."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("generate_cases", 300, seed=11, until=date(2026, 3, 1), verbosity=0)
        call_command("seed", verbosity=0)
        yield
        transaction.set_rollback(True)


def cases_of(population: Population) -> dict[str, dict[str, Any]]:
    newest = {}
    for version in CaseVersion.objects.filter(
        state__in=["accepted", "nullified"], case__kind=population.cohort
    ).order_by("number"):
        newest[version.case_id] = version
    records = store.load_many([version.pk for version in newest.values()])
    found = {v.case.identifier: answers(records[v.pk], population) for v in newest.values()}
    return {identifier: row for identifier, row in found.items() if row is not None}


def population_of(**changes: Any) -> Population:
    return Population(as_of=registry.lock_point(None), **changes)


POPULATIONS = [
    {},
    {"drugs": (ALEMTUZUMAB,)},
    {"drugs": (ALEMTUZUMAB,), "reactions": (DAH,)},
    {"reactions": (DAH,)},
    {"cohort": COMPARATOR},
]


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize("changes", POPULATIONS)
def test_every_share_is_counted_as_in_plain_python(db, changes):
    population = population_of(**changes)
    rows = list(cases_of(population).values())
    found = Measured(population).cases()
    assert found.total == len(rows) > 0
    assert dict(found.counted) == {code: counted(rows, code) for code in SHARES}


@pytest.mark.usefixtures("invented")
@pytest.mark.parametrize("changes", POPULATIONS)
def test_every_value_is_that_of_plain_python(db, changes):
    population = population_of(**changes)
    rows, measured = list(cases_of(population).values()), Measured(population)
    for code in VALUES:
        expected = Counter(None if None in row[code] else tuple(float(bound) for bound in row[code]) for row in rows)
        assert Counter(measured.values(code)) == expected, code


@pytest.mark.usefixtures("invented")
def test_parts_are_told_apart(db):
    population = population_of(reactions=(DAH,))
    rows = cases_of(population)
    named = [*sorted(rows)[:7], "XX-NOT-THERE"]
    measured = Measured(population, named)
    for groups in ([], ["ms"], ["transplantation", "other"]):
        fitting = {key: row for key, row in rows.items() if not groups or row["group"] in groups}
        for found, wanted in (
            (measured.cases(groups), set(fitting)),
            (measured.cases(groups, left_out=named), set(fitting) - set(named)),
            (measured.cases(groups, only=named), set(fitting) & set(named)),
        ):
            assert found.total == len(wanted)
            assert found.counted["died"] == counted([rows[key] for key in wanted], "died")
        assert len(measured.values("age", groups, left_out=named)) == len(set(fitting) - set(named))


@pytest.mark.usefixtures("invented")
def test_a_population_is_the_sum_of_its_parts(db):
    whole = Measured(population_of(reactions=(DAH,))).cases()
    parts = [
        Measured(population_of(reactions=(DAH,), indication_groups=(group,))).cases()
        for group in registry.indication_groups()
    ]
    assert whole.total == sum(part.total for part in parts)
    for code in SHARES:
        assert whole.counted[code].yes == sum(part.counted[code].yes for part in parts)
        assert whole.counted[code].no == sum(part.counted[code].no for part in parts)


@pytest.mark.usefixtures("invented")
def test_most_questions_are_answered_both_ways_by_the_invented_cases(db):
    """Else the comparison above would prove little."""
    found = Measured(population_of()).cases().counted
    both = [code for code, row in found.items() if row.yes and row.no and row.unknown]
    assert len(both) >= 20, sorted(set(found) - set(both))
