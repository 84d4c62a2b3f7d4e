"""The picture of the timeline: well-formed, safe, told in words, readable without colour."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cases.actions.seed import read_documented
from cases.documents.lettering import text_width, wrapped
from cases.documents.marks import mark
from cases.documents.timeline import WIDTH, in_words, timeline_svg
from cases.icsr import ICSR
from cases.icsr.codes import DrugRole
from cases.icsr.codes_lung import InfusionStatus
from cases.icsr.course import Infusion
from cases.icsr.drug import Drug
from cases.icsr.partial_date import PartialDate
from cases.icsr.reaction import Reaction
from cases.rules.timeline import EventKind, timeline

CASES = Path(__file__).parents[3] / "fixtures" / "cases"
SVG = "{http://www.w3.org/2000/svg}"


def picture(icsr: ICSR) -> ElementTree.Element:
    return ElementTree.fromstring(timeline_svg(timeline(icsr)))


def documented(name: str) -> ICSR:
    return read_documented(CASES / name)[0].icsr


def words(root: ElementTree.Element) -> str:
    return " ".join(item.text or "" for item in root.iter(f"{SVG}text"))


def infused(days: int, name: str = "drug") -> ICSR:
    rows = tuple(
        Infusion(course=1, infusion=day, status=InfusionStatus.GIVEN, start=PartialDate.parse(f"2026-01-{day:02d}"))
        for day in range(1, days + 1)
    )
    return ICSR(drugs=(Drug(role=DrugRole.SUSPECT, name=name, infusions=rows),))


def test_myro_in_words() -> None:
    said = in_words(timeline(documented("myro-2018.yaml")))
    assert "Course 1 of alemtuzumab: day 1: Infusion 1; day 1: Onset: Mild headache; day 1-2: Infusion 2" in said
    assert "day 4-5: Bronchoscopy (derived: 60 hours after onset of Diffuse alveolar bleeding)" in said
    assert "Not on the day axis: Onset: Pleuritis, course 1 (Effusions at the CT during the haemorrhage)" in said


def test_each_course_has_an_axis_and_long_gaps_are_broken() -> None:
    root = picture(documented("zhao-2025.yaml"))
    text = words(root)
    assert "Course 1 of alemtuzumab began 2022-07 Day 1 4 20" in text
    assert "Course 2 of alemtuzumab (given again) 1 year after the previous course Day 1" in text
    assert "Infusions 4, 5 withheld, course 1" in text
    # Days 1-4 and 4-20 have a gap each: two slanted strokes.
    strokes = [path.get("d", "") for path in root.iter(f"{SVG}path")]
    assert sum(1 for path in strokes if re.fullmatch(r"M\S+ \S+L\S+ \S+M\S+ \S+L\S+ \S+", path)) >= 2


def test_day_one_has_its_date_where_it_is_known() -> None:
    assert "Course 1 of drug day 1 is 2026-01-01 Day 1 2 3 Infusions 1, 2, 3" in words(picture(infused(3)))


def test_it_is_accessible_and_has_nothing_a_strict_policy_blocks() -> None:
    source = timeline_svg(timeline(documented("myro-2018.yaml")), name="panel")
    root = ElementTree.fromstring(source)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "panel-title panel-desc"
    assert [item.get("id") for item in root if item.get("id")] == ["panel-title", "panel-desc"]
    assert not [item.tag for item in root.iter() if item.tag in (f"{SVG}style", f"{SVG}script")]
    assert not [name for item in root.iter() for name in item.attrib if name == "style" or name.startswith("on")]


def test_texts_of_a_case_cannot_become_markup() -> None:
    evil = '</text><script>alert(1)</script>"\x00&'
    root = picture(infused(2, evil))
    assert not list(root.iter(f"{SVG}script"))
    assert "[U+0000]&" in words(root).replace(" ", "")


def test_each_kind_of_event_has_its_own_shape() -> None:
    shapes = {kind: re.sub(r'(stroke|fill)="(#\w+|currentColor)"', "", mark(kind, 10, 10)) for kind in EventKind}
    same = {
        frozenset({EventKind.PLANNED, EventKind.UNCLEAR}),
        frozenset({EventKind.SYMPTOMS_GONE, EventKind.LUNGS_CLEAR}),
    }
    alike = {frozenset({a, b}) for a in shapes for b in shapes if a != b and shapes[a] == shapes[b]}
    assert alike <= same


def test_an_empty_case_says_so() -> None:
    assert "No event is told yet." in words(picture(ICSR()))


@pytest.mark.parametrize("days", [1, 5, 31])
def test_day_numbers_never_overlap_and_nothing_leaves_the_picture(days: int) -> None:
    root = picture(infused(days))
    numbers = [item for item in root.iter(f"{SVG}text") if item.get("text-anchor") == "middle"]
    edges = sorted(
        (float(item.get("x", 0)) - text_width(item.text or "", 12) / 2, text_width(item.text or "", 12))
        for item in numbers
    )
    assert edges[0][0] >= 0
    for (left, width), (right, _width) in pairwise(edges):
        assert left + width <= right
    for item in root.iter(f"{SVG}text"):
        assert 0 <= float(item.get("x", -1)) <= WIDTH


def test_a_long_name_wraps_and_keeps_every_letter() -> None:
    name = "Überempfindlichkeitspneumonitis " * 6 + "x" * 90
    root = picture(ICSR(reactions=(Reaction(verbatim=name),)))
    assert re.sub(r"\s", "", name) in re.sub(r"\s", "", words(root))


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", []), ("one two", ["one", "two"]), ("abcdefghij", ["abcde", "fghij"]), ("日本語", ["日本", "語"])],
)
def test_wrapping(text: str, lines: list[str]) -> None:
    width = {"one two": 25, "abcdefghij": 31, "日本語": 25}.get(text, 10)
    assert wrapped(text, width, 10) == lines


def test_it_is_fast_enough_for_a_panel_that_follows_the_typing() -> None:
    case = documented("zhao-2025.yaml")
    began = time.perf_counter()
    for _turn in range(20):
        timeline_svg(timeline(case))
    assert (time.perf_counter() - began) / 20 < 0.1
