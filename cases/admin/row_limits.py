"""How many rows a page may send: what no case needs is refused before anything is built from it."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import SuspiciousOperation

ROWS_OF_A_SECTION = 300
"""Far more than the longest list of laboratory results that a report carried."""
ROWS_OF = {"drugs": 100}
"""A drug's row takes several times as long as others: it has rows of its own."""
ROWS_OF_A_PAGE = 600
"""All sections together, nested rows included; a page of Myro's case has some 70."""
_DIGITS = 6
_TOTAL = "-TOTAL_FORMS"


class TooManyRows(SuspiciousOperation):
    """The page claims more rows than any case has; nothing of it was read."""


def most_rows(section: str) -> int:
    """The most rows that a section takes."""
    return ROWS_OF.get(section, ROWS_OF_A_SECTION)


def count(sent: str) -> int:
    """A count as a form sent it; one of many digits stands for too many, and what is none for none."""
    return int(sent[:_DIGITS]) if sent.isdecimal() else 0


def refuse_too_many_rows(sent: Mapping[str, str]) -> None:
    """Raise `TooManyRows` when the counts that a form sent add up to more than a page may have."""
    if sum(count(value) for name, value in sent.items() if name.endswith(_TOTAL)) > ROWS_OF_A_PAGE:
        raise TooManyRows("A form claimed too many rows.")
