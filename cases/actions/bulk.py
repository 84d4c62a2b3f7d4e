"""Rows by COPY: any table, columns in the order of its model, values as its fields store them, ids from its sequence."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import Any

from django.db import connection, models

from cases.icsr.spec import Row, Spec, elements
from cases.models.columns import to_columns
from cases.models.section import MODEL_OF

_IDS_AT_ONCE = 1000
_REMEMBERED = 50_000
"""Prepared values of identifying elements that are kept: encrypting is slow, and invented names come again."""
Cells = tuple[tuple[int, Any], ...]
"""Positions in a row and what stands there."""


def prepared(field: models.Field, value: Any) -> Any:
    """The value as COPY takes it: encrypted, spelt and checked by the field."""
    ready = field.get_db_prep_save(value, connection)
    return ready.value if isinstance(ready, Enum) else ready


class Table:
    """The rows of one table that wait to be written."""

    def __init__(self, model: type[models.Model]) -> None:
        """Read the columns of the model and their defaults, which a row holds unless it says otherwise."""
        self.model = model
        self.fields = list(model._meta.concrete_fields)
        self.position = {field.attname: index for index, field in enumerate(self.fields)}
        self._empty = [None if field.primary_key else _default(field) for field in self.fields]
        self._ids = self._numbers()
        self.rows: list[list[Any]] = []

    def add(self, **values: Any) -> int:
        """Add a row by column names; its id."""
        row = self.blank()
        for name, value in values.items():
            index = self.position[name]
            row[index] = prepared(self.fields[index], value)
        self.rows.append(row)
        return row[0]

    def blank(self) -> list[Any]:
        """A row with its id and otherwise defaults, not yet added."""
        row = self._empty.copy()
        row[0] = next(self._ids)
        return row

    def _numbers(self) -> Iterator[int]:
        """Ids out of the table's own sequence, many at once; others may take theirs meanwhile."""
        table = self.model._meta.db_table
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [table, _IDS_AT_ONCE],
                )
                found = [number for (number,) in cursor.fetchall()]
            yield from found

    def write(self) -> int:
        """COPY what waits, as one statement, so that the triggers run once; how many rows."""
        if not self.rows:
            return 0
        quoted = connection.ops.quote_name
        columns = ", ".join(quoted(field.column) for field in self.fields)
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {quoted(self.model._meta.db_table)} ({columns}) FROM STDIN") as copy,
        ):
            for row in self.rows:
                copy.write_row(row)
        written = len(self.rows)
        self.rows = []
        return written


def _default(field: models.Field) -> Any:
    # Keys come from the caller; a missing one is refused by the database and not by the field.
    return None if field.is_relation else prepared(field, field.get_default())


class SectionTable(Table):
    """The rows of one section, made from its records."""

    def __init__(self, record: type) -> None:
        """Look up the columns of each element."""
        super().__init__(MODEL_OF[record])
        self._elements = list(elements(record))
        self._repeats = issubclass(record, Row)
        self._version, self._centre = self.position["version_id"], self.position["centre_id"]
        for name, spec in self._elements:
            for index, value in self._cells(name, spec, None):
                self._empty[index] = value
        self._remembered = lru_cache(maxsize=_REMEMBERED, typed=True)(self._identifying)
        self._specs = dict(self._elements)

    def add_record(self, record: Any, *, version_id: int, centre_id: int, drug_id: int | None = None) -> int:
        """Add the row of a record; its id."""
        row = self.blank()
        row[self._version], row[self._centre] = version_id, centre_id
        if drug_id is not None:
            row[self.position["drug_id"]] = drug_id
        if self._repeats:
            row[self.position["number"]] = record.number
        for name, spec in self._elements:
            value = getattr(record, name)
            if value is not None:
                cells = self._remembered(name, value) if spec.identifies else self._cells(name, spec, value)
                for index, ready in cells:
                    row[index] = ready
        self.rows.append(row)
        return row[0]

    def _cells(self, name: str, spec: Spec, value: Any) -> Cells:
        spread = to_columns(name, spec, value).items()
        return tuple((index := self.position[column], prepared(self.fields[index], part)) for column, part in spread)

    def _identifying(self, name: str, value: Any) -> Cells:
        return self._cells(name, self._specs[name], value)
