"""The history of a case as a list that people read: who changed what from what to what, when and why; who read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models.audit import AccessEvent
from cases.models.case import CaseVersion
from cases.models.drug import Drug
from cases.models.section import DrugSection, Section
from cases.selectors.history_rows import Event, Row, Step, drug_numbers, page_of_events, sections_of, steps, tables
from cases.selectors.history_words import Change, Known, changes, element_words, names_in, people_in, title

_VERSIONS = CaseVersion._meta.db_table
PAGE = 1_000
"""Events read at once: some saves of a whole case."""


@dataclass(frozen=True)
class Entry:
    """What one person did in one request or transaction.

    `who` is a user name, `command NAME`, `job NAME`, or the database login of somebody who came past the application.
    """

    at: datetime
    who: str
    request: str
    reason: str
    changes: tuple[Change, ...]
    first_event: int
    last_event: int
    continued: bool = False
    """True when it is so long that its earlier part stands on the next page."""


@dataclass(frozen=True)
class Page:
    """Entries, newest first; `next` is the `before` of the following page, None at the end."""

    entries: tuple[Entry, ...]
    next: int | None


@dataclass(frozen=True)
class Reading:
    """A person was shown identifying elements."""

    at: datetime
    who: str
    version: int
    what: tuple[str, ...]
    request: str


def history(case_id: int) -> Iterator[Entry]:
    """All entries of a case, newest first, read page by page."""
    page = history_page(case_id)
    yield from page.entries
    while page.next is not None:
        page = history_page(case_id, before=page.next)
        yield from page.entries


def history_page(case_id: int, *, before: int | None = None, size: int = PAGE, coding: bool = True) -> Page:
    """One page of at most `size` events, those with numbers below `before`; an entry is split only if it is longer.

    Without `coding`, no code of a dictionary is told.
    """
    events, versions = page_of_events(case_id, before, size + 1)
    more = len(events) > size
    groups = [list(group) for _key, group in groupby(events[:size], key=_group)]
    split = more and _group(events[size - 1]) == _group(events[size])
    if split and len(groups) > 1:
        groups.pop()
        split = False
    whole = steps(case_id, versions, [event for group in groups for event in group])
    numbers = drug_numbers(case_id, versions, _drugs(whole))
    names = names_in(_rows(whole)) if coding else {}
    known = Known(people_in(_rows(whole)), names, coding)
    around = _Around(numbers, known, copied(case_id, whole))
    entries = []
    for group in groups:
        entries.append(_entry(whole[: len(group)], around))
        whole = whole[len(group) :]
    if split:
        entries[-1] = Entry(**{**vars(entries[-1]), "continued": True})
    found = tuple(entry for entry in entries if entry.changes)
    return Page(found, groups[-1][-1].id if more else None)


def readings(case_id: int, *, before: int | None = None, size: int = PAGE) -> list[Reading]:
    """The latest readings of identifying data, newest first; `before` is the number of an access event."""
    found = AccessEvent.objects.filter(case_id=case_id, **({"id__lt": before} if before else {}))
    rows = found.select_related("actor").order_by("-id")[:size]
    return [
        Reading(
            row.at,
            row.actor.get_username(),
            row.version_id,
            tuple(element_words(path) for path in row.what),
            row.request,
        )
        for row in rows
    ]


def _group(event: Event) -> tuple[str, str, str | int]:
    return event.actor, event.reason, event.request or event.xact


@dataclass(frozen=True)
class Copied:
    """The rows of the version from which another was made, as if they were that one's own."""

    version: int
    """Key of the new version."""
    number: int
    """Number of the version that was copied."""
    rows: dict[tuple[Any, ...], Row]


def copied(case_id: int, whole: Sequence[Step]) -> dict[int, Copied]:
    """For each version that was made within these steps from an earlier one, what it was made from; two queries."""
    made = {
        int(step.event.row_id): step.after["number"]
        for step in whole
        if step.event.table == _VERSIONS and step.before is None and step.after and step.after.get("number", 1) > 1
    }
    if not made:
        return {}
    earlier = dict(CaseVersion.objects.filter(case_id=case_id).values_list("number", "pk"))
    sources = {version: earlier[number - 1] for version, number in made.items() if number - 1 in earlier}
    found = sections_of(sources.values()) if sources else []
    drugs = {row["id"]: row["number"] for table, row in found if table == Drug._meta.db_table}
    return {
        version: Copied(
            version,
            made[version] - 1,
            {
                (table, version, drugs.get(row.get("drug_id", 0), 0), row.get("number") or 0): row
                for table, row in found
                if row["version_id"] == source
            },
        )
        for version, source in sources.items()
    }


def _drugs(whole: Sequence[Step]) -> set[int]:
    rows = (row for step in whole if _is_of_drug(step.event.table) for row in (step.before, step.after) if row)
    return {row["drug_id"] for row in rows if row.get("drug_id")}


def _is_of_drug(table: str) -> bool:
    model = tables().get(table)
    return model is not None and issubclass(model, DrugSection)


def _rows(whole: Sequence[Step]) -> Iterator[tuple[type[models.Model], Row]]:
    for step in whole:
        model = tables().get(step.event.table)
        if model is not None:
            yield from ((model, row) for row in (step.before, step.after) if row is not None)


@dataclass(frozen=True)
class _Around:
    """What a page knows beside its events: numbers of drug rows, what readers may be told, sources of copied rows."""

    numbers: dict[int, int]
    known: Known
    copies: dict[int, Copied]
    """By new version."""


def _entry(group: Sequence[Step], around: _Around) -> Entry:
    newest, oldest = group[0].event, group[-1].event
    return Entry(
        at=newest.at,
        who=newest.actor,
        request=newest.request,
        reason=newest.reason,
        changes=tuple(_changes(group, around)),
        first_event=oldest.id,
        last_event=newest.id,
    )


def _changes(group: Sequence[Step], around: _Around) -> Iterator[Change]:
    """The sum of a group: a save may delete all rows of a draft and write them anew, which is no change to a reader.

    Of a version that is made from the one before, only what differs from that one is told.
    """
    firsts: dict[tuple, Row | None] = {}
    lasts: dict[tuple, Row | None] = {}
    for step in reversed(group):
        identity = _identity(step, around.numbers)
        firsts.setdefault(identity, step.before)
        lasts[identity] = step.after
    made = {
        identity[1] for identity in firsts if identity[0] == _VERSIONS and firsts[identity] is None and lasts[identity]
    }
    sources = [around.copies[version] for version in sorted(made & around.copies.keys())]
    for source in sources:
        for identity, row in source.rows.items():
            firsts[identity] = row
            lasts.setdefault(identity, None)
    order = {table: place for place, table in enumerate(tables())}
    for identity in sorted(firsts, key=lambda item: (order.get(item[0], len(order)), item[1:])):
        model = tables().get(identity[0])
        before, after = firsts[identity], lasts[identity]
        if model is None or (before is None and after is None):
            continue
        drug = identity[2] if issubclass(model, DrugSection) else None
        where = title(model, after or before or {}, drug or None)
        yield from changes(model, before, after, where, around.known)
        if model is CaseVersion:
            yield from (_copied_line(source) for source in sources if source.version == identity[1])


def _copied_line(source: Copied) -> Change:
    words = ngettext("%(count)d row", "%(count)d rows", len(source.rows)) % {"count": len(source.rows)}
    return Change(_("Copied from version %(number)d") % {"number": source.number}, "", after=words)


def _identity(step: Step, numbers: dict[int, int]) -> tuple[Any, ...]:
    """What a reader takes for the same row: a section's by version, drug and number, others by their key."""
    table, row_id = step.event.key
    row = {**(step.before or {}), **(step.after or {})}
    model = tables().get(table)
    if model is not None and issubclass(model, Section) and row.get("version_id"):
        return table, row["version_id"], numbers.get(row.get("drug_id", 0), 0), row.get("number") or 0
    return table, int(row_id) if row_id.isdigit() else 0, 0, 0
