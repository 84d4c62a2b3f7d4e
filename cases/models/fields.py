"""Database fields that plain Django lacks: a date as precise as it is known, and a number that keeps its digits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import models

from cases.icsr.partial_date import PartialDate, PartialDateError


def _read(value: Any) -> PartialDate | None:
    if value in EMPTY_VALUES:
        return None
    if isinstance(value, PartialDate):
        return value
    try:
        return PartialDate.parse(str(value))
    except PartialDateError as error:
        raise ValidationError(str(error)) from error


class PartialDateFormField(forms.CharField):
    """Takes 2022, 2022-07, 2022-07-15 or 2022-07-15 14:30 and says so when it gets something else."""

    def to_python(self, value: Any) -> Any:
        """Read the text into a date."""
        return _read(value)

    def prepare_value(self, value: Any) -> Any:
        """Show a date in the ISO form."""
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dates, not spellings."""
        try:
            return _read(initial) != _read(data)
        except ValidationError:
            return True


class PartialDateField(models.CharField):
    """A `PartialDate`, stored as the HL7 text it was given in; '' is no date."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Fix the length: second, fraction and zone."""
        kwargs["max_length"] = 26
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave out what is fixed."""
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        """Read the stored text."""
        return PartialDate(value) if value else None

    def to_python(self, value: Any) -> Any:
        """Read what a form or a caller gives."""
        return _read(value)

    def get_prep_value(self, value: Any) -> str:
        """Write the HL7 text."""
        date = _read(value)
        return date.hl7 if date else ""

    def run_validators(self, value: Any) -> None:
        """Nothing to add: a `PartialDate` is valid by construction."""

    def value_to_string(self, obj: Any) -> str:
        """Serialise as HL7 text."""
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        """Offer the form field that reads the ISO forms."""
        kwargs["form_class"] = PartialDateFormField
        return super(models.CharField, self).formfield(**kwargs)


class NumericField(models.DecimalField):
    """PostgreSQL `numeric` without limits, so that 12.0 stays 12.0."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take no limits."""
        kwargs.pop("max_digits", None)
        kwargs.pop("decimal_places", None)
        super().__init__(*args, max_digits=None, decimal_places=None, **kwargs)  # type: ignore[misc]

    def check(self, **kwargs: Any) -> list[Any]:
        """Skip Django's demand for limits, which PostgreSQL does not share."""
        return models.Field.check(self, **kwargs)

    def db_type(self, connection: Any) -> str:
        """Unlimited numeric."""
        return "numeric"

    def to_python(self, value: Any) -> Any:
        """Refuse not-a-number, which numeric would store."""
        number = super().to_python(value)
        if isinstance(number, Decimal) and not number.is_finite():
            raise ValidationError(f"'{value}' is not a number.")
        return number
