"""Form fields of elements with several inputs: a quantity, a dictionary code, a value or the reason it is missing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.admin import widgets
from cases.admin.fields import NumberField, reasons
from cases.admin.unit_words import heard, said_lazy
from cases.icsr.spec import Spec
from cases.icsr.units import AGE, DOSE, TIME
from cases.icsr.values import Coded, NullFlavor, Quantity

USUAL = {
    AGE: ("a", "mo", "d"),
    DOSE: ("mg", "g", "ug", "mg/kg", "mg/m2", "mL", "[iU]"),
    TIME: ("d", "h", "wk", "mo", "a"),
}
"""The units that come first where there are many."""
UNITS_WITHOUT_NUMBER = {"{asnecessary}", "{cyclical}", "{total}"}


class QuantityField(forms.MultiValueField):
    """A number with its unit."""

    def __init__(self, spec: Spec, default: str = "", **kwargs: Any) -> None:
        """Offer the units of the element, or any unit when it has no list; `default` stands there from the start."""
        self.spec, self.default = spec, default
        unit: forms.Field
        if spec.units:
            unit = forms.ChoiceField(choices=[("", _("unit")), *_choices(spec.units)], widget=widgets.Select)
        else:
            line = widgets.UnitLine({"data-units-of": "analyte", "class": "unit", "autocomplete": "off"})
            unit = forms.CharField(max_length=50, widget=line)
        widget = widgets.QuantityInput(unit.widget, default)
        super().__init__((NumberField(spec.low, spec.high), unit), widget=widget, **kwargs)

    def compress(self, data_list: list[Any]) -> Quantity | None:
        """Put number and unit together."""
        number, unit = data_list or (None, "")
        unit = unit if self.spec.units else heard(unit)
        if number is None and unit in ("", self.default):
            return None
        if number is None and unit not in UNITS_WITHOUT_NUMBER:
            raise ValidationError(_("The number is missing: write it, or clear the unit."))
        if number is not None and not unit and self.spec.units:
            raise ValidationError(_("Choose the unit of %(number)s.") % {"number": number})
        return Quantity(number, unit)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare digits and unit."""
        return self.widget.shown(initial) != [(part or "").strip() for part in data or ("", "")]


def _choices(units: tuple[str, ...]) -> list[Any]:
    """The units in words; where there are many, the usual ones first."""
    usual = USUAL.get(units)
    if usual is None:
        return [(unit, said_lazy(unit)) for unit in units]
    others = [(unit, said_lazy(unit)) for unit in units if unit not in usual]
    return [*((unit, said_lazy(unit)) for unit in usual), (_("Other units"), others)]


class CodedField(forms.MultiValueField):
    """A dictionary code and the version of the dictionary."""

    def __init__(self, **kwargs: Any) -> None:
        """Two lines."""
        parts = (forms.CharField(max_length=250), forms.CharField(max_length=100))
        super().__init__(parts, widget=widgets.CodedInput(), **kwargs)

    def compress(self, data_list: list[Any]) -> Coded | None:
        """Put code and version together."""
        code, version = data_list or ("", "")
        if version and not code:
            raise ValidationError(_("The code is missing: write it, or clear the version."))
        return Coded(code, version) if code else None


class WithWhyNotField(forms.MultiValueField):
    """A value, or the reason why it is not known."""

    def __init__(self, value: forms.Field, spec: Spec, **kwargs: Any) -> None:
        """Wrap the field of the value."""
        choices = [("", widgets.NOT_KNOWN), *reasons(spec)]
        self.value = value
        super().__init__(
            (value, forms.ChoiceField(choices=choices)),
            widget=widgets.WithWhyNot(value.widget, choices),
            **kwargs,
        )

    def compress(self, data_list: list[Any]) -> Any:
        """Refuse both at once."""
        value, why = data_list or (None, "")
        if value not in self.empty_values and why:
            raise ValidationError(_("Give the value, or say why it is not known, but not both: clear one of the two."))
        return NullFlavor(why) if why else value

    def prepare_value(self, value: Any) -> Any:
        """Show value and reason; what was just typed stays as typed."""
        held, why = value if isinstance(value, list) else self.widget.decompress(value)
        return [self.value.prepare_value(held), why]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare value and reason."""
        held, why = self.widget.decompress(initial)
        sent, reason = data or (None, "")
        return bool(why != (reason or "") or self.value.has_changed(held, sent))
