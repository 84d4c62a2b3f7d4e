"""SVG that may stand inside a page: one image with title and description, no style, no reference to the outside."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from reports.renderers.drawing.picture import Picture, Theme
from reports.renderers.drawing.theme import FONT

_SVG = "http://www.w3.org/2000/svg"
_ALLOWED = frozenset(("svg", "g", "path", "line", "rect", "circle", "text", "tspan", "defs", "clipPath"))
_ATTRIBUTES = frozenset(
    (
        *(
            "x",
            "y",
            "x1",
            "x2",
            "y1",
            "y2",
            "dx",
            "dy",
            "cx",
            "cy",
            "r",
            "d",
            "width",
            "height",
            "viewBox",
            "transform",
        ),
        *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-opacity"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "opacity", "clip-path"),
        *("font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline"),
    )
)
_NOTHING = re.compile(r"(?:M0,0h0v0h0Z)?")
_MARKS = re.compile(r"\b(?:layer_\d+_)?(\w+?)_marks\b")
_LOCAL = re.compile(r"url\([\"']?#([\w-]+)[\"']?\)")
_FONTS = f"'{FONT}', Inter, system-ui, sans-serif"
_PATTERNS = {
    "hatch": '<path d="M-2,2L2,-2M0,8L8,0M6,10L10,6" stroke="#555555" stroke-width="1.4"/>',
    "dots": '<circle cx="4" cy="4" r="1.7" fill="#333333"/>',
    "stripes": '<path d="M0,4H8" stroke="#333333" stroke-width="2"/>',
}


def clean(svg: str, picture: Picture, theme: Theme) -> str:
    """The drawing as one that a page may hold: every identifier begins with the name of the chart and of the theme."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(svg)  # noqa: S314 - what the drawing library wrote, not what somebody sent
    prefix = f"{picture.name}-{theme.name}"
    _tidy(root, prefix)
    _define(root, prefix)
    _name(root, picture, prefix)
    return ET.tostring(root, encoding="unicode")


def _tidy(element: ET.Element, prefix: str) -> None:
    """Only known elements and attributes, and presentation attributes for styles, which the security policy refuses."""
    for child in list(element):
        _tidy(child, prefix)
        if child.tag.removeprefix(f"{{{_SVG}}}") not in _ALLOWED or _is_empty(child):
            element.remove(child)
    told = dict(element.attrib)
    for declaration in told.get("style", "").split(";"):
        name, _colon, value = declaration.partition(":")
        told[name.strip()] = value.strip()
    element.attrib.clear()
    for name, value in told.items():
        local = _LOCAL.fullmatch(value)
        if name in _ATTRIBUTES and (local or "url(" not in value):
            element.set(name, f"url(#{prefix}-{local[1]})" if local else value)
    if "id" in told:
        element.set("id", f"{prefix}-{told['id']}")
    marks = _MARKS.search(told.get("class", ""))
    if marks:
        element.set("class", f"chart-{marks[1]}")


def _is_empty(element: ET.Element) -> bool:
    """A path that draws nothing, or a group that holds nothing."""
    name = element.tag.removeprefix(f"{{{_SVG}}}")
    return (name == "path" and bool(_NOTHING.fullmatch(element.get("d", "")))) or (name == "g" and not len(element))


def _define(root: ET.Element, prefix: str) -> None:
    """The patterns that are used."""
    fills = {element.get("fill") for element in root.iter()}
    used = [name for name in _PATTERNS if f"url(#{prefix}-{name})" in fills]
    if used:
        patterns = "".join(
            f'<pattern id="{prefix}-{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="#ffffff"/>{_PATTERNS[name]}</pattern>'
            for name in used
        )
        root.insert(0, ET.fromstring(f'<defs xmlns="{_SVG}">{patterns}</defs>'))  # noqa: S314 - written above


def _name(root: ET.Element, picture: Picture, prefix: str) -> None:
    for place, (tag, words) in enumerate((("title", picture.title), ("desc", picture.alternative))):
        element = ET.Element(f"{{{_SVG}}}{tag}", id=f"{prefix}-{tag}")
        element.text = words
        root.insert(place, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    root.set("font-family", _FONTS)
    root.set("class", f"chart chart-{picture.kind}")
