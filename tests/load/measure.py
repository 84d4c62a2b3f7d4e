"""Times of repeated calls against a baseline of the same run, as a table that can be kept and compared."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")
_WARM_UP = 3


@dataclass(frozen=True)
class Figure:
    """One thing measured, in milliseconds."""

    name: str
    p50: float
    p95: float
    baseline: float
    """Median of what it was compared with."""
    queries: int | None
    requests: int

    @property
    def ratio(self) -> float:
        """How many times the baseline it takes, by medians."""
        return self.p50 / self.baseline if self.baseline else float("nan")


def measure(
    name: str,
    call: Callable[[_T], object],
    baseline: Callable[[_T], object],
    things: Sequence[_T],
    *,
    queries: Callable[[Callable[[], object]], int] | None = None,
) -> Figure:
    """Call both with each thing, in turns, so that a busy machine slows both; `queries` counts those of a call."""
    for thing in things[:_WARM_UP]:
        call(thing)
        baseline(thing)
    counted = max((queries(lambda thing=thing: call(thing)) for thing in things[:10]), default=0) if queries else None
    took, compared = [], []
    for thing in things:
        took.append(_milliseconds(call, thing))
        compared.append(_milliseconds(baseline, thing))
    made = Figure(
        name, statistics.median(took), percentile(took, 95), statistics.median(compared), counted, len(things)
    )
    print(table([made], {}).splitlines()[1], file=sys.stderr, flush=True)
    return made


def percentile(values: Sequence[float], share: int) -> float:
    """The value that `share` of a hundred do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def _milliseconds(call: Callable[[_T], object], thing: _T) -> float:
    began = time.perf_counter()
    call(thing)
    return (time.perf_counter() - began) * 1000


def peak_memory() -> float:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def keep(path: Path, figures: Sequence[Figure]) -> None:
    """Write the figures down, to compare with another time."""
    path.write_text(json.dumps([asdict(figure) for figure in figures], indent=1), encoding="utf-8")


def kept(path: Path | None) -> dict[str, Figure]:
    """Figures that were kept, by name."""
    if path is None:
        return {}
    return {row["name"]: Figure(**row) for row in json.loads(path.read_text(encoding="utf-8"))}


def table(figures: Sequence[Figure], before: dict[str, Figure]) -> str:
    """The figures as lines; the last column compares p95 with that of `before`."""
    lines = [f"{'':38}{'ratio':>8}{'p50 ms':>9}{'p95 ms':>9}{'queries':>9}{'calls':>7}{'p95 : before':>14}"]
    for row in figures:
        old = before.get(row.name)
        compared = f"{row.p95 / old.p95:.2f}" if old else ""
        queries = "" if row.queries is None else row.queries
        lines.append(
            f"{row.name:38}{row.ratio:8.1f}{row.p50:9.1f}{row.p95:9.1f}{queries:>9}{row.requests:7}{compared:>14}"
        )
    return "\n".join(lines)
