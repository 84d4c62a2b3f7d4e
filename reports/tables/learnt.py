"""What the registry has learnt of a drug and a reaction, for those who report: no more than readers see.

Numbers of centres come out of the newest publication alone. Who saw those of today could take one from the other and
learn of a single case of another centre. Cases of the published literature are public, and are looked at more closely.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from reports.models import Publication, ReaderTopic
from reports.sources import publications, registry
from reports.sources.centre import Topic
from reports.sources.population import Name, Population
from reports.statistics.proportions import percent
from reports.tables.readers import HIDDEN, outcomes
from reports.tables.report import COUNT, Column, ReportTable

DAYS: tuple[tuple[int, int], ...] = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 7), (8, 30))
"""First and last day of each class of the day of onset; day 1 is that of the course's first infusion."""


@dataclass(frozen=True)
class Recovered:
    """The share of published cases with a known outcome in which the patient recovered."""

    recovered: int
    known: int

    @property
    def share(self) -> float | None:
        """In percent; None when no outcome is known."""
        return percent(self.recovered, self.known)


@dataclass(frozen=True)
class Learnt:
    """What is known of a drug and a reaction."""

    topic: Topic
    """Under the names of the publication, where it shows them."""
    lock_point: date | None = None
    """Of the publication; None when nothing was ever published."""
    counted: date | None = None
    """Of the numbers from centres; None when the publication shows nothing of the topic."""
    reported: int | None = None
    """Reports from centres; None where the number is hidden."""
    published: int = 0
    """Cases of the published literature."""
    recovered: Recovered = Recovered(0, 0)
    tables: tuple[ReportTable, ...] = ()

    @property
    def hides(self) -> bool:
        """Whether a number is hidden."""
        return any(HIDDEN in row for table in self.tables for row in table.rows)


def learnt(topic: Topic) -> Learnt:
    """What the newest publication shows of a topic."""
    publication = publications.newest()
    found = _find(publication, topic) if publication else None
    if publication is None or found is None:
        return Learnt(topic, publication.day if publication else None)
    reported = {(table, row, column): n for table, row, column, n in found.reported}
    published = {(table, row, column): n for table, row, column, n in found.published}
    known = {code: published.get(("outcome", "", code), 0) for code in registry.outcomes()}
    return Learnt(
        replace(topic, drug=found.drug, reaction=found.reaction),
        publication.day,
        found.counted,
        reported.get(("total", "", "")),
        published.get(("total", "", ""), 0),
        Recovered(
            sum(known[code] for code in registry.RECOVERED),
            sum(n for code, n in known.items() if code not in registry.UNKNOWN_OUTCOME),
        ),
        (outcomes(found), *_onset(publication, found, topic)),
    )


def _find(publication: Publication, topic: Topic) -> ReaderTopic | None:
    """The topic under the names that readers see; None when the publication shows nothing of it."""
    names = {
        kind: publications.resolve(kind, text, publications.names(publication, kind))
        for kind, text in (("drug", topic.drug), ("reaction", topic.reaction))
    }
    if None in names.values():
        return None
    return publications.topic(publication, str(names["drug"]), str(names["reaction"]))


def _onset(publication: Publication, found: ReaderTopic, topic: Topic) -> tuple[ReportTable, ...]:
    """The day of onset in the published cases; none when there is none."""
    population = Population(
        drugs=(_name(found.drug, topic.drug),),
        reactions=(_name(found.reaction, topic.reaction),),
        sources=(publications.LITERATURE,),
        as_of=publication.day,
    )
    spans = [(_onset_class(first, last), int(n)) for first, last, n in _asked(population)]
    if not spans:
        return ()
    label = _("Day it began in published cases (day 1 is the first infusion)")
    columns = (Column("onset", _("Day it began")), Column("published", _("Published cases"), COUNT))
    labels = (
        *(_("Day %(day)d") % {"day": a} if a == b else _("Days %(a)d to %(b)d") % {"a": a, "b": b} for a, b in DAYS),
        _("Later than day %(day)d") % {"day": DAYS[-1][1]},
        _("Not known exactly"),
    )
    counts = [(text, sum(n for place, n in spans if place == index)) for index, text in enumerate(labels)]
    return (ReportTable("onset", label, columns, (*counts, (_("All"), sum(n for _class, n in spans)))),)


def _name(shown: str, asked: str) -> Name:
    """Cases hold a name as it was coded, or the one under which it is counted."""
    return Name(shown, tuple({shown, asked}))


def _asked(population: Population) -> Iterable[tuple[int | None, int | None, int]]:
    for row in registry.count("onset_days", population).itertuples(False, None):
        first, last, reports = row
        yield first, last, reports


def _onset_class(first: int | None, last: int | None) -> int:
    """The class in which the whole span of possible days lies; the last one when there is none."""
    unknown = len(DAYS) + 1
    if first is None or last is None:
        return unknown
    if first > DAYS[-1][1]:
        return len(DAYS)
    return next((index for index, (low, high) in enumerate(DAYS) if low <= first and last <= high), unknown)
