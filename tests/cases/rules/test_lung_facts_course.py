"""Facts of treatment, stay, recovery and retreatment, by small cases."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole, Rechallenge
from cases.icsr.codes_lung import (
    TreatmentGiven,
    TreatmentKind,
)
from cases.icsr.course import Course
from cases.icsr.drug import Drug, DrugReaction
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.icsr.treatment import Care, ReactionTreatment, Recovery
from cases.icsr.values import NullFlavor, Quantity
from cases.rules.lung_facts import lung_facts
from tests.cases.rules.denials import known


@pytest.mark.parametrize(
    ("care", "kinds", "untreated"),
    [
        (Care(treatment=TreatmentGiven.NONE), (), True),
        (Care(treatment=TreatmentGiven.GIVEN), (), False),
        (Care(treatment=TreatmentGiven.NONE), (TreatmentKind.OXYGEN,), False),
        (Care(treatment=NullFlavor.UNK), (), None),
        (None, (TreatmentKind.OXYGEN,), False),
        (None, (), None),
    ],
)
def test_untreated(care: Care | None, kinds: tuple[TreatmentKind, ...], untreated: bool | None) -> None:
    rows = tuple(ReactionTreatment(kind=kind, given=True) for kind in kinds)
    assert lung_facts(ICSR(care=care, treatments=rows)).untreated is untreated


def test_days_of_care_and_recovery() -> None:
    icsr = ICSR(
        care=Care(hospital_days=Decimal(17), intensive_care_days=Decimal("4.5")),
        recovery=Recovery(
            main_symptoms_gone=Quantity(Decimal(36), "h"),
            all_symptoms_gone=Quantity(Decimal(2), "wk"),
            lung_changes_gone=Quantity(None, "d"),
            last_seen=PartialDate("20220301"),
        ),
        reactions=(Reaction(start=NullFlavor.NASK), Reaction(start=PartialDate("202202011430"))),
    )
    assert known(lung_facts(icsr)) == {
        "hospital_days": Decimal(17),
        "intensive_care_days": Decimal("4.5"),
        "symptoms_gone_days": Decimal("1.5"),
        "all_symptoms_gone_days": Decimal(14),
        "followed_days": Decimal(28),
    }


@pytest.mark.parametrize(
    ("began", "seen"), [("202202", "20220301"), ("20220201", "2022"), ("20220301", "20220228"), (None, "20220301")]
)
def test_time_followed_needs_two_days_in_order(began: str | None, seen: str) -> None:
    reaction = Reaction(start=PartialDate(began) if began else None)
    icsr = ICSR(reactions=(reaction,), recovery=Recovery(last_seen=PartialDate(seen)))
    assert lung_facts(icsr).followed_days is None


def suspect(number: int) -> Drug:
    return Drug(number=number, role=DrugRole.SUSPECT)


NOT_AGAIN, AGAIN = Rechallenge.NOT_DONE, Rechallenge.OUTCOME_UNKNOWN


@pytest.mark.parametrize(
    ("drugs", "links", "courses", "retreated", "recurred"),
    [
        ((suspect(1),), [(1, NOT_AGAIN)], [], False, None),
        ((suspect(1), suspect(2)), [(1, NOT_AGAIN)], [], None, None),
        ((suspect(1), suspect(2)), [(1, NOT_AGAIN), (2, NOT_AGAIN)], [], False, None),
        ((), [(1, NOT_AGAIN)], [], None, None),
        ((suspect(1),), [(1, AGAIN)], [], True, None),
        ((suspect(1),), [(1, Rechallenge.NOT_RECURRED), (1, None)], [], True, False),
        ((suspect(1),), [(1, Rechallenge.NOT_RECURRED)], [{"retreatment": True, "recurred": True}], True, True),
        # That a course is no retreatment does not say that there was none; nor does what came back in it count.
        ((suspect(1),), [], [{"retreatment": False, "recurred": True}], None, None),
        ((suspect(1),), [], [{"retreatment": True, "recurred": NullFlavor.UNK}], True, None),
    ],
)
def test_retreatment(
    drugs: tuple[Drug, ...],
    links: list[tuple[int, Rechallenge | None]],
    courses: list[dict[str, Any]],
    retreated: bool | None,
    recurred: bool | None,
) -> None:
    icsr = ICSR(
        drugs=drugs,
        drug_reactions=tuple(DrugReaction(drug=drug, reaction=1, rechallenge=code) for drug, code in links),
        courses=tuple(Course(**row) for row in courses),
    )
    facts = lung_facts(icsr)
    assert (facts.retreated, facts.recurred) == (retreated, recurred)


def course(number: int | None, start: str, **more: Any) -> Course:
    return Course(drug=1, course=number, start=PartialDate(start), **more)


@pytest.mark.parametrize(
    ("courses", "after"),
    [
        ((course(1, "20220101"), course(2, "20220131", retreatment=True)), 30),
        ((course(1, "2022"), course(2, "20220131", retreatment=True)), None),
        ((course(2, "20220131", retreatment=True),), None),
        ((course(None, "20220131", retreatment=True),), None),
        (
            (
                course(3, "20230131", retreatment=True),
                course(2, "20220131", retreatment=True, after_previous=Quantity(Decimal(5), "d")),
            ),
            5,
        ),
    ],
)
def test_time_to_retreatment(courses: tuple[Course, ...], after: int | None) -> None:
    assert lung_facts(ICSR(courses=courses)).retreatment_after_days == after
