"""The fields that plain Django lacks."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from cases.icsr.partial_date import PartialDate
from cases.models import Centre, Patient
from cases.models.fields import NumericField, PartialDateField
from tests.cases.builders import draft


def test_a_form_takes_the_iso_forms_and_explains_what_it_does_not() -> None:
    field = PartialDateField(blank=True).formfield()
    assert field.clean("2022-07") == PartialDate("202207")
    assert field.clean("") is None
    assert field.prepare_value(PartialDate("20220715")) == "2022-07-15"
    with pytest.raises(ValidationError, match="write 2022, 2022-07"):
        field.clean("July")


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (PartialDate("202207"), "2022-07", False),
        (PartialDate("202207"), "2022-08", True),
        (PartialDate("202207"), "July", True),
        (None, "", False),
    ],
)
def test_a_form_knows_whether_a_date_changed(initial: PartialDate | None, data: str, changed: bool) -> None:
    assert PartialDateField(blank=True).formfield().has_changed(initial, data) is changed


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_not_a_number_is_no_number(text: str) -> None:
    with pytest.raises(ValidationError):
        NumericField().to_python(Decimal(text))


@pytest.mark.django_db
def test_digits_are_kept() -> None:
    row = Patient(version=draft(), weight_kg=Decimal("70.50"))
    row.version.patient_rows.all().delete()
    row.save()
    row.refresh_from_db()
    assert str(row.weight_kg) == "70.50"
    assert str(row) == "Patient"
    assert Patient._meta.get_field("birth_date").value_to_string(row) == ""


@pytest.mark.django_db
def test_a_centre_is_its_name() -> None:
    assert str(Centre.objects.create(name="Oslo", country="NO")) == "Oslo"
