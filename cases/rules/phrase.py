"""Short sentences with values in them, which pure code can make and a screen can translate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.icsr.spec import CodeList
from cases.icsr.units import WORDS
from cases.icsr.values import NullFlavor, Quantity
from cases.icsr.words import _

_ONE = {
    "min": _("minute"),
    "h": _("hour"),
    "d": _("day"),
    "wk": _("week"),
    "mo": _("month"),
    "a": _("year"),
    "s": _("second"),
}


@dataclass(frozen=True)
class Phrase:
    """A sentence marked for translation with places (%(name)s) for values.

    A value may be a code, a quantity or a phrase itself: it is then said in the same language.
    """

    text: str
    values: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        """The sentence in English."""
        return self.through(str)

    def through(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of `translate`; free text among its values stays as written."""
        said = translate(self.text) if self.text else ""
        if not self.values:
            return said
        return said % {name: _value(value, translate) for name, value in self.values}


def _value(value: Any, translate: Callable[[str], str]) -> str:
    if isinstance(value, Phrase):
        return value.through(translate)
    if isinstance(value, Quantity):
        return quantity_phrase(value).through(translate)
    return translate(value.label) if isinstance(value, CodeList | NullFlavor) else str(value)


def phrase(text: str, /, **values: Any) -> Phrase:
    """A phrase out of a marked text and the values for its places."""
    return Phrase(text, tuple(values.items()))


def quantity_phrase(quantity: Quantity) -> Phrase:
    """A number with its unit as a person says it: 4 weeks, 12.0 g/dL."""
    known = (_ONE if quantity.value == 1 else WORDS).get(quantity.unit)
    unit = Phrase(known) if known else quantity.unit
    if quantity.value is None:
        return phrase("%(unit)s", unit=unit)
    return phrase("%(number)s %(unit)s" if quantity.unit else "%(number)s", number=f"{quantity.value:f}", unit=unit)
