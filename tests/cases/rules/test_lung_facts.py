"""Facts of the lung work-up: what the documented cases' sources print, small cases, and that unknown is never no."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from cases.icsr import ICSR
from cases.icsr.codes import TestResult
from cases.icsr.codes_lung import (
    Aliquots,
    Analyte,
    ExclusionCause,
    ExclusionResult,
    Modality,
    Phase,
    ProcedureStatus,
    Qualifier,
    Siderophages,
)
from cases.icsr.comparator import Episode
from cases.icsr.lung import Bronchoscopy, Exclusion, Imaging
from cases.icsr.partial_date import PartialDate
from cases.icsr.test import Test
from cases.icsr.values import NullFlavor, Quantity
from cases.rules.lung_facts import lung_facts
from tests.cases.documented import documented
from tests.cases.generated import icsrs
from tests.cases.rules.denials import known, without_denials

NOTHING = lung_facts(ICSR())


def test_an_empty_case_tells_nothing() -> None:
    assert known(NOTHING) == {}


def test_myro_as_the_paper_prints_it() -> None:
    # Case presentation: BAL persistently bloody, no haemosiderin; CTPA with bilateral centrilobular opacities and
    # minimal effusions; haemoglobin 12,0 to 10,5 g/dl; no treatment; chest pain and haemoptysis gone in two days, cough
    # in four weeks, opacities at one week. Discussion: no infection, oedema less likely, ANCA and anti-GBM negative.
    assert known(lung_facts(documented()["MYRO-2018"])) == {
        "bal": "done",
        "bal_return": "persistent",
        "siderophages": "absent",
        "imaging": True,
        "ct": True,
        "centrilobular": True,
        "bilateral": True,
        "effusion": True,
        "haemoglobin_before": Decimal(120),
        "haemoglobin_lowest": Decimal(105),
        "haemoglobin_fall": Decimal(15),
        "haemoglobin_fell": True,
        "infection": "excluded",
        "embolism": "excluded",
        "cardiac": "inconclusive",
        "autoimmune": "excluded",
        "anca": "negative",
        "anti_gbm": "negative",
        "untreated": True,
        "ventilated": False,
        "symptoms_gone_days": Decimal(2),
        "all_symptoms_gone_days": Decimal(28),
        "lung_changes_gone_days": Decimal(7),
        "retreated": False,
    }


def test_zhao_as_the_paper_prints_it() -> None:
    # Case report: CTPA with ground glass and consolidation, unsuccessful bronchoscopy, CT clear after 16 days; second
    # cycle a year later as inpatient with dalteparin, no recurrence. Whether the bleeding was treated is not said.
    assert known(lung_facts(documented()["ZHAO-2025"])) == {
        "bal": "attempted",
        "imaging": True,
        "ct": True,
        "ground_glass": True,
        "consolidation": True,
        "infection": "excluded",
        "cardiac": "excluded",
        "autoimmune": "excluded",
        "anca": "negative",
        "ana": "negative",
        "lung_changes_gone_days": Decimal(16),
        "retreated": True,
        "recurred": False,
        "retreatment_prophylaxis": "Dalteparin, because of the risk of venous thromboembolism",
        "retreatment_setting": "inpatient",
        "retreatment_after_days": Decimal("365.25"),
    }


def test_abreu_as_the_table_prints_it() -> None:
    # Table I: haemoglobin dropped in 1, not in 3, "-" in 4; IMV in 1, 8 and the first episode of 9, X in the others,
    # which says nothing of other ventilation. Nine of twelve had a lavage, not told which.
    assert known(lung_facts(documented()["ABREU-2025-1-1"])) == {
        "haemoglobin_fell": True,
        "untreated": False,
        "ventilated": True,
    }
    assert known(lung_facts(documented()["ABREU-2025-3-1"])) == {"haemoglobin_fell": False, "untreated": False}
    assert known(lung_facts(documented()["ABREU-2025-4-1"])) == {"untreated": False}
    on = [name for name, icsr in documented().items() if "ABREU" in name and lung_facts(icsr).ventilated]
    assert on == ["ABREU-2025-1-1", "ABREU-2025-8-1", "ABREU-2025-9-1"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"status": ProcedureStatus.NOT_DONE}], {"bal": "not_done"}),
        ([{"status": ProcedureStatus.NOT_DONE}, {"status": NullFlavor.UNK}], {}),
        ([{"status": ProcedureStatus.NOT_DONE}, {"status": ProcedureStatus.ATTEMPTED}], {"bal": "attempted"}),
        ([{"aliquots": Aliquots.CLEARING}], {"bal": "done", "bal_return": "clearing"}),
        # A return belongs to those who had a lavage.
        ([{"status": ProcedureStatus.ATTEMPTED, "aliquots": Aliquots.CLEARING}], {"bal": "attempted"}),
        (
            [
                {"status": ProcedureStatus.DONE, "aliquots": Aliquots.CLEARING, "siderophages_pct": Decimal(20)},
                {
                    "status": ProcedureStatus.DONE,
                    "aliquots": Aliquots.BLOODIER,
                    "siderophages": Siderophages.ABSENT,
                    "siderophages_pct": Decimal(35),
                    "capillaritis": False,
                },
                {"siderophages": Siderophages.PRESENT, "capillaritis": NullFlavor.UNK},
            ],
            {
                "bal": "done",
                "bal_return": "bloodier",
                "siderophages": "present",
                "siderophages_pct": Decimal(35),
                "capillaritis": False,
            },
        ),
    ],
)
def test_lavage(rows: list[dict[str, Any]], expected: dict[str, Any]) -> None:
    assert known(lung_facts(ICSR(bronchoscopies=tuple(Bronchoscopy(**row) for row in rows)))) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"phase": Phase.FOLLOW_UP, "modality": Modality.CT, "effusion": True}], {}),
        ([{"phase": Phase.ACUTE, "modality": Modality.XRAY}], {"imaging": True}),
        (
            [
                {"phase": Phase.ACUTE, "modality": Modality.XRAY, "bilateral": False, "effusion": False},
                {"phase": Phase.ACUTE, "modality": Modality.HRCT, "bilateral": True, "effusion": NullFlavor.UNK},
            ],
            {"imaging": True, "ct": True, "bilateral": True, "effusion": False},
        ),
        ([{"phase": Phase.ACUTE, "embolism_excluded": True}], {"imaging": True, "embolism": "excluded"}),
        # "Embolism excluded: no" may mean found or still open.
        ([{"phase": Phase.ACUTE, "embolism_excluded": False}], {"imaging": True}),
    ],
)
def test_images(rows: list[dict[str, Any]], expected: dict[str, Any]) -> None:
    assert known(lung_facts(ICSR(imaging=tuple(Imaging(**row) for row in rows)))) == expected


def haemoglobin(phase: Phase | None, value: str, unit: str = "g/dL", **more: Any) -> Test:
    return Test(analyte=Analyte.HAEMOGLOBIN, phase=phase, result=Quantity(Decimal(value), unit), **more)


BEFORE, ACUTE = Phase.BEFORE, Phase.ACUTE


@pytest.mark.parametrize(
    ("rows", "before", "lowest", "fell"),
    [
        ([haemoglobin(BEFORE, "140", "g/L"), haemoglobin(ACUTE, "10")], 140, 100, True),
        ([haemoglobin(BEFORE, "10"), haemoglobin(ACUTE, "10")], 100, 100, False),
        ([haemoglobin(BEFORE, "10"), haemoglobin(ACUTE, "11"), haemoglobin(ACUTE, "9")], 100, 90, True),
        # 1 mmol/L of one haemoglobin chain (16114.5 g/mol) is 16.1145 g/L.
        ([haemoglobin(ACUTE, "10", "mmol/L")], None, Decimal("161.145"), None),
        ([haemoglobin(ACUTE, "8000", "mg/dL")], None, 80, None),
        # The last before the drug: by date when all have one, else as listed.
        (
            [
                haemoglobin(BEFORE, "13", date=PartialDate("202203")),
                haemoglobin(BEFORE, "12", date=PartialDate("202201")),
            ],
            130,
            None,
            None,
        ),
        ([haemoglobin(BEFORE, "13", date=PartialDate("202203")), haemoglobin(BEFORE, "12")], 120, None, None),
        # A limit is no value, nor is one without a unit, of another unit, or of no told time.
        ([haemoglobin(ACUTE, "8", qualifier=Qualifier.LESS)], None, None, None),
        ([haemoglobin(ACUTE, "8", ""), haemoglobin(ACUTE, "8", "%"), haemoglobin(None, "8")], None, None, None),
        ([Test(analyte=Analyte.HAEMOGLOBIN, phase=ACUTE, result=Quantity(None, "g/dL"))], None, None, None),
        ([Test(analyte=Analyte.HAEMOGLOBIN, phase=ACUTE, result_text="low")], None, None, None),
    ],
)
def test_haemoglobin(rows: list[Test], before: Any, lowest: Any, fell: bool | None) -> None:
    facts = lung_facts(ICSR(tests=tuple(rows)))
    assert (facts.haemoglobin_before, facts.haemoglobin_lowest, facts.haemoglobin_fell) == (before, lowest, fell)
    assert facts.haemoglobin_fall == (None if None in (before, lowest) else before - lowest)


def test_an_episode_states_the_fall_itself() -> None:
    rows = (haemoglobin(BEFORE, "12"), haemoglobin(ACUTE, "10"))
    assert lung_facts(ICSR(tests=rows, episode=Episode(haemoglobin_fell=False))).haemoglobin_fell is False
    assert lung_facts(ICSR(tests=rows, episode=Episode(haemoglobin_fell=NullFlavor.UNK))).haemoglobin_fell is True


EXCLUDED, FOUND = ExclusionResult.EXCLUDED, ExclusionResult.FOUND


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"done": True, "result": EXCLUDED}], "excluded"),
        ([{"result": ExclusionResult.INCONCLUSIVE}, {"done": True, "result": EXCLUDED}], "inconclusive"),
        ([{"done": True, "result": FOUND}, {"done": False}], "found"),
        ([{"done": False}], "not_done"),
        ([{"done": False, "result": FOUND}], "not_done"),
        ([{"done": False}, {"done": NullFlavor.UNK}], ""),
        ([{"done": True}], ""),
        ([{"done": True, "result": NullFlavor.UNK}], ""),
    ],
)
def test_other_causes(rows: list[dict[str, Any]], expected: str) -> None:
    exclusions = tuple(Exclusion(cause=ExclusionCause.CARDIAC, **row) for row in rows)
    assert lung_facts(ICSR(exclusions=exclusions)) == dataclasses.replace(NOTHING, cardiac=expected)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"result_code": TestResult.NEGATIVE}], "negative"),
        ([{"result_text": " Negative. "}], "negative"),
        ([{"result_code": TestResult.NEGATIVE}, {"result_text": "positive"}], "positive"),
        ([{"result_code": TestResult.BORDERLINE, "result_text": "negative"}], ""),
        ([{"result_text": "negative at first, later not"}], ""),
        ([{"result_code": TestResult.POSITIVE, "phase": Phase.BEFORE}], ""),
        ([{}], ""),
    ],
)
def test_antibodies(rows: list[dict[str, Any]], expected: str) -> None:
    tests = tuple(Test(analyte=Analyte.ANA, **row) for row in rows)
    assert lung_facts(ICSR(tests=tests)) == dataclasses.replace(NOTHING, ana=expected)


@settings(max_examples=150, deadline=None)
@given(icsrs)
def test_unknown_never_counts_as_no(icsr: ICSR) -> None:
    facts = dataclasses.asdict(lung_facts(without_denials(icsr)))
    # Treatment that was given says that the patient was not untreated.
    del facts["untreated"]
    noes = {False, "not_done", "excluded", "negative", "absent", "not_bloody"}
    assert {name: value for name, value in facts.items() if not isinstance(value, Decimal) and value in noes} == {}
