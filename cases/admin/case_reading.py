"""A version of a case to read, by tabs and sections, with what identifies a person withheld where it has to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as translate

from cases.admin.items import Item, RowItems, rows_of
from cases.admin.odd_values import OddValue
from cases.admin.tabs import TABS
from cases.icsr import ICSR
from cases.icsr.spec import Kind, elements, parts

FEWEST_FOR_A_TABLE = 2
IN_ORDER = tuple(sorted(TABS, key=lambda tab: tab.slug != "narrative"))
"""Who reads a case begins with the story; who writes one ends with it."""
LONG = 80
"""Letters from which a value gets a line of its own."""


@dataclass(frozen=True)
class Cell:
    """One value on the page."""

    label: str
    words: str
    path: str
    withheld: bool
    odd: tuple[OddValue, ...] = ()
    """What there is to doubt about it."""

    @property
    def long(self) -> bool:
        """Whether it needs a line of its own."""
        return len(self.words) > LONG


@dataclass(frozen=True)
class ReadRow:
    """A row with its values and the sections nested in it."""

    title: str
    name: str
    cells: tuple[Cell, ...]
    children: tuple[ReadSection, ...]


@dataclass(frozen=True)
class ReadSection:
    """A section: its rows, as cards or, when there are several flat ones, as a table."""

    title: str
    rows: tuple[ReadRow, ...]

    @property
    def columns(self) -> list[str]:
        """The labels of a table's columns; empty when cards are shown."""
        if len(self.rows) < FEWEST_FOR_A_TABLE or any(row.children for row in self.rows):
            return []
        return list(dict.fromkeys(cell.label for row in self.rows for cell in row.cells))

    def table(self) -> Iterator[tuple[str, list[Cell | None]]]:
        """Each row's title with its cells in the order of the columns."""
        columns = self.columns
        for row in self.rows:
            held = {cell.label: cell for cell in row.cells}
            yield row.title.rpartition(" ")[2], [held.get(label) for label in columns]


@dataclass(frozen=True)
class ReadTab:
    """A tab of the case with the sections that hold something."""

    slug: str
    title: str | Promise
    sections: tuple[ReadSection, ...]
    folded: bool = False
    """Whether few readers want it: the places of the values in the sources."""


@dataclass(frozen=True)
class _Reader:
    """What the reader may see, and the doubts by the place of their value."""

    identify: bool
    coding: bool
    odd: dict[str, tuple[OddValue, ...]]


def read_case(icsr: ICSR, *, identify: bool, coding: bool, odd: Sequence[OddValue] = ()) -> list[ReadTab]:
    """What the version holds; without `coding` dictionary codes are left out."""
    places = {item.place: tuple(other for other in odd if other.place == item.place) for item in odd}
    reader = _Reader(identify, coding, places)
    tabs = []
    for tab in IN_ORDER:
        sections = [_section(rows_of(icsr, name), reader) for name in tab.sections]
        if filled := tuple(section for section in sections if section.rows):
            tabs.append(ReadTab(tab.slug, tab.title, filled, folded=tab.read_only))
    return tabs


def _section(rows: tuple[RowItems, ...], reader: _Reader) -> ReadSection:
    read = tuple(_row(row, reader) for row in rows)
    return ReadSection(rows[0].title.rstrip(" 0123456789") if rows else "", read)


def _row(row: RowItems, reader: _Reader) -> ReadRow:
    nested: dict[str, list[RowItems]] = {}
    for child in row.children:
        nested.setdefault(child.section, []).append(child)
    return ReadRow(
        row.title,
        row.name,
        tuple(_cell(item, reader) for item in row.items if _is_read(item, reader.coding)),
        tuple(_section(tuple(children), reader) for children in nested.values()),
    )


def _is_read(item: Item, coding: bool) -> bool:
    return item.value is not None and item.value != () and (coding or item.spec.kind is not Kind.CODED)


def _cell(item: Item, reader: _Reader) -> Cell:
    withheld = item.spec.identifies and not reader.identify
    words = item.shown(identify=reader.identify)
    return Cell(item.label, words, item.path, withheld, reader.odd.get(item.place, ()))


def askable(icsr: ICSR, *, identify: bool) -> list[tuple[str | Promise, list[tuple[str, str]]]]:
    """What the centre can be asked about, by tab: each filled element, each common empty one, each empty section."""
    groups: list[tuple[str | Promise, list[tuple[str, str]]]] = []
    for tab in TABS:
        if tab.read_only:
            continue
        choices = [choice for name in tab.sections for choice in _of_section(icsr, name, identify)]
        groups.append((tab.title, choices))
    return groups


def _of_section(icsr: ICSR, name: str, identify: bool) -> Iterator[tuple[str, str]]:
    rows = rows_of(icsr, name)
    if not rows:
        yield from _of_empty(name)
    for row in rows:
        for held in (row, *row.children):
            place = f"{row.title}, {held.title}" if held is not row else f"{row.title} {row.name}".strip()
            for item in held.items:
                if item.spec.kind is Kind.CODED or (item.value in (None, ()) and item.spec.rare):
                    continue
                words = item.shown(identify=identify) if item.value not in (None, ()) else translate("empty")
                yield item.path, f"{place}: {item.label} ({words[:60]})"


def _of_empty(name: str) -> Iterator[tuple[str, str]]:
    """One choice for a section without rows: its first element that a centre can know."""
    part: Any = next(part for part in parts(ICSR) if part.name == name)
    known = [element for element, spec in elements(part.record) if spec.kind is not Kind.CODED]
    for first in known[:1]:
        path = f"{name}[1].{first}" if part.repeats else f"{name}.{first}"
        yield path, f"{translate(part.record.TITLE)} ({translate('nothing entered')})"
