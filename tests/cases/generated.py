"""Cases of every shape for laws that hold of all cases: sparse, with null flavours, rows with gaps in their numbers."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from cases.icsr import ICSR
from cases.icsr.spec import Part, Row, elements, parts
from tests.cases.maximal import value


def _record(kind: type, random: Random, density: float) -> Any:
    values: dict[str, Any] = {}
    for name, spec in elements(kind):
        if random.random() < density:
            null = spec.nulls and random.random() < 0.3
            values[name] = random.choice(spec.nulls) if null else value(spec, name, random.randint(1, 2))
    for part in parts(kind):
        values[part.name] = _part(part, random, density)
    return kind(**values)


def _part(part: Part, random: Random, density: float) -> Any:
    if not part.repeats:
        return _record(part.record, random, density) if random.random() < density else None
    numbers = sorted(random.sample(range(1, 6), random.choice((0, 0, 1, 2, 3))))
    assert issubclass(part.record, Row)
    return tuple(_numbered(part.record, number, random, density) for number in numbers)


def _numbered(kind: type, number: int, random: Random, density: float) -> Any:
    row = _record(kind, random, density)
    object.__setattr__(row, "number", number)
    return row


def generated(seed: int, density: float = 0.4) -> ICSR:
    """A case drawn by chance, the same for the same seed."""
    return _record(ICSR, Random(seed), density)


icsrs = st.builds(generated, st.integers(0, 2**32), st.sampled_from([0.05, 0.3, 0.7]))
