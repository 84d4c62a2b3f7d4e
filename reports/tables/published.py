"""Every published figure beside the same measure of the registry's cases: agrees, differs, or cannot be told yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from reports.sources import registry
from reports.sources.comparable import Comparable, comparable
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.published import STATED
from reports.statistics.agreement import Answer
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.comparison import Compared, Measurements, compare_figure
from reports.tables.digest import digest
from reports.tables.options import Values
from reports.tables.population import words
from reports.tables.published_words import answer_words, definitions, why_words
from reports.tables.report import COUNT, PERCENT, Column, Report, ReportTable, Value
from reports.tables.shares import interval_cells

NAME = "published"


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on the figures that have something in common with this population, from one snapshot."""
    with registry.snapshot():
        figures = comparable(names, population)
        measurements = Measurements(figures)
        rows = [compare_figure(figure, measurements) for figure in figures]
        tables = (_answers(rows), _figures(rows), _shares(rows), _places(figures), _overlaps(figures))
        return Report(
            report=NAME,
            title=_("Published figures beside the registry's own"),
            population=words(population),
            data_lock_point=population.as_of,
            registry_version=settings.TOCSIN_VERSION,
            definitions=(*definitions(), *_citations(figures)),
            digest=digest([*measurements.behind(), *({"published": _behind(row)} for row in figures)]),
            tables=tables,
            charts=(_forest(tables[2]),),
        )


def _behind(figure: Comparable) -> dict[str, str]:
    return {name: str(getattr(figure, name)) for name in figure.__dataclass_fields__}


def _answers(rows: Iterable[Compared]) -> ReportTable:
    found = [row.agreement.answer for row in rows]
    return ReportTable(
        "answers",
        _("Published figures by what the comparison comes to"),
        (Column("answer", _("Answer")), Column("figures", _("Published figures"), COUNT)),
        (*((answer_words(answer), found.count(answer)) for answer in Answer), (_("All"), len(found))),
    )


def _figures(rows: Iterable[Compared]) -> ReportTable:
    columns = (
        Column("series", _("Who counted")),
        Column("figure", _("What is measured")),
        Column("published", _("Published")),
        Column("published_share", _("Published, share"), PERCENT),
        Column("published_share_low", _("95 % exact interval, low"), PERCENT),
        Column("published_share_high", _("95 % exact interval, high"), PERCENT),
        Column("fitting", _("Cases that fit"), COUNT),
        Column("left_out", _("Of these in the figure too, left out"), COUNT),
        Column("known", _("Others, known"), COUNT),
        Column("unknown", _("Others, unknown"), COUNT),
        Column("with_it", _("Others, with it"), COUNT),
        Column("share", _("Share (with it / known)"), PERCENT),
        Column("share_low", _("95 % exact interval, low"), PERCENT),
        Column("share_high", _("95 % exact interval, high"), PERCENT),
        Column("found", _("Values in the registry")),
        Column("answer", _("Answer")),
        Column("why", _("Why")),
        Column("key", _("Key")),
        Column("derived", _("Derived, not printed in the source")),
        Column("notes", _("Notes")),
    )
    label = _("Published figures, and the same measure of the registry's cases")
    return ReportTable("figures", label, columns, tuple(_cells(row) for row in rows))


def _cells(row: Compared) -> tuple[Value, ...]:
    figure, counted = row.figure, row.counted
    published = interval_cells(row.published) if row.published else (None, None, None)
    return (
        figure.series,
        figure.of_what,
        figure.summary or None,
        *published,
        row.fitting,
        row.left_out,
        counted.known if counted else None,
        counted.unknown if counted else None,
        counted.yes if counted and not row.is_value else None,
        *(interval_cells(row.share) if row.share else (None, None, None)),
        row.found,
        answer_words(row.agreement.answer),
        why_words(row.agreement.why),
        figure.key,
        ", ".join(["published"] if figure.derived else []),
        " ".join(_notes(figure)),
    )


def _notes(figure: Comparable) -> Iterable[str]:
    if figure.kind != "primary":
        yield _("Written by AI and not reviewed.")
    yield from (text for text in (figure.derivation, figure.note) if text)


def _places(figures: Iterable[Comparable]) -> ReportTable:
    columns = (
        Column("key", _("Key")),
        Column("figure", _("What is measured")),
        Column("population", _("Of whom")),
        Column("source", _("Source")),
        Column("place", _("Place")),
        Column("cited_from", _("Cited from")),
        Column("fits", _("Cases of the registry that fit")),
    )
    rows = tuple(
        (row.key, row.of_what, row.words, row.source, row.place, row.original, words(row.narrowed)) for row in figures
    )
    return ReportTable("places", _("Where each figure stands, and whom it is about"), columns, rows)


def _shares(rows: Iterable[Compared]) -> ReportTable:
    """Two lines for each published share that the registry has cases for, ready to be drawn."""
    columns = (
        Column("figure", _("Figure")),
        Column("counted_by", _("Counted by")),
        Column("total", _("Known"), COUNT),
        Column("share", _("Share"), PERCENT),
        Column("share_low", _("95 % exact interval, low"), PERCENT),
        Column("share_high", _("95 % exact interval, high"), PERCENT),
    )
    drawn = [row for row in rows if row.published and row.share]
    named = Counter((row.figure.of_what, row.figure.series) for row in drawn)
    lines: list[tuple[Value, ...]] = []
    for row in drawn:
        if row.published and row.share:
            # Of several figures of one measure in one source each says of whom it is.
            several = named[row.figure.of_what, row.figure.series] > 1
            whom = " / ".join(registry.indication_groups()[code] for code in row.figure.groups) if several else ""
            name = f"{row.figure.of_what}{f', {whom}' if whom else ''} ({row.figure.series})"
            lines.append((name, _("Published"), row.published.total, *interval_cells(row.published)))
            lines.append((name, _("Registry"), row.share.total, *interval_cells(row.share)))
    return ReportTable("shares", _("Published shares, and the registry's own"), columns, tuple(lines))


def _forest(table: ReportTable) -> Chart:
    chart = Chart(
        kind=Kind.FOREST,
        name="published_shares",
        title=_("Published shares and the registry's own, with exact 95 % intervals"),
        table=table.name,
        category="figure",
        series="counted_by",
        value="share",
        low="share_low",
        high="share_high",
        total="total",
        denominator=_("of the cases in which it is known"),
        top=100,
    )
    return described(chart, table)


def _overlaps(figures: Iterable[Comparable]) -> ReportTable:
    columns = (
        Column("figure", _("Figure")),
        Column("shares_with", _("Shares patients with")),
        Column("kind", _("Which is")),
        Column("basis", _("Basis")),
        Column("reason", _("Why")),
    )
    rows: list[tuple[Value, ...]] = []
    for figure in figures:
        cases = [(row.case_identifier, _("a case of the registry"), row.basis, row.reason) for row in figure.overlaps]
        others = [(key, _("a published figure"), basis, reason) for key, basis, reason in figure.others]
        for name, kind, basis, reason in [*cases, *others]:
            rows.append((figure.key, name, kind, _("stated") if basis == STATED else _("inferred"), reason))
    label = _("What counts the same patients as a published figure: never add these up")
    return ReportTable("overlap", label, columns, tuple(rows))


def _citations(figures: Iterable[Comparable]) -> tuple[str, ...]:
    found = {row.source: row.citation for row in figures}
    return tuple(_("Source %(key)s: %(citation)s") % {"key": key, "citation": found[key]} for key in sorted(found))
