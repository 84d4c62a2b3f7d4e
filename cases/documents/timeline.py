"""The timeline of a case as an SVG picture, for the side panel of the form and for the case summary.

One axis a course; days on which nothing is known are left out of it and the break is marked. Drawn by hand rather than
by a chart library: see docs/adr/0007. Presentation attributes only, so that a content security policy without inline
styles lets it pass; `currentColor` follows the page, light or dark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases.documents.lettering import text_width, wrapped
from cases.documents.marks import SIZE, mark
from cases.rules.phrase import Phrase, phrase
from cases.rules.timeline import CourseLine, Event, EventKind, Timeline
from cases.rules.timeline_days import Days
from cases.typesetting.letters import visible

WIDTH = 360
"""Width of the drawing in its own units: one unit is a pixel at 360, so that 320 to 900 pixels stay readable."""
_FONT = 12
_LINE = 15
_MARGIN = 14
_GAP = 5
DERIVED = "*"
"""Marks an event whose day was worked out, not reported."""
_INFUSIONS = {
    EventKind.INFUSION: gettext_noop("Infusions %(numbers)s"),
    EventKind.WITHHELD: gettext_noop("Infusions %(numbers)s withheld"),
    EventKind.PLANNED: gettext_noop("Infusions %(numbers)s planned"),
}


@dataclass(frozen=True)
class _Axis:
    """Where the days of a course lie: a column for each day that an event begins or ends on."""

    days: tuple[int, ...]

    @property
    def step(self) -> float:
        return (WIDTH - 2 * _MARGIN - 2 * SIZE) / max(len(self.days) - 1, 1)

    def x(self, day: int) -> float:
        return round(_MARGIN + SIZE + self.days.index(day) * self.step, 1)


@dataclass(frozen=True)
class _Row:
    """Events that share a line of the drawing, and the words beside them."""

    events: tuple[Event, ...]
    words: str


def timeline_svg(timeline: Timeline, *, name: str = "timeline", font: str = "") -> str:
    """The picture as SVG text, safe to put into a page; `name` makes its ids unique there.

    `font` names the font for a picture that inherits none, as in a PDF.
    """
    body: list[str] = []
    y = 4.0
    for course in timeline.courses:
        y = _course(course, y, body)
    y = _legend(timeline, y, body)
    y = _apart(timeline.apart, y, body)
    if timeline.is_empty:
        y = _text(_MARGIN, y, wrapped(_("No event is told yet."), WIDTH - 2 * _MARGIN, _FONT), body)
    family = f' font-family="{escape(font)}"' if font else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 6:g}" width="100%" role="img" '
        f'class="timeline" aria-labelledby="{escape(name)}-title {escape(name)}-desc" font-size="{_FONT}"{family} '
        f'fill="currentColor"><title id="{escape(name)}-title">{escape(_("Timeline of the case"))}</title>'
        f'<desc id="{escape(name)}-desc">{escape(in_words(timeline))}</desc>{"".join(body)}</svg>'
    )


def in_words(timeline: Timeline) -> str:
    """The whole picture as sentences, for those who hear it."""
    parts = [_("Timeline of the case.")]
    for course in timeline.courses:
        events = "; ".join(event_words(event) for event in course.events)
        parts.append(f"{_heading(course)}: {events}.")
    if timeline.apart:
        parts.append(f"{_('Not on the day axis')}: {'; '.join(_apart_words(row) for row in _rows(timeline.apart))}.")
    if timeline.is_empty:
        parts.append(_("No event is told yet."))
    return " ".join(parts)


def event_words(event: Event) -> str:
    """One event with its day, and where that comes from when it was derived."""
    return f"{day_words(event.days)}: {_say(event.label)}{_note(event)}"


def day_words(days: Days | None) -> str:
    """A day, or two between which it lies."""
    if days is None:
        return _("day not told")
    if days.earliest == days.latest:
        return _("day %(day)s") % {"day": days.earliest}
    return _("day %(first)s-%(last)s") % {"first": days.earliest, "last": days.latest}


def _say(words: Phrase | None) -> str:
    return visible(words.through(_)) if words else ""


def _heading(course: CourseLine) -> str:
    words = [_("Course %(number)s") % {"number": course.course} if course.course is not None else _("Course")]
    if course.drug:
        words.append(_("of %(drug)s") % {"drug": visible(course.drug)})
    if course.retreatment:
        words.append(_("(given again)"))
    return " ".join(words)


def _about(course: CourseLine) -> str:
    words = [_say(course.after_previous)]
    if course.day_one:
        words.append(_("day 1 is %(date)s") % {"date": course.day_one})
    if course.start:
        words.append(_("began %(date)s") % {"date": course.start})
    return ", ".join(word for word in words if word)


def _course(course: CourseLine, y: float, body: list[str]) -> float:
    y = _text(_MARGIN, y, wrapped(_heading(course), WIDTH - 2 * _MARGIN, _FONT), body, ' font-weight="700"')
    if line := _about(course):
        y = _text(_MARGIN, y, wrapped(line, WIDTH - 2 * _MARGIN, _FONT), body)
    days = {day for event in course.events if event.days for day in (event.days.earliest, event.days.latest)}
    axis = _Axis(tuple(sorted(days)))
    rows = list(_rows(course.events))
    top = y + 20
    slot = len(body)
    y = top + 8
    for row in rows:
        y = _row(row, axis, y, body)
    body.insert(slot, _axis(axis, top, y))
    return y + 14


def _axis(axis: _Axis, top: float, bottom: float) -> str:
    """Day numbers, the axis with its breaks, and a faint line down from each day."""
    drawn: list[str] = []
    free = 0.0
    for position, day in enumerate(axis.days):
        x = axis.x(day)
        drawn.append(
            f'<path d="M{x:g} {top:g}V{bottom - 4:g}" stroke="currentColor" stroke-opacity="0.18" fill="none"/>'
            f'<path d="M{x:g} {top - 3:g}V{top + 3:g}" stroke="currentColor" fill="none"/>'
        )
        words = str(day) if position else _("Day %(day)s") % {"day": day}
        half = text_width(words, _FONT) / 2
        left = x - half if position else x - SIZE
        if left >= free:
            drawn.append(f'<text x="{left + half:g}" y="{top - 7:g}" text-anchor="middle">{words}</text>')
            free = left + 2 * half + 3
        if position:
            drawn.append(_stretch(axis.x(axis.days[position - 1]), x, top, day - axis.days[position - 1] > 1))
    return "".join(drawn)


def _stretch(left: float, right: float, y: float, broken: bool) -> str:
    line = 'stroke="currentColor" stroke-width="1.4" fill="none"'
    if not broken:
        return f'<path d="M{left:g} {y:g}H{right:g}" {line}/>'
    middle = round((left + right) / 2, 1)
    a, b = middle - 3, middle + 3
    return (
        f'<path d="M{left:g} {y:g}H{a:g}M{b:g} {y:g}H{right:g}" {line}/>'
        f'<path d="M{a - 2:g} {y + 5:g}L{a + 2:g} {y - 5:g}M{b - 2:g} {y + 5:g}L{b + 2:g} {y - 5:g}" {line}/>'
    )


def _rows(events: Iterable[Event]) -> Iterator[_Row]:
    """Infusions on known days share a row, those of one kind between the same days another; the rest stand alone."""
    rows: dict[object, list[Event]] = {}
    for event in events:
        days, mergeable = event.days, event.kind in _INFUSIONS and event.number is not None
        certain = days is not None and days.earliest == days.latest
        key = (event.kind, event.course, "certain" if certain else days, event.note is None)
        rows.setdefault(key if mergeable else id(event), []).append(event)
    for group in rows.values():
        yield _Row(tuple(group), _row_words(group))


def _row_words(events: list[Event]) -> str:
    first = events[0]
    if len(events) > 1:
        numbers = ", ".join(str(event.number) for event in events)
        words = _(_INFUSIONS[first.kind]) % {"numbers": numbers}
    else:
        words = _say(first.label)
    if first.days is None:
        return words
    star = "" if first.note is None else DERIVED
    return f"{words} ({day_words(first.days)}){star}" if first.days.earliest != first.days.latest else words + star


def _row(row: _Row, axis: _Axis, y: float, body: list[str]) -> float:
    """Marks at their days, words to the right of them, or to the left where more room is there."""
    first = min(axis.x(event.days.earliest) for event in row.events if event.days) - SIZE - _GAP
    last = max(axis.x(event.days.latest) for event in row.events if event.days) + SIZE + _GAP
    right, left = WIDTH - 4 - last, first - 4
    to_right = right >= min(text_width(row.words, _FONT), left)
    room = right if to_right else left
    below = room < 90
    lines = wrapped(row.words, WIDTH - 2 * _MARGIN if below else room, _FONT)
    middle = y + _LINE / 2 + 1
    tips = "; ".join(event_words(event) for event in row.events)
    body.append(f"<g><title>{escape(tips)}</title>{''.join(_span(event, axis, middle) for event in row.events)}")
    if below:
        y = _text(_MARGIN, y + _LINE, lines, body)
    else:
        y = _text(last if to_right else first, y, lines, body, "" if to_right else ' text-anchor="end"')
    body.append("</g>")
    return y + 3


def _note(event: Event) -> str:
    return f" ({_say(event.note)})" if event.note else ""


def _span(event: Event, axis: _Axis, y: float) -> str:
    """The mark; between two days, a bar with an end at each and the mark in its middle."""
    assert event.days is not None  # noqa: S101 - rows hold events with days
    left, right = axis.x(event.days.earliest), axis.x(event.days.latest)
    if left == right:
        return mark(event.kind, left, y)
    bar = (
        f'<path d="M{left:g} {y - 4:g}V{y + 4:g}M{left:g} {y:g}H{right:g}M{right:g} {y - 4:g}V{y + 4:g}" '
        'stroke="currentColor" stroke-dasharray="3 2" fill="none"/>'
    )
    return bar + mark(event.kind, round((left + right) / 2, 1), y)


def _legend(timeline: Timeline, y: float, body: list[str]) -> float:
    if not any(event.note for course in timeline.courses for event in course.events):
        return y
    words = _("%(mark)s this day was worked out, not reported") % {"mark": DERIVED}
    return _text(_MARGIN, y - 8, wrapped(words, WIDTH - 2 * _MARGIN, _FONT), body) + 12


def _apart(events: tuple[Event, ...], y: float, body: list[str]) -> float:
    if not events:
        return y
    y = _text(_MARGIN, y, [_("Not on the day axis")], body, ' font-weight="700"')
    indent = _MARGIN + 2 * SIZE + _GAP
    for row in _rows(events):
        body.append(f"<g>{mark(row.events[0].kind, _MARGIN + SIZE, y + _LINE / 2 + 1)}")
        y = _text(indent, y, wrapped(_apart_words(row), WIDTH - indent - 4, _FONT), body) + 3
        body.append("</g>")
    return y


def _apart_words(row: _Row) -> str:
    event, words = row.events[0], row.words
    if event.course is not None:
        words = _say(phrase(gettext_noop("%(event)s, course %(course)s"), event=words, course=event.course))
    return words + _note(event)


def _text(x: float, y: float, lines: Iterable[str], body: list[str], more: str = "") -> float:
    for line in lines:
        y += _LINE
        body.append(f'<text x="{x:g}" y="{y - 3:g}"{more}>{escape(line)}</text>')
    return y
