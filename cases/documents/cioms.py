"""The CIOMS I form of a case as PDF: boxes 1 to 26, continuation pages, and what the form has no box for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases.documents.cioms_boxes import boxes
from cases.documents.content import chapters, doubtful_sources_only, withhold
from cases.documents.form_reader import FormReader
from cases.documents.plain_data import chapter_data, heading_data
from cases.documents.stamp import Stamp
from cases.documents.typesetting import pdf
from cases.icsr import ICSR
from cases.store import numbered


def cioms_pdf(icsr: ICSR, *, identity: bool, stamp: Stamp) -> bytes:
    """The form; without `identity`, elements that identify a person are withheld, and it says so.

    A text that does not fit its box goes on at the continuation pages. Raises `TypesettingError`.
    """
    whole = numbered(icsr)
    shown = whole if identity else withhold(whole)
    reader = FormReader(shown)
    made = boxes(reader, whole, stamp)
    data = {
        **heading_data(shown, identity, stamp),
        "title": _("CIOMS I form, case %(case)s") % {"case": stamp.case_number},
        "boxes": made,
        "rest": chapter_data(shown, chapters(doubtful_sources_only(shown), without=reader.used)),
    }
    return pdf("cioms.typ", data, at=stamp.printed_at)
