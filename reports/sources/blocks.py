"""Several answers from one reading of the cases: a question of named blocks, each with rows of its own columns."""

from __future__ import annotations

from collections.abc import Mapping

ALL = "all"
"""Stands where the rows of a block are not parted: of all indication groups together."""
BY_GROUP = f"coalesce(indication_group, '{ALL}') AS \"group\""
"""The indication group of a row that is grouped by it, `ALL` where it is not."""
SPREAD = "percentile_cont(ARRAY[0, 0.25, 0.5, 0.75, 1]) WITHIN GROUP (ORDER BY {0}) AS {0}_spread"
"""Lowest, lower quartile, median, upper quartile and highest of a column, interpolated; null when none is known."""


def question(base: str, blocks: Mapping[str, str]) -> str:
    """The question that answers all blocks; `base` are further steps, which all of them can read."""
    answers = (
        f"SELECT '{name}' AS block, to_jsonb(answer) AS answer FROM ({text}) AS answer"  # noqa: S608 - of the questions
        for name, text in blocks.items()
    )
    return f"{base}\n" + "\nUNION ALL\n".join(answers)


def spread(column: str) -> str:
    """How many rows have a value, and over what the values spread."""
    return f"count({column}) AS {column}_known, {SPREAD.format(column)}"
