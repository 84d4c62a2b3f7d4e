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
    keys = _keys(picture, max(letters, 8))
    rows = [_upright(picture, point, keys) for point in picture.points]
    apart = any(place.apart for place in picture.places)
    domain = [*(keys[n] for n, place in enumerate(picture.places) if not place.apart), *([_GAP] if apart else [])]
    domain += [keys[n] for n, place in enumerate(picture.places) if place.apart]
    crowded = any(len(word) > letters for place in picture.places for word in place.label.split())
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
    y = alt.Y("from:Q", scale=_scale(picture), axis=_numbers(picture, theme))
    base = alt.Chart(alt.Data(values=rows)).encode(x=x)
    bars = base.mark_bar(stroke=theme.ink, strokeWidth=0.8).encode(y=y, y2="to:Q", fill=_fill(picture, rows))
    texts = base.mark_text(baseline="bottom", dy=-4).encode(y=alt.Y("high:Q", scale=_scale(picture)), text="text:N")
    layers = [bars.properties(name="bars"), texts.properties(name="figures")]
    layers += _reference(picture, theme, upright=False)
    return alt.layer(*layers).properties(width=theme.width, height=HEIGHT)


def _upright(picture: Picture, point: Point, keys: list[str]) -> dict[str, Any]:
    """Parts of one class stand on each other; their figures are written inside, that of a single one above."""
    below = sum(p.value or 0 for p in picture.points if p.place == point.place and p.series < point.series)
    value = point.value or 0
    middle = below + value if len(picture.series) == 1 else below
    apart = picture.places[point.place].apart or picture.series[point.series].apart
    return {
        "key": keys[point.place],
        "from": below,
        "to": below + value if point.value is not None else None,
        "high": middle,
        "text": point.text,
        "fill": look.HATCH if apart else look.fill(picture.series[point.series], point.series),
        "label": picture.series[point.series].label,
    }


def _keys(picture: Picture, letters: int) -> list[str]:
    return [look.key(n, "\n".join(look.wrapped(place.label, letters))) for n, place in enumerate(picture.places)]


def _on_numbers(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    placed = [point for point in picture.points if point.low is not None and point.high is not None]
    rows = [{"x": p.low, "x2": p.high, "y": p.value, "text": p.text} for p in placed]
    ends = [end for point in placed for end in (point.low, point.high)]
    base = alt.Chart(alt.Data(values=rows))
    x = alt.X(
        "x:Q",
        bin="binned",
        scale=alt.Scale(domain=[min(ends), max(ends)], nice=False),
        axis=alt.Axis(title=look.axis_title(picture.category_title, theme), grid=False, ticks=True),
    )
    bars = base.mark_bar(fill=look.COLOURS[0], stroke=theme.ink, strokeWidth=0.8, binSpacing=1).encode(
        x=x, x2="x2:Q", y=alt.Y("y:Q", scale=_scale(picture), axis=_numbers(picture, theme))
    )
    texts = base.transform_calculate(middle="(datum.x + datum.x2) / 2").mark_text(baseline="bottom", dy=-4)
    figures = texts.encode(x="middle:Q", y=alt.Y("y:Q", scale=_scale(picture)), text="text:N")
    layers = [bars.properties(name="bars"), figures.properties(name="figures")]
    return alt.layer(*layers, *_reference(picture, theme, upright=True)).properties(width=theme.width, height=HEIGHT)


def bars(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    """Lying bars, with those of several series below each other."""
    several = len(picture.series) > 1
    keys = _keys(picture, 30 if theme.width > 400 else 16)
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
    x = alt.X("zero:Q", scale=_scale(picture), axis=_numbers(picture, theme))
    drawn = base.mark_bar(stroke=theme.ink, strokeWidth=0.8).encode(x=x, x2="value:Q", fill=_fill(picture, rows))
    layers = [drawn.properties(name="bars")]
    if any(point.low is not None for point in picture.points):
        layers.append(base.mark_rule(strokeWidth=1.5).encode(x="low:Q", x2="high:Q").properties(name="intervals"))
    texts = base.mark_text(align="left", dx=5).encode(x=alt.X("end:Q", scale=_scale(picture)), text="text:N")
    layers.append(texts.properties(name="figures"))
    layers += _reference(picture, theme, upright=True)
    return alt.layer(*layers).properties(width=theme.width, height=step * max(len(keys), 1))


def stacked(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    """Bars of 100 %: shares are drawn, counts are written where they fit; a row with a hidden count has no bar."""
    keys = _keys(picture, 26 if theme.width > 400 else 14)
    rows = [row for n, place_key in enumerate(keys) for row in _parts(picture, theme, n, place_key)]
    lines = max((key.count("\n") + 1 for key in keys), default=1)
    base = alt.Chart(alt.Data(values=rows)).encode(y=_lying(picture, theme, 0.3))
    x = alt.X(
        "from:Q",
        scale=alt.Scale(domain=[0, 100]),
        axis=alt.Axis(title=look.axis_title(picture.value_title, theme), values=[0, 25, 50, 75, 100], grid=False),
    )
    drawn = base.mark_bar(stroke=theme.ink, strokeWidth=0.8).encode(x=x, x2="to:Q", fill=_fill(picture, rows))
    grounds = base.transform_filter("datum.ground").mark_bar(color="#ffffff", size=16, clip=True)
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
    hidden = [p.text for p in points if p.value is None]
    if hidden or not total:
        return [{"key": key, "middle": 50, "text": ", ".join(dict.fromkeys(hidden)) or "0", "ink": theme.ink}]
    rows, start = [], 0.0
    room = theme.width * 0.62
    for point in points:
        series = picture.series[point.series]
        share = 100 * (point.value or 0) / total
        half = 100 * (look.width_of(point.text) / 2 + 3) / room
        ink = look.on_fill(series, point.series, theme)
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
                "ink": "#000000" if ink == theme.ink else ink,
                "ground": ink == theme.ink and share > 2 * half,
                "ground_from": middle - half,
                "ground_to": middle + half,
            }
        )
        start += share
    return [row for row in rows if row["to"] > row["from"]]


def _lying(picture: Picture, theme: Theme, padding: float) -> alt.Y:
    return alt.Y(
        "key:N",
        sort="ascending",
        scale=alt.Scale(paddingInner=padding, paddingOuter=padding / 2),
        axis=alt.Axis(title=None, labelExpr=look.LABEL, labelLineHeight=15, domain=False, grid=False),
    )


def _fill(picture: Picture, rows: list[dict[str, Any]]) -> alt.Fill:
    """The fill that stands in the rows; a legend where there are several series."""
    if len(picture.series) == 1:
        return alt.Fill("fill:N", scale=None, legend=None)
    labels = [series.label for series in picture.series]
    fills = [look.fill(series, n) for n, series in enumerate(picture.series)]
    legend = alt.Legend(symbolType="square", symbolStrokeWidth=0.8)
    return alt.Fill("label:N", sort=labels, scale=alt.Scale(domain=labels, range=fills), legend=legend)


def _scale(picture: Picture) -> alt.Scale:
    top = picture.highest
    if picture.kind == "histogram" and len(picture.series) > 1 and picture.top is None:
        sums = [sum(p.value or 0 for p in picture.points if p.place == n) for n in range(len(picture.places))]
        top = max([*sums, 1])
    marked = picture.reference if picture.reference is not None and picture.kind == "bars" else 0
    return alt.Scale(domain=[0, max(top, marked)], nice=picture.top is None)


def _numbers(picture: Picture, theme: Theme) -> alt.Axis:
    return alt.Axis(
        title=look.axis_title(picture.value_title, theme),
        tickCount=4,
        tickMinStep=1 if picture.whole else alt.Undefined,
        format="d" if picture.whole else alt.Undefined,
        domain=False,
    )


def _reference(picture: Picture, theme: Theme, *, upright: bool) -> list[alt.Chart]:
    """The line and its words."""
    if picture.reference is None:
        return []
    base = alt.Chart(alt.Data(values=[{"at": picture.reference, "label": picture.reference_label}]))
    rule = base.mark_rule(strokeDash=[5, 4], strokeWidth=1.3)
    text = base.mark_text(
        align="left", baseline="bottom", dx=4 if upright else -theme.width, dy=-3, fontSize=look.SMALL
    )
    if upright:
        at = alt.X("at:Q")
        text = text.encode(x=at, y=alt.value(-2), text="label:N")
        rule = rule.encode(x=at)
    else:
        at_y = alt.Y("at:Q")
        text = base.mark_text(align="right", baseline="bottom", dy=-3, fontSize=look.SMALL)
        text = text.encode(x=alt.value("width"), y=at_y, text="label:N")
        rule = rule.encode(y=at_y)
    return [rule.properties(name="reference"), text.properties(name="reference_label")]
