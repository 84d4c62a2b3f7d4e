"""Values over time, and the lines of single cases."""

from __future__ import annotations

from math import ceil
from typing import Any

import altair as alt

from reports.renderers.drawing import theme as look
from reports.renderers.drawing.picture import Picture, Theme

HEIGHT, STEP = 230, 22
_LABEL_GAP = 17
"""Least distance of two labels at the ends of lines, in pixels."""
_BESIDE = 10
"""Distance of the name of a line from its sign, in pixels."""
_TICK, _CROSS = "M0,-1V1", "M-.7,-.7L.7,.7M-.7,.7L.7,-.7"
MARKS: dict[str, tuple[str, str, float]] = {
    "infusion": (_TICK, "#ffffff", 0),
    "onset": ("triangle-down", look.COLOURS[2], -6),
    "bronchoscopy": ("square", "#ffffff", 0),
    "treatment": ("diamond", look.COLOURS[3], 6),
    "recovery": ("circle", look.COLOURS[0], 0),
    "death": (_CROSS, "#ffffff", 0),
    "ongoing": ("triangle-right", "#ffffff", 0),
}
"""Shape, fill and distance below the line, so that events of one day do not hide each other."""
_STEPS = (1, 2, 5, 7, 14, 28, 50, 100, 200, 500, 1000)
_DAYS = (1, 2, 3, 5, 7, 10, 14, 21, 30, 60, 90, 180, 365, 730, 1825, 3650)


def line(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    """A line for each series, named at its end beside its sign; told apart by dash and by the shape of its points."""
    keys = [look.key(n, place.label) for n, place in enumerate(picture.places)]
    labels = [series.label for series in picture.series]
    told = {(p.place, p.series): p.value for p in picture.points}
    # A time without a number is a gap in the line, never a number between its neighbours.
    rows = [
        {
            "key": key,
            "value": told.get((place, n)),
            "series": label,
            # Between its steps a curve needs no signs, which would hide those of the others.
            "turns": not picture.stepped or told.get((place, n)) != told.get((place - 1, n)),
        }
        for place, key in enumerate(keys)
        for n, label in enumerate(labels)
    ]
    ends = _ends(picture) if picture.names_at_ends else []
    room = max((look.width_of(row["name"]) + row["beside"] + 8 for row in ends), default=0)
    every = ceil(len(keys) * max(map(len, keys), default=1) * look.SIZE * look.LETTER / (theme.width - room - 60))
    x = alt.X(
        "key:N",
        sort="ascending",
        scale=alt.Scale(domain=keys, padding=0.3),
        axis=alt.Axis(
            title=look.axis_title(picture.category_title, theme),
            labelExpr=look.LABEL,
            labelAngle=0,
            values=keys[:: max(every, 1)],
            grid=False,
            # Points at 0 stand on the axis.
            labelPadding=9,
        ),
    )
    scale, axis = look.scale_of_numbers(picture, theme, mark=picture.reference or 0)
    y = alt.Y("value:Q", scale=scale, axis=axis)
    count = len(labels)
    colour = _told_apart(alt.Color, labels, [look.COLOURS[:3][n % 3] for n in range(count)])
    dash = _told_apart(alt.StrokeDash, labels, [list(look.DASHES[n % len(look.DASHES)]) for n in range(count)])
    shape = _told_apart(alt.Shape, labels, [look.SHAPES[n % len(look.SHAPES)] for n in range(count)])
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)
    way: dict[str, Any] = {"interpolate": "step-after"} if picture.stepped else {}
    drawn = base.mark_line(strokeWidth=2, invalid="break-paths-show-path-domains", **way).encode(
        detail="series:N", color=colour, strokeDash=dash
    )
    sign: dict[str, Any] = {"filled": True, "size": 48, "opacity": 1, "stroke": theme.ink, "strokeWidth": 0.8}
    points = base.transform_filter("isValid(datum.value) && datum.turns").mark_point(**sign)
    layers = [drawn.properties(name="lines"), points.encode(fill=colour, shape=shape).properties(name="points")]
    if ends:
        beside = alt.Chart(alt.Data(values=ends)).encode(x=alt.value("width"), y="value:Q")
        names = beside.mark_text(align="left", dx=alt.ExprRef("datum.beside"), fontSize=alt.ExprRef("datum.size"))
        signs = beside.transform_filter("datum.series != ''").mark_point(**sign, xOffset=_BESIDE / 2)
        layers.append(names.encode(text="name:N").properties(name="names"))
        layers.append(signs.encode(fill=colour, shape=shape).properties(name="signs"))
    if picture.reference is not None:
        layers.append(_level(picture))
    chart = alt.layer(*layers).properties(width=theme.width - room, height=HEIGHT)
    return chart.properties(autosize=alt.AutoSizeParams(type="fit-x", contains="padding")) if not ends else chart


def _told_apart(channel: Any, labels: list[str], values: list[Any]) -> Any:
    return channel("series:N", scale=alt.Scale(domain=labels, range=values), legend=None)


def _level(picture: Picture) -> alt.Chart:
    rule = alt.Chart(alt.Data(values=[{"at": picture.reference}])).mark_rule(strokeDash=[5, 4], strokeWidth=1.3)
    return rule.encode(y="at:Q").properties(name="reference")


def _ends(picture: Picture) -> list[dict[str, Any]]:
    """The names of the series and of the reference right of the last place, moved apart where two would overlap."""
    last: list[tuple[float, str, str]] = []
    for n, series in enumerate(picture.series):
        told = [p for p in picture.points if p.series == n and p.value is not None]
        if told and len(picture.series) > 1:
            last.append((max(told, key=lambda p: p.place).value or 0, series.label, series.label))
    if picture.reference is not None and picture.reference_label:
        last.append((picture.reference, picture.reference_label, ""))
    last.sort()
    heights = _apart([value for value, _name, _series in last], _LABEL_GAP * picture.highest / HEIGHT, picture.highest)
    return [
        {
            "value": height,
            "name": name,
            "series": series_label,
            "beside": 1.5 * _BESIDE if series_label else _BESIDE / 2,
            "size": look.SIZE if series_label else look.SMALL,
        }
        for height, (_value, name, series_label) in zip(heights, last, strict=True)
    ]


def _apart(values: list[float], gap: float, top: float) -> list[float]:
    """The sorted values, moved so that they are a gap apart and, where they have room, none is above the top."""
    heights: list[float] = []
    for value in values:
        heights.append(max(value, heights[-1] + gap) if heights else value)
    for place in reversed(range(len(heights))):
        highest = top if place + 1 == len(heights) else heights[place + 1] - gap
        heights[place] = min(heights[place], max(highest, place * gap))
    return heights


def swimmer(picture: Picture, theme: Theme) -> alt.TopLevelMixin:
    """A line for each case from its first to its last event; what lies after the last day drawn is written."""
    keys = ["\n".join(look.wrapped(place.label, 24 if theme.width > 400 else 12)) for place in picture.places]
    keys = [look.key(n, label) for n, label in enumerate(keys)]
    days = [p.value for p in picture.points if p.value is not None]
    first, last = min([1.0, *days]), max([2.0, *days])
    if picture.top is not None:
        last = min(last, picture.top)
    logarithmic = picture.logarithmic and first >= 1
    scale = alt.Scale(domain=[first, last], nice=False, type="log" if logarithmic else "linear")
    axis = alt.Axis(
        title=look.axis_title(picture.value_title, theme),
        values=ticks(first, last, logarithmic=logarithmic),
        format="d",
        ticks=True,
        orient="top" if len(keys) > 25 else "bottom",
    )
    y = alt.Y(
        "key:N",
        sort="ascending",
        scale=alt.Scale(domain=keys),
        axis=look.axis_of_names(),
    )
    spans = alt.Chart(alt.Data(values=_spans(picture, keys, last))).encode(y=y)
    x = alt.X("from:Q", scale=scale, axis=axis)
    layers = [
        spans.mark_rule(strokeWidth=3, opacity=0.3, strokeCap="round").encode(x=x, x2="to:Q").properties(name="spans")
    ]
    layers.append(_events(picture, theme, keys, last))
    over = spans.transform_filter("datum.over != ''")
    layers.append(
        over.mark_text(align="right", dx=-9, dy=-8, fontSize=look.SMALL)
        .encode(x="to:Q", text="over:N")
        .properties(name="over")
    )
    layers.append(
        over.mark_point(shape="triangle-right", filled=True, color=theme.ink, opacity=1, size=45)
        .encode(x="to:Q")
        .properties(name="arrows")
    )
    step = max(STEP, max((key.count("\n") + 1 for key in keys), default=1) * 15)
    return alt.layer(*layers).properties(width=theme.width, height=step * max(len(keys), 1))


def _events(picture: Picture, theme: Theme, keys: list[str], last: float) -> alt.Chart:
    """A mark for each event, and a legend of those that occur."""
    names = {event: next((p.text for p in picture.points if p.event == event), "") for event in MARKS}
    names = {event: name for event, name in names.items() if name}
    rows = [
        {"key": keys[p.place], "day": p.value, "label": p.text, "below": MARKS[p.event][2]}
        for event in names
        for p in picture.points
        if p.event == event and (p.value or 0) <= last
    ]
    labels = list(names.values())
    legend = look.legend(labels, theme, symbolStrokeWidth=1.4)
    # Ink is a scale too: a legend shows strokes of scales alone.
    ranges = ([MARKS[e][0] for e in names], [MARKS[e][1] for e in names], [theme.ink for _name in names])
    shape, fill, ink = (alt.Scale(domain=labels, range=values) for values in ranges)
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_point(strokeWidth=1.4, size=70, opacity=1, yOffset=alt.ExprRef("datum.below"))
        .encode(
            x="day:Q",
            y="key:N",
            shape=alt.Shape("label:N", scale=shape, legend=legend),
            fill=alt.Fill("label:N", scale=fill, legend=legend),
            stroke=alt.Stroke("label:N", scale=ink, legend=legend),
        )
        .properties(name="events")
    )


def _spans(picture: Picture, keys: list[str], last: float) -> list[dict[str, Any]]:
    """From the first to the last event of each case, with the words of those after the last day drawn."""
    rows = []
    for n, place in enumerate(keys):
        told = [(p.value, p.text) for p in picture.points if p.place == n and p.value is not None]
        if told:
            over = ", ".join(f"{text} {day:g}" for day, text in sorted(told) if day > last)
            first, final = min(told)[0], max(told)[0]
            rows.append({"key": place, "from": min(first, last), "to": min(final, last), "over": over})
    return rows


def ticks(first: float, last: float, *, logarithmic: bool = False) -> list[float]:
    """Days to name on the axis: the first one, then full steps."""
    if logarithmic:
        return [day for day in _DAYS if first <= day <= last]
    step = next((step for step in _STEPS if (last - first) / step <= 10), _STEPS[-1])
    even = [day * step for day in range(ceil(first / step), int(last // step) + 1)]
    return sorted({int(first), *(day for day in even if day - first >= step / 2)})
