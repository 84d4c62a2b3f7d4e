"""What to add first, and the field that takes it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from cases.icsr import ICSR
from cases.icsr.codes import DrugRole
from cases.icsr.codes_lung import Analyte, ExclusionCause, Modality, Phase, ProcedureStatus
from cases.icsr.course import Infusion
from cases.icsr.drug import Drug, DrugReaction
from cases.icsr.lung import Bronchoscopy, Exclusion, Imaging
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.icsr.spec import elements, parts
from cases.icsr.test import Test
from cases.icsr.values import Quantity
from cases.rules.completeness import completeness
from cases.rules.missing import suggestions
from tests.cases.generated import icsrs
from tests.cases.rules.test_completeness import complete
from tests.cases.rules.test_facts import Few

ALL = 100


def paths(icsr: ICSR) -> list[str]:
    return [item.path for item in suggestions(icsr, Few(), limit=ALL)]


def test_of_an_empty_case_what_weighs_most_comes_first() -> None:
    first, *_rest = found = suggestions(ICSR(), Few(), limit=ALL)
    assert [item.path for item in found] == [
        "drug_reactions[1].from_first",
        "drugs[1].indications[1].verbatim",
        "reactions[1].outcome",
        "patient.sex",
        "patient.age_at_onset",
        "drugs[1].dosages[1].dose",
        "reactions[1].country",
        "primary_sources[1].qualification",
        "report.report_type",
        "narrative.story",
        "bronchoscopies[1].status",
        "imaging[1].modality",
        "tests[1].result",
        "exclusions[1].done",
        "tests[1].result_code",
    ]
    # Half of 0.0709 (nothing known) is lost to the unknown time to onset: with it the score would be 0.1418.
    assert first.gain == pytest.approx(Decimal("0.0709"), abs=Decimal("0.0001"))
    assert (first.label, first.section) == ("Time to onset", "drug_reactions")
    assert [item.gain for item in found[10:]] == [None] * 5


def test_three_by_default_and_none_of_a_complete_score() -> None:
    assert len(suggestions(ICSR(), Few())) == 3
    assert {item.gain for item in suggestions(complete(), Few(), limit=ALL)} == {None}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # The row that exists is completed, not a new one added.
        ({"drug_reactions": (DrugReaction(drug=7), DrugReaction(drug=5, reaction=3))}, "drug_reactions[2].from_first"),
        ({}, "drugs[2].indications[1].verbatim"),
        ({}, "drugs[2].infusions[1].dose"),
        ({}, "reactions[1].outcome"),
        ({"bronchoscopies": (Bronchoscopy(status=ProcedureStatus.NOT_DONE),)}, "bronchoscopies[1].why_not"),
        (
            {"bronchoscopies": (Bronchoscopy(), Bronchoscopy(status=ProcedureStatus.DONE))},
            "bronchoscopies[2].siderophages",
        ),
        ({"imaging": (Imaging(phase=Phase.FOLLOW_UP, modality=Modality.CT),)}, "imaging[1].resolution"),
        ({"imaging": (Imaging(phase=Phase.FOLLOW_UP),)}, "imaging[2].modality"),
        ({"imaging": (Imaging(phase=Phase.ACUTE, modality=Modality.XRAY),)}, "imaging[1].modality"),
        ({"tests": (Test(analyte=Analyte.CRP), Test(analyte=Analyte.HAEMOGLOBIN))}, "tests[2].result"),
        (
            {"tests": (Test(analyte=Analyte.ANCA, result=Quantity(Decimal(1))), Test(analyte=Analyte.ANTI_GBM))},
            "tests[2].result_code",
        ),
        (
            {"exclusions": (Exclusion(cause=ExclusionCause.CARDIAC), Exclusion(cause=ExclusionCause.INFECTION))},
            "exclusions[2].done",
        ),
    ],
)
def test_the_field_that_fills_it(parts: dict[str, Any], expected: str) -> None:
    drugs = (
        Drug(number=4, role=DrugRole.CONCOMITANT),
        Drug(number=5, role=DrugRole.SUSPECT, infusions=(Infusion(),)),
    )
    assert expected in paths(ICSR(**{"drugs": drugs, "reactions": (Reaction(number=3),), **parts}))


def test_the_gain_is_what_the_score_really_gains() -> None:
    icsr = complete(patient=Patient())
    first, second, third = suggestions(icsr, Few())
    assert (first.path, second.path) == ("patient.sex", "patient.age_at_onset")
    assert first.gain == completeness(complete(patient=Patient(sex=complete().patient.sex)), Few()).score - (  # type: ignore[union-attr]
        completeness(icsr, Few()).score
    )
    assert third.gain is None


@given(icsrs)
@settings(max_examples=50, deadline=None)
def test_every_path_is_a_field_of_the_case_and_named_once(icsr: ICSR) -> None:
    found = suggestions(icsr, Few(), limit=ALL)
    assert len({item.path for item in found}) == len(found)
    for item in found:
        record: type = ICSR
        *sections, element = item.path.split(".")
        for section in sections:
            record = next(part.record for part in parts(record) if part.name == section.partition("[")[0])
        assert element in dict(elements(record))
        assert item.path.startswith(item.section)
    gains = [item.gain for item in found if item.gain is not None]
    assert gains == sorted(gains, reverse=True)
