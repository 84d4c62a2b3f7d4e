"""The questions on a status page: each beside the field it asks about, with room for the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cases.admin.tabs import TABS
from cases.documents.words import words_for
from cases.icsr import ICSR
from cases.models.review import Answer, Query
from cases.rules.paths import Heading, Place, place_at
from cases.selectors.status import answer_of

LONGEST = 10_000
"""Characters that an answer may have."""
PREFIX = "answer-"


@dataclass(frozen=True)
class ShownQuestion:
    """A question as the page shows it."""

    query: Query
    answer: Answer | None
    where: str
    """The field it asks about, as the form calls it; '' for the whole case."""
    value: str
    """What the field holds now; '' for nothing."""
    place: Place | None
    typed: str = ""
    error: str = ""

    @property
    def identifies(self) -> bool:
        """Whether the value that is shown points to a person."""
        return bool(self.value and self.place and self.place.spec and self.place.spec.identifies)

    @property
    def input(self) -> str:
        """Name of the answer's box."""
        return f"{PREFIX}{self.query.number}"


def shown(
    queries: Iterable[Query], icsr: ICSR, typed: Mapping[int, str], errors: Mapping[int, str], *, identity: bool
) -> list[ShownQuestion]:
    """The questions with their fields; values that identify a person only with `identity`."""
    return [
        _shown(query, place_at(icsr, query.path), typed.get(query.number, ""), errors.get(query.number, ""), identity)
        for query in queries
    ]


def _shown(query: Query, place: Place | None, typed: str, error: str, identity: bool) -> ShownQuestion:
    answer = answer_of(query)
    if place is None:
        return ShownQuestion(query, answer, "", "", None, typed, error)
    return ShownQuestion(query, answer, where(place), _value(place, identity), place, typed, error)


def where(place: Place) -> str:
    """Section and label of a field, such as 'Reaction 1: Outcome'."""
    section = ", ".join(_heading(item) for item in place.headings)
    return f"{section}: {_(place.spec.label)}" if place.spec else section


def _heading(item: Heading) -> str:
    return f"{_(item.title)} {item.number}" if item.number else _(item.title)


def _value(place: Place, identity: bool) -> str:
    if place.spec is None or place.value is None:
        return ""
    if place.spec.identifies and not identity:
        return _("Hidden: you may not see who the patient is.")
    return words_for(place.spec, place.value)


def tab_of(place: Place) -> str:
    """The tab of the form in which a section stands; '' for none."""
    return next((tab.slug for tab in TABS if place.section in tab.sections), "")


def typed_answers(sent: Mapping[str, str]) -> dict[int, str]:
    """What was written into the boxes, by the numbers of the questions."""
    found = {name.removeprefix(PREFIX): text for name, text in sent.items() if name.startswith(PREFIX)}
    return {int(number): text for number, text in found.items() if number.isascii() and number.isdigit()}


def problems(typed: Mapping[int, str], queries: Iterable[Query]) -> dict[int, str]:
    """What is wrong with single answers, each message for its box."""
    found: dict[int, str] = {}
    known = {query.number: query for query in queries}
    for number, text in typed.items():
        query = known.get(number)
        if not text.strip() or query is None:
            continue
        if answer_of(query) is not None:
            found[number] = _(
                "This question was closed while you wrote: see above. Your text was not sent and stays in the box, so "
                "that you can copy it."
            )
        elif len(text) > LONGEST:
            found[number] = _("The answer has %(length)d characters; at most %(most)d fit. Please shorten it.") % {
                "length": len(text),
                "most": LONGEST,
            }
    return found
