"""The only reader of dictionaries: terms by code and release, or by the words people use."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db.models import F, Func, Q, TextField, Value

from cases.icsr.values import Coded
from cases.models.terminology import Term
from cases.rules.facts import KnownTerm


def folded(words: str) -> str:
    """Words as they are compared: no case, no doubled spaces, compatibility forms made one."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


class Dictionary:
    """The terms of all loaded releases, read once; current releases answer for words."""

    def __init__(self) -> None:
        """Read the terms."""
        self._by_code: dict[tuple[str, str], KnownTerm] = {}
        self._by_words: dict[tuple[str, str], KnownTerm] = {}
        rows = Term.objects.select_related("release").order_by("release__current", "release_id", "-name")
        for row in rows:
            term = KnownTerm(row.code, row.release.version, row.name, row.group)
            self._by_code[row.release.version, row.code] = term
            if row.release.current:
                for words in (*row.synonyms, row.name):
                    self._by_words[row.kind, folded(words)] = term

    def find(self, kind: str, coded: Coded | None, words: Any) -> KnownTerm | None:
        """The term of a code, else of the words; None when no release has either."""
        if coded is not None and (coded.version, coded.code) in self._by_code:
            return self._by_code[coded.version, coded.code]
        return self._by_words.get((kind, folded(words))) if isinstance(words, str) else None

    def names(self, kind: str) -> list[str]:
        """The names of all current terms of a kind, synonyms left out."""
        return sorted({term.name for (found, _), term in self._by_words.items() if found == kind})


FEWEST_LETTERS = 3
MOST_NAMES = 20


def names_like(words: str) -> list[str]:
    """Names of current terms with these words in the name or in a synonym; none for fewer than three letters.

    It reads the dictionary's names, which do not become more with the cases.
    """
    if len(words.strip()) < FEWEST_LETTERS:
        return []
    synonyms = Func(F("synonyms"), Value("|"), function="array_to_string", output_field=TextField())
    terms = Term.objects.filter(release__current=True).exclude(kind=Term.Kind.INDICATION).annotate(other=synonyms)
    found = terms.filter(Q(name__icontains=words.strip()) | Q(other__icontains=words.strip()))
    return list(found.order_by("name").values_list("name", flat=True).distinct()[:MOST_NAMES])
