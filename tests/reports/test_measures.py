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
from cases.rules.facts import pairs, version_facts
from cases.rules.lung_facts import lung_facts
from cases.rules.management import management
from cases.terminology.lookup import Dictionary
from reports.sources import registry
from reports.sources.measure_codes import SHARES, VALUES
from reports.sources.measures import Counted, Measured
from reports.sources.population import COMPARATOR, Name, Population

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


WORST = ("3", "2", "4", "1")


def outcome_of(found: list[Any]) -> str:
    if any(pair.outcome == "5" for pair in found):
        return "5"
    some = [pair.outcome for pair in found if pair.serious] or [pair.outcome for pair in found]
    return next((code for code in WORST if code in some), "0")


def told(code: str, yes: tuple[str, ...], no: tuple[str, ...]) -> bool | None:
    return True if code in yes else False if code in no else None


def answers(icsr: Any, population: Population) -> dict[str, Any] | None:
    """What a case answers to every question, '' at 'group' where it has none; None when it does not fit."""
    facts, lung, every = version_facts(icsr), lung_facts(icsr), list(pairs(icsr, Dictionary()))
    names = [
        {spelling for name in some for spelling in name.spellings} for some in (population.drugs, population.reactions)
    ]
    fitting = [
        pair
        for pair in every
        if (not names[0] or pair.drug_name in names[0]) and (not names[1] or pair.reaction_name in names[1])
    ]
    if facts.nullified or (population.cohort != COMPARATOR and not fitting):
        return None
    deciding = [pair for pair in fitting if pair.serious] or fitting
    outcome = outcome_of(every)
    before = [pair.infusions_before_onset for pair in deciding]
    first, last = ([getattr(pair, f"onset_day_{end}") for pair in deciding] for end in ("earliest", "latest"))
    steps = {code: status.value for code, status in management(icsr, lung).items()}

    def given(*kinds: str) -> bool | None:
        if set(kinds) & set(facts.treatments):
            return True
        return False if lung.untreated or set(kinds) <= set(facts.treatments_denied) else None

    def step(code: str) -> bool | None:
        return {"done": True, "not_done": False}.get(steps[code])

    def within(number: Any, days: int) -> bool | None:
        return None if number is None else number <= days

    everything = {
        "group": next((p.indication_group for p in fitting if p.indication_group not in ("", "unknown")), "unknown"),
        "serious": facts.serious,
        "recovered": None if outcome == "0" else outcome in ("1", "4"),
        "died": None if outcome == "0" else outcome == "5",
        "survived_year": facts.alive_after_one_year,
        "two_infusions": True if 2 in before else None if set(before) <= {None} else False,
        "lavage_done": told(lung.bal, ("done",), ("attempted", "not_done")),
        "lavage_bloody": told(lung.bal_return, ("bloodier", "persistent"), ("clearing", "not_bloody")),
        "lavage_bloodier": told(lung.bal_return, ("bloodier",), ("persistent", "clearing", "not_bloody")),
        "siderophages": told(lung.siderophages, ("present",), ("absent",)),
        "infection_sought": told(lung.infection, ("excluded", "found", "inconclusive"), ("not_done",)),
        "intensive_care": facts.intensive_care,
        "steroids": given("gc_pulse", "gc_oral", "gc_other"),
        "steroid_pulse": given("gc_pulse"),
        "steroid_oral": given("gc_oral"),
        "cyclophosphamide": given("cyclophosphamide"),
        "cyclophosphamide_rituximab": given("cyclophosphamide", "rituximab"),
        "plasma_exchange": given("plasma_exchange"),
        "immunoglobulin": given("ivig"),
        "antibiotics": given("antibiotics"),
        "dialysis": given("dialysis"),
        "drug_stopped": step("drug_stopped"),
        "plasma_exchange_if_severe": step("plasma_exchange"),
        "follow_up_image": step("follow_up_image"),
        "symptoms_gone_14": within(lung.symptoms_gone_days, 14),
        "lung_gone_14": within(lung.lung_changes_gone_days, 14),
        "lung_gone_28": within(lung.lung_changes_gone_days, 28),
        "recurred": lung.recurred if lung.retreated else None,
        "retreated_inpatient": told(lung.retreatment_setting, ("inpatient",), ("day_care",))
        if lung.retreated
        else None,
        "age": (facts.age_years,) * 2,
        "onset_day": tuple(min((n for n in days if n is not None), default=None) for days in (first, last)),
        "lung_gone_days": (lung.lung_changes_gone_days,) * 2,
        **{code: (getattr(lung, code),) * 2 for code in ("haemoglobin_fall", "hospital_days", "intensive_care_days")},
        "symptoms_gone_days": (lung.symptoms_gone_days,) * 2,
    }
    for code in SHARES.keys() - everything.keys():  # those that the lung facts answer as they stand
        everything[code] = getattr(lung, code)
    return everything


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


def counted(rows: list[dict[str, Any]], code: str) -> Counted:
    found = Counter(row[code] for row in rows)
    return Counted(found[True], found[False], found[None])


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
