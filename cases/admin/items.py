"""A case as a list of its elements: path, labels and words of each, for pages that read, compare and ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as translate

from cases.admin.identity import WITHHELD
from cases.documents.words import words_for
from cases.icsr import ICSR
from cases.icsr.spec import Kind, Part, Spec, elements, parts

NAMING = ("name", "verbatim", "term")
"""What rows are told apart by, beside their number."""


@dataclass(frozen=True)
class Item:
    """One element of one row, whether it has a value or not."""

    path: str
    """Such as drugs[1].infusions[2].dose; in brackets the numbers of the rows, which stay from version to version."""
    place: str
    """The same with the positions of the rows, as in `cases.icsr.plain.filled`."""
    section: str
    """Dotted for nested sections."""
    rows: tuple[int, ...]
    element: str
    spec: Spec
    value: Any
    words: str
    """The value in words, whoever reads it; see `shown`."""

    @property
    def label(self) -> str:
        """What a reader calls the element."""
        return translate(self.spec.label)

    def shown(self, *, identify: bool) -> str:
        """The words as the reader may see them."""
        return self.words if identify or not self.spec.identifies or self.value is None else str(WITHHELD)


@dataclass(frozen=True)
class RowItems:
    """A row of a section, or a section that a case has once, with the rows nested in it."""

    path: str
    section: str
    title: str
    """Such as Drug 1."""
    name: str
    """What tells it apart for a reader, such as alemtuzumab; may be empty."""
    items: tuple[Item, ...]
    children: tuple[RowItems, ...]


def rows_of(icsr: ICSR, section: str) -> tuple[RowItems, ...]:
    """The rows of a section of the case."""
    part = next(part for part in parts(ICSR) if part.name == section)
    return tuple(_rows(icsr, icsr, part, "", ("", ""), ()))


def all_rows(icsr: ICSR) -> Iterator[RowItems]:
    """All rows in the clinical order of the case, each before those nested in it."""
    for part in parts(ICSR):
        for row in _rows(icsr, icsr, part, "", ("", ""), ()):
            yield row
            yield from row.children


def identifying(icsr: ICSR) -> list[str]:
    """Paths of the elements that have a value which identifies a person."""
    held = (item for row in all_rows(icsr) for item in row.items)
    return [item.path for item in held if item.spec.identifies and item.value is not None]


def _rows(
    icsr: ICSR, record: Any, part: Part, prefix: str, above: tuple[str, str], numbers: tuple[int, ...]
) -> Iterator[RowItems]:
    held = getattr(record, part.name)
    for position, row in enumerate(held if part.repeats else [held] if held is not None else [], start=1):
        here = (*numbers, row.number or position) if part.repeats else numbers
        path = f"{above[0]}{part.name}[{here[-1]}]" if part.repeats else f"{above[0]}{part.name}"
        place = f"{above[1]}{part.name}[{position}]" if part.repeats else f"{above[1]}{part.name}"
        section = f"{prefix}{part.name}"
        title = translate(part.record.TITLE)  # type: ignore[attr-defined]
        yield RowItems(
            path=path,
            section=section,
            title=f"{title} {here[-1]}" if part.repeats else title,
            name=_name(row),
            items=tuple(_items(icsr, row, part, (path, place), section, here)),
            children=tuple(
                child
                for nested in parts(part.record)
                for child in _rows(icsr, row, nested, f"{section}.", (f"{path}.", f"{place}."), here)
            ),
        )


def _items(
    icsr: ICSR, row: Any, part: Part, above: tuple[str, str], section: str, numbers: tuple[int, ...]
) -> Iterator[Item]:
    for name, spec in elements(part.record):
        value = getattr(row, name)
        words = "" if value is None else _words(icsr, spec, value)
        yield Item(f"{above[0]}.{name}", f"{above[1]}.{name}", section, numbers, name, spec, value, words)


def _words(icsr: ICSR, spec: Spec, value: Any) -> str:
    if spec.kind is not Kind.LINK:
        return words_for(spec, value)
    target = next((row for row in getattr(icsr, spec.links_to, ()) if row.number == value), None)
    return f"{value} {_name(target)}".strip() if target is not None else str(value)


def _name(row: Any) -> str:
    found = (getattr(row, name, None) for name in NAMING)
    return next((value for value in found if isinstance(value, str) and value), "")
