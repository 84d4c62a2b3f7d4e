"""What differs between two versions of a case, field by field, and one version with these differences applied.

Rows of repeating sections are matched by their number, which stays with a row for the life of a case; nested rows
(infusions, indications) by the numbers of their drug and their own. A row without a number has its position as number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cases.icsr import ICSR
from cases.icsr.spec import CodeList, Part, elements, parts
from cases.icsr.words import _

ROW = ""
"""Element name of a difference that says only that the row or section itself came or went."""
_ORDER = "number"


class Change(CodeList):
    """What happened to one element from the old to the new version."""

    ADDED = "added", _("Added")
    REMOVED = "removed", _("Removed")
    CHANGED = "changed", _("Changed")


@dataclass(frozen=True)
class Difference:
    """One element that differs, or (element ROW) a row or section that only one of the versions has."""

    section: str
    """Dotted for nested sections: drugs.infusions."""
    rows: tuple[int, ...]
    """Numbers of the rows from the outer to the inner one; empty for a section that a case has once."""
    element: str
    label: str
    """What a reader calls the element; of a row its title."""
    old: Any
    new: Any
    kind: Change

    @property
    def title(self) -> str:
        """What a reader calls the section."""
        return _TITLES[self.section]

    @property
    def path(self) -> str:
        """Section, row numbers and element in one text: drugs[1].infusions[2].dose."""
        names = self.section.split(".")
        numbers = [*(f"[{number}]" for number in self.rows), *([""] * len(names))]
        steps = [f"{name}{number}" for name, number in zip(names, numbers, strict=False)]
        return ".".join([*steps, self.element] if self.element else steps)


def differences(old: ICSR, new: ICSR) -> tuple[Difference, ...]:
    """All differences, in the clinical order of the case; removed, added and changed rows in the order of numbers."""
    return tuple(_in_parts(old, new, ICSR, "", ()))


def applied(old: ICSR, found: Iterable[Difference]) -> ICSR:
    """`old` with the differences applied: of differences(a, b) to a it gives b, its rows in the order of numbers."""
    changes = {(item.section, item.rows, item.element): item for item in found}
    return ICSR(**_applied_parts(old, ICSR, "", (), changes))


def _titles(record: type, prefix: str) -> Iterator[tuple[str, str]]:
    for part in parts(record):
        yield f"{prefix}{part.name}", part.record.TITLE  # type: ignore[attr-defined]
        yield from _titles(part.record, f"{prefix}{part.name}.")


_TITLES: Mapping[str, str] = dict(_titles(ICSR, ""))


def _in_parts(old: Any, new: Any, record: type, prefix: str, rows: tuple[int, ...]) -> Iterator[Difference]:
    for part in parts(record):
        before, after = _held(old, part), _held(new, part)
        for number in sorted(before.keys() | after.keys()):
            here = (*rows, number) if part.repeats else rows
            yield from _in_record(before.get(number), after.get(number), part, f"{prefix}{part.name}", here)


def _in_record(old: Any, new: Any, part: Part, section: str, rows: tuple[int, ...]) -> Iterator[Difference]:
    if old is None or new is None:
        kind = Change.ADDED if old is None else Change.REMOVED
        yield Difference(section, rows, ROW, part.record.TITLE, None, None, kind)  # type: ignore[attr-defined]
    for name, spec in elements(part.record):
        before, after = getattr(old, name, None), getattr(new, name, None)
        if not _same(before, after):
            kind = Change.ADDED if before is None else Change.REMOVED if after is None else Change.CHANGED
            yield Difference(section, rows, name, spec.label, before, after, kind)
    yield from _in_parts(old, new, part.record, f"{section}.", rows)


def _same(before: Any, after: Any) -> bool:
    """Equal and of one kind: 12.0 is not 12 (digits are information), and an unknown flag is not the text 'UNK'."""
    return type(before) is type(after) and before == after and str(before) == str(after)


def _held(record: Any, part: Part) -> dict[int, Any]:
    """The rows by number; of a part that occurs once, itself as number 0."""
    held = getattr(record, part.name, None)
    if part.repeats:
        return dict(_numbered(held or ()))
    return {} if held is None else {0: held}


def _numbered(rows: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """The rows with their numbers; a number that is missing or taken gives way to the position or the next free one."""
    held = tuple(rows)
    taken: set[int] = set()
    known = {row.number for row in held if row.number is not None}
    for position, row in enumerate(held, start=1):
        number = row.number
        if number is None or number in taken:
            number = position if position not in known | taken else max(known | taken) + 1
        taken.add(number)
        yield number, row


_Changes = Mapping[tuple[str, tuple[int, ...], str], Difference]


def _applied_parts(old: Any, record: type, prefix: str, rows: tuple[int, ...], changes: _Changes) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for part in parts(record):
        section = f"{prefix}{part.name}"
        before = _held(old, part)
        added = {
            item.rows[-1] if part.repeats else 0
            for item in changes.values()
            if item.section == section and item.element == ROW and item.rows[: len(rows)] == rows
        }
        after = {
            number: row
            for number in sorted(before.keys() | added)
            if (row := _applied_row(before.get(number), number, part, section, rows, changes)) is not None
        }
        values[part.name] = tuple(after.values()) if part.repeats else after.get(0)
    return values


def _applied_row(old: Any, number: int, part: Part, section: str, rows: tuple[int, ...], changes: _Changes) -> Any:
    here = (*rows, number) if part.repeats else rows
    came_or_went = changes.get((section, here, ROW))
    if came_or_went is not None and came_or_went.kind is Change.REMOVED:
        return None
    values = {name: getattr(old, name, None) for name, _spec in elements(part.record)}
    for name in values:
        change = changes.get((section, here, name))
        values[name] = change.new if change else values[name]
    values.update(_applied_parts(old, part.record, f"{section}.", here, changes))
    if part.repeats:
        values[_ORDER] = number
    return part.record(**values)
