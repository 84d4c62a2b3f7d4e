"""One look for all pictures: told apart by lightness, shape and dash first, by colour second.

Colours are those of Okabe and Ito (Color Universal Design, 2008), which people with any kind of colour blindness can
tell apart, and of them the ones that differ in lightness too (CIE L* 46, 21, 71, 89), so a photocopy tells the same.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import count
from math import ceil
from typing import Any

import altair as alt

from reports.renderers.drawing.picture import Picture, Series, Theme

FONT = "Noto Sans"
SIZE, SMALL, TITLE = 12, 11, 14
"""Sizes of letters in CSS pixels: figures and labels, axes, title."""
COLOURS = ("#0072b2", "#333333", "#e69f00", "#f0e442")
ON_COLOURS = ("#ffffff", "#ffffff", "#000000", "#000000")
"""Letters that can be read on them."""
DOTS, STRIPES, HATCH = "url(#dots)", "url(#stripes)", "url(#hatch)"
FILLS = (*COLOURS, DOTS, STRIPES)
"""Fills in their order; `HATCH` is for what stands apart, such as unknown."""
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
DASHES = ((1, 0), (6, 3), (2, 2), (9, 3, 2, 3), (12, 4), (4, 4))
LETTER = 0.56
"""Mean width of a letter, in sizes of the font."""


def fill(series: Series, place: int) -> str:
    """The fill of a series."""
    return HATCH if series.apart else FILLS[place % len(FILLS)]


def on_fill(series: Series, place: int) -> str:
    """The colour of letters on that fill."""
    index = place % len(FILLS)
    return "#000000" if is_pattern(series, place) else ON_COLOURS[index]


def is_pattern(series: Series, place: int) -> bool:
    """Whether the fill is a pattern, on which letters need a blank ground."""
    return series.apart or place % len(FILLS) >= len(COLOURS)


def wrapped(text: str, letters: int) -> list[str]:
    """The text in lines of at most so many letters; words longer than that are broken, nothing is cut off."""
    return textwrap.wrap(text, max(letters, 8), break_long_words=True) or [""]


def width_of(text: str, size: float = SIZE) -> float:
    """About how wide a text is, in pixels."""
    return len(text) * size * LETTER


def key(place: int, label: str = "") -> str:
    """A value of an axis that sorts by its place and still holds its label, whatever that is."""
    return f"{place:04d}{label}"


LABEL = "split(slice(datum.label, 4), '\\n')"
"""From a key to the lines of its label."""
LINE = 15
"""Height of a line of a label."""
CENTRED = alt.ExprRef(f"-{LINE / 2} * (length({LABEL}) - 1)")
"""How far up lines begin, so that their middle stands at the place."""


def legend(labels: list[str], theme: Theme, **more: Any) -> alt.Legend:
    """A legend in as many columns as fit."""
    widest = max((width_of(label) for label in labels), default=0) + 40
    one_line = sum(width_of(label) + 40 for label in labels) <= theme.width * 0.7
    columns = len(labels) if one_line else max(1, min(len(labels), int(theme.width * 0.7 / widest)))
    return alt.Legend(columns=columns, **more)


def scale_of_numbers(picture: Picture, theme: Theme, *, mark: float = 0) -> tuple[alt.Scale, alt.Axis]:
    """An axis from 0 to a full step at or above the greatest number, or to the given top."""
    greatest = max(picture.highest, mark)
    step = next(step for step in _steps(whole=picture.whole) if greatest / step <= 5)
    top = picture.top if picture.top is not None else ceil(round(greatest / step, 9)) * step
    values = [round(n * step, 9) for n in range(int(top / step + 1e-9) + 1)]
    title = axis_title(picture.value_title, theme)
    digits = "d" if picture.whole else alt.Undefined
    return alt.Scale(domain=[0, top], nice=False), alt.Axis(title=title, values=values, domain=False, format=digits)


def _steps(*, whole: bool) -> Iterator[float]:
    for power in count(0 if whole else -6):
        yield from (factor * 10.0**power for factor in (1, 2, 5))


def axis_of_names(*, centred: bool = True, padding: float = 5) -> alt.Axis:
    """The upright axis that holds names: their lines, `centred` on their place, so far from it, and nothing else."""
    return alt.Axis(
        title=None,
        labelExpr=LABEL,
        labelLineHeight=LINE,
        labelOffset=CENTRED if centred else 0,
        labelPadding=padding,
        domain=False,
        grid=False,
    )


def axis_title(text: str, theme: Theme) -> list[str]:
    """The title of an axis in lines."""
    return wrapped(text, int(theme.width * 0.8 / (SMALL * LETTER)))


def finished(chart: alt.TopLevelMixin, picture: Picture, theme: Theme, *, fit: bool = True) -> dict[str, Any]:
    """The whole specification: title, what stands below it, and the look of everything."""
    letters = int(theme.width / (TITLE * LETTER))
    below = [line for text in picture.below for line in wrapped(text, int(theme.width / (SIZE * LETTER)))]
    title = alt.TitleParams(
        text=wrapped(picture.title, letters),
        subtitle=below,
        anchor="start",
        frame="bounds",
        fontSize=TITLE,
        fontWeight="normal",
        subtitleFontSize=SIZE,
        color=theme.ink,
        subtitleColor=theme.ink,
        offset=12,
        subtitlePadding=4,
    )
    chart = chart.properties(title=title)
    if fit:
        chart = chart.properties(autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
    chart = chart.configure(
        font=FONT,
        aria=False,
        background=theme.ground or "transparent",
        padding=4,
        view=alt.ViewConfig(stroke=None),
        axis=_axis(theme),
        legend=_legend(theme),
        text=alt.MarkConfig(fontSize=SIZE, color=theme.ink),
        rule=alt.MarkConfig(color=theme.ink),
    )
    return chart.to_dict()


def _axis(theme: Theme) -> alt.AxisConfig:
    return alt.AxisConfig(
        labelColor=theme.ink,
        titleColor=theme.ink,
        domainColor=theme.ink,
        tickColor=theme.ink,
        gridColor=theme.ink,
        gridOpacity=0.14,
        domainOpacity=0.6,
        ticks=False,
        labelFlush=False,
        labelPadding=5,
        labelFontSize=SIZE,
        titleFontSize=SMALL,
        titleFontWeight="normal",
        titlePadding=8,
        labelLimit=0,
        titleLimit=0,
    )


def _legend(theme: Theme) -> alt.LegendConfig:
    return alt.LegendConfig(
        orient="top",
        direction="horizontal",
        title=None,
        labelColor=theme.ink,
        labelFontSize=SIZE,
        labelLimit=0,
        symbolSize=110,
        columnPadding=14,
        offset=6,
    )
