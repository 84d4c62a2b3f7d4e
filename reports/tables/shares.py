"""Shares and values as cells: percent with an exact interval, medians in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from reports.sources.measures import Bounded, Counted
from reports.statistics.differences import Bounds, Share
from reports.statistics.medians import Quartiles, Span, quartiles
from reports.statistics.proportions import as_percent, exact, percent

Cells3 = tuple[float | None, float | None, float | None]


def share_of(counted: Counted) -> Share:
    """Yes, of those that are known."""
    return Share(counted.yes, counted.known)


def interval_cells(share: Share) -> Cells3:
    """Percent, and the exact interval; None three times when nobody is counted."""
    interval = exact(share.events, share.total)
    if interval is None:
        return None, None, None
    return percent(share.events, share.total), as_percent(interval.low), as_percent(interval.high)


def bound_cells(bounds: Bounds | None) -> tuple[float | None, float | None]:
    """Bounds of a difference in percentage points."""
    return (None, None) if bounds is None else (as_percent(bounds.low), as_percent(bounds.high))


def spans(values: Iterable[Bounded]) -> list[Span | None]:
    """Values as spans."""
    return [None if value is None else Span(*value) for value in values]


def known(values: Sequence[Span | None]) -> list[Span]:
    """Those that are not unknown."""
    return [value for value in values if value is not None]


def median_words(values: Sequence[Span | None], unit: str) -> str | None:
    """'median 2 - 3 (quartiles 1 to 4, range 1 to 9) day'; None when no value is known."""
    found: Quartiles = quartiles(values)
    if not (found.median and found.lower and found.upper and found.lowest and found.highest):
        return None
    return _("median %(median)s (quartiles %(lower)s to %(upper)s, range %(lowest)s to %(highest)s) %(unit)s") % {
        "median": span_words(found.median),
        "lower": span_words(found.lower),
        "upper": span_words(found.upper),
        "lowest": span_words(found.lowest),
        "highest": span_words(found.highest),
        "unit": unit,
    }


def span_words(span: Span) -> str:
    """'2', or '2 - 3' when it is not known more closely; two decimals at most."""
    low, high = (f"{round(number, 2):g}" for number in (span.low, span.high))
    return low if low == high else f"{low} - {high}"
