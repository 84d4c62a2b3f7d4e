"""Several questions in one statement, so that the cases of a population are looked for once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd
from django.db import connection

from cases.database.context import counting_all
from reports.sources import registry
from reports.sources.asked import note
from reports.sources.population import Population
from reports.sources.questions import QUESTIONS
from reports.sources.steps import steps

WORK_MEMORY = "128MB"
"""What each sort and each table of hashes of these statements may take before it goes to disk."""


def answers(questions: Sequence[str], population: Population, **values: Any) -> dict[str, pd.DataFrame]:
    """The answer of each question, as `registry.count` gives it, but that a date is its text.

    For answers of few rows, which come as JSON. These questions may begin with steps of their own (WITH ...).
    """
    for name in questions:
        note(name, population)
    begin = steps(population, "\n".join(QUESTIONS[name] for name in questions))
    given = registry.parameters(population, values)
    parts = [
        f"SELECT '{name}' AS question, to_jsonb(answer)::text AS row FROM ({QUESTIONS[name]}) AS answer"  # noqa: S608
        for name in questions
    ]
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in questions}
    with registry.snapshot(), counting_all(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL work_mem = '{WORK_MEMORY}'")
        cursor.execute(f"{begin}\n{' UNION ALL '.join(parts)}", given)
        for name, row in cursor.fetchall():
            rows[name].append(json.loads(row))
        names = {name: _columns(cursor, f"{begin} SELECT * FROM ({QUESTIONS[name]}) AS answer", given)  # noqa: S608
                 for name, found in rows.items() if not found}  # fmt: skip
    return {
        name: pd.DataFrame(found, dtype=object) if found else pd.DataFrame(columns=pd.Index(names[name]), dtype=object)
        for name, found in rows.items()
    }


def _columns(cursor: Any, sql: str, given: dict[str, Any]) -> list[str]:
    """The columns of an answer without rows; nothing is counted."""
    cursor.execute(f"{sql} LIMIT 0", given)
    return [column.name for column in cursor.description]
