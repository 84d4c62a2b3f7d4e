"""Points with their intervals, and the figures beside them."""

from __future__ import annotations

from typing import Any

import altair as alt

from reports.renderers.drawing import theme as look
from reports.renderers.drawing.picture import Picture, Point, Theme

STEP = 24
_SMALLEST = 1e-3
"""Where an axis of ratios ends for an interval that reaches zero."""
_BESIDE = 12
"""Distance of the names from the axis, on whose beginning points may stand."""


def forest(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    """A line for each row. Intervals that leave the axis end in an arrow; a row without a number keeps its words."""
    wide = theme.width > 400
    labels = _labels(picture, 30 if wide else 15)
    totals = [p.total for p in picture.points]
    texts = [p.text if wide else p.short for p in picture.points]
    left, right = _ends(picture)
    rows = [
        _row(picture, point, label, text, (left, right))
        for point, label, text in zip(picture.points, labels, texts, strict=True)
    ]
    taken = max((look.width_of(line) for label in labels for line in label[4:].split("\n")), default=0)
    first = max((look.width_of(text) for text in [picture.heads[0], *totals] if text), default=-14) + 14
    second = max(look.width_of(text) for text in [picture.heads[1] if wide else "", *texts])
    plot = max(theme.width - taken - first - second - 40, 110)
    step = _step(picture, labels)
    height = step * max(len(rows), 1)
    base = alt.Chart(alt.Data(values=rows)).encode(y=_y(picture, labels))
    scale = alt.Scale(domain=[left, right], nice=False, type="log" if picture.logarithmic else "linear", clamp=True)
    axis = alt.Axis(title=look.axis_title(picture.value_title, theme), tickCount=5, ticks=True, grid=False)
    intervals = base.mark_rule(strokeWidth=1.4).encode(x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q")
    layers = [*_parting(picture, step), *_line(picture), intervals.properties(name="intervals")]
    layers += _arrows(base, theme)
    layers.append(_points(base, picture, theme))
    layers += _figures(base, picture.heads if wide else (picture.heads[0], ""), plot, first)
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


def _row(picture: Picture, point: Point, key: str, text: str, ends: tuple[float, float]) -> dict[str, Any]:
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
        "text": text,
        "total": point.total,
    }


def _step(picture: Picture, labels: list[str]) -> float:
    """Height of a row, so that the label of a place fits beside all its rows."""
    rows = [sum(p.place == point.place for p in picture.points) for point in picture.points]
    needed = ((key.count("\n") + 1) * look.LINE + 6 for key in labels)
    return max([STEP, *(high / count for high, count in zip(needed, rows, strict=True))])


def _parting(picture: Picture, step: float) -> list[alt.Chart]:
    """Faint lines between measures of several rows."""
    order = [point.place for point in picture.points]
    edges = [{"y": step * n} for n in range(1, len(order)) if order[n] != order[n - 1]]
    if len(set(order)) == len(order) or not edges:
        return []
    rule = alt.Chart(alt.Data(values=edges)).mark_rule(opacity=0.2, strokeWidth=1)
    return [rule.encode(y=alt.Y("y:Q", scale=None), x=alt.value(0), x2=alt.value("width")).properties(name="parting")]


def _y(picture: Picture, labels: list[str]) -> alt.Y:
    single = len({point.place for point in picture.points}) == len(picture.points)
    axis = look.axis_of_names(centred=single, padding=_BESIDE)
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
    fills = [(look.COLOURS[0], "#ffffff", *look.COLOURS[1:])[n % 5] for n in range(count)]
    shapes = [("square", "circle", *look.SHAPES[2:])[n % 6] for n in range(count)]
    legend = look.legend(labels, theme, symbolStrokeWidth=1, offset=24) if count > 1 else None
    return (
        base.transform_filter("isValid(datum.value)")
        .mark_point(filled=True, size=70, opacity=1, strokeWidth=1)
        .encode(
            x="value:Q",
            fill=alt.Fill("series:N", scale=alt.Scale(domain=labels, range=fills), legend=legend),
            shape=alt.Shape("series:N", scale=alt.Scale(domain=labels, range=shapes), legend=legend),
            stroke=alt.Stroke("series:N", scale=alt.Scale(domain=labels, range=[theme.ink] * count), legend=legend),
        )
        .properties(name="points")
    )


def _figures(base: alt.Chart, heads: tuple[str, str], plot: float, first: float) -> list[alt.Chart]:
    """Two columns right of the axis: of how many, and the number with its interval."""
    layers = []
    for name, head, align in (("total", heads[0], "right"), ("text", heads[1], "left")):
        at = alt.value(plot + first if name == "total" else plot + first + 14)
        look_of: dict[str, Any] = {"align": align}
        figures = base.mark_text(**look_of).encode(x=at, text=f"{name}:N")
        title = alt.Chart(alt.Data(values=[{"head": head}])).mark_text(
            baseline="bottom", fontSize=look.SMALL, **look_of
        )
        layers.append(figures.properties(name=f"figures_{name}"))
        layers.append(title.encode(x=at, y=alt.value(-3), text="head:N").properties(name=f"head_{name}"))
    return layers
