"""A report for the terminal: the same bytes in every pipe, as wide as the window on a terminal."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reports.renderers import lines
from reports.renderers.cells import Cell, Heading, Shown, shown, value_text
from reports.tables.report import Listing, Report

WIDTH = 110
"""Characters a line where no terminal says otherwise."""
MOST = 5_000
"""Lines of one table: more would run through a terminal without being read, and are laid out in memory."""
GAP = 2
"""Blank characters between columns, and before a table."""


def render(report: Report) -> bytes:
    """The report as plain text, UTF-8."""
    return render_for(report, WIDTH).encode()


def render_for(report: Report, width: int, *, colour: bool = False) -> str:
    """The report in lines of `width` characters; with `colour`, headings stand out on a terminal."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        height=100,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
        emoji=False,
        markup=False,
    )
    console.print(Text(report.title, style="bold"))
    console.print(Text(report.population))
    _print_origin(console, report)
    for table in report.tables:
        _print_table(console, shown(table))
    if report.listing is not None:
        _print_listing(console, report.listing)
    console.print(Text(f"\n{_('Definitions')}", style="bold"))
    for definition in report.definitions:
        _print_item(console, "-", definition)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _print_origin(console: Console, report: Report) -> None:
    facts = (
        (_("Data-lock point"), report.lock_point_text or _("none: no case was ever accepted")),
        (_("Registry version"), report.registry_version),
        (_("Digest"), report.digest),
    )
    for name, value in facts:
        console.print(Text(f"{name}: {value}"))


def _print_table(console: Console, table: Shown) -> None:
    console.print(Text(f"\n{table.label}", style="bold"))
    if not table.groups:
        console.print(Padding(Text(_("None.")), (0, 0, 0, GAP)))
        return
    rows = [row for group in table.groups for row in group.rows]
    margin = 2 * GAP if table.groups[0].heading else GAP
    widths = column_widths(table.headings, rows, console.width - margin)
    head = tuple(Text(item.text, style="dim") for item in table.headings)
    _print_rows(console, margin, widths, table.headings, [head])
    line = "─" * (sum(widths) + GAP * (len(widths) - 1) + margin - GAP)
    console.print(Padding(Text(line, style="dim"), (0, 0, 0, GAP)))
    for group in table.groups:
        if group.heading:
            console.print(Padding(Text(group.heading, style="italic"), (0, 0, 0, GAP)))
        lines = [tuple(_text(cell) for cell in row) for row in group.rows]
        _print_rows(console, margin, widths, table.headings, lines)
    for number, note in enumerate(table.notes, start=1):
        _print_item(console, f"[{number}]", note)


def _print_listing(console: Console, listing: Listing) -> None:
    """A paragraph for each line, since no terminal is as wide as a listing."""
    console.print(Text(f"\n{listing.label}", style="bold"))
    for row in lines.rows(listing):
        told = [(column, value) for column, value in zip(listing.columns, row, strict=True) if value not in (None, "")]
        words = "; ".join(f"{column.label}: {value_text(column, value)}" for column, value in told)
        _print_item(console, "-", words)
    if not listing.count:
        console.print(Padding(Text(_("None.")), (0, 0, 0, GAP)))


def _print_rows(
    console: Console, margin: int, widths: list[int], headings: tuple[Heading, ...], rows: list[tuple[Text, ...]]
) -> None:
    grid = Table.grid(padding=(0, GAP, 0, 0))
    for width, heading in zip(widths, headings, strict=True):
        grid.add_column(width=width, justify="right" if heading.numeric else "left", overflow="fold")
    for row in rows:
        grid.add_row(*row)
    console.print(Padding(grid, (0, 0, 0, margin)))


def _text(cell: Cell) -> Text:
    return Text(f"{cell.text} {cell.mark}" if cell.mark else cell.text, style="dim" if cell.missing else "")


def column_widths(headings: tuple[Heading, ...], rows: list[tuple[Cell, ...]], room: int) -> list[int]:
    """As wide as the columns want to be; while that is too much, the widest gives way, columns of numbers first.

    Words never break; figures stay on one line, but for the mark of a derived count, which may go below it.
    """
    columns = list(zip(*rows, strict=True))
    pairs = list(zip(headings, columns, strict=True))
    widths = [max(len(head.text), *(len(_text(cell).plain) for cell in cells)) for head, cells in pairs]
    least = [max(_longest_word(head.text), *(_least(cell) for cell in cells)) for head, cells in pairs]
    for numeric in (True, False):
        places = [place for place, heading in enumerate(headings) if heading.numeric is numeric]
        _shrink(widths, least, places, room - GAP * (len(widths) - 1))
    return widths


def _shrink(widths: list[int], least: list[int], places: list[int], room: int) -> None:
    """Take from the widest of these columns until all columns fit or none of these can give more."""
    while sum(widths) > room:
        free = [place for place in places if widths[place] > least[place]]
        if not free:
            return
        widths[max(free, key=lambda place: widths[place])] -= 1


def _least(cell: Cell) -> int:
    return max(len(cell.text), len(cell.mark)) if cell.numeric else _longest_word(cell.text)


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.split()), default=1)


def _print_item(console: Console, mark: str, text: str) -> None:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text(f"  {mark}"), Text(text))
    console.print(grid)
