"""The column that says whose a row is: every table of a case carries the centre, which row-level security reads."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class CentreField(models.ForeignKey):
    """The centre of the row, taken over from the row's owner when it is stored.

    Composite foreign keys (see the migration `0003_whose_rows`) make sure that it is the owner's centre, so the
    column needs neither a key nor an index of its own.
    """

    def __init__(self, *args: Any, owner: str = "version", **kwargs: Any) -> None:
        """Name the foreign key whose centre it is."""
        self.owner = owner
        kwargs.setdefault("to", "cases.Centre")
        kwargs |= {
            "on_delete": models.PROTECT,
            "related_name": "+",
            "editable": False,
            "db_constraint": False,
            "verbose_name": _("centre"),
        }
        kwargs.setdefault("db_index", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Keep the owner's name."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "owner": self.owner}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Take the owner's centre over."""
        if getattr(model_instance, self.attname) is None:
            setattr(model_instance, self.attname, getattr(model_instance, self.owner).centre_id)
        return super().pre_save(model_instance, add)
