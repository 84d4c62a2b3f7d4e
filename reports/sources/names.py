"""The names that drugs and reactions can be asked for by, and what they are counted as."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from cases.terminology.lookup import Dictionary, folded
from reports.sources.errors import ReportError
from reports.sources.population import Name
from reports.sources.registry import names_in_cases

NEAREST = 5
"""Names that a message offers at most."""
LIKENESS = 0.5
"""Least ratio of difflib's SequenceMatcher at which a name is offered as near."""


@dataclass(frozen=True)
class Names:
    """The names that can be asked for: those of the dictionaries and those that accepted cases hold."""

    dictionary: Dictionary
    drugs: frozenset[str]
    reactions: frozenset[str]

    @classmethod
    def load(cls) -> Names:
        """All names of today."""
        drugs, reactions = names_in_cases()
        return cls(Dictionary(), frozenset(drugs), frozenset(reactions))

    def canonical(self, kind: str, words: str) -> str:
        """What a name or one of its synonyms is counted as, made comparable."""
        term = self.dictionary.find(kind, None, words)
        return folded(term.name if term else words)

    def known(self, kind: str) -> list[str]:
        """Everything that can be asked for, sorted."""
        in_cases = self.drugs if kind == "substance" else self.reactions
        return sorted(in_cases | set(self.dictionary.names(kind)), key=lambda name: (folded(name), name))

    def find(self, kind: str, words: str) -> Name | None:
        """The name that is meant; None when it is not known."""
        wanted, known = self.canonical(kind, words), self.known(kind)
        spellings = [name for name in known if self.canonical(kind, name) == wanted]
        if not spellings:
            return None
        term = self.dictionary.find(kind, None, words)
        return Name(term.name if term else spellings[0], tuple(spellings))

    def resolve(self, kind: str, words: str) -> Name:
        """The name that is meant. ReportError with near names when it is not known."""
        if not words.strip():
            raise ReportError(_("The name is empty: leave it out to count all, or write one."))
        found = self.find(kind, words)
        if found is None:
            raise ReportError(_unknown(kind, words, self.known(kind)))
        return found


def _unknown(kind: str, words: str, known: Collection[str]) -> str:
    near = nearest(words, known)
    what = _("drug") if kind == "substance" else _("reaction")
    message = _("No %(what)s '%(words)s' is known.") % {"what": what, "words": " ".join(words.split())}
    if near:
        return f"{message} {_('Nearest names: %(names)s.') % {'names': ', '.join(near)}}"
    if known:
        return f"{message} {_('Known are, among others: %(names)s.') % {'names': ', '.join(list(known)[:NEAREST])}}"
    return f"{message} {_('No names are loaded yet: run manage.py seed, or load a dictionary.')}"


def nearest(words: str, known: Collection[str]) -> list[str]:
    """Names that somebody may have meant, the likeliest first."""
    by_folded = {folded(name): name for name in known}
    return [by_folded[name] for name in get_close_matches(folded(words), list(by_folded), NEAREST, LIKENESS)]
