"""Points with their intervals, and the figures beside them."""

from __future__ import annotations

from typing import Any

import altair as alt

from reports.renderers.drawing import theme as look
from reports.renderers.drawing.picture import Picture, Point, Theme

STEP = 24
_SMALLEST = 1e-3
"""Where an axis of ratios ends for an interval that reaches zero."""


def forest(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    """A line for each row. Intervals that leave the axis end in an arrow; a row without a number keeps its words."""
    wide = theme.width > 400
    labels = _labels(picture, 30 if wide else 15)
    totals = [picture.places[p.place].total for p in picture.points]
    left, right = _ends(picture)
    rows = [
        _row(picture, p, label, total, (left, right))
        for p, label, total in zip(picture.points, labels, totals, strict=True)
    ]
    taken = max((look.width_of(line) for label in labels for line in label[4:].split("\n")), default=0)
    first = max((look.width_of(text) for text in [picture.heads[0], *totals] if text), default=-14) + 14
    second = max((look.width_of(text) for text in [picture.heads[1], *(p.text for p in picture.points)]), default=0)
    plot = max(theme.width - taken - first - second - 40, 110)
    height = max(STEP, max((key.count("\n") + 1 for key in labels), default=1) * 15 + 6) * max(len(rows), 1)
    base = alt.Chart(alt.Data(values=rows)).encode(y=_y(labels))
    scale = alt.Scale(domain=[left, right], nice=False, type="log" if picture.logarithmic else "linear", clamp=True)
    axis = alt.Axis(title=look.axis_title(picture.value_title, theme), tickCount=5, ticks=True, grid=False, format="~g")
    intervals = base.mark_rule(strokeWidth=1.4).encode(x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q")
    layers = [*_line(picture), intervals.properties(name="intervals")]
    layers += _arrows(base, theme)
    layers.append(_points(base, picture, theme))
    layers += _figures(base, picture, plot, first)
    return alt.layer(*layers).properties(width=plot, height=height)


def _labels(picture: Picture, letters: int) -> list[str]:
    """Keys of the rows; of several rows of one place only the first is named."""
    keys, named = [], set()
    for n, point in enumerate(picture.points):
        label = "" if point.place in named else "\n".join(look.wrapped(picture.places[point.place].label, letters))
        named.add(point.place)
        keys.append(look.key(n, label))
    return keys


def _ends(picture: Picture) -> tuple[float, float]:
    numbers = [n for p in picture.points for n in (p.low, p.value, p.high) if n is not None]
    numbers += [picture.reference] if picture.reference is not None else []
    if picture.logarithmic:
        positive = [n for n in numbers if n > 0] or [1.0]
        lowest, highest = min(positive), max(positive)
        # Room for the arrow of an interval that begins at zero, which an axis of ratios cannot show.
        return max(lowest / 1.5, _SMALLEST), (picture.top or highest * 1.5)
    return min([0.0, *numbers]), picture.top or (max([0.0, *numbers]) * 1.04 or 1.0)


def _row(picture: Picture, point: Point, key: str, total: str, ends: tuple[float, float]) -> dict[str, Any]:
    left, right = ends
    low, high = point.low, point.high
    return {
        "key": key,
        "series": picture.series[point.series].label,
        "value": point.value if point.value is None or left <= point.value <= right else None,
        "low": None if low is None else max(low, left),
        "high": None if high is None else min(high, right),
        "left": left if low is not None and low < left else None,
        "right": right if high is not None and high > right else None,
        "text": point.text,
        "total": total,
    }


def _y(labels: list[str]) -> alt.Y:
    axis = alt.Axis(title=None, labelExpr=look.LABEL, domain=False, grid=False)
    return alt.Y("key:N", sort="ascending", scale=alt.Scale(domain=labels), axis=axis)


def _line(picture: Picture) -> list[alt.Chart]:
    if picture.reference is None:
        return []
    base = alt.Chart(alt.Data(values=[{"at": picture.reference, "label": picture.reference_label}])).encode(x="at:Q")
    text = base.mark_text(baseline="bottom", fontSize=look.SMALL).encode(y=alt.value(-3), text="label:N")
    rule = base.mark_rule(strokeDash=[5, 4], strokeWidth=1.2, opacity=0.75)
    return [rule.properties(name="reference"), text.properties(name="reference_label")]


def _arrows(base: alt.Chart, theme: Theme) -> list[alt.Chart]:
    return [
        base.transform_filter(f"isValid(datum.{side})")
        .mark_point(shape=f"triangle-{side}", filled=True, color=theme.ink, size=45, opacity=1)
        .encode(x=f"{side}:Q")
        .properties(name=f"arrows_{side}")
        for side in ("left", "right")
    ]


def _points(base: alt.Chart, picture: Picture, theme: Theme) -> alt.Chart:
    labels = [series.label for series in picture.series]
    count = len(labels)
    fills = [("#ffffff", *look.COLOURS)[(n + 1) % 5] if count > 1 else look.COLOURS[0] for n in range(count)]
    legend = alt.Legend(symbolStrokeColor=theme.ink, symbolStrokeWidth=1) if count > 1 else None
    return (
        base.transform_filter("isValid(datum.value)")
        .mark_point(filled=True, size=70, opacity=1, stroke=theme.ink, strokeWidth=1)
        .encode(
            x="value:Q",
            fill=alt.Fill("series:N", scale=alt.Scale(domain=labels, range=fills), legend=legend),
            shape=alt.Shape(
                "series:N",
                scale=alt.Scale(
                    domain=labels, range=[("square", "circle", *look.SHAPES[2:])[n % 6] for n in range(count)]
                ),
                legend=legend,
            ),
        )
        .properties(name="points")
    )


def _figures(base: alt.Chart, picture: Picture, plot: float, first: float) -> list[alt.Chart]:
    """Two columns right of the axis: of how many, and the number with its interval."""
    ends = ((first + plot, "total", picture.heads[0], "right"), (first + plot + 14, "text", picture.heads[1], "left"))
    layers = []
    for at, name, head, align in ends:
        figures = base.mark_text(align=align).encode(x=alt.value(at), text=f"{name}:N")
        layers.append(figures.properties(name=f"figures_{name}"))
        title = alt.Chart(alt.Data(values=[{"head": head}])).mark_text(
            align=align, baseline="bottom", fontSize=look.SMALL
        )
        layers.append(title.encode(x=alt.value(at), y=alt.value(-3), text="head:N").properties(name=f"head_{name}"))
    return layers
