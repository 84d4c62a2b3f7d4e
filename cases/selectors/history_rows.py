"""Each audit event of a case with the whole row before and after it, put together again from the trail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

from cases.icsr import ICSR
from cases.icsr.spec import walk
from cases.models.section import MODEL_OF

Row = dict[str, Any]
Key = tuple[str, str]
"""Table and primary key of a row."""

_EVENTS = """
SELECT id, at, xact, table_name, row_id, operation, old::text, new::text, actor, request, reason
FROM cases_auditevent
WHERE (case_id = %(case)s OR version_id = ANY (%(versions)s))
    AND id > %(above)s AND (%(below)s::bigint IS NULL OR id < %(below)s)
    AND (%(rows)s::text[] IS NULL OR table_name || ' ' || row_id = ANY (%(rows)s))
ORDER BY id DESC LIMIT %(limit)s
"""
_VERSIONS = """
SELECT id FROM cases_caseversion WHERE case_id = %(case)s
UNION SELECT row_id::bigint FROM cases_auditevent WHERE case_id = %(case)s AND table_name = 'cases_caseversion'
"""


@dataclass(frozen=True)
class Event:
    """An audit event as the trail holds it; `old` and `new` are parts of the row."""

    id: int
    at: datetime
    xact: int
    table: str
    row_id: str
    operation: str
    old: Row | None
    new: Row | None
    actor: str
    request: str
    reason: str

    @property
    def key(self) -> Key:
        """Which row."""
        return self.table, self.row_id


@dataclass(frozen=True)
class Step:
    """An event with the whole row before and after it; None where there was no row."""

    event: Event
    before: Row | None
    after: Row | None


@cache
def tables() -> dict[str, type[models.Model]]:
    """The model of each table."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def page_of_events(case_id: int, below: int | None, limit: int) -> tuple[list[Event], list[int]]:
    """The newest events of a case below a number, and the versions the case ever had."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, {"case": case_id})
        versions = [number for (number,) in cursor.fetchall()]
    return _events(case_id, versions, below=below, limit=limit), versions


def _events(
    case_id: int,
    versions: Sequence[int],
    *,
    above: int = -1,
    below: int | None = None,
    rows: list[str] | None = None,
    limit: int | None = None,
) -> list[Event]:
    with connection.cursor() as cursor:
        cursor.execute(
            _EVENTS,
            {"case": case_id, "versions": list(versions), "above": above, "below": below, "rows": rows, "limit": limit},
        )
        return [_event(*row) for row in cursor.fetchall()]


def _event(*row: Any) -> Event:
    return Event(*row[:6], _parsed(row[6]), _parsed(row[7]), *row[8:])  # type: ignore[call-arg]


def _parsed(text: str | None) -> Row | None:
    """A JSON object whose numbers keep their digits: 12.0 is not 12."""
    return None if text is None else json.loads(text, parse_float=Decimal)


def steps(case_id: int, versions: Sequence[int], events: Sequence[Event]) -> list[Step]:
    """The events, newest first as given, with whole rows. An insert holds no values: they come from later events."""
    keys = {event.key for event in events}
    later = _events(case_id, versions, above=events[0].id, rows=[" ".join(key) for key in keys]) if events else []
    state = _present(keys)
    for event in later:
        _back(event, state)
    return [_back(event, state) for event in events]


def _back(event: Event, state: dict[Key, Row]) -> Step:
    """One event back in time: `state` holds the rows after it, and is made to hold those before it."""
    after: Row | None = {**state.get(event.key, {}), **(event.new or {})}
    before: Row | None
    if event.operation == "insert" or event.old is None:
        before = None
    elif event.operation == "delete" or event.new is None:
        before, after = event.old, None
    else:
        before = {**(after or {}), **event.old}
    if before is None:
        state.pop(event.key, None)
    else:
        state[event.key] = before
    return Step(event, before, after)


def _present(keys: Iterable[Key]) -> dict[Key, Row]:
    """The rows that are there now, as the trail would hold them."""
    by_table: dict[str, list[str]] = {}
    for table, row_id in keys:
        by_table.setdefault(table, []).append(row_id)
    found: dict[Key, Row] = {}
    with connection.cursor() as cursor:
        for table, ids in by_table.items():
            model = tables().get(table)
            if model is None:
                continue
            files = [field.column for field in model._meta.concrete_fields if isinstance(field, models.BinaryField)]
            name, key = connection.ops.quote_name(table), connection.ops.quote_name(str(model._meta.pk.column))
            cursor.execute(
                f"SELECT {key}::text, public.cases_audit_shown(to_jsonb(t), %s::text[], NULL)::text "  # noqa: S608
                f"FROM {name} AS t WHERE {key} = ANY (%s::bigint[])",
                [files, ids],
            )
            found.update({(table, row_id): _parsed(text) or {} for row_id, text in cursor.fetchall()})
    return found


def drug_numbers(case_id: int, versions: Sequence[int], drugs: Iterable[int]) -> dict[int, int]:
    """The number within its version of each drug row, one that was deleted since included."""
    ids = sorted(set(drugs))
    numbers: dict[int, int] = {}
    if ids:
        rows = [f"cases_drug {drug}" for drug in ids]
        for event in _events(case_id, versions, rows=rows):
            if event.old and "number" in event.old:
                numbers.setdefault(int(event.row_id), event.old["number"])
        present = _present(("cases_drug", str(drug)) for drug in ids)
        numbers.update({int(row_id): row["number"] for (_, row_id), row in present.items()})
    return numbers


def sections_of(versions: Iterable[int]) -> list[tuple[str, Row]]:
    """The section rows of submitted versions, with their tables, as the trail would hold them; one query."""
    ids = list(versions)
    parts = []
    for model in (MODEL_OF[record] for record in walk(ICSR)):
        files = ",".join(str(f.column) for f in model._meta.concrete_fields if isinstance(f, models.BinaryField))
        table = model._meta.db_table
        parts.append(
            f"SELECT '{table}', public.cases_audit_shown(to_jsonb(t), '{{{files}}}'::text[], NULL)::text "  # noqa: S608
            f"FROM {connection.ops.quote_name(table)} AS t WHERE version_id = ANY (%(ids)s)"
        )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"ids": ids})
        return [(table, _parsed(text) or {}) for table, text in cursor.fetchall()]
