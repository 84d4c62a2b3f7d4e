"""Codes of a case for readers: with the names of their terms for those who code, without any for those who do not."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cases.icsr import ICSR
from cases.icsr.spec import Kind, elements, parts
from cases.icsr.values import Coded
from cases.models.terminology import Term

Names = dict[tuple[str, str], str]
"""The name of a term by code and dictionary version."""


def names_of(codes: Iterable[tuple[str, str]]) -> Names:
    """The names of these codes in these dictionary versions, as far as they are loaded; one query, or none."""
    wanted = {(code, version) for code, version in codes if code}
    if not wanted:
        return {}
    rows = Term.objects.filter(code__in={code for code, _version in wanted}).values_list(
        "code", "release__version", "name"
    )
    return {(code, version): name for code, version, name in rows if (code, version) in wanted}


def with_names(*cases: ICSR) -> list[ICSR]:
    """The cases with the name of its term beside each code; one query for all."""
    names = names_of((value.code, value.version) for icsr in cases for value in _codes(icsr))
    if not names:
        return list(cases)

    def named(value: Coded) -> Coded:
        return dataclasses.replace(value, name=names.get((value.code, value.version), ""))

    return [_changed(icsr, named) for icsr in cases]


def without_codes(icsr: ICSR) -> ICSR:
    """The case as those read it who never see a code: the reporter's words stay."""
    plain: ICSR = _changed(icsr, lambda _value: None)
    return plain


def _codes(record: Any) -> Iterator[Coded]:
    for name, spec in elements(type(record)):
        if spec.kind is Kind.CODED and isinstance(value := getattr(record, name), Coded):
            yield value
    for part in parts(type(record)):
        held = getattr(record, part.name)
        for row in held if part.repeats else [held] if held is not None else []:
            yield from _codes(row)


def _changed(record: Any, change: Callable[[Coded], Coded | None]) -> Any:
    changes: dict[str, Any] = {
        name: change(value)
        for name, spec in elements(type(record))
        if spec.kind is Kind.CODED and isinstance(value := getattr(record, name), Coded)
    }
    for part in parts(type(record)):
        held = getattr(record, part.name)
        if held:
            changes[part.name] = (
                tuple(_changed(row, change) for row in held) if part.repeats else _changed(held, change)
            )
    return dataclasses.replace(record, **changes) if changes else record
