"""The readers' figures of a topic as tables: VigiAccess's blocks, made of what a publication shows alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reports.models import Publication, ReaderTopic
from reports.sources import registry
from reports.statistics.proportions import percent
from reports.tables.report import COUNT, PERCENT, Column, ReportTable, Value

HIDDEN = "*"
"""Stands where a number is hidden."""
UNKNOWN = "unknown"

Counts = Mapping[tuple[str, str, str], int]
"""Table, row and column -> count."""


@dataclass(frozen=True)
class Figures:
    """What readers see of a topic."""

    drug: str
    reaction: str
    lock_point: date
    counted: date
    """Lock point of the numbers from centres."""
    threshold: int
    reported: int | None
    """Reports from centres; None where the number is hidden."""
    published: int
    """Cases of the published literature."""
    tables: tuple[ReportTable, ...]

    def table(self, name: str) -> ReportTable | None:
        """The table of that name."""
        return next((table for table in self.tables if table.name == name), None)


def figures(publication: Publication, topic: ReaderTopic) -> Figures:
    """The tables of a topic."""
    mine = _Topic(topic)
    return Figures(
        drug=topic.drug,
        reaction=topic.reaction,
        lock_point=publication.day,
        counted=topic.counted,
        threshold=publication.threshold,
        reported=mine.total,
        published=mine.published.get(("total", "", ""), 0),
        tables=tuple(table for table in mine.all_tables() if table.rows),
    )


def outcomes(topic: ReaderTopic) -> ReportTable:
    """The outcome of all indication groups together, with the total in the last row."""
    return _Topic(topic).outcomes_together()


class _Topic:
    """The stored counts of a topic, by place."""

    def __init__(self, topic: ReaderTopic) -> None:
        self.topic = topic
        self.reported: Counts = {(table, row, column): n for table, row, column, n in topic.reported}
        self.published: Counts = {(table, row, column): n for table, row, column, n in topic.published}
        self.total = self.reported.get(("total", "", ""))

    def all_tables(self) -> Iterator[ReportTable]:
        """In the order of VigiAccess."""
        yield self.total_table()
        if not self.topic.reaction:
            yield self.classes()
            yield self.names("reactions", _("Reactions"), _("Reaction"))
        elif not self.topic.drug:
            yield self.names("drugs", _("Suspect drugs"), _("Drug"))
        yield self.block("continent", _("Continent"), registry.continents())
        yield self.block("age_group", _("Age at onset"), registry.age_bands())
        yield self.block("sex", _("Sex"), registry.sexes())
        yield self.block("year", _("Year first received"), {year: year for year in self.years()})
        yield self.outcomes()

    def years(self) -> Iterator[str]:
        """From the first year that has a number; which years have a hidden one is not told."""
        known = [row for table, row, _c in (*self.reported, *self.published) if table == "year" and row != UNKNOWN]
        if known:
            yield from map(str, range(int(min(known)), self.topic.publication.day.year + 1))

    def total_table(self) -> ReportTable:
        """The numbers that all tables share."""
        rows = ((_("Reports"), *self.numbers(("total", "", ""))),)
        return ReportTable("total", _("Reports"), (Column("what", _("What")), *self.columns()), rows)

    def columns(self) -> tuple[Column, ...]:
        """The numbers of each row."""
        label = _("Percent of reports from centres")
        if self.total:
            label = _("Percent of all %(total)d reports from centres") % {"total": self.total}
        return (
            Column("reported", _("Reported by centres"), COUNT),
            Column("percent", label, PERCENT),
            Column("published", _("Published cases"), COUNT),
        )

    def numbers(self, place: tuple[str, str, str]) -> tuple[Value, Value, Value]:
        """What stands in these columns."""
        reported = self.reported.get(place)
        return (*self.share(reported), self.published.get(place, 0))

    def share(self, reported: int | None) -> tuple[Value, Value]:
        """A count with its percentage; both hidden or neither."""
        if reported is None:
            return HIDDEN, HIDDEN
        return reported, HIDDEN if self.total is None else percent(reported, self.total)

    def block(self, name: str, label: str, words: Mapping[str, str]) -> ReportTable:
        """One row for each entry of a list of codes, whatever was reported; unknown last."""
        codes = {code or UNKNOWN: text for code, text in words.items()} | {UNKNOWN: _("Unknown")}
        rows = tuple((text, *self.numbers((name, code, ""))) for code, text in codes.items())
        known = any(table == name for table, _row, _column in (*self.reported, *self.published))
        return ReportTable(name, label, (Column(name, label), *self.columns()), rows if known or self.total else ())

    def classes(self) -> ReportTable:
        """Organ classes with a number to show."""
        label = _("Organ classes of the reactions")
        names = {row for table, row, _column in (*self.reported, *self.published) if table == "organ_class"}
        rows = [(name, *self.numbers(("organ_class", name, ""))) for name in names]
        columns = (Column("organ_class", _("Organ class")), *self.columns())
        return ReportTable("organ_class", label, columns, tuple(_most_first(rows)))

    def names(self, name: str, label: str, heading: str) -> ReportTable:
        """Reactions of a drug, or drugs of a reaction, with a number to show."""
        rows = [
            (text, organ_class, *self.share(reported), published, counted)
            for text, organ_class, counted, reported, published in self.topic.names
        ]
        columns = (
            Column("name", heading),
            Column("organ_class", _("Organ class")),
            *self.columns(),
            Column("counted", _("Counted up to")),
        )
        if name == "drugs":
            rows = [(text, *rest) for text, _class, *rest in rows]
            columns = (columns[0], *columns[2:])
        return ReportTable(name, label, columns, tuple(_most_first(rows)))

    def outcomes_together(self) -> ReportTable:
        """One row for each outcome, and one for all."""
        label = _("Outcome")
        rows = tuple(
            (words, *self.numbers(("outcome" if code else "total", "", code)))
            for code, words in [*registry.outcomes().items(), ("", _("All"))]
        )
        return ReportTable("outcome", label, (Column("outcome", label), *self.columns()), rows)

    def outcomes(self) -> ReportTable:
        """Outcome within each indication group; what margins stand for, in words."""
        found = [(row, column) for table, row, column in (*self.reported, *self.published) if table == "outcome"]
        groups = [code for code in registry.indication_groups() if any(row == code for row, _column in found)]
        rows = tuple(
            (group_words, outcome_words, *self.numbers(("outcome", group, outcome)))
            for group, group_words in [*((code, registry.indication_groups()[code]) for code in groups), ("", _("All"))]
            for outcome, outcome_words in [*registry.outcomes().items(), ("", _("All"))]
            if group or outcome
        )
        columns = (
            Column("indication_group", _("Indication group")),
            Column("outcome", _("Outcome")),
            *self.columns(),
        )
        return ReportTable("outcome", _("Outcome by indication group"), columns, rows if found else ())


def _most_first(rows: Iterable[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """Reported and published together, hidden ones as 0; then by name."""

    def size(row: tuple[Value, ...]) -> int:
        return sum(value for value in row if isinstance(value, int))

    return sorted(rows, key=lambda row: (-size(row), str(row[0])))
