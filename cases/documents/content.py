"""What a case holds, as labelled words in clinical order: every filled element, in one pass over the declarations."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from cases.documents.words import words_for
from cases.icsr import ICSR
from cases.icsr.codes_lung import Basis
from cases.icsr.spec import Kind, Spec, elements, parts
from cases.icsr.values import NullFlavor
from cases.rules.provenance import path_phrase
from cases.typesetting.letters import visible

CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("Patient"), ("patient", "medical_history", "past_drugs")),
    (mark("Drugs and infusions"), ("drugs", "courses", "premedication")),
    (mark("Event"), ("reactions", "drug_reactions", "episode")),
    (mark("Lung work-up"), ("bronchoscopies", "imaging", "tests", "exclusions")),
    (mark("Treatment"), ("care", "treatments")),
    (mark("Outcome"), ("recovery", "death", "causes_of_death", "autopsy_causes")),
    (mark("Narrative"), ("narrative", "summaries")),
    (mark("Assessment"), ("assessments", "sender_diagnoses")),
    (mark("Parent"), ("parent", "parent_history", "parent_past_drugs")),
    (
        mark("Report"),
        (
            "report",
            "primary_sources",
            "sender",
            "case_identifiers",
            "literature",
            "documents",
            "study",
            "study_registrations",
        ),
    ),
    (mark("Values that are inferred or in doubt"), ("provenance",)),
)
"""The sections of a case in the order in which a clinician reads them; all of them."""


@dataclass(frozen=True)
class Entry:
    """One filled element."""

    label: str
    words: str


@dataclass(frozen=True)
class Record:
    """One row of a section, or the whole section when a case has it once."""

    title: str
    entries: tuple[Entry, ...]
    below: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Section:
    """The filled rows of a section."""

    title: str
    records: tuple[Record, ...]
    rows: tuple[Any, ...] = ()
    """The rows of the case behind the records."""


@dataclass(frozen=True)
class Chapter:
    """Sections that belong together."""

    title: str
    sections: tuple[Section, ...]


def chapters(icsr: ICSR, *, without: Collection[str] = ()) -> tuple[Chapter, ...]:
    """Every filled element of the case except those whose paths (as of `plain.filled`) are in `without`."""
    by_name = {part.name: part for part in parts(ICSR)}
    made = []
    for title, names in CHAPTERS:
        found = (_section(icsr, icsr, by_name[name], name, without) for name in names)
        if sections := tuple(section for section in found if section is not None):
            made.append(Chapter(_(title), sections))
    return tuple(made)


def _section(icsr: ICSR, owner: Any, part: Any, path: str, without: Collection[str]) -> Section | None:
    held = getattr(owner, part.name)
    rows = held if part.repeats else () if held is None else (held,)
    title = _(part.record.TITLE)
    records, kept = [], []
    for position, row in enumerate(rows, start=1):
        where = f"{path}[{position}]" if part.repeats else path
        entries = tuple(_entries(icsr, row, where, without))
        below = tuple(
            section
            for child in parts(part.record)
            if (section := _section(icsr, row, child, f"{where}.{child.name}", without)) is not None
        )
        if entries or below:
            number = getattr(row, "number", None) or position
            records.append(Record(f"{title} {number}" if part.repeats else title, entries, below))
            kept.append(row)
    return Section(title, tuple(records), tuple(kept)) if records else None


def _entries(icsr: ICSR, record: Any, path: str, without: Collection[str]) -> Iterator[Entry]:
    for name, spec in elements(type(record)):
        value = getattr(record, name)
        if value is not None and f"{path}.{name}" not in without:
            yield Entry(_(spec.label), element_words(icsr, name, spec, value))


def element_words(icsr: ICSR, name: str, spec: Spec, value: Any) -> str:
    """The value of one element in words; a link names the row it points to."""
    words = visible(words_for(spec, value))
    if spec.kind is Kind.LINK:
        target = next((row for row in getattr(icsr, spec.links_to) if row.number == value), None)
        called = getattr(target, "name", None) or getattr(target, "verbatim", None)
        return f"{words} ({visible(called)})" if called else words
    if name == "field" and spec.max_length == 200:
        return visible(path_phrase(value).through(_))
    return words


def withhold(icsr: ICSR) -> ICSR:
    """The case with 'withheld for privacy' in place of each value that identifies a person; unknown stays unknown."""
    return dataclasses.replace(icsr, **_withheld_parts(icsr))


def _withheld_parts(record: Any) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for part in parts(type(record)):
        held = getattr(record, part.name)
        if part.repeats:
            changes[part.name] = tuple(_withheld(row) for row in held)
        elif held is not None:
            changes[part.name] = _withheld(held)
    return changes


def _withheld(record: Any) -> Any:
    changes: dict[str, Any] = {
        name: NullFlavor.MSK
        for name, spec in elements(type(record))
        if spec.identifies and getattr(record, name) is not None and not isinstance(getattr(record, name), NullFlavor)
    }
    return dataclasses.replace(record, **changes, **_withheld_parts(record))


def doubtful_sources_only(icsr: ICSR) -> ICSR:
    """Of the places of values in a paper, those of values that are inferred or in doubt: what a reader must know."""
    doubtful = tuple(row for row in icsr.provenance if row.basis not in (None, Basis.STATED))
    return dataclasses.replace(icsr, provenance=doubtful)
