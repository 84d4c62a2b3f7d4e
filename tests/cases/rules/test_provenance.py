"""Paths of values, as `cases.icsr.plain` writes them, in words."""

from __future__ import annotations

import pytest

from cases.icsr.plain import filled
from cases.rules.provenance import path_phrase
from tests.cases.maximal import maximal


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("tests[4].result", "Test 4, Value"),
        ("patient.sex", "Patient, Sex"),
        ("drugs[1].infusions[2].dose", "Drug 1, Infusion 2, Dose"),
        ("drugs[1].colour", "drugs[1].colour"),
        ("a b", "a b"),
        ("", ""),
    ],
)
def test_paths(path: str, words: str) -> None:
    assert str(path_phrase(path)) == words


def test_every_path_of_a_case_has_words() -> None:
    assert [path for path, _value in filled(maximal()) if str(path_phrase(path)) == path] == []
