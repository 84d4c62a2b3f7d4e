"""Generated cases depend on seed and number alone, are plausible, fill every section and say that they are invented."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.generation import CENTRES, GeneratedCase, generate
from cases.generation.dice import Dice, Weighted
from cases.icsr import ICSR
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import elements, parts, walk
from cases.rules.facts import given as known
from cases.rules.plausibility import concerns
from cases.rules.workflow import TRANSITIONS, State

UNTIL = date(2026, 3, 1)
MANY = 2000


@pytest.fixture(scope="module")
def many() -> list[GeneratedCase]:
    """Enough cases to count shares in."""
    return [generate(11, number, UNTIL) for number in range(1, MANY + 1)]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**31), st.integers(1, 10**7))
def test_a_case_is_the_same_each_time_it_is_made(seed: int, number: int) -> None:
    assert generate(seed, number, UNTIL) == generate(seed, number, UNTIL)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 2**31), st.integers(1, 10**7), st.integers(1, 1000))
def test_cases_made_before_it_change_nothing(seed: int, number: int, other: int) -> None:
    alone = generate(seed, number, UNTIL)
    generate(seed + 1, other, UNTIL)
    assert generate(seed, number, UNTIL) == alone


def test_other_seeds_and_numbers_give_other_cases() -> None:
    stories = {generate(seed, number, UNTIL).versions[0].icsr for seed in (1, 2) for number in (1, 2)}
    assert len(stories) == 4


def test_what_was_drawn_once_is_drawn_for_ever() -> None:
    # Written down when this was made: another numpy, or another order of draws, would change every registry.
    assert [round(Dice(7, 1).share(), 6), Dice(7, 1).between(1, 1000)] == [0.770141, 771]


def test_every_section_is_filled_somewhere(many: list[GeneratedCase]) -> None:
    found: set[type] = set()
    for case in many:
        for version in case.versions:
            for part in parts(ICSR):
                value = getattr(version.icsr, part.name)
                rows = value if part.repeats else (value,) if value else ()
                found |= {part.record} if rows else set()
                found |= {child.record for row in rows for child in parts(part.record) if getattr(row, child.name)}
    assert found == set(walk(ICSR))


def test_nearly_all_are_plausible(many: list[GeneratedCase]) -> None:
    versions = [version.icsr for case in many for version in case.versions]
    doubtful = sum(bool(concerns(icsr)) for icsr in versions)
    assert doubtful <= len(versions) * 0.05


def test_they_say_that_they_are_invented(many: list[GeneratedCase]) -> None:
    for case in many:
        assert case.identifier == f"XX-GENERATED-11-{case.number}"
        for version in case.versions:
            assert version.icsr.narrative is not None
            story = version.icsr.narrative.story or ""
            assert story.startswith("Invented case")
            assert 50 <= len(story) <= 2000
    assert all(place.name.startswith("Generated centre ") for place in CENTRES)


def test_shares_are_those_of_a_registry(many: list[GeneratedCase]) -> None:
    last = Counter(case.versions[-1].plan.state for case in many)
    alemtuzumab = sum(bool(case.versions[0].icsr.drugs) and _first_drug(case) == "Lemtrada" for case in many)
    women = [known(case.versions[0].icsr.patient.sex) for case in many if case.versions[0].icsr.patient]
    bleeding = sum(
        case.kind == "reaction" and case.versions[0].icsr.reactions[0].verbatim == "Diffuse alveolar haemorrhage"
        for case in many
    )
    assert last[State.ACCEPTED] / MANY == pytest.approx(0.90, abs=0.03)
    assert alemtuzumab / MANY == pytest.approx(0.40, abs=0.04)
    assert women.count("2") / MANY == pytest.approx(0.69, abs=0.04)
    assert bleeding / MANY == pytest.approx(0.03, abs=0.015)
    assert sum(len(case.versions) == 1 for case in many) / MANY == pytest.approx(0.79, abs=0.04)
    assert len({CENTRES[case.place].country for case in many}) == 20
    assert len({case.place for case in many}) == 40


def _first_drug(case: GeneratedCase) -> str | None:
    return case.versions[0].icsr.drugs[0].name


def test_nothing_happens_on_the_last_day_or_later(many: list[GeneratedCase]) -> None:
    end = datetime(2026, 3, 1, tzinfo=UTC)
    for case in many:
        for version in case.versions:
            plan = version.plan
            moments = [plan.created_at, plan.submitted_at, plan.accepted_at, *(step.at for step in plan.steps)]
            assert all(moment < end for moment in moments if moment)
            for reaction in version.icsr.reactions:
                assert not isinstance(reaction.start, PartialDate) or reaction.start.earliest < end


def test_versions_live_as_the_workflow_has_it(many: list[GeneratedCase]) -> None:
    table = {(item.name, item.source, item.target) for item in TRANSITIONS}
    for case in many:
        assert [version.plan.number for version in case.versions] == list(range(1, len(case.versions) + 1))
        assert sum(version.plan.state is State.DRAFT for version in case.versions) <= 1
        for version in case.versions:
            steps = version.plan.steps
            assert {(step.name, step.source, step.target) for step in steps} <= table
            assert [step.source for step in steps[1:]] == [step.target for step in steps[:-1]]
            assert (steps[-1].target if steps else State.DRAFT) is version.plan.state
            assert [step.at for step in steps] == sorted(step.at for step in steps)


def test_links_lead_to_rows_of_the_case(many: list[GeneratedCase]) -> None:
    for case in many:
        icsr = case.versions[-1].icsr
        for part in parts(ICSR):
            links = [(name, spec.links_to) for name, spec in elements(part.record) if spec.links_to]
            for name, target in links:
                for row in getattr(icsr, part.name):
                    assert 1 <= getattr(row, name) <= len(getattr(icsr, target))


def test_weights_decide() -> None:
    weighted = Weighted({"often": 3, "seldom": 1})
    assert [weighted.at(share) for share in (0.0, 0.74, 0.76, 0.999999)] == ["often", "often", "seldom", "seldom"]


def test_a_normal_number_stays_within_its_bounds() -> None:
    dice = Dice(1)
    drawn = [dice.normal(40, 11, 18, 75) for _draw in range(2000)]
    assert min(drawn) >= 18
    assert max(drawn) <= 75
    assert sum(drawn) / len(drawn) == pytest.approx(40.5, abs=1)
    assert all(5 <= dice.normal(0, 0.1, 5, 6) <= 6 for _draw in range(3))
