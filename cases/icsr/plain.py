"""Plain mappings, as YAML gives them, into the record of a case, with the place of each value in its source.

A value is written plainly (`sex: female`, `dose: 12 mg`) or as a mapping with `is`, or `missing` and a null flavour,
and `at`, `basis`, `note` about its place. `at` beside other values holds for all of them and for what lies below. All
scalars are texts, so that 12.0 keeps its digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any

from cases.icsr.case import ICSR
from cases.icsr.codes_lung import Basis
from cases.icsr.partial_date import PartialDate, PartialDateError
from cases.icsr.provenance import Provenance
from cases.icsr.spec import Kind, Part, Spec, elements, parts
from cases.icsr.values import Coded, NullFlavor, Quantity

_ABOUT = frozenset({"is", "missing", "at", "basis", "note"})
_YES_NO = {"yes": True, "no": False}


class PlainError(ValueError):
    """A value cannot be read; the message names the field, the value, and what would be right."""


@dataclass(frozen=True)
class Place:
    """Where a value stands, as inherited from the mappings around it."""

    source: str
    at: str = ""


def read_case(data: Mapping[str, Any], source: str) -> ICSR:
    """The case in `data`, its provenance filled; `source` is the key of the paper."""
    found: list[Provenance] = []
    place = Place(source, str(data.get("at", "")))
    values = _values(ICSR, {key: item for key, item in data.items() if key != "at"}, place, "", found)
    return ICSR(**{**values, "provenance": tuple(found)})


def _values(record: type, data: Mapping[str, Any], place: Place, path: str, found: list[Provenance]) -> dict[str, Any]:
    specs, below = dict(elements(record)), {part.name: part for part in parts(record)}
    plain = {item.name for item in fields(record)} - specs.keys() - below.keys()
    values: dict[str, Any] = {}
    for name, item in data.items():
        where = f"{path}{name}"
        if name in specs:
            values[name] = _element(specs[name], item, place, where, found)
        elif name in below:
            values[name] = _part(below[name], item, place, where, found)
        elif name in plain:
            values[name] = int(item)
        else:
            known = ", ".join(sorted({*specs, *below}))
            raise PlainError(f"{where}: there is no such field. Known here: {known}.")
    return values


def _part(part: Part, item: Any, place: Place, where: str, found: list[Provenance]) -> Any:
    if not part.repeats:
        return _record(part.record, item, place, f"{where}.", found)
    if not isinstance(item, list):
        raise PlainError(f"{where}: write a list of rows.")
    return tuple(
        _record(part.record, row, place, f"{where}[{position}].", found) for position, row in enumerate(item, start=1)
    )


def _record(record: type, item: Any, place: Place, path: str, found: list[Provenance]) -> Any:
    if not isinstance(item, Mapping):
        raise PlainError(f"{path.rstrip('.')}: write fields with their values, not '{item}'.")
    here = Place(place.source, str(item.get("at", place.at)))
    return record(**_values(record, {key: value for key, value in item.items() if key != "at"}, here, path, found))


def _element(spec: Spec, item: Any, place: Place, where: str, found: list[Provenance]) -> Any:
    about = item if isinstance(item, Mapping) else {"is": item}
    if not _ABOUT.issuperset(about) or ("is" in about) == ("missing" in about):
        raise PlainError(f"{where}: write a value, or a mapping with 'is' or 'missing', and 'at', 'basis', 'note'.")
    try:
        value = _missing(spec, about["missing"]) if "missing" in about else read_value(spec, about["is"])
        basis = Basis(about.get("basis", Basis.STATED))
    except (ValueError, InvalidOperation) as error:
        raise PlainError(f"{where}: {error}") from error
    at = str(about.get("at", place.at))
    if not at:
        raise PlainError(f"{where}: say where in the source it stands ('at').")
    found.append(Provenance(field=where, source=place.source, place=at, basis=basis, note=about.get("note")))
    return value


def _missing(spec: Spec, code: str) -> NullFlavor:
    allowed = ", ".join(spec.nulls) or "none"
    if code not in spec.nulls:
        raise PlainError(f"'{code}' is not a null flavour of this field. Allowed: {allowed}.")
    return NullFlavor(code)


def _text(spec: Spec, item: str) -> str:
    if spec.max_length and len(item) > spec.max_length:
        raise PlainError(f"the text has {len(item)} characters; at most {spec.max_length} fit.")
    return item


def _code(spec: Spec, item: str) -> Any:
    names = {member.name.lower(): member for member in spec.codes or ()}
    if item not in names:
        raise PlainError(f"'{item}' is not in the list. Choose one of: {', '.join(names)}.")
    return names[item]


def _flag(spec: Spec, item: str) -> bool:
    if item not in _YES_NO:
        raise PlainError(f"'{item}' is neither yes nor no.")
    return _YES_NO[item]


def _date(spec: Spec, item: str) -> PartialDate:
    try:
        return PartialDate.parse(item)
    except PartialDateError as error:
        raise PlainError(str(error)) from error


def _number(spec: Spec, item: str) -> Decimal:
    try:
        return Decimal(item)
    except InvalidOperation as error:
        raise PlainError(f"'{item}' is not a number.") from error


def _quantity(spec: Spec, item: str) -> Quantity:
    number, _, unit = item.strip().partition(" ")
    if spec.units and unit not in spec.units:
        raise PlainError(f"'{unit}' is not a unit of this field. Choose one of: {', '.join(spec.units)}.")
    return Quantity(_number(spec, number), unit)


def _coded(spec: Spec, item: str) -> Coded:
    code, _, version = item.partition(" ")
    return Coded(code, version)


def _list(spec: Spec, item: Any) -> tuple[str, ...]:
    if not isinstance(item, list):
        raise PlainError(f"'{item}' is not a list.")
    return tuple(_code(spec, entry).value if spec.codes else _text(spec, entry) for entry in item)


def _file(spec: Spec, item: str) -> Any:
    raise PlainError("a file cannot be written as text.")


_READERS: dict[Kind, Callable[[Spec, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.FLAG: _flag,
    Kind.DATE: _date,
    Kind.DECIMAL: _number,
    Kind.INTEGER: lambda spec, item: int(item),
    Kind.LINK: lambda spec, item: int(item),
    Kind.QUANTITY: _quantity,
    Kind.CODED: _coded,
    Kind.LIST: _list,
    Kind.FILE: _file,
}


def read_value(spec: Spec, item: Any) -> Any:
    """Read one value as its declaration says; raises `PlainError` with what would be right."""
    if isinstance(item, Mapping) or (isinstance(item, list) and spec.kind is not Kind.LIST):
        raise PlainError("write one value.")
    return _READERS[spec.kind](spec, item)


def filled(record: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Path and value of every filled element of a case, in order; the paths of `Provenance.field`."""
    for name, _ in elements(type(record)):
        if getattr(record, name) is not None:
            yield f"{path}{name}", getattr(record, name)
    for part in parts(type(record)):
        held = getattr(record, part.name)
        if part.repeats:
            for position, row in enumerate(held, start=1):
                yield from filled(row, f"{path}{part.name}[{position}].")
        elif held is not None:
            yield from filled(held, f"{path}{part.name}.")
