"""Drawings: every number has its mark, nothing of the outside, the same bytes each time, readable without colour."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from reports.renderers import charts
from reports.renderers.charts import PAGE, PAPER, PHONE, DrawingError, picture, png, svg
from reports.renderers.drawing import theme
from reports.renderers.drawing.lines import ticks
from reports.renderers.drawing.process import DrawingProcess
from reports.tables.alternative import described
from reports.tables.chart import Chart
from tests.reports.chart_builders import CHARTS, onset, outcome, report

REPORT = report()
_SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script> \"'& \\n {{x}} datum.label \x07 \ud800 <b> ${1} %s 日本 עברית"
ROOT = Path(__file__).parents[2]
PROCESS = DrawingProcess()


def drawn(chart: Chart, look: charts.Theme = PAGE) -> ET.Element:
    """The drawing as a tree."""
    return ET.fromstring(svg(chart, REPORT, look))


def marks(root: ET.Element, name: str) -> list[ET.Element]:
    """All marks of the layer of that name."""
    groups = [element for element in root.iter() if element.get("class") == f"chart-{name}"]
    return [mark for group in groups for mark in group]


def texts(root: ET.Element, name: str = "") -> list[str]:
    """What is written, in all or in one layer."""
    elements = marks(root, name) if name else list(root.iter(f"{_SVG}text"))
    return ["".join(element.itertext()) for element in elements]


@pytest.mark.parametrize(
    ("chart", "layer", "count"),
    [
        ("onset", "bars", 10),
        ("onset", "figures", 10),
        ("outcome", "bars", 14),  # 4 + 4 + 4 parts, none of the hidden row, 2 of the last
        ("received", "points", 50),  # 19 + 19 years and the 12 with published cases, 2013 left out of none
        ("scores", "bars", 10),
        ("scores", "reference", 1),
        ("centres", "bars", 3),
        ("centres", "intervals", 3),
        ("courses", "spans", 7),
        ("courses", "arrows", 1),
        ("figures", "points", 5),
        ("figures", "intervals", 5),
        ("ratios", "points", 3),
        ("ratios", "arrows_left", 1),
        ("ratios", "arrows_right", 1),
    ],
)
def test_every_number_has_its_mark(chart, layer, count):
    if chart == "received":
        count = sum(value is not None for row in REPORT.table("received").rows for value in row[1:])
    assert len(marks(drawn(CHARTS[chart]), layer)) == count


def test_every_event_within_the_axis_has_its_mark():
    shown = picture(CHARTS["courses"], REPORT.table("courses"))
    within = [point for point in shown.points if (point.value or 0) <= 60]
    assert len(marks(drawn(CHARTS["courses"]), "events")) == len(within) == len(shown.points) - 1
    assert texts(drawn(CHARTS["courses"]), "over") == ["Recovered 412"]


def test_heights_are_in_proportion_to_the_numbers():
    heights = [float(re.findall(r"v([\d.]+)h-", bar.get("d", ""))[0]) for bar in marks(drawn(CHARTS["onset"]), "bars")]
    numbers = [row[1] for row in onset().rows]
    unit = heights[1] / numbers[1]
    assert heights == pytest.approx([number * unit for number in numbers], abs=0.6)


def test_figures_and_labels_are_written():
    assert texts(drawn(CHARTS["onset"]), "figures") == [str(row[1]) for row in onset().rows]
    written = " ".join(texts(drawn(CHARTS["outcome"])))
    for words in ("Recovered", "Died", "Other known outcome", "Not known", "Not all counts are shown.", "n = 49"):
        assert words in written.replace("\u00a0", " ")
    assert "8.2 % (2.3 - 19.6)" in texts(drawn(CHARTS["figures"]))
    assert "1 more is not drawn." in "".join(texts(drawn(CHARTS["courses"])))
    assert "No score: 6" in "".join(texts(drawn(CHARTS["scores"])))


@pytest.mark.parametrize("look", [PAGE, PHONE, PAPER], ids=lambda look: look.name)
@pytest.mark.parametrize("name", CHARTS)
def test_a_page_may_hold_it(name, look):
    text = svg(CHARTS[name], REPORT, look)
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    words = {child.get("id"): child.text for child in root if child.tag in (f"{_SVG}title", f"{_SVG}desc")}
    assert [words[key] for key in root.get("aria-labelledby", "").split()] == [
        CHARTS[name].title,
        CHARTS[name].alternative,
    ]
    for element in root.iter():
        assert element.tag.removeprefix(_SVG) in {
            *("svg", "title", "desc", "defs", "pattern", "g", "path", "line", "rect", "circle", "text", "tspan"),
        }
        for key, value in element.attrib.items():
            assert key != "style"
            assert not key.startswith(("on", "{"))
            assert not key.endswith("href")
            assert "url(" not in value or re.fullmatch(rf"url\(#{name}-{look.name}-\w+\)", value)
        if element.get("id"):
            assert element.get("id", "").startswith(f"{name}-{look.name}-")
    assert text.count("http") == text.count("http://www.w3.org/2000/svg") == 1


def test_ids_are_unique_among_all_pictures_of_a_page():
    found = [
        element.get("id") for name in CHARTS for look in (PAGE, PHONE) for element in drawn(CHARTS[name], look).iter()
    ]
    ids = [one for one in found if one]
    assert len(ids) == len(set(ids))
    used = {ref for name in CHARTS for ref in re.findall(r"url\(#([\w-]+)\)", svg(CHARTS[name], REPORT))}
    assert used <= set(ids)


def test_two_processes_draw_the_same_bytes():
    other = DrawingProcess()
    for name, chart in CHARTS.items():
        shown = picture(chart, REPORT.table(chart.table))
        assert other.draw(shown, PAPER, None) == PROCESS.draw(shown, PAPER, None), name
    assert other.draw(shown, PAPER, 1.0) == PROCESS.draw(shown, PAPER, 1.0)


@pytest.mark.parametrize("name", CHARTS)
def test_png_is_as_large_as_the_scale_says(name):
    image = Image.open(io.BytesIO(png(CHARTS[name], REPORT, 2)))
    root = drawn(CHARTS[name], PAPER)
    assert image.size == pytest.approx((2 * float(root.get("width", 0)), 2 * float(root.get("height", 0))), abs=2)
    darkest, lightest = image.convert("L").getextrema()
    assert darkest < 80
    assert lightest == 255


@pytest.mark.parametrize("look", [PAGE, PHONE, PAPER], ids=lambda look: look.name)
@pytest.mark.parametrize("name", CHARTS)
def test_it_is_about_as_wide_as_asked(name, look):
    assert float(drawn(CHARTS[name], look).get("width", 0)) <= look.width * 1.08


def test_in_a_page_ink_is_that_of_the_page():
    text = svg(CHARTS["onset"], REPORT, PAGE)
    assert 'fill="currentColor"' in text
    assert 'fill="white"' not in text
    assert "currentColor" not in svg(CHARTS["onset"], REPORT, PAPER)


@pytest.mark.parametrize("name", CHARTS)
def test_hostile_text_is_text(name):
    chart = CHARTS[name]
    table = REPORT.table(chart.table)
    rows = tuple((HOSTILE, *row[1:]) for row in table.rows[:1]) + table.rows[1:]
    columns = tuple(replace(column, label=f"{HOSTILE}{n}") for n, column in enumerate(table.columns))
    hostile = replace(table, rows=rows, columns=columns)
    bad = described(
        replace(chart, title=HOSTILE, denominator=HOSTILE, reference_label=HOSTILE, category_title=HOSTILE), hostile
    )
    root = ET.fromstring(str(PROCESS.draw(picture(bad, hostile), PAGE, None)))
    assert not [element for element in root.iter() if "script" in element.tag or element.tag.endswith("}b")]
    written = "".join(texts(root)).replace(" ", "")
    assert "</text><script>alert(1)" in written
    assert "datum.label" in written
    assert "\x07" not in written


def test_nothing_to_draw_and_everything_hidden_are_drawn():
    for name, chart in CHARTS.items():
        table = REPORT.table(chart.table)
        empty = replace(table, rows=())
        shown = picture(described(chart, empty), empty)
        root = ET.fromstring(str(PROCESS.draw(shown, PAGE, None)))
        assert "There is nothing to show." in "".join(texts(root)), name
    hidden = replace(outcome(), rows=tuple((row[0], *("*" for _cell in row[1:])) for row in outcome().rows))
    root = ET.fromstring(str(PROCESS.draw(picture(CHARTS["outcome"], hidden), PAGE, None)))
    assert not marks(root, "bars")
    assert texts(root, "figures") == ["Not all counts are shown."] * 5


def lightness(colour: str) -> float:
    """CIE L* of an sRGB colour under D65 (CIE 15; IEC 61966-2-1)."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16 if y > (6 / 29) ** 3 else y * (29 / 3) ** 3


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""

    def luminance(colour: str) -> float:
        level = lightness(colour)
        return ((level + 16) / 116) ** 3 if level > 8 else level * (3 / 29) ** 3

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_fills_differ_in_grey_and_letters_on_them_can_be_read():
    levels = sorted(lightness(colour) for colour in (*theme.COLOURS, "#ffffff"))
    assert min(high - low for low, high in pairwise(levels)) > 10
    assert min(high - low for low, high in pairwise(levels[:-1])) > 15
    for fill, letters in zip(theme.COLOURS, theme.ON_COLOURS, strict=True):
        assert contrast(fill, letters) >= 4.5
    for one, next_one in pairwise(theme.COLOURS):
        assert abs(lightness(one) - lightness(next_one)) > 15


def test_figures_of_parts_stand_in_their_parts_and_what_is_hidden_above():
    parts = replace(CHARTS["onset"], value="", values=("recovered", "died"), category="group", table="outcome")
    shown = picture(replace(parts, omit=("All",)), outcome())
    root = ET.fromstring(str(PROCESS.draw(shown, PAGE, None)))
    assert texts(root, "figures") == ["*"]
    assert texts(root, "parts") == ["31", "22", "41", "5"]  # 4, 5, 3, 3, 0, 1 of 63 are too low to hold a figure


def test_what_stands_apart_has_a_pattern_not_a_colour():
    fills = [bar.get("fill") for bar in marks(drawn(CHARTS["onset"]), "bars")]
    assert fills == [theme.COLOURS[0]] * 9 + ["url(#onset-page-hatch)"]
    assert "onset-page-hatch" in {element.get("id") for element in drawn(CHARTS["onset"]).iter()}


def test_lines_differ_in_dash_and_shape():
    dashes = {line.get("stroke-dasharray") for line in marks(drawn(CHARTS["received"]), "lines")}
    assert len(dashes) == 3
    assert len({mark.get("d") for mark in marks(drawn(CHARTS["received"]), "points")}) == 3


@pytest.mark.parametrize(
    ("first", "last", "logarithmic", "days"),
    [
        (1, 9, False, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (1, 60, False, [1, 7, 14, 21, 28, 35, 42, 49, 56]),
        (-3, 9, False, [-3, -2, 0, 2, 4, 6, 8]),
        (1, 40, True, [1, 2, 3, 5, 7, 10, 14, 21, 30]),
    ],
)
def test_days_named_on_the_axis(first, last, logarithmic, days):
    assert ticks(first, last, logarithmic=logarithmic) == days


def test_a_dead_process_is_replaced_and_one_that_hangs_is_ended():
    process = DrawingProcess()
    shown = picture(CHARTS["onset"], REPORT.table("onset"))
    first = process.draw(shown, PAGE, None)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    assert process.draw(shown, PAGE, None) == first
    old = process.pid
    os.kill(old, signal.SIGSTOP)
    with pytest.raises(DrawingError, match="'onset'"):
        process.draw(shown, PAGE, None, seconds=0.2)
    assert process.pid is None
    assert process.draw(shown, PAGE, None) == first


def test_what_cannot_be_drawn_says_so_without_the_text_of_the_report():
    shown = picture(CHARTS["onset"], REPORT.table("onset"))
    with pytest.raises(DrawingError) as raised:
        PROCESS.draw(replace(shown, kind="Secret"), PAGE, None)
    assert "Secret" not in str(raised.value)


def test_the_process_that_asks_stays_small_and_draws_twice_only_what_differs():
    code = (
        "import resource, sys\n"
        "from django.conf import settings; settings.configure(USE_I18N=False)\n"
        "from reports.renderers import charts\n"
        "from tests.reports.chart_builders import CHARTS, report\n"
        "if __name__ == '__main__':\n"
        "    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "    for n in range(3):\n"
        "        [charts.svg(c, report()) for c in CHARTS.values()]\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, charts._drawn.cache_info().misses)\n"
        "    print(sorted({'altair', 'vl_convert'} & set(sys.modules)))\n"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    figures, loaded = found.stdout.splitlines()
    kilobytes, misses = map(int, figures.split())
    assert kilobytes < 20_000
    assert misses == len(CHARTS)
    assert loaded == "[]"
