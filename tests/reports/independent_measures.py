"""What reports measure of each case, answered in plain Python from its ICSR and the pure rules."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cases.rules.facts import pairs, version_facts
from cases.rules.lung_facts import lung_facts
from cases.rules.management import management
from cases.terminology.lookup import Dictionary
from reports.sources.measure_codes import SHARES
from reports.sources.measures import Counted
from reports.sources.population import COMPARATOR, Population

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


def counted(rows: list[dict[str, Any]], code: str) -> Counted:
    """How many cases answer yes, no, and not."""
    found = Counter(row[code] for row in rows)
    return Counted(found[True], found[False], found[None])
