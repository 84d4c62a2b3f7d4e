"""Form fields of case elements: each takes and gives the value of the ICSR, null flavours included."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from cases.admin import widgets
from cases.admin.written_dates import read_date
from cases.documents import countries
from cases.files import FileRefused, inspect
from cases.icsr.partial_date import PartialDate
from cases.icsr.spec import Kind, Spec
from cases.icsr.values import Attachment, NullFlavor
from cases.models.fields import PartialDateFormField

BLANK = ("", "---------")
LARGEST_FILE = 20 * 1024 * 1024
FILES_TAKEN = _("PDF, JPEG, PNG or DICOM, at most 20 MB.")

_NULL = "null:"
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?")


def reasons(spec: Spec) -> list[tuple[str, Any]]:
    """The null flavours that an element allows, in words."""
    return [(null.value, gettext_lazy(null.label)) for null in spec.nulls]


class AnswerField(forms.ChoiceField):
    """One list for yes / no or for codes, with the reasons why the answer is missing at its end."""

    def __init__(self, spec: Spec, **kwargs: Any) -> None:
        """Build the list."""
        self.spec = spec
        answers = (
            [("yes", _("Yes")), ("no", _("No"))]
            if spec.kind is Kind.FLAG
            else [(code.value, gettext_lazy(code.label)) for code in spec.codes or ()]
        )
        missing = [(f"{_NULL}{value}", words) for value, words in reasons(spec)]
        super().__init__(choices=[BLANK, *answers, *missing], widget=widgets.Select, **kwargs)

    def clean(self, value: Any) -> Any:
        """Give a bool, a code or a null flavour."""
        chosen = super().clean(value)
        if not chosen:
            return None
        if chosen.startswith(_NULL):
            return NullFlavor(chosen.removeprefix(_NULL))
        if self.spec.kind is Kind.FLAG:
            return chosen == "yes"
        return self.spec.codes(chosen) if self.spec.codes else chosen

    def prepare_value(self, value: Any) -> Any:
        """Show the answer as the list spells it."""
        if isinstance(value, NullFlavor):
            return f"{_NULL}{value.value}"
        if isinstance(value, bool):
            return "yes" if value else "no"
        return getattr(value, "value", value) or ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as the list spells it."""
        return bool(self.prepare_value(initial) != (data or ""))


class NumberField(forms.CharField):
    """A decimal number that keeps its digits: 12.0 is not 12. A comma may stand for the point."""

    widget = widgets.Line({"inputmode": "decimal", "class": "number"})

    def __init__(self, low: int | None = None, high: int | None = None, **kwargs: Any) -> None:
        """Refuse what lies outside `low` and `high`."""
        super().__init__(**kwargs)
        self.limits = (low, high)

    def to_python(self, value: Any) -> Any:
        """Read the number."""
        text = str(value or "").strip().replace("\u2212", "-")
        if not text:
            return None
        if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
            raise ValidationError(
                _("%(text)s can mean two numbers: write it without a comma, such as %(whole)s or %(part)s.")
                % {"text": text, "whole": text.replace(",", ""), "part": text.replace(",", ".")}
            )
        text = text.replace(",", ".")
        if not _NUMBER.fullmatch(text):
            raise ValidationError(_("'%(text)s' is not a number: write 12 or 12.5.") % {"text": value})
        return self._within(Decimal(text))

    def _within(self, number: Decimal) -> Decimal:
        low, high = self.limits
        if low is not None and number < low:
            raise ValidationError(_("%(number)s is too low: write %(low)s or more.") % {"number": number, "low": low})
        if high is not None and number > high:
            raise ValidationError(
                _("%(number)s is too high: write %(high)s or less.") % {"number": number, "high": high}
            )
        return number

    def prepare_value(self, value: Any) -> Any:
        """Show all digits, never an exponent."""
        return f"{value:f}" if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the digits."""
        return (self.prepare_value(initial) or "") != (data or "").strip()


class DateField(PartialDateFormField):
    """A date as precise as it is known."""

    def __init__(self, **kwargs: Any) -> None:
        """Show how to write it."""
        example = {"placeholder": _("2022-07-15"), "class": "date", "maxlength": "32"}
        super().__init__(widget=widgets.Line(example), **kwargs)

    def to_python(self, value: Any) -> Any:
        """Read the date; what is to come has not happened yet. A day is left for the time zones of the world."""
        if value in self.empty_values or not str(value).strip():
            return None
        date = value if isinstance(value, PartialDate) else read_date(str(value))
        if date.earliest > timezone.now() + timedelta(days=1):
            raise ValidationError(_("%(date)s lies in the future: write a date up to today.") % {"date": date})
        return date

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as people see it."""
        return str(initial or "") != (data or "").strip()


class TextField(forms.CharField):
    """Text; browsers send line breaks as two characters, which is no change."""

    def to_python(self, value: Any) -> str:
        """Line breaks as one character, no space around."""
        return str(super().to_python(value or "")).replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the words."""
        return self.to_python(initial) != self.to_python(data)


class CountryField(forms.CharField):
    """A country by its name; its two letters will do too."""

    def to_python(self, value: Any) -> str:
        """Give the two letters."""
        text = super().to_python(value)
        if not text:
            return ""
        found = countries.code_of(text)
        if found is None:
            raise ValidationError(
                _("'%(text)s' is not a country: write its name, such as Norway, or choose it from the list.")
                % {"text": text}
            )
        return found

    def prepare_value(self, value: Any) -> Any:
        """Show the name."""
        return countries.name_of(value) if isinstance(value, str) and len(value) == 2 else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as shown: what stands there is not put right unasked."""
        return (self.prepare_value(initial) or "") != (data or "").strip()


class WordsField(forms.CharField):
    """Several short texts, with commas between them; with semicolons where a text has a comma of its own."""

    def __init__(self, spec: Spec, **kwargs: Any) -> None:
        """Keep the longest length of one text."""
        self.longest = spec.max_length or 20
        super().__init__(widget=widgets.Line, **kwargs)

    def clean(self, value: Any) -> tuple[str, ...] | None:
        """Take the texts apart."""
        text = super().clean(value)
        found = tuple(part.strip() for part in text.split(";" if ";" in text else ",") if part.strip())
        too_long = [part for part in found if len(part) > self.longest]
        if too_long:
            raise ValidationError(
                _("'%(text)s' is too long: at most %(count)s characters between two commas.")
                % {"text": too_long[0], "count": self.longest}
            )
        return found or None

    def prepare_value(self, value: Any) -> Any:
        """Put the texts together."""
        if not isinstance(value, (tuple, list)):
            return value
        return ("; " if any("," in part for part in value) else ", ").join(value) + (
            ";" if len(value) == 1 and "," in value[0] else ""
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as people see it."""
        return (self.prepare_value(initial) or "") != (data or "").strip()


class CodesField(forms.MultipleChoiceField):
    """Several codes of a list."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> tuple[str, ...] | None:
        """Give the codes."""
        return tuple(super().clean(value)) or None


class AttachmentField(forms.FileField):
    """A file with its name and its type, which is read from the content."""

    widget = widgets.AttachmentInput

    def clean(self, data: Any, initial: Any = None) -> Attachment | None:
        """Take the file, or keep the stored one; None when it is taken away."""
        if data is False:
            return None
        sent = super().clean(data, initial)
        if sent is None or isinstance(sent, Attachment):
            return sent
        if sent.size > LARGEST_FILE:
            raise ValidationError(_("The file is too large: at most 20 MB."))
        content = sent.read()
        try:
            kind = inspect(content, sent.name)
        except FileRefused as refused:
            raise ValidationError(gettext_lazy(refused.words), params=refused.values or None) from refused
        return Attachment(content, kind.media_type, kind.file_name)
