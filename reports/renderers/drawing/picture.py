"""A chart with its numbers as plain values: all that the drawing process is given, words included."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """Where a picture is shown: its ink and ground, and how wide it is, in CSS pixels."""

    name: str
    ink: str
    ground: str
    """'' lets the page show through."""
    width: int


PAGE = Theme("page", "currentColor", "", 640)
"""In a page: letters and lines take the colour of the text around, light or dark."""
PHONE = Theme("phone", "currentColor", "", 340)
PAPER = Theme("paper", "#000000", "#ffffff", 640)
"""For documents and workbooks."""


@dataclass(frozen=True)
class Point:
    """One number of the chart."""

    place: int
    """Index into the places."""
    series: int = 0
    value: float | None = None
    text: str = ""
    """The number as written, or what stands where there is none to draw."""
    low: float | None = None
    high: float | None = None
    event: str = ""
    short: str = ""
    """The number without its interval, for narrow pictures."""
    total: str = ""
    """Of how many, in words or figures."""


@dataclass(frozen=True)
class Place:
    """A class, a group, a time, a case or a measure."""

    label: str
    apart: bool = False


@dataclass(frozen=True)
class Series:
    """A part of bars or a line."""

    label: str
    apart: bool = False


@dataclass(frozen=True)
class Picture:
    """What is drawn. Equal pictures are equal drawings."""

    kind: str
    name: str
    title: str
    below: tuple[str, ...]
    """Sentences below the title: the denominator, what is left out."""
    alternative: str
    category_title: str
    value_title: str
    places: tuple[Place, ...]
    series: tuple[Series, ...]
    points: tuple[Point, ...]
    whole: bool
    """Values are counts: the axis has no fractions."""
    hidden: str = ""
    """What stands in place of a bar of 100 % whose counts are not all told."""
    heads: tuple[str, str] = ("", "")
    """Forest: what stands above the two columns of figures."""
    reference: float | None = None
    reference_label: str = ""
    top: float | None = None
    stepped: bool = False
    logarithmic: bool = False

    @property
    def names_at_ends(self) -> bool:
        """Whether words stand right of the lines, beyond the axis."""
        return self.kind == "line" and (len(self.series) > 1 or bool(self.reference_label))

    @property
    def highest(self) -> float:
        """The greatest number to fit on the axis of numbers; 1 when there is none above nothing."""
        if self.top is not None:
            return self.top
        if self.kind == "histogram":
            numbers = [sum(p.value or 0 for p in self.points if p.place == place) for place in range(len(self.places))]
        else:
            numbers = [number for p in self.points for number in (p.value, p.high) if number is not None]
        return max([0.0, *numbers]) or 1.0
