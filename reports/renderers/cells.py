"""A table as people read it: grouped by its first column, intervals joined, derived counts marked, notes numbered."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reports.tables.report import PERCENT, TEXT, Column, ReportTable, Value

NOTES, DERIVED, LOW, HIGH = "notes", "derived", "_low", "_high"


@dataclass(frozen=True)
class Cell:
    """What a cell says; `mark` is a word that may stand below it, such as derived."""

    text: str
    mark: str = ""
    missing: bool = False
    numeric: bool = False

    def __str__(self) -> str:
        """Text and mark on one line."""
        return f"{self.text} ({self.mark})" if self.mark else self.text


@dataclass(frozen=True)
class Heading:
    """The head of a column, and whether its cells are numbers."""

    text: str
    numeric: bool


@dataclass
class Group:
    """Rows under a common heading; '' in a table that has no groups."""

    heading: str
    rows: list[tuple[Cell, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """A table in words."""

    name: str
    label: str
    headings: tuple[Heading, ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...]


def shown(table: ReportTable, *, grouped: bool = True) -> Shown:
    """The table in words. One whose first two columns are text is grouped by the first, unless `grouped` is False."""
    by_name = {column.name: column for column in table.columns}
    columns = [column for column in table.columns if not _is_folded(column.name, by_name)]
    grouped = grouped and [column.unit for column in columns[:2]] == [TEXT, TEXT]
    kept = columns[1:] if grouped else columns
    groups: list[Group] = []
    notes: list[str] = []
    for record in table.records():
        heading = str(record[columns[0].name]) if grouped else ""
        if not groups or groups[-1].heading != heading:
            groups.append(Group(heading))
        first, *others = (_cell(column, record, by_name) for column in kept)
        groups[-1].rows.append((_noted(first, record.get(NOTES), notes), *others))
    headings = tuple(Heading(_heading(column, by_name), column.unit != TEXT) for column in kept)
    return Shown(table.name, table.label, headings, tuple(groups), tuple(notes))


def not_told() -> str:
    """What stands for a count that the source does not give."""
    return _("not told")


def value_text(column: Column, value: Value) -> str:
    """One value in words."""
    if value is None:
        return "-" if column.unit == PERCENT else not_told()
    if isinstance(value, int | float):
        number = number_text(column, value)
        return f"{number} %" if column.unit == PERCENT else number
    return str(value)


def number_text(column: Column, value: float) -> str:
    """A number with the digits that its column shows."""
    if column.decimals is not None:
        return f"{value:.{column.decimals}f}"
    if column.unit == PERCENT:
        return f"{value:.1f}"
    return str(value) if isinstance(value, int) else f"{value:.10g}"


def _is_folded(name: str, columns: dict[str, Column]) -> bool:
    bound = next((name.removesuffix(end) for end in (LOW, HIGH) if name.endswith(end)), None)
    return name in (NOTES, DERIVED) or bound in columns


def _heading(column: Column, columns: dict[str, Column]) -> str:
    return f"{column.label}, {_('95 % interval')}" if f"{column.name}{LOW}" in columns else column.label


def _cell(column: Column, record: dict[str, Value], columns: dict[str, Column]) -> Cell:
    value = record[column.name]
    text = value_text(column, value)
    ends = (f"{column.name}{LOW}", f"{column.name}{HIGH}")
    bounds = [(columns[end], record[end]) for end in ends if end in columns]
    told = [number_text(end, bound) for end, bound in bounds if isinstance(bound, int | float)]
    if len(told) == len(ends):
        return Cell(f"{text} ({' - '.join(told)})", missing=value is None, numeric=True)
    derived = column.name in str(record.get(DERIVED) or "").split(", ")
    return Cell(text, _("derived") if derived else "", missing=value is None, numeric=column.unit != TEXT)


def _noted(cell: Cell, note: Value, notes: list[str]) -> Cell:
    """The cell with the number of its note, which is added to the notes unless it stands there already."""
    if not note:
        return cell
    if str(note) not in notes:
        notes.append(str(note))
    return Cell(f"{cell.text} [{notes.index(str(note)) + 1}]")
