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


@dataclass(frozen=True)
class Place:
    """A class, a group, a time, a case or a measure."""

    label: str
    apart: bool = False
    total: str = ""


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
    heads: tuple[str, str] = ("", "")
    """Forest: what stands above the two columns of figures."""
    reference: float | None = None
    reference_label: str = ""
    top: float | None = None
    logarithmic: bool = False

    @property
    def highest(self) -> float:
        """The greatest number to fit on the axis; at least a little above nothing."""
        numbers = [self.top] if self.top is not None else [point.high or point.value for point in self.points]
        return max([0.0, *(number for number in numbers if number is not None)]) or 1.0
