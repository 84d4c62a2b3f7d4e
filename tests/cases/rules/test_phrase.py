"""Sentences made in pure code are translated around the words that a reporter wrote."""

from __future__ import annotations

from cases.rules.phrase import phrase


def test_phrases_are_translated_around_what_the_reporter_wrote() -> None:
    said = phrase("%(event)s, course %(course)s", event=phrase("Onset: %(what)s", what="50 % worse"), course=1)
    words = {"%(event)s, course %(course)s": "%(event)s, kur %(course)s", "Onset: %(what)s": "Debut: %(what)s"}
    assert said.through(lambda text: words[text]) == "Debut: 50 % worse, kur 1"
    assert str(phrase("Macrophages (%)")) == "Macrophages (%)"
    assert str(phrase("")) == ""
