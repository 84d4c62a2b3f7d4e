"""The answers to questions of several blocks (`reports.sources.blocks`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from reports.sources import registry
from reports.sources.blocks import ALL
from reports.sources.population import Population

Row = Mapping[str, Any]
Blocks = Mapping[str, list[Row]]


def ask(name: str, population: Population, **values: Any) -> Blocks:
    """The rows of each block of a question; a block without rows is left out."""
    found: dict[str, list[Row]] = {}
    for row in registry.rows(population, name, **values):
        found.setdefault(row["block"], []).append(json.loads(row["answer"]))
    return found


def total(blocks: Blocks, block: str) -> int:
    """How many reports a block counts that has one row for all of them."""
    return next(int(row["reports"]) for row in blocks[block] if row["group"] == ALL)


def versions(*answers: Blocks) -> pd.DataFrame:
    """What the blocks `digest` of several answers say of the versions counted, as the answer of one question."""
    return pd.DataFrame({"digest": [" ".join(blocks["digest"][0]["digest"] for blocks in answers if blocks)]})


def groups(rows: Iterable[Row]) -> list[str]:
    """The indication groups that have reports, in the order of the list, then `ALL`."""
    found = {row["group"] for row in rows if row["reports"]}
    return [*(code for code in registry.indication_groups() if code in found), ALL]
