"""Sentences made in pure code are translated around the words that a reporter wrote."""

from __future__ import annotations

from decimal import Decimal

from cases.icsr.codes import Outcome
from cases.icsr.values import Quantity
from cases.rules.phrase import phrase


def test_phrases_are_translated_around_what_the_reporter_wrote() -> None:
    said = phrase("%(event)s, course %(course)s", event=phrase("Onset: %(what)s", what="50 % worse"), course=1)
    words = {"%(event)s, course %(course)s": "%(event)s, kur %(course)s", "Onset: %(what)s": "Debut: %(what)s"}
    assert said.through(lambda text: words[text]) == "Debut: 50 % worse, kur 1"
    assert str(phrase("Macrophages (%)")) == "Macrophages (%)"
    assert str(phrase("")) == ""


def test_codes_and_quantities_among_the_values_are_translated_too() -> None:
    said = phrase("%(outcome)s after %(time)s", outcome=Outcome.FATAL, time=Quantity(Decimal(2), "wk"))
    assert str(said) == "Fatal after 2 weeks"
    words = {"%(outcome)s after %(time)s": "%(time)s: %(outcome)s", "weeks": "uker", "Fatal": "Dødelig"}
    assert said.through(lambda text: words.get(text, text)) == "2 uker: Dødelig"
