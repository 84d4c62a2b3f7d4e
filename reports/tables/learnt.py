"""What the registry has learnt of a drug and a reaction, for those who report: outcome and onset, small numbers hidden.

Cases of the published literature are public and shown as they are; the numbers of all others are suppressed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from reports.sources import registry
from reports.sources.centre import Topic
from reports.sources.population import Name, Population
from reports.statistics.proportions import percent
from reports.statistics.suppression import Figure, Shown, suppress_row
from reports.tables.report import COUNT, Column, ReportTable, Value

HIDDEN = "*"
"""Stands where a number is hidden."""
DAYS: tuple[tuple[int, int], ...] = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 7), (8, 30))
"""First and last day of each class of the day of onset; day 1 is that of the course's first infusion."""


@dataclass(frozen=True)
class Recovered:
    """The share of reports with a known outcome in which the patient recovered."""

    recovered: int
    known: int
    published_only: bool
    """True where the numbers from centres are too small to enter it."""

    @property
    def share(self) -> float | None:
        """In percent; None when no outcome is known."""
        return percent(self.recovered, self.known)


@dataclass(frozen=True)
class Learnt:
    """What is known of a drug and a reaction."""

    topic: Topic
    lock_point: date | None
    reports: Figure
    recovered: Recovered
    tables: tuple[ReportTable, ...]

    @property
    def hides(self) -> bool:
        """Whether a number is hidden."""
        return any(HIDDEN in row for table in self.tables for row in table.rows)


def learnt(topic: Topic) -> Learnt:
    """Count a topic's accepted cases of all centres."""
    day = registry.lock_point(None)
    population = Population(
        drugs=(Name(topic.drug, (topic.drug,)),), reactions=(Name(topic.reaction, (topic.reaction,)),), as_of=day
    )
    outcomes, onsets = _outcomes(population), _onsets(population)
    shown = [_figures(counted) for counted in (outcomes, onsets)]
    if any(total.reported is None for _cells, total in shown):
        # A total that one table hides must not stand in the other.
        shown = [_all_hidden(counted) for counted in (outcomes, onsets)]
    (outcome_cells, total), (onset_cells, _total) = shown
    return Learnt(
        topic,
        day,
        total,
        _recovered(outcome_cells),
        (
            _table("outcome", _("Outcome"), outcomes, outcome_cells, total),
            _table("onset", _("Day it began (day 1 is the first infusion)"), onsets, onset_cells, total),
        ),
    )


@dataclass(frozen=True)
class _Counted:
    """Reports of one class: those reported in confidence, and published ones."""

    label: str
    reported: int
    published: int


def _outcomes(population: Population) -> list[_Counted]:
    found = registry.count("outcome_by_source", population)
    rows = [(_outcome_class(outcome), bool(public), int(n)) for public, outcome, n in found.itertuples(False, None)]
    labels = (_("Recovered"), _("Not recovered, or recovering"), _("Died"), _("Not known"))
    return [_counted(label, index, rows) for index, label in enumerate(labels)]


def _outcome_class(outcome: str) -> int:
    for index, codes in ((0, registry.RECOVERED), (2, registry.DIED), (3, registry.UNKNOWN_OUTCOME)):
        if outcome in codes:
            return index
    return 1


def _onsets(population: Population) -> list[_Counted]:
    found = registry.count("onset_by_source", population)
    rows = [
        (_onset_class(first, last), bool(public), int(n)) for public, first, last, n in found.itertuples(False, None)
    ]
    labels = [
        *(_("Day %(day)d") % {"day": a} if a == b else _("Days %(a)d to %(b)d") % {"a": a, "b": b} for a, b in DAYS),
        _("Later than day %(day)d") % {"day": DAYS[-1][1]},
        _("Not known exactly"),
    ]
    return [_counted(label, index, rows) for index, label in enumerate(labels)]


def _onset_class(first: int | None, last: int | None) -> int:
    """The class in which the whole span of possible days lies; the last one when there is none."""
    unknown = len(DAYS) + 1
    if first is None or last is None:
        return unknown
    if first > DAYS[-1][1]:
        return len(DAYS)
    return next((index for index, (low, high) in enumerate(DAYS) if low <= first and last <= high), unknown)


def _counted(label: str, index: int, rows: Iterable[tuple[int, bool, int]]) -> _Counted:
    mine = [(public, n) for found, public, n in rows if found == index]
    return _Counted(label, sum(n for public, n in mine if not public), sum(n for public, n in mine if public))


def _figures(counted: Sequence[_Counted]) -> tuple[list[Figure], Figure]:
    hidden = suppress_row([row.reported for row in counted], settings.TOCSIN_SMALL_NUMBERS)
    published = sum(row.published for row in counted)
    cells = [Figure(shown, row.published) for shown, row in zip(hidden.cells, counted, strict=True)]
    return cells, Figure(hidden.total, published)


def _all_hidden(counted: Sequence[_Counted]) -> tuple[list[Figure], Figure]:
    cells = [Figure(None if row.reported else 0, row.published) for row in counted]
    return cells, Figure(None, sum(row.published for row in counted))


def _recovered(cells: Sequence[Figure]) -> Recovered:
    """Of what is shown: a share that used a hidden number would give it away."""
    known = cells[:3]
    if any(cell.reported is None for cell in known):
        return Recovered(known[0].published, sum(cell.published for cell in known), True)
    return Recovered(known[0].together or 0, sum(cell.together or 0 for cell in known), False)


def _table(name: str, label: str, counted: Sequence[_Counted], cells: Sequence[Figure], total: Figure) -> ReportTable:
    columns = (
        Column(name, label),
        Column("reported", _("Reported by centres"), COUNT),
        Column("published", _("Published cases"), COUNT),
    )
    rows = [(row.label, _cell(cell.reported), cell.published) for row, cell in zip(counted, cells, strict=True)]
    return ReportTable(name, label, columns, (*rows, (_("All"), _cell(total.reported), total.published)))


def _cell(count: Shown) -> Value:
    return HIDDEN if count is None else count
