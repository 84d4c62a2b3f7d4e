"""Terms are found by code and release, or by the words people use, in the current release."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from cases.icsr.values import Coded
from cases.models import Term, TermRelease
from cases.terminology.lookup import Dictionary, folded
from cases.terminology.starter import load_starter_terms
from tests.cases.actions.test_cases import TERMS


@pytest.mark.parametrize("words", ["HEADACHE", "  head  ache ", "Head\u00a0ache"])
def test_words_are_compared_without_case_and_space(words: str) -> None:
    assert folded(words).replace(" ", "") == "headache"


@pytest.mark.django_db
def test_names_synonyms_and_codes() -> None:
    load_starter_terms(TERMS)
    terms = Dictionary()
    found = terms.find("reaction", None, "Sore  HEAD")
    assert found is not None
    assert (found.name, found.group, found.version) == ("Headache", "Nerves", "T9")
    assert terms.find("reaction", Coded("1", "T9"), "anything") == found
    assert terms.find("indication", None, "Headache") is None
    assert terms.find("reaction", Coded("1", "27.1"), None) is None
    assert terms.names("substance") == ["alemtuzumab"]


@pytest.mark.django_db
def test_an_old_release_answers_for_its_codes_only() -> None:
    load_starter_terms(TERMS)
    TermRelease.objects.update(current=False)
    terms = Dictionary()
    assert terms.find("reaction", None, "Headache") is None
    assert terms.find("reaction", Coded("1", "T9"), None) is not None


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_a_correction_replaces() -> None:
    assert load_starter_terms(TERMS) == load_starter_terms(TERMS) == 3
    assert Term.objects.count() == 3
    corrected: dict[str, Any] = copy.deepcopy(TERMS)
    corrected["terms"]["reaction"]["Nerves"][0]["synonyms"] = ["cephalalgia"]
    load_starter_terms(corrected)
    assert Term.objects.get(code="1").synonyms == ["cephalalgia"]
    assert str(Term.objects.get(code="1")) == "Headache"
    assert str(TermRelease.objects.get()) == "Test list T9"
