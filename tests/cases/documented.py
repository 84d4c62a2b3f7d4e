"""The documented cases as values, straight from their fixtures, without a database."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cases.actions.seed import read_documented
from cases.icsr import ICSR

FILES = sorted((Path(__file__).parents[2] / "fixtures" / "cases").glob("*.yaml"))


@cache
def documented() -> dict[str, ICSR]:
    """Each case by its identifier, such as MYRO-2018."""
    return {case.identifier.removeprefix("XX-TOCSIN-"): case.icsr for path in FILES for case in read_documented(path)}
