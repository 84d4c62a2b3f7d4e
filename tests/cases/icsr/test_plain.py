"""Plain mappings become a case, or a message says which field is wrong and what would be right."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cases.icsr.codes import Sex
from cases.icsr.plain import PlainError, read_case
from cases.icsr.values import Coded, NullFlavor, Quantity


def test_values_places_and_inheritance() -> None:
    icsr = read_case(
        {
            "patient": {
                "at": "Page 1",
                "sex": "female",
                "age_at_onset": {"is": "29.0 a", "at": "Page 2", "note": "about"},
                "initials": {"missing": "UNK"},
            },
            "reactions": [{"number": "3", "at": "Page 4", "term": "10000001 27.1"}],
        },
        "paper",
    )
    assert icsr.patient is not None
    assert icsr.patient.sex is Sex.FEMALE
    assert icsr.patient.age_at_onset == Quantity(Decimal("29.0"), "a")
    assert icsr.patient.initials is NullFlavor.UNK
    assert icsr.reactions[0].term == Coded("10000001", "27.1")
    assert icsr.reactions[0].number == 3
    assert [(row.field, row.place, row.note) for row in icsr.provenance] == [
        ("patient.sex", "Page 1", None),
        ("patient.age_at_onset", "Page 2", "about"),
        ("patient.initials", "Page 1", None),
        ("reactions[1].term", "Page 4", None),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"patient": {"sexx": "male"}}, r"patient\.sexx: there is no such field\. Known here: age_at_onset"),
        ({"patient": {"sex": "man"}}, r"patient\.sex: 'man' is not in the list\. Choose one of: male, female"),
        ({"patient": {"sex": {"missing": "NI"}}}, r"patient\.sex: 'NI' is not a null flavour .* Allowed: MSK, UNK"),
        ({"patient": {"age_at_onset": "29 mg"}}, r"'mg' is not a unit of this field\. Choose one of: a, mo"),
        ({"patient": {"age_at_onset": "old a"}}, r"'old' is not a number"),
        ({"patient": {"height_cm": "tall"}}, r"'tall' is not a number"),
        ({"patient": {"birth_date": "1.1.1990"}}, r"patient\.birth_date: '1.1.1990' is not a date"),
        ({"patient": {"initials": "x" * 61}}, r"has 61 characters; at most 60 fit"),
        ({"patient": {"sex": {"is": "male", "why": "x"}}}, r"write a value, or a mapping with 'is'"),
        ({"patient": {"sex": {"is": "male", "missing": "UNK"}}}, r"write a value, or a mapping with 'is'"),
        ({"patient": {"sex": {"is": ["male"]}}}, r"patient\.sex: write one value"),
        ({"patient": "female"}, r"patient: write fields with their values, not 'female'"),
        ({"reactions": {"verbatim": "x"}}, r"reactions: write a list of rows"),
        ({"reactions": [{"life_threatening": "maybe"}]}, r"reactions\[1\]\.life_threatening: 'maybe' is neither yes"),
        ({"episode": {"symptoms": "fever"}}, r"episode\.symptoms: 'fever' is not a list"),
        ({"documents": [{"included": "x"}]}, r"a file cannot be written as text"),
        ({"courses": [{"course": "one"}]}, r"courses\[1\]\.course: .*'one'"),
    ],
)
def test_a_bad_value_is_named_with_what_would_be_right(data: dict[str, Any], message: str) -> None:
    with pytest.raises(PlainError, match=message):
        read_case({"at": "Page 1", **data}, "paper")


def test_a_value_without_a_place_is_refused() -> None:
    with pytest.raises(PlainError, match="say where in the source it stands"):
        read_case({"patient": {"sex": "male"}}, "paper")
