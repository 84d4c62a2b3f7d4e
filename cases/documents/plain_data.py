"""What a document holds as plain data for a template: JSON, never text put together into markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.documents.content import Chapter, Record, Section
from cases.documents.results import heads, result_cells
from cases.documents.stamp import Stamp, digest
from cases.icsr import ICSR
from cases.icsr.test import Test
from cases.typesetting.letters import visible

MOST_COLUMNS = 6
"""A table with more columns is hard to read on A4; such rows stand as paragraphs."""
LONGEST_CELL = 160


def heading_data(shown: ICSR, identity: bool, stamp: Stamp) -> dict[str, Any]:
    """What every page of a document says of itself."""
    withheld = _("Details that identify the patient or a reporter are withheld. Free text is printed as written.")
    return {
        "lang": (get_language() or "en").split("-")[0],
        "case": visible(stamp.case_number),
        "version": stamp.version,
        "state": visible(stamp.state),
        "printed": stamp.printed_at.isoformat(" ", "minutes"),
        "registry": visible(stamp.registry_version),
        "digest": digest(shown),
        "withheld": "" if identity else withheld,
    }


def chapter_data(icsr: ICSR, chapters: Iterable[Chapter]) -> list[dict[str, Any]]:
    """Chapters with their sections, each a table or a list of records."""
    return [
        {"title": chapter.title, "sections": [_section(icsr, section) for section in chapter.sections]}
        for chapter in chapters
    ]


def _section(icsr: ICSR, section: Section) -> dict[str, Any]:
    table = _tests(icsr, section) or _table(section)
    records = [] if table else _list(section) or [_record(icsr, record) for record in section.records]
    return {"title": section.title, "table": table, "records": records}


def _tests(icsr: ICSR, section: Section) -> dict[str, Any] | None:
    if not all(isinstance(row, Test) for row in section.rows):
        return None
    return {"head": heads(), "rows": [result_cells(icsr, row).cells() for row in section.rows]}


def _list(section: Section) -> list[dict[str, Any]]:
    """Rows with the same one element each as one line; none when they have more."""
    rows = section.records
    labels = {entry.label for row in rows for entry in row.entries}
    if len(rows) < 2 or len(labels) > 1 or any(row.below or len(row.entries) != 1 for row in rows):
        return []
    label = labels.pop()
    joined = "; ".join(row.entries[0].words for row in rows)
    lead = "" if label in (_("In words"), _("Drug")) else label
    return [{"title": section.title, "entries": [{"b": lead, "t": joined}], "below": []}]


def _table(section: Section) -> dict[str, Any] | None:
    """Two or more rows without parts as a table of the columns that one of them fills; None when they do not suit."""
    rows = section.records
    labels = list(dict.fromkeys(entry.label for row in rows for entry in row.entries))
    longest = max((len(entry.words) for row in rows for entry in row.entries), default=0)
    if (
        len(rows) < 2
        or not 2 <= len(labels) <= MOST_COLUMNS
        or longest > LONGEST_CELL
        or any(row.below for row in rows)
    ):
        return None
    held = [{entry.label: entry.words for entry in row.entries} for row in rows]
    return {"head": labels, "rows": [[row.get(label, "") for label in labels] for row in held]}


def _record(icsr: ICSR, record: Record) -> dict[str, Any]:
    return {
        "title": record.title,
        "entries": [{"b": entry.label, "t": entry.words} for entry in record.entries],
        "below": [_section(icsr, section) for section in record.below],
    }
