"""The case summary as PDF: all that is known of a case in clinical order, with the picture of its course."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases.documents.content import chapters, doubtful_sources_only, withhold
from cases.documents.plain_data import chapter_data, heading_data
from cases.documents.stamp import Stamp
from cases.documents.timeline import event_words, in_words, timeline_svg
from cases.documents.typesetting import pdf
from cases.icsr import ICSR
from cases.rules.timeline import timeline
from cases.store import numbered


def summary_pdf(icsr: ICSR, *, identity: bool, stamp: Stamp) -> bytes:
    """The summary; without `identity`, elements that identify a person are withheld, and it says so.

    Raises `TypesettingError`.
    """
    whole = numbered(icsr)
    shown = whole if identity else withhold(whole)
    line = timeline(whole)
    derived = [event_words(event) for course in line.courses for event in course.events if event.note]
    data = {
        **heading_data(shown, identity, stamp),
        "title": _("Summary of case %(case)s") % {"case": stamp.case_number},
        "chapters": chapter_data(shown, chapters(doubtful_sources_only(shown))),
        "timeline": "" if line.is_empty else timeline_svg(line, font="Noto Sans"),
        "timeline_words": in_words(line),
        "derived": derived,
    }
    return pdf("summary.typ", data, at=stamp.printed_at)
