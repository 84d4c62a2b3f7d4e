"""Where in a case an element stands: from a path such as `drugs[1].infusions[2].dose` to its label and its value.

The number in brackets is the row's own number, which stays with it from version to version; a row without one has its
position.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cases.icsr import ICSR
from cases.icsr.spec import Part, Spec, elements, parts

_STEP = re.compile(r"(?P<name>[a-z_0-9]+)(?:\[(?P<number>\d+)\])?")


@dataclass(frozen=True)
class Heading:
    """A section on the way to an element: its title, and the number of the row where it repeats."""

    title: str
    number: int | None


@dataclass(frozen=True)
class Place:
    """What stands at a path of a case."""

    section: str
    """Name of the outermost section."""
    headings: tuple[Heading, ...]
    spec: Spec | None
    """None when the path leads to a whole section or row."""
    value: Any
    """The element's value; None when it, or its row, is not filled."""
    field: str
    """Name of the element's input in the case form; that of the section where the case has no such row."""


def place_at(icsr: ICSR, path: str) -> Place | None:
    """The place at `path`; None for a path that no case can have, and for the empty one."""
    record: type = ICSR
    held: Any = icsr
    headings: list[Heading] = []
    inputs: list[str] = []
    known = True
    steps = path.split(".")
    for position, step in enumerate(steps):
        found = _STEP.fullmatch(step)
        if found is None:
            return None
        name = found["name"]
        part = next((item for item in parts(record) if item.name == name), None)
        if part is None:
            spec = dict(elements(record)).get(name)
            if spec is None or position + 1 < len(steps) or not headings:
                return None
            field = "-".join([*inputs, name]) if known else inputs[0]
            return Place(steps[0].partition("[")[0], tuple(headings), spec, getattr(held, name, None), field)
        number = int(found["number"]) if found["number"] else None
        index, held = _row(held, part, number)
        known = known and index is not None
        inputs += [name, str(index)] if known else [name]
        headings.append(Heading(part.record.TITLE, number))  # type: ignore[attr-defined]
        record = part.record
    return Place(steps[0].partition("[")[0], tuple(headings), None, None, inputs[0])


def identifying(record: Any, section: str = "") -> set[str]:
    """Names such as `patient.initials` of the elements that identify a person and are filled; never their values."""
    found = {
        f"{section}{name}"
        for name, spec in elements(type(record))
        if spec.identifies and getattr(record, name) is not None
    }
    for part in parts(type(record)):
        held = getattr(record, part.name)
        for row in held if part.repeats else [held] if held is not None else []:
            found |= identifying(row, f"{section}{part.name}.")
    return found


def _row(held: Any, part: Part, number: int | None) -> tuple[int | None, Any]:
    """Position, counted from 0, and content of a row."""
    inside = getattr(held, part.name, None)
    if not part.repeats:
        return 0, inside
    rows: Sequence[Any] = inside or ()
    for index, row in enumerate(rows):
        if (row.number or index + 1) == number:
            return index, row
    return None, None
