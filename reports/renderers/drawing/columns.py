"""Histograms, bars and bars of 100 %."""

from __future__ import annotations

from typing import Any

import altair as alt

from reports.renderers.drawing import theme as look
from reports.renderers.drawing.picture import Picture, Point, Theme

HEIGHT, STEP = 230, 30
"""Height of upright bars; of each lying bar with its gap."""
_GAP = "9998"
"""Key of the empty place before those that stand apart."""


def histogram(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    """Upright bars in the order of their classes; with edges, on an axis of numbers."""
    if any(point.low is not None for point in picture.points):
        return _on_numbers(picture, theme)
    letters = int((theme.width - 70) / max(len(picture.places) + 1, 1) / (look.SIZE * look.LETTER))
    crowded = any(len(word) > letters for place in picture.places for word in place.label.split())
    keys = _keys(picture, 40 if crowded else letters)
    scale, axis = look.scale_of_numbers(picture, theme)
    rows = [_upright(picture, point, keys) for point in picture.points]
    apart = any(place.apart for place in picture.places)
    domain = [*(keys[n] for n, place in enumerate(picture.places) if not place.apart), *([_GAP] if apart else [])]
    domain += [keys[n] for n, place in enumerate(picture.places) if place.apart]
    x = alt.X(
        "key:N",
        sort=domain,
        scale=alt.Scale(domain=domain, paddingInner=0.12, paddingOuter=0.1),
        axis=alt.Axis(
            title=look.axis_title(picture.category_title, theme),
            labelExpr=look.LABEL,
            labelAngle=-90 if crowded else 0,
            grid=False,
        ),
    )
    y = alt.Y("from:Q", scale=scale, axis=axis)
    base = alt.Chart(alt.Data(values=rows)).encode(x=x)
    told = base.transform_filter("isValid(datum.to)")
    bars = told.mark_bar(stroke=theme.ink, strokeWidth=0.8).encode(y=y, y2="to:Q", fill=_fill(picture, theme))
    layers = [bars.properties(name="bars"), *_figures(base, picture, scale)]
    layers += _reference(picture, theme, upright=False)
    return alt.layer(*layers).properties(width=theme.width, height=HEIGHT)


def _figures(base: alt.Chart, picture: Picture, scale: alt.Scale) -> list[alt.Chart]:
    """Above a bar its figure; of several parts each in its own where it fits, and above them what is no number."""
    above = base.transform_filter("datum.above").mark_text(baseline="bottom", dy=-4)
    layers = [above.encode(y=alt.Y("high:Q", scale=scale), text="text:N").properties(name="figures")]
    if len(picture.series) > 1:
        inside = base.transform_filter(f"!datum.above && datum.to - datum.from > {16 / HEIGHT * picture.highest}")
        inside = inside.transform_calculate(middle="(datum.from + datum.to) / 2").mark_text()
        ink = alt.Color("ink:N", scale=None)
        layers.append(inside.encode(y="middle:Q", text="text:N", color=ink).properties(name="parts"))
    return layers


def _upright(picture: Picture, point: Point, keys: list[str]) -> dict[str, Any]:
    """A bar or a part of one, on the parts before it."""
    stack = [p for p in picture.points if p.place == point.place]
    below = sum(p.value or 0 for p in stack if p.series < point.series)
    series = picture.series[point.series]
    single = len(picture.series) == 1
    return {
        "key": keys[point.place],
        "from": below,
        "to": None if point.value is None else below + point.value,
        "high": sum(p.value or 0 for p in stack),
        "above": single or point.value is None,
        "text": point.text,
        "ink": look.on_fill(series, point.series),
        "fill": look.HATCH if picture.places[point.place].apart else look.fill(series, point.series),
        "label": series.label,
    }


def _keys(picture: Picture, letters: int) -> list[str]:
    return [look.key(n, "\n".join(look.wrapped(place.label, letters))) for n, place in enumerate(picture.places)]


def _on_numbers(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    placed = [point for point in picture.points if point.low is not None and point.high is not None]
    rows = [{"x": p.low, "x2": p.high, "y": p.value, "text": p.text} for p in placed]
    ends = [end for point in placed for end in (point.low, point.high) if end is not None]
    scale, axis = look.scale_of_numbers(picture, theme)
    base = alt.Chart(alt.Data(values=rows))
    x = alt.X(
        "x:Q",
        bin="binned",
        scale=alt.Scale(domain=[min(ends), max(ends)], nice=False),
        axis=alt.Axis(
            title=look.axis_title(picture.category_title, theme), grid=False, ticks=True, values=sorted(set(ends))
        ),
    )
    bars = base.mark_bar(fill=look.COLOURS[0], stroke=theme.ink, strokeWidth=0.8, binSpacing=1).encode(
        x=x, x2="x2:Q", y=alt.Y("y:Q", scale=scale, axis=axis)
    )
    texts = base.transform_calculate(middle="(datum.x + datum.x2) / 2").mark_text(baseline="bottom", dy=-4)
    figures = texts.encode(x="middle:Q", y=alt.Y("y:Q", scale=scale), text="text:N")
    layers = [bars.properties(name="bars"), figures.properties(name="figures")]
    return alt.layer(*layers, *_reference(picture, theme, upright=True)).properties(width=theme.width, height=HEIGHT)


def bars(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    """Lying bars, with those of several series below each other."""
    several = len(picture.series) > 1
    keys = _keys(picture, 30 if theme.width > 400 else 16)
    scale, axis = look.scale_of_numbers(picture, theme, mark=picture.reference or 0)
    rows = [
        {
            "key": keys[p.place],
            "series": look.key(p.series),
            "zero": 0,
            "value": p.value,
            "end": max(p.value or 0, p.high or 0),
            "low": p.low,
            "high": p.high,
            "text": p.text,
            "label": picture.series[p.series].label,
            "fill": look.HATCH if picture.places[p.place].apart else look.fill(picture.series[p.series], p.series),
        }
        for p in picture.points
    ]
    lines = max((key.count("\n") + 1 for key in keys), default=1)
    step = max(STEP, lines * 16 + 8, 20 * len(picture.series) + 10)
    base = alt.Chart(alt.Data(values=rows)).encode(y=_lying(picture, theme, 0.25))
    if several:
        base = base.encode(yOffset=alt.YOffset("series:N", sort="ascending"))
    x = alt.X("zero:Q", scale=scale, axis=axis)
    told = base.transform_filter("isValid(datum.value)")
    drawn = told.mark_bar(stroke=theme.ink, strokeWidth=0.8).encode(x=x, x2="value:Q", fill=_fill(picture, theme))
    layers = [drawn.properties(name="bars")]
    if any(point.low is not None for point in picture.points):
        # Light around dark, so that the interval is seen on the bar and beside it.
        around = base.mark_rule(strokeWidth=4, color="#ffffff").encode(x="low:Q", x2="high:Q")
        inner = base.mark_rule(strokeWidth=1.6, color="#000000").encode(x="low:Q", x2="high:Q")
        layers += [around.properties(name="halos"), inner.properties(name="intervals")]
    texts = base.mark_text(align="left", dx=5).encode(x=alt.X("end:Q", scale=scale), text="text:N")
    layers.append(texts.properties(name="figures"))
    layers += _reference(picture, theme, upright=True)
    return alt.layer(*layers).properties(width=theme.width, height=step * max(len(keys), 1))


def stacked(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    """Bars of 100 %: shares are drawn, counts are written where they fit; a row with a hidden count has no bar."""
    keys = _keys(picture, 28 if theme.width > 400 else 16)
    rows = [row for n, place_key in enumerate(keys) for row in _parts(picture, theme, n, place_key)]
    lines = max((key.count("\n") + 1 for key in keys), default=1)
    base = alt.Chart(alt.Data(values=rows)).encode(y=_lying(picture, theme, 0.3))
    x = alt.X(
        "from:Q",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(title=look.axis_title(picture.value_title, theme), values=[0, 25, 50, 75, 100], grid=False),
    )
    drawn = base.mark_bar(stroke=theme.ink, strokeWidth=0.8).encode(x=x, x2="to:Q", fill=_fill(picture, theme))
    grounds = base.transform_filter("datum.ground").mark_bar(color="#ffffff", size=16)
    texts = base.mark_text().encode(x="middle:Q", text="text:N", color=alt.Color("ink:N", scale=None))
    layers = [
        drawn.properties(name="bars"),
        grounds.encode(x="ground_from:Q", x2="ground_to:Q").properties(name="grounds"),
        texts.properties(name="figures"),
    ]
    return alt.layer(*layers).properties(width=theme.width, height=max(34, lines * 16 + 8) * max(len(keys), 1))


def _parts(picture: Picture, theme: Theme, place: int, key: str) -> list[dict[str, Any]]:
    points = sorted((p for p in picture.points if p.place == place), key=lambda p: p.series)
    total = sum(p.value or 0 for p in points)
    hidden = any(p.value is None for p in points)
    if hidden or not total:
        return [{"key": key, "middle": 50, "text": picture.hidden if hidden else "0", "ink": theme.ink}]
    rows: list[dict[str, Any]] = []
    start = 0.0
    room = theme.width * 0.62
    for point in (p for p in points if p.value):
        series = picture.series[point.series]
        share = 100 * (point.value or 0) / total
        half = 100 * (look.width_of(point.text) / 2 + 3) / room
        middle = start + share / 2
        rows.append(
            {
                "key": key,
                "from": start,
                "to": start + share,
                "middle": middle,
                "text": point.text if share > 2 * half else "",
                "label": series.label,
                "fill": look.fill(series, point.series),
                "ink": look.on_fill(series, point.series),
                "ground": look.is_pattern(series, point.series) and share > 2 * half,
                "ground_from": middle - half,
                "ground_to": middle + half,
            }
        )
        start += share
    return rows


def _lying(picture: Picture, theme: Theme, padding: float) -> alt.Y:
    return alt.Y(
        "key:N",
        sort="ascending",
        scale=alt.Scale(paddingInner=padding, paddingOuter=padding / 2),
        axis=look.axis_of_names(),
    )


def _fill(picture: Picture, theme: Theme) -> alt.Fill:
    """The fill that stands in the rows; a legend where there are several series."""
    if len(picture.series) == 1:
        return alt.Fill("fill:N", scale=None, legend=None)
    labels = [series.label for series in picture.series]
    fills = [look.fill(series, n) for n, series in enumerate(picture.series)]
    legend = look.legend(labels, theme, symbolType="square", symbolStrokeWidth=0.8)
    return alt.Fill("label:N", sort=labels, scale=alt.Scale(domain=labels, range=fills), legend=legend)


def _reference(picture: Picture, theme: Theme, *, upright: bool) -> list[alt.Chart]:
    """The line and its words, on the side where there is more room."""
    if picture.reference is None:
        return []
    base = alt.Chart(alt.Data(values=[{"at": picture.reference, "label": picture.reference_label}]))
    rule = base.mark_rule(strokeDash=[5, 4], strokeWidth=1.3)
    words: dict[str, Any] = {"baseline": "bottom", "dy": -3, "fontSize": look.SMALL}
    if upright:
        edges = [edge for p in picture.points for edge in (p.low, p.high) if edge is not None]
        middle = (min(edges) + max(edges)) / 2 if picture.kind == "histogram" else picture.highest / 2
        text = base.mark_text(align="right" if picture.reference > middle else "left", **words)
        text, rule = text.encode(x="at:Q", y=alt.value(0), text="label:N"), rule.encode(x="at:Q")
    else:
        text = base.mark_text(align="right", **words).encode(x=alt.value("width"), y="at:Q", text="label:N")
        rule = rule.encode(y="at:Q")
    return [rule.properties(name="reference"), text.properties(name="reference_label")]
