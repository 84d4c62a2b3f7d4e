"""The inputs of a case form: plain, small, and styled by one sheet (static/cases/case_form.css)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from cases.admin.unit_words import spelled
from cases.files.kinds import EXTENSION
from cases.icsr.values import Attachment, Coded, NullFlavor, Quantity

SELECTED = mark_safe(" selected")
WHY_NOT = _("why not known")
NOT_KNOWN = _("not known?")
"""What the list of reasons shows while nothing is chosen; short, for it stands beside every such value."""


class Line(forms.TextInput):
    """A line of text, made without a template: a case form has hundreds."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """One input."""
        widget = self.get_context(name, value, attrs)["widget"]
        held = widget["attrs"] if widget["value"] is None else {"value": widget["value"], **widget["attrs"]}
        return format_html('<input type="text" name="{}"{}>', name, flatatt(held))


class UnitLine(Line):
    """A unit to write: shown in the spelling that people know."""

    def format_value(self, value: Any) -> str | None:
        """Spell the UCUM unit as people do."""
        return spelled(value) if value else None


class Select(forms.Select):
    """A list to choose from, made without a template too."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """One select with its options."""
        widget = self.get_context(name, value, attrs)["widget"]
        groups = widget["optgroups"]
        options = format_html_join("", "{}", ((_group(title, found),) for title, found, _index in groups))
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(widget["attrs"]), options)


def _group(title: Any, options: list[dict[str, Any]]) -> SafeString:
    inside = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((item["value"], SELECTED if item["selected"] else "", item["label"]) for item in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', title, inside) if title else inside


class Group(forms.MultiWidget):
    """Several inputs of one element in one row; the label belongs to the first of them."""

    css = "case-group"

    def id_for_label(self, id_: str, index: str = "0") -> str:
        """The id of the first input."""
        return self.widgets[0].id_for_label(f"{id_}_0") if id_ else id_

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The inputs side by side."""
        held = value if isinstance(value, list) else list(self.decompress(value) or ())
        shared = self.build_attrs(self.attrs, attrs)
        id_ = shared.pop("id", name)
        inputs = format_html_join(
            "",
            "{}",
            (
                (widget.render(f"{name}_{place}", part, {**shared, "id": f"{id_}_{place}"}, renderer),)
                for place, (widget, part) in enumerate(zip(self.widgets, held, strict=True))
            ),
        )
        return format_html('<span class="{}">{}</span>', self.css, inputs)


class QuantityInput(Group):
    """A number and its unit."""

    def __init__(self, unit: forms.Widget, default: str = "") -> None:
        """Take the widget of the unit: a list, or a line where any UCUM unit will do."""
        self.default = default
        unit.attrs["aria-label"] = _("unit")
        super().__init__([Line({"inputmode": "decimal", "class": "number"}), unit])

    def decompress(self, value: Any) -> list[Any]:
        """Number as text with the digits it was given with, and unit."""
        if not isinstance(value, Quantity):
            return ["", self.default]
        return ["" if value.value is None else f"{value.value:f}", value.unit]

    def shown(self, value: Any) -> list[str]:
        """Number and unit as they stand in the inputs."""
        number, unit = self.decompress(value)
        return [number, self.widgets[1].format_value(unit) or "" if isinstance(self.widgets[1], UnitLine) else unit]


class CodedInput(Group):
    """A code and the version of its dictionary."""

    def __init__(self) -> None:
        """Two lines."""
        super().__init__([Line({"placeholder": _("code")}), Line({"placeholder": _("version")})])

    def decompress(self, value: Any) -> list[Any]:
        """Code and version."""
        return [value.code, value.version] if isinstance(value, Coded) else ["", ""]


class WithWhyNot(Group):
    """A value, and beside it the list of reasons why it is not known."""

    css = "case-group case-why"

    def __init__(self, value: forms.Widget, reasons: list[tuple[str, Any]]) -> None:
        """Take the widget of the value and the choices of the reasons."""
        why = Select({"aria-label": WHY_NOT, "class": "why-not"}, choices=reasons)
        super().__init__([value, why])

    def decompress(self, value: Any) -> list[Any]:
        """Either the value or the reason."""
        return [None, value.value] if isinstance(value, NullFlavor) else [value, ""]


class LinkSelect(Select):
    """The number of a row of another section; the page fills the list with the rows there are, by number and name."""

    def __init__(self, section: str) -> None:
        """Name the section."""
        super().__init__({"data-links-to": section})

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Offer the present number alone; what else there is, only the page knows."""
        self.choices = [("", "---------"), *((item, item) for item in value if item)]
        return super().optgroups(name, value, attrs)


class AttachmentInput(forms.ClearableFileInput):
    """Takes a file; shows the one there is by name and size only."""

    template_name = "cases/widgets/attachment.html"
    address = ""
    """Where the stored file can be fetched."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Offer the files that are taken first; what they are is read from their content, whatever they are called."""
        super().__init__({"accept": ",".join((*EXTENSION.values(), ".jpeg", *EXTENSION)), **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the address."""
        context = super().get_context(name, value, attrs)
        context["widget"]["address"] = self.address
        return context

    def is_initial(self, value: Any) -> bool:
        """True when there is a stored file."""
        return isinstance(value, Attachment)

    def format_value(self, value: Any) -> Any:
        """The stored file, if any; a file just sent is never shown again."""
        return value if self.is_initial(value) else None
