"""Keeps in mind which populations a report asks the database for, whatever the report is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from reports.sources.population import Population

VOCABULARY = ("countries",)
"""Questions about what can be asked, which no figure rests on."""
_noted: ContextVar[dict[Population, None] | None] = ContextVar("populations_asked", default=None)


@contextmanager
def noting() -> Iterator[dict[Population, None]]:
    """The populations that are asked for within the block, each once, in their order."""
    found: dict[Population, None] = {}
    before = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(before)


def note(question: str, population: Population) -> None:
    """Keep the population in mind, where somebody wants to know."""
    found = _noted.get()
    if found is not None and question not in VOCABULARY:
        found[population] = None
