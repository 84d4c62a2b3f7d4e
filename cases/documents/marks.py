"""The marks of the timeline: each kind of event has a shape of its own, so that none depends on colour."""

from __future__ import annotations

from cases.rules.timeline import EventKind

SIZE = 7
"""Half the width of a mark, in the units of the drawing."""

_TRIANGLE = "M{l} {t}H{r}L{x} {b}Z"
_CROSS = "M{l} {t}L{r} {b}M{l} {b}L{r} {t}"
_DIAMOND = "M{x} {t}L{r} {y}L{x} {b}L{l} {y}Z"
_SQUARE = "M{l} {t}H{r}V{b}H{l}Z"
_PLUS = "M{x} {t}V{b}M{l} {y}H{r}"
_TICK = "M{l} {y}L{x} {b}L{r} {t}"
_FLAG = "M{l} {b}V{t}H{r}V{y}H{l}"
_DAGGER = "M{x} {t}V{b}M{l} {u}H{r}"
_BAR = "M{l} {b}H{r}"

_SHAPES: dict[EventKind, tuple[str, str, str]] = {
    EventKind.INFUSION: (_TRIANGLE, "#1d4ed8", "#1d4ed8"),
    EventKind.STOPPED: (_TRIANGLE + _BAR, "none", "#1d4ed8"),
    EventKind.WITHHELD: (_CROSS, "none", "currentColor"),
    EventKind.PLANNED: (_TRIANGLE, "none", "currentColor"),
    EventKind.UNCLEAR: (_TRIANGLE, "none", "currentColor"),
    EventKind.ONSET: (_DIAMOND, "#dc2626", "#dc2626"),
    EventKind.IMAGING: (_SQUARE, "none", "currentColor"),
    EventKind.TREATMENT: (_PLUS, "none", "currentColor"),
    EventKind.SYMPTOMS_GONE: (_TICK, "none", "#15803d"),
    EventKind.LUNGS_CLEAR: (_TICK, "none", "#15803d"),
    EventKind.REACTION_END: (_FLAG, "none", "#15803d"),
    EventKind.DEATH: (_DAGGER, "none", "currentColor"),
}
"""Path, fill and line of each mark; a bronchoscopy is a circle."""


def mark(kind: EventKind, x: float, y: float) -> str:
    """The mark of a kind of event around (x, y) as SVG."""
    half = SIZE - 2
    if kind is EventKind.BRONCHOSCOPY:
        ring = f'<circle cx="{x:g}" cy="{y:g}" r="{half}" fill="none" stroke="currentColor" stroke-width="1.6"/>'
        return ring + f'<circle cx="{x:g}" cy="{y:g}" r="1.8" fill="currentColor"/>'
    path, fill, line = _SHAPES[kind]
    places = {"x": x, "y": y, "l": x - half, "r": x + half, "t": y - half, "b": y + half, "u": y - half / 3}
    drawn = path.format(**{name: f"{value:g}" for name, value in places.items()})
    return f'<path d="{drawn}" fill="{fill}" stroke="{line}" stroke-width="1.8" stroke-linejoin="round"/>'
