"""The case summary as PDF: all that is known of a case in clinical order, with the picture of its course."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases.documents.cioms_boxes import onset_words
from cases.documents.content import chapters, doubtful_sources_only, element_words, withhold
from cases.documents.plain_data import chapter_data, heading_data
from cases.documents.stamp import Stamp
from cases.documents.timeline import event_words, in_words, timeline_svg
from cases.documents.typesetting import pdf
from cases.icsr import ICSR
from cases.icsr.patient import Patient
from cases.icsr.spec import elements
from cases.rules.timeline import timeline
from cases.rules.timeline_days import suspects
from cases.store import numbered
from cases.typesetting.letters import visible


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
        "glance": glance(shown, whole),
        "chapters": chapter_data(shown, chapters(doubtful_sources_only(shown))),
        "timeline": "" if line.is_empty else timeline_svg(line, font="Noto Sans"),
        "timeline_words": in_words(line),
        "derived": derived,
    }
    return pdf("summary.typ", data, at=stamp.printed_at)


def glance(shown: ICSR, whole: ICSR) -> list[dict[str, str]]:
    """Who, what drug, what reaction and how it ended, in three lines."""
    specs = dict(elements(Patient))
    patient = shown.patient
    who = [
        element_words(shown, name, specs[name], getattr(patient, name))
        for name in ("sex", "age_at_onset", "age_group")
        if getattr(patient, name, None) is not None
    ]
    drugs = [visible(drug.name) for _number, drug in suspects(shown) if drug.name]
    reactions = [
        ", ".join(
            words for words in (visible(row.verbatim or ""), _(row.outcome.label) if row.outcome else "") if words
        )
        for row in shown.reactions
    ]
    lines = (
        (_("Patient"), ", ".join(who)),
        (_("Suspect drug"), ", ".join(drugs)),
        (_("Reactions"), "; ".join(words for words in reactions if words)),
        (_("Onset of the first reaction"), onset_words(whole)),
    )
    return [{"b": f"{lead}:", "t": words} for lead, words in lines if words]
