"""Codes for the words of a case, where a dictionary has exactly those words; words stay as they were reported."""

from __future__ import annotations

import dataclasses
from typing import Any

from cases.icsr import ICSR
from cases.icsr.drug import Drug
from cases.icsr.values import Coded
from cases.rules.facts import Terms


def code_words(icsr: ICSR, terms: Terms) -> ICSR:
    """The case with a term for each reaction, indication and substance that has none and whose words are known."""
    return dataclasses.replace(
        icsr,
        reactions=tuple(_coded(row, "reaction", row.verbatim, terms) for row in icsr.reactions),
        drugs=tuple(_coded_drug(drug, terms) for drug in icsr.drugs),
    )


def _coded_drug(drug: Drug, terms: Terms) -> Drug:
    if not drug.indications and not drug.substances:
        return drug
    return dataclasses.replace(
        drug,
        indications=tuple(_coded(row, "indication", row.verbatim, terms) for row in drug.indications),
        substances=tuple(_coded(row, "substance", row.name, terms) for row in drug.substances),
    )


def _coded(row: Any, kind: str, words: Any, terms: Terms) -> Any:
    if row.term is not None:
        return row
    term = terms.find(kind, None, words)
    return dataclasses.replace(row, term=Coded(term.code, term.version)) if term else row
