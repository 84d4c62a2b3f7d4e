"""A case in which every element of every section is filled, two rows of each, and its twin of null flavours."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cases.icsr import ICSR
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Kind, Row, Spec, elements, parts
from cases.icsr.values import Attachment, Coded, Quantity


def value(spec: Spec, name: str, turn: int) -> Any:
    """A value for one element; `turn` makes two rows differ."""
    if spec.kind is Kind.TEXT:
        return f"{name} {turn} Ωλ é 日本"[: spec.max_length]
    if spec.kind is Kind.CODE:
        assert spec.codes is not None
        return list(spec.codes)[turn % len(spec.codes)]
    if spec.kind is Kind.FLAG:
        return bool(turn % 2)
    if spec.kind is Kind.LIST:
        codes = list(spec.codes or ())
        return (codes[0].value, codes[-1].value) if codes else (f"a{turn}", f"b{turn}")
    return {
        Kind.DATE: PartialDate(("202207", "202207151430+0200")[turn % 2]),
        Kind.QUANTITY: Quantity(Decimal("12.0") + turn, (spec.units or ("10*9/L",))[0]),
        Kind.DECIMAL: Decimal("0.50") + turn,
        Kind.INTEGER: turn,
        Kind.LINK: 1,
        Kind.CODED: Coded(f"1000000{turn}", "27.1"),
        Kind.FILE: Attachment(bytes(range(256)), "application/pdf", f"{name}-{turn}.pdf"),
    }[spec.kind]


def record(kind: type, turn: int, *, nulls: bool) -> Any:
    """One filled record; with `nulls`, each element that may have a null flavour has one."""
    values: dict[str, Any] = {}
    for name, spec in elements(kind):
        flavour = spec.nulls[turn % len(spec.nulls)] if nulls and spec.nulls else None
        values[name] = flavour or value(spec, name, turn)
    for part in parts(kind):
        values[part.name] = tuple(record(part.record, i, nulls=nulls) for i in (1, 2))
    if issubclass(kind, Row):
        values["number"] = turn
    return kind(**values)


def maximal(*, nulls: bool = False) -> ICSR:
    """The whole case."""
    return ICSR(
        **{
            part.name: tuple(record(part.record, turn, nulls=nulls) for turn in (1, 2))
            if part.repeats
            else record(part.record, 1, nulls=nulls)
            for part in parts(ICSR)
        }
    )
