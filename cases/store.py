"""Between the tables of a version and its ICSR, generic over sections: the only place that knows both."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import models

from cases.icsr import ICSR
from cases.icsr.spec import Part, Row, elements, parts
from cases.models.case import CaseVersion
from cases.models.columns import from_columns, to_columns
from cases.models.section import MODEL_OF
from cases.rules.difference import differences

Rows = dict[int, list[models.Model]]


def numbered(icsr: ICSR) -> ICSR:
    """Give each row without a number the next free one, as the tables will."""
    changes: dict[str, Any] = {}
    for part in parts(ICSR):
        if part.repeats:
            changes[part.name] = tuple(_numbered_parts(row) for row in _number(getattr(icsr, part.name)))
    return dataclasses.replace(icsr, **changes)


def _number(rows: Iterable[Any]) -> Iterable[Any]:
    rows = tuple(rows)
    last = max((row.number or 0 for row in rows), default=0)
    for row in rows:
        if row.number is None:
            last += 1
            row = dataclasses.replace(row, number=last)
        yield row


def _numbered_parts(row: Any) -> Any:
    changes = {part.name: tuple(_number(getattr(row, part.name))) for part in parts(type(row))}
    return dataclasses.replace(row, **changes) if changes else row


def load(version: CaseVersion) -> ICSR:
    """The case as this version knows it."""
    return load_many([version.pk])[version.pk]


def load_many(version_ids: Collection[int], sections: Collection[str] | None = None) -> dict[int, ICSR]:
    """Cases by version, with one query a table however many versions; only some `sections` of them, or all."""
    wanted = [part for part in parts(ICSR) if sections is None or part.name in sections]
    tables = {part.name: _rows(part, version_ids) for part in wanted}
    children = {
        (part.name, child.name): _rows(child, version_ids, owner="drug_id")
        for part in wanted
        for child in parts(part.record)
    }
    return {
        version_id: ICSR(
            **{part.name: _read_part(part, tables[part.name].get(version_id, []), children) for part in wanted}
        )
        for version_id in version_ids
    }


def _rows(part: Part, version_ids: Collection[int], owner: str = "version_id") -> Rows:
    model = MODEL_OF[part.record]
    found: Rows = defaultdict(list)
    order = ("version_id", "number") if part.repeats else ("version_id",)
    for row in model._default_manager.filter(version_id__in=version_ids).order_by(*order):
        found[getattr(row, owner)].append(row)
    return found


def _read_part(part: Part, rows: list[models.Model], children: dict[tuple[str, str], Rows]) -> Any:
    records = tuple(_read(part, row, children) for row in rows)
    return records if part.repeats else next(iter(records), None)


def _read(part: Part, row: models.Model, children: dict[tuple[str, str], Rows]) -> Any:
    values = {name: from_columns(name, spec, row) for name, spec in elements(part.record)}
    if issubclass(part.record, Row):
        values["number"] = row.number  # type: ignore[attr-defined]
    for child in parts(part.record):
        values[child.name] = _read_part(child, children[part.name, child.name].get(row.pk, []), {})
    return part.record(**values)


def write(version: CaseVersion, icsr: ICSR, *, held: ICSR | None = None) -> None:
    """Replace what a draft holds by `icsr`; call it inside a transaction. The database refuses other versions.

    With `held`, what the draft holds now, sections that stay the same are left alone: no trail of values encrypted
    anew.
    """
    icsr = numbered(icsr)
    changed = None if held is None else {item.section.partition(".")[0] for item in differences(held, icsr)}
    changing = [part for part in parts(ICSR) if changed is None or part.name in changed]
    for part in changing:
        for child in parts(part.record):
            MODEL_OF[child.record]._default_manager.filter(version=version).delete()
        MODEL_OF[part.record]._default_manager.filter(version=version).delete()
    for part in changing:
        new = getattr(icsr, part.name)
        records = new if part.repeats else [new] if new is not None else []
        rows = _insert(part, version, records)
        for child in parts(part.record):
            _insert_children(child, version, records, rows)


def _insert(part: Part, version: CaseVersion, records: Iterable[Any]) -> list[models.Model]:
    model = MODEL_OF[part.record]
    rows = [model(version=version, **_spread(record)) for record in records]
    return list(model._default_manager.bulk_create(rows))


def _insert_children(part: Part, version: CaseVersion, owners: Iterable[Any], rows: list[models.Model]) -> None:
    model: Any = MODEL_OF[part.record]
    made = [
        model(version=version, drug=row, **_spread(record))
        for owner, row in zip(owners, rows, strict=True)
        for record in getattr(owner, part.name)
    ]
    model._default_manager.bulk_create(made)


def _spread(record: Any) -> dict[str, Any]:
    spread: dict[str, Any] = {"number": record.number} if isinstance(record, Row) else {}
    for name, spec in elements(type(record)):
        spread.update(to_columns(name, spec, getattr(record, name)))
    return spread
