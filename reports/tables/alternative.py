"""What a picture shows, in words made from the numbers that it draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.tables.chart import Chart, Event, Kind, days, is_number
from reports.tables.report import PERCENT, Column, ReportTable, Value


def described(chart: Chart, table: ReportTable) -> Chart:
    """The chart with its text alternative: title, denominator, then every number drawn, row by row."""
    return replace(chart, alternative=words(chart, table))


def words(chart: Chart, table: ReportTable) -> str:
    """What the chart shows of the table. Of a swimmer's many lines, how many cases have which event, and when."""
    rows = chart.rows(table)
    if not rows:
        said = [_("There is nothing to show.")]
    elif chart.kind is Kind.SWIMMER:
        said = list(_events(chart, rows))
    else:
        said = [f"{'; '.join(_numbers(chart, table, rows))}."]
    left = chart.left_out(table)
    if left:
        said.append(ngettext("%(n)d more is not drawn.", "%(n)d more are not drawn.", left) % {"n": left})
    if chart.reference is not None and chart.reference_label:
        said.append(f"{chart.reference_label}: {chart.reference:g}.")
    head = f"{chart.title.rstrip('.')}, {chart.denominator}." if chart.denominator else f"{chart.title.rstrip('.')}."
    return " ".join([head, *said])


def _numbers(chart: Chart, table: ReportTable, rows: list[dict[str, Value]]) -> Iterator[str]:
    columns = {column.name: column for column in table.columns}
    for row in rows:
        name = chart.label(row)
        if chart.series:
            name = f"{name}, {row[chart.series]}"
        if chart.values:
            parts = [f"{columns[key].label} {number(columns[key], row[key])}" for key in chart.values]
            told = ", ".join(parts)
        else:
            told = number(columns[chart.value], row[chart.value])
            if chart.low and chart.kind is not Kind.HISTOGRAM and is_number(row[chart.low]):
                told += (
                    f" ({number(columns[chart.low], row[chart.low])} - {number(columns[chart.high], row[chart.high])})"
                )
        if chart.total and is_number(row[chart.total]):
            told = _("%(number)s of %(total)s") % {"number": told, "total": row[chart.total]}
        yield f"{name}: {told}"


def number(column: Column, value: Value) -> str:
    """A number in the fewest digits that the reports use; what is no number as it stands there."""
    if value is None:
        return _("not told")
    if isinstance(value, float):
        return f"{value:.1f} %" if column.unit == PERCENT else f"{value:.3g}" if value < 1000 else f"{value:.0f}"
    return str(value)


def _events(chart: Chart, rows: list[dict[str, Value]]) -> Iterator[str]:
    yield ngettext("%(n)d case.", "%(n)d cases.", len(rows)) % {"n": len(rows)}
    for mark in chart.marks:
        # Several infusions of one case: the first one counts, of everything else the day told.
        found = sorted(min(told) for row in rows if (told := list(days(row[mark.column]))))
        if found:
            span = f"{found[0]:g}" if found[0] == found[-1] else f"{found[0]:g} - {found[-1]:g}"
            yield _("%(event)s in %(n)d, day %(days)s.") % {
                "event": event_words(mark.event),
                "n": len(found),
                "days": span,
            }


def event_words(event: Event) -> str:
    """The name of an event in legends and texts."""
    return {
        Event.INFUSION: _("Infusion"),
        Event.ONSET: _("Onset"),
        Event.BRONCHOSCOPY: _("Bronchoscopy"),
        Event.TREATMENT: _("Treatment started"),
        Event.RECOVERY: _("Recovered"),
        Event.DEATH: _("Died"),
        Event.ONGOING: _("Last seen, not recovered"),
    }[event]
