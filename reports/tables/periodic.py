"""The summary tabulations of a periodic report: reactions of the interval and in all, by source and seriousness.

ICH E2C(R2), Periodic benefit-risk evaluation report, 2012, section 3.6 and appendix B; ICH E2F, Development safety
update report, 2010, section 3.7.3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.sources import origin, registry
from reports.sources.errors import ReportError
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.together import answers
from reports.tables import definitions as shared
from reports.tables.options import DATE, Option, Values
from reports.tables.periodic_words import definitions
from reports.tables.report import COUNT, Column, Report, ReportTable, Value

NAME = "periodic"
PREVIOUS, UNTIL = "previous", "until"
OPTIONS = (
    Option(
        PREVIOUS,
        gettext_lazy("Previous data-lock point"),
        gettext_lazy("Last day of the period before, YYYY-MM-DD: what was first accepted after it is new"),
        DATE,
        required=True,
    ),
    Option(
        UNTIL,
        gettext_lazy("Data-lock point"),
        gettext_lazy("Last day of this period, YYYY-MM-DD; default: that of the population"),
        DATE,
    ),
)
STUDY, SPONTANEOUS, LITERATURE, OTHER = "study", "spontaneous", "literature", "other"
SERIOUS, NOT_SERIOUS, NOT_TOLD = "yes", "no", ""
QUESTIONS = ("periodic_reactions", "periodic_reports", "versions_digest")

Picked = tuple[Column, Callable[[pd.DataFrame], int]]
"""A column of counts, and what it counts of the rows of a reaction."""


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population between two lock points, from one snapshot of the database."""
    previous, population = _period(population, options)
    with registry.snapshot():
        found = answers(QUESTIONS, population, previous_end=_end(previous))
        reactions, reports = found["periodic_reactions"], found["periodic_reports"]
        before = registry.total(replace(population, as_of=previous))
    tables = tuple(_tables(reactions, reports, previous, before))
    report = shared.made(
        NAME,
        population,
        _sum(reports, "cumulative"),
        kind=_("Summary tabulations"),
        definitions=definitions(previous),
        digest=shared.digest_of(found["versions_digest"], tables),
        tables=tables,
    )
    words = _("%(population)s The interval begins after %(previous)s.")
    return replace(report, population=words % {"population": report.population, "previous": previous.isoformat()})


def _tables(reactions: pd.DataFrame, reports: pd.DataFrame, previous: date, before: int) -> Iterator[ReportTable]:
    yield _movement(reports, previous, before)
    yield _reports_table(reports)
    label = _("As in a PBRER: spontaneous reactions with the literature; last, serious ones from studies")
    yield _tabulation("reactions", label, reactions, _pbrer())
    for name, label in _origins().items():
        yield _tabulation(name, label, reactions[reactions["origin"] == name], _by_seriousness())
    yield _dsur(reactions)


def _period(population: Population, options: Values) -> tuple[date, Population]:
    """The previous lock point, and the population as of this one. ReportError when they do not follow each other."""
    previous, until = options[PREVIOUS], options[UNTIL]
    assert isinstance(previous, date)  # noqa: S101 - the option is required and of that kind
    if isinstance(until, date):
        population = replace(population, as_of=registry.lock_point(until))
    if population.as_of is not None and previous >= population.as_of:
        raise ReportError(
            _("The previous data-lock point, %(previous)s, must lie before this one, %(this)s.")
            % {"previous": previous.isoformat(), "this": population.as_of.isoformat()}
        )
    return previous, population


def _end(day: date) -> datetime:
    """The first moment after that day."""
    return datetime.combine(day, time.min, UTC) + timedelta(days=1)


def _origins() -> dict[str, str]:
    return {
        SPONTANEOUS: _("Spontaneous reactions"),
        LITERATURE: _("Reactions from the literature"),
        STUDY: _("Reactions from studies"),
        OTHER: _("Reactions from other sources, or from sources that are not told"),
    }


def _sum(frame: pd.DataFrame, column: str) -> int:
    return int(frame[column].sum())


def _movement(reports: pd.DataFrame, previous: date, before: int) -> ReportTable:
    """From the reports of the previous lock point to those of this one."""
    now, new = _sum(reports, "cumulative"), _sum(reports, "in_interval")
    rows = (
        (_("Reports at the previous lock point, %(day)s") % {"day": previous.isoformat()}, before),
        (_("New in the interval"), new),
        (_("Change by follow-up, amendment and nullification of older reports"), now - new - before),
        (_("Reports at this lock point"), now),
    )
    columns = (Column("step", _("Step")), Column("reports", _("Reports"), COUNT))
    return ReportTable("movement", _("Reports from one lock point to the next"), columns, rows)


def _reports_table(reports: pd.DataFrame) -> ReportTable:
    labels = {
        SPONTANEOUS: _("Spontaneous"),
        LITERATURE: _("Literature"),
        STUDY: _("Study"),
        OTHER: _("Other or not told"),
    }
    picked = _by_seriousness()
    rows = [(word, *_cells(reports[reports["origin"] == code], picked)) for code, word in labels.items()]
    rows.append((_("All"), *_cells(reports, picked)))
    columns = (Column("origin", _("Source")), *(column for column, _pick in picked))
    return ReportTable("reports", _("Reports by source and seriousness of the report"), columns, tuple(rows))


def _cells(frame: pd.DataFrame, picked: tuple[Picked, ...]) -> tuple[Value, ...]:
    return tuple(pick(frame) for _column, pick in picked)


def _tabulation(name: str, label: str, frame: pd.DataFrame, picked: tuple[Picked, ...]) -> ReportTable:
    """One row per organ class and, within it, per term, alphabetically; a last row for all."""
    columns = (
        Column("organ_class", _("Organ class")),
        Column("reaction", _("Reaction")),
        *(column for column, _pick in picked),
    )
    rows = list(_rows(frame, picked))
    if rows:
        rows.append((_("All organ classes"), _("All reactions"), *_cells(frame, picked)))
    return ReportTable(name, label, columns, tuple(rows))


def _rows(frame: pd.DataFrame, picked: tuple[Picked, ...]) -> Iterator[tuple[Value, ...]]:
    unknown = _("Unknown")
    for organ_class, of_class in _parts(frame, "organ_class"):
        yield organ_class or unknown, _("All of this class"), *_cells(of_class, picked)
        for reaction, of_reaction in _parts(of_class, "reaction_name"):
            yield organ_class or unknown, reaction or unknown, *_cells(of_reaction, picked)


def _parts(frame: pd.DataFrame, column: str) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each value, by alphabet, unknown last."""
    found = [(str(value), rows) for value, rows in frame.groupby(column)]
    return sorted(found, key=lambda item: (item[0] == "", item[0]))


def _count(name: str, label: str, column: str, **chosen: tuple[str, ...]) -> Picked:
    def pick(frame: pd.DataFrame) -> int:
        for key, codes in chosen.items():
            frame = frame[frame[key].isin(codes)]
        return _sum(frame, column)

    return Column(name, label, COUNT), pick


def _both(name: str, label: str, **chosen: tuple[str, ...]) -> tuple[Picked, Picked]:
    """The counts of the interval and in all."""
    return (
        _count(f"{name}_interval", _("%(what)s: interval") % {"what": label}, "in_interval", **chosen),
        _count(f"{name}_cumulative", _("%(what)s: cumulative") % {"what": label}, "cumulative", **chosen),
    )


def _by_seriousness() -> tuple[Picked, ...]:
    words: Mapping[str, str] = origin.seriousness()
    return (
        *_both("serious", words[SERIOUS], gravity=(SERIOUS,)),
        *_both("not_serious", words[NOT_SERIOUS], gravity=(NOT_SERIOUS,)),
        *_both("unknown", words[NOT_TOLD], gravity=(NOT_TOLD,)),
        *_both("total", _("All")),
    )


def _pbrer() -> tuple[Picked, ...]:
    """The columns of ICH E2C(R2) with two for what is not told, so that nothing is dropped."""
    told, words = (SPONTANEOUS, LITERATURE), origin.seriousness()
    return (
        *_both("serious", words[SERIOUS], origin=told, gravity=(SERIOUS,)),
        *_both("not_serious", words[NOT_SERIOUS], origin=told, gravity=(NOT_SERIOUS,)),
        *_both("unknown", words[NOT_TOLD], origin=told, gravity=(NOT_TOLD,)),
        _count("total", _("All: cumulative"), "cumulative", origin=told),
        *_both("study_serious", _("Study, serious"), origin=(STUDY,), gravity=(SERIOUS,)),
    )


def _dsur(reactions: pd.DataFrame) -> ReportTable:
    serious = reactions[(reactions["origin"] == STUDY) & (reactions["gravity"] == SERIOUS)]
    picked = (
        _count("cumulative", _("Serious, cumulative"), "cumulative"),
        _count("fatal", _("Of these fatal"), "fatal"),
        _count("interval", _("Of these new in the interval"), "in_interval"),
        _count("fatal_interval", _("Fatal and new in the interval"), "fatal_in_interval"),
    )
    return _tabulation("dsur", _("Serious reactions from studies in all, as in a DSUR"), serious, picked)
