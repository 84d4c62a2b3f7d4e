"""What is measured of reports: each on all cases, and its listing written out, beside bare SQL over the same rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from statistics import median

from django.db import connection

from reports.renderers import RENDERERS
from reports.tables.catalogue import CATALOGUE, make_report
from tests.load.measure import peak_memory

_TIMES = 3
_ASKED: Mapping[str, Mapping[str, str]] = {
    "periodic": {"previous": "2024-01-01"},
    "compare": {"beside": "indication=transplantation"},
}
"""Options that a report needs."""
_NARROWED: Mapping[str, Mapping[str, str]] = {"compare": {"indication": "ms"}}

# Which rows a report counts is not known before the lock point is applied: the newest accepted version of each case.
_REPORTS = """
    FROM (SELECT DISTINCT ON (case_id) id FROM cases_caseversion
          WHERE state IN ('accepted', 'nullified') AND accepted_at < now() ORDER BY case_id, number DESC) AS accepted
    JOIN cases_casefacts AS facts ON facts.version_id = accepted.id AND NOT facts.nullified
"""
_PAIRS = f"{_REPORTS} JOIN cases_pairfacts AS pair ON pair.facts_id = facts.id"
_LUNG = f"{_PAIRS} JOIN cases_lungfacts AS lung ON lung.facts_id = facts.id"
_LINES = f"{_REPORTS} JOIN cases_caseline AS line ON line.facts_id = facts.id"
_BY_LINE = f"SELECT line.report_type, count(*) {_LINES} GROUP BY line.report_type"
_BY_PAIR = f"SELECT organ_class, reaction_name, count(*) {_PAIRS} GROUP BY organ_class, reaction_name"
_BY_LUNG = f"SELECT indication_group, bal, count(*) {_LUNG} GROUP BY indication_group, bal"
_BARE = {"vigibase": _BY_PAIR, "cases": _BY_LINE, "tabs": _BY_PAIR, "periodic": _BY_PAIR}
"""The bare count over the rows that a report reads; with the lung's facts, where it is not named here."""
_BARE_LINES = f"COPY (SELECT line.* {_LINES}) TO STDOUT (FORMAT csv)"


@dataclass(frozen=True)
class Made:
    """One thing measured; seconds, and MiB of the process that made it."""

    name: str
    seconds: float
    baseline: float
    memory: float
    lines: int = 0
    """Of a listing that was written out."""


def measured(only: Sequence[str] = ()) -> Iterator[Made]:
    """Every report, then every form that holds any number of lines."""
    works: dict[str, Callable[[], Made]] = {name: partial(_report, name) for name in CATALOGUE}
    works |= {f"cases as {form}": partial(_listing, form) for form in ("csv", "parquet")}
    for name, work in works.items():
        if not only or name in only:
            connection.close()
            with get_context("fork").Pool(1) as pool:
                yield pool.apply(work)


def _report(name: str) -> Made:
    make = partial(make_report, name, _NARROWED.get(name), _ASKED.get(name))
    bare = _seconds(partial(_answer, _BARE.get(name, _BY_LUNG)))
    return Made(name, _seconds(make), bare, peak_memory())


def _answer(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.fetchall()


def _listing(form: str) -> Made:
    began = time.perf_counter()
    with connection.cursor() as cursor, cursor.copy(_BARE_LINES) as copy:
        for _piece in copy:
            pass
    bare = time.perf_counter() - began
    report = make_report("cases")
    began = time.perf_counter()
    for _piece in RENDERERS[form].pieces(report):
        pass
    assert report.listing is not None
    return Made(f"cases as {form}", time.perf_counter() - began, bare, peak_memory(), report.listing.count)


def _seconds(work: Callable[[], object]) -> float:
    """The median, after a first time that fills caches."""
    work()
    took = []
    for _time in range(_TIMES):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return median(took)


def table(found: Sequence[Made], before: Mapping[str, Made]) -> str:
    """As lines; the last column compares with the time of `before`."""
    lines = [f"{'':18}{'ratio':>8}{'s':>9}{'bare s':>9}{'MiB':>8}{'lines/s':>10}{'s : before':>12}"]
    for row in found:
        old = before.get(row.name)
        compared = f"{row.seconds / old.seconds:.1f}" if old else ""
        speed = f"{row.lines / row.seconds:,.0f}" if row.lines else ""
        lines.append(
            f"{row.name:18}{row.seconds / row.baseline:8.1f}{row.seconds:9.2f}{row.baseline:9.2f}{row.memory:8.0f}"
            f"{speed:>10}{compared:>12}"
        )
    return "\n".join(lines)
