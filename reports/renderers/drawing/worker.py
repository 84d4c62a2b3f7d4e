"""The drawing process: takes pictures from a pipe, gives SVG or PNG back, and ends with the process that began it."""

from __future__ import annotations

import signal
from functools import cache
from multiprocessing.connection import Connection

from cases.typesetting.font_files import FONT_PACKAGES, folders_of
from reports.renderers.drawing.picture import Picture, Theme


def serve(pipe: Connection) -> None:
    """Draw what comes until nobody is at the other end. What fails comes back as its message."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process decides when this one ends
    while True:
        try:
            picture, theme, scale = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send((True, draw(picture, theme, scale)))
        except Exception as error:
            pipe.send((False, f"{type(error).__name__}: {error}"))


def draw(picture: Picture, theme: Theme, scale: float | None) -> str | bytes:
    """The picture as SVG, or with a scale as PNG made of that same SVG."""
    import vl_convert

    from reports.renderers.drawing import columns, forest, lines
    from reports.renderers.drawing.clean import clean
    from reports.renderers.drawing.theme import finished

    _register_fonts()
    kinds = {
        "histogram": columns.histogram,
        "stacked": columns.stacked,
        "bars": columns.bars,
        "line": lines.line,
        "swimmer": lines.swimmer,
        "forest": forest.forest,
    }
    padded = picture.kind == "forest" or picture.names_at_ends
    drawing = kinds[picture.kind](picture, theme)
    spec = finished(drawing, picture, theme, fit=not padded)
    svg = clean(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]), picture, theme)
    return svg if scale is None else vl_convert.svg_to_png(svg, scale=scale)


@cache
def _register_fonts() -> None:
    import vl_convert

    for name in FONT_PACKAGES:
        for folder in folders_of(name):
            vl_convert.register_font_directory(str(folder))
