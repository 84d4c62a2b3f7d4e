"""A case in which every element holds something that stands nowhere else, so that a leak can be seen."""

from __future__ import annotations

import dataclasses
import itertools
import re
from typing import Any

from cases.icsr import ICSR
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Kind, Spec, elements, parts
from cases.icsr.values import Attachment
from tests.cases.files.examples import pdf
from tests.cases.maximal import maximal

CLINICAL, IDENTIFYING = "Leak", "Ident"
YEAR = {CLINICAL: "1907", IDENTIFYING: "1909"}
"""Years in which nothing else in the tests happened."""
FOUND = re.compile(r"Leak\d{4}|Ident\d{4}|THERELEAK|Thereleak|(?<![0-9A-Za-z.])190[79](?![0-9A-Za-z])|\b190[79]-\d\d")
IDENTITY = re.compile(r"Ident\d{4}|(?<![0-9A-Za-z.])1909(?![0-9A-Za-z])|\b1909-\d\d")
SHORTEST = 9


def marked() -> ICSR:
    """Every element of every section filled; texts, dates and files are markers, what identifies has its own."""
    return _marked(maximal(), itertools.count(1000))


def _marked(record: Any, count: itertools.count[int]) -> Any:
    changes: dict[str, Any] = {}
    for name, spec in elements(type(record)):
        changes[name] = _marker(spec, getattr(record, name), count)
    for part in parts(type(record)):
        held = getattr(record, part.name)
        if isinstance(held, tuple):
            changes[part.name] = tuple(_marked(row, count) for row in held)
        elif held is not None:
            changes[part.name] = _marked(held, count)
    return dataclasses.replace(record, **changes)


def _marker(spec: Spec, value: Any, count: itertools.count[int]) -> Any:
    word = IDENTIFYING if spec.identifies else CLINICAL
    if spec.kind is Kind.TEXT and (spec.max_length is None or spec.max_length >= SHORTEST):
        return f"{word}{next(count)}"
    if spec.kind is Kind.DATE:
        return PartialDate(YEAR[word] + "0713")
    if spec.kind is Kind.FILE:
        name = f"{word}{next(count)}"
        return Attachment(pdf() + f"\n% {name}\n".encode(), "application/pdf", f"{name}.pdf")
    return value
