"""The base of every table that holds a part of a case: its columns come from the record class it stores."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import UniqueConstraint
from django.db.models.base import ModelBase
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from cases.icsr.spec import Row
from cases.models.columns import checks, columns, indexes
from cases.models.ownership import CentreField

MODEL_OF: dict[type, type[Section]] = {}
"""The table of each record class."""


class RecordBase(ModelBase):
    """Gives a model the columns and constraints that its record class declares.

    `key` names the columns that identify a row together with its number; a record that does not repeat is unique
    by `key` alone.
    """

    def __new__(
        mcs,
        name: str,
        bases: tuple[type, ...],
        attrs: dict[str, Any],
        *,
        record: type | None = None,
        key: tuple[str, ...] = ("version",),
        **kwargs: Any,
    ) -> Any:
        """Add columns and constraints before Django builds the model."""
        if record is None:
            return super().__new__(mcs, name, bases, attrs, **kwargs)
        meta = attrs.setdefault("Meta", type("Meta", (), {}))
        repeats = issubclass(record, Row)
        fields = (*key, "number") if repeats else key
        table = name.lower()
        meta.constraints = [
            *getattr(meta, "constraints", ()),
            *([UniqueConstraint(fields=fields, name=f"{table}_key")] if fields else []),
            *checks(record, table),
        ]
        meta.indexes = [*getattr(meta, "indexes", ()), *indexes(record, table)]
        meta.verbose_name = gettext_lazy(record.TITLE)  # type: ignore[attr-defined]
        if repeats:
            meta.ordering = fields
            attrs["number"] = models.PositiveIntegerField(_("number"))
        model: Any = super().__new__(mcs, name, bases, {**attrs, **columns(record), "record": record}, **kwargs)
        MODEL_OF[record] = model
        return model


class Section(models.Model, metaclass=RecordBase):
    """A row, or the rows, of one section of one version of a case."""

    record: ClassVar[type]

    # The composite key (version, centre) of the database stands for both.
    version = models.ForeignKey(
        "cases.CaseVersion", on_delete=models.CASCADE, related_name="%(class)s_rows", db_constraint=False
    )
    centre = CentreField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Name the row by what it is and its number, never by what it holds."""
        number = getattr(self, "number", None)
        return f"{self._meta.verbose_name} {number}" if number else str(self._meta.verbose_name)


class DrugSection(Section):
    """A row that belongs to one drug of the case."""

    drug = models.ForeignKey("cases.Drug", on_delete=models.CASCADE, related_name="%(class)s_rows")

    class Meta:
        abstract = True
