"""What facts tell, and a case with every denial taken out of it: for laws about what is not known."""

from __future__ import annotations

import dataclasses
from typing import Any

from cases.icsr.codes import Rechallenge, TestResult
from cases.icsr.codes_lung import (
    Aliquots,
    ExclusionResult,
    ProcedureStatus,
    Siderophages,
    TreatmentGiven,
)
from cases.icsr.spec import elements, parts
from cases.icsr.values import Quantity
from cases.rules.lung_facts import LungFacts

_NO = (
    ProcedureStatus.NOT_DONE,
    Aliquots.NOT_BLOODY,
    Siderophages.ABSENT,
    TreatmentGiven.NONE,
    Rechallenge.NOT_DONE,
    Rechallenge.NOT_RECURRED,
    ExclusionResult.EXCLUDED,
    TestResult.NEGATIVE,
)
"""Answers that deny something."""


def without_denials(record: Any) -> Any:
    """The case with every denial made unknown; "embolism excluded: yes" denies embolism."""
    values: dict[str, Any] = {}
    for name, _spec in elements(type(record)):
        value = getattr(record, name)
        denial = value is False or any(value is item for item in _NO) or name == "embolism_excluded"
        # Of two numbers one is always lower: a haemoglobin that did not fall is no answer of the reporter.
        values[name] = None if denial or isinstance(value, Quantity) else value
    for part in parts(type(record)):
        value = getattr(record, part.name)
        values[part.name] = tuple(map(without_denials, value)) if part.repeats else value and without_denials(value)
    return dataclasses.replace(record, **values)


def known(facts: LungFacts) -> dict[str, Any]:
    """The facts that are known."""
    return {name: value for name, value in dataclasses.asdict(facts).items() if value not in (None, "")}
