"""Rows by COPY: any table, columns as in its model, values as its fields store them, ids from its sequence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Kind, Row, elements
from cases.models.columns import to_columns
from cases.models.fields import NumericField, PartialDateField
from cases.models.ownership import CentreField
from cases.models.section import MODEL_OF

_IDS_AT_ONCE = 1000
_REMEMBERED = 50_000
"""Prepared values of identifying elements that are kept: encrypting is slow, and invented names come again."""
Cells = tuple[tuple[int, Any], ...]
"""Positions in a row and what stands there."""


_AS_THEY_ARE: dict[type, tuple[type, ...]] = {
    models.CharField: (str,),
    models.TextField: (str,),
    models.IntegerField: (int,),
    models.PositiveIntegerField: (int,),
    models.PositiveSmallIntegerField: (int,),
    models.BooleanField: (bool,),
    models.DateField: (date,),
    models.ForeignKey: (int,),
    models.OneToOneField: (int,),
    CentreField: (int,),
    ArrayField: (list,),  # of texts, as in all arrays of the cases
    NumericField: (Decimal,),
}
"""Fields that store values of these very types unchanged: asking them costs more than all else together."""
_FEW = (Kind.CODE, Kind.FLAG, Kind.DATE)
"""Kinds whose values come again and again, and are the same when they are equal (12.0 and 12 are not)."""


def preparer(field: models.Field) -> Callable[[Any], Any]:
    """What makes of a value what COPY takes: encrypted, spelt and checked by the field."""
    plain = _AS_THEY_ARE.get(type(field), ())
    dated = type(field) is PartialDateField

    def ready(value: Any) -> Any:
        kind = type(value)
        if kind in plain:
            return value
        if dated and kind is PartialDate:
            return value.hl7
        if isinstance(value, Enum) and type(value.value) in plain:
            return value.value
        made = field.get_db_prep_save(value.value if isinstance(value, Enum) else value, connection)
        return made.value if isinstance(made, Enum) else made

    return ready


class Table:
    """The rows of one table that wait to be written."""

    def __init__(self, model: type[models.Model]) -> None:
        """Read the columns of the model and their defaults, which a row holds unless it says otherwise."""
        self.model = model
        self.fields = list(model._meta.concrete_fields)
        self.position = {field.attname: index for index, field in enumerate(self.fields)}
        self.prepare = [preparer(field) for field in self.fields]
        self._empty = [_default(field) for field in self.fields]
        self._ids = self._numbers()
        self.rows: list[list[Any]] = []

    def add(self, **values: Any) -> int:
        """Add a row by column names; its id."""
        row = self.blank()
        for name, value in values.items():
            index = self.position[name]
            row[index] = None if value is None else self.prepare[index](value)
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
        columns = ", ".join(quoted(str(field.column)) for field in self.fields)
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
    return None if field.primary_key or field.is_relation else preparer(field)(field.get_default())


class SectionTable(Table):
    """The rows of one section, made from its records."""

    def __init__(self, record: type) -> None:
        """Look up the columns of each element."""
        super().__init__(MODEL_OF[record])
        self._repeats = issubclass(record, Row)
        self._version, self._centre = self.position["version_id"], self.position["centre_id"]
        self._specs = dict(elements(record))
        remembered = lru_cache(maxsize=_REMEMBERED, typed=True)(self._cells)
        self._spread: list[tuple[str, Callable[[str, Any], Cells]]] = []
        for name, spec in self._specs.items():
            again = spec.identifies or spec.kind in _FEW
            self._spread.append((name, remembered if again else self._cells))
            for index, value in self._cells(name, None):
                self._empty[index] = value

    def add_record(
        self, record: Any, *, number: int, version_id: int, centre_id: int, drug_id: int | None = None
    ) -> int:
        """Add the row of a record, the `number`th of its kind unless it has a number of its own; its id."""
        row = self.blank()
        row[self._version], row[self._centre] = version_id, centre_id
        if drug_id is not None:
            row[self.position["drug_id"]] = drug_id
        if self._repeats:
            row[self.position["number"]] = record.number or number
        for name, spread in self._spread:
            value = getattr(record, name)
            if value is not None:
                for index, ready in spread(name, value):
                    row[index] = ready
        self.rows.append(row)
        return row[0]

    def _cells(self, name: str, value: Any) -> Cells:
        spread = to_columns(name, self._specs[name], value).items()
        return tuple((index := self.position[column], self.prepare[index](part)) for column, part in spread)
