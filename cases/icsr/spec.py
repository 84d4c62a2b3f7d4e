"""How an element is declared, once: its kind, label, E2B(R3) number, null flavours, length, unit and privacy."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from cases.icsr.values import NullFlavor


class CodeList(StrEnum):
    """A list of codes with the words that people see for them."""

    label: str

    def __new__(cls, value: str, label: str = "") -> CodeList:
        """Give the code its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Kind(Enum):
    """What an element holds; it decides the database columns, the form field and the spelling in files."""

    TEXT = "text"
    CODE = "code"
    FLAG = "flag"
    DATE = "date"
    QUANTITY = "quantity"
    DECIMAL = "decimal"
    INTEGER = "integer"
    CODED = "coded"
    LINK = "link"
    FILE = "file"
    LIST = "list"


@dataclass(frozen=True, kw_only=True)
class Spec:
    """The declaration of one element of a case."""

    kind: Kind
    label: str
    e2b: tuple[str, ...] = ()
    """E2B(R3) numbers, two for a pair: (number, unit) of a quantity, (version, code) of a coded term."""
    nulls: tuple[NullFlavor, ...] = ()
    max_length: int | None = None
    codes: type[CodeList] | None = None
    units: tuple[str, ...] = ()
    identifies: bool = False
    """True when the value alone, or with little else, can point to a person: it is stored encrypted."""
    matched: bool = False
    """Of what identifies: True when rows with an equal value have to be found."""
    match_indexed: bool = False
    """Of what is matched: True when it tells people apart well enough to be searched by alone."""
    rare: bool = False
    """True when few cases fill it: screens keep it folded away."""
    help: str = ""
    low: int | None = None
    high: int | None = None
    """Of numbers and quantities: what lies outside cannot be."""
    links_to: str = ""
    """Of a link: the section whose row number it holds."""


def _declare(kind: Kind, label: str, e2b: str, nulls: str, **more: Any) -> Any:
    spec = Spec(
        kind=kind,
        label=label,
        e2b=tuple(e2b.split()),
        nulls=tuple(NullFlavor(code) for code in nulls.split()),
        **more,
    )
    return dataclasses.field(default=None, metadata={"spec": spec})


def text(label: str, e2b: str = "", *, nulls: str = "", max_length: int | None = None, **more: Any) -> Any:
    """Declare free text; `max_length` in characters."""
    return _declare(Kind.TEXT, label, e2b, nulls, max_length=max_length, **more)


def code(codes: type[CodeList], label: str, e2b: str = "", *, nulls: str = "", **more: Any) -> Any:
    """Declare a choice from a list."""
    return _declare(Kind.CODE, label, e2b, nulls, codes=codes, **more)


def flag(label: str, e2b: str = "", *, nulls: str = "", **more: Any) -> Any:
    """Declare yes / no, and unknown where `nulls` allows it: unknown is never no."""
    return _declare(Kind.FLAG, label, e2b, nulls, **more)


def ask(label: str, **more: Any) -> Any:
    """Declare one of the registry's own yes / no / unknown questions."""
    return flag(label, nulls="UNK NASK", **more)


def when(label: str, e2b: str = "", *, nulls: str = "", **more: Any) -> Any:
    """Declare a date, as precise as it is known."""
    return _declare(Kind.DATE, label, e2b, nulls, **more)


def quantity(label: str, e2b: str = "", *, units: tuple[str, ...], nulls: str = "", **more: Any) -> Any:
    """Declare a number with a UCUM unit out of `units` (empty: any UCUM unit). Times and doses are never negative."""
    more.setdefault("low", 0 if units else None)
    return _declare(Kind.QUANTITY, label, e2b, nulls, units=units, **more)


def decimal(label: str, e2b: str = "", *, nulls: str = "", **more: Any) -> Any:
    """Declare a number whose unit is fixed and stands in the label."""
    return _declare(Kind.DECIMAL, label, e2b, nulls, **more)


def percent(label: str, **more: Any) -> Any:
    """Declare a share of a hundred; the label says of what."""
    return decimal(label, low=0, high=100, **more)


def integer(label: str, e2b: str = "", *, nulls: str = "", **more: Any) -> Any:
    """Declare a whole number: a count, a day, a position."""
    return _declare(Kind.INTEGER, label, e2b, nulls, **more)


def coded(label: str, e2b: str = "", *, nulls: str = "", **more: Any) -> Any:
    """Declare a dictionary code with its version; E2B numbers in the order version, code."""
    return _declare(Kind.CODED, label, e2b, nulls, **more)


def link(section: str, label: str, e2b: str = "", **more: Any) -> Any:
    """Declare a reference to a row of another section of the same case, by its number."""
    return _declare(Kind.LINK, label, e2b, "", links_to=section, **more)


def file(label: str, e2b: str = "", **more: Any) -> Any:
    """Declare a file that travels with the case."""
    return _declare(Kind.FILE, label, e2b, "", identifies=True, **more)


def several(label: str, e2b: str = "", *, codes: type[CodeList] | None = None, nulls: str = "", **more: Any) -> Any:
    """Declare an element that repeats by itself: a tuple of codes out of `codes`, or of short texts."""
    return _declare(Kind.LIST, label, e2b, nulls, codes=codes, **more)


def rows(record: type) -> Any:
    """Declare a repeatable part, held as a tuple of `record`."""
    return dataclasses.field(default=(), metadata={"record": record, "repeats": True})


def one(record: type) -> Any:
    """Declare a part that a case has at most once."""
    return dataclasses.field(default=None, metadata={"record": record, "repeats": False})


@dataclass(frozen=True, kw_only=True)
class Row:
    """A record that repeats. Its number stays with it for the life of a version; other rows refer to it by that."""

    number: int | None = None


@dataclass(frozen=True)
class Part:
    """A part of a record that is itself a record: its name there, its class, whether it repeats."""

    name: str
    record: type
    repeats: bool


def elements(record: type) -> Iterator[tuple[str, Spec]]:
    """Name and declaration of each element of `record`; relative E2B numbers are made whole."""
    prefix = getattr(record, "E2B", "")
    for item in dataclasses.fields(record):
        spec = item.metadata.get("spec")
        if spec is None:
            continue
        if any(number.startswith(".") for number in spec.e2b):
            spec = dataclasses.replace(spec, e2b=tuple(prefix + number for number in spec.e2b))
        yield item.name, spec


def parts(record: type) -> Iterator[Part]:
    """The parts of `record` that are records themselves, in the order of the case."""
    for item in dataclasses.fields(record):
        if "record" in item.metadata:
            yield Part(item.name, item.metadata["record"], item.metadata["repeats"])


def walk(record: type) -> Iterator[type]:
    """Every record class below `record`, itself excluded, parents before children."""
    for part in parts(record):
        yield part.record
        yield from walk(part.record)
