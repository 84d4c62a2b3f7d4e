"""Outcome by indication group: the registry's rows, and beside them what others published."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from reports.sources import registry
from reports.sources.published import STATED, PublishedOverlap, PublishedRow
from reports.statistics.proportions import as_percent, percent, wilson
from reports.tables.population import lower_first
from reports.tables.report import COUNT, PERCENT, Column, ReportTable, Value


@dataclass(frozen=True)
class OutcomeRow:
    """Reports of one indication group by outcome, whoever counted them; None is not told."""

    source: str
    groups: tuple[str, ...]
    """Groups counted together; none means all."""
    reports: int
    two_infusions: int | None
    recovered: int | None
    died: int | None
    other: int | None
    unknown: int | None
    derived: tuple[str, ...] = ()
    notes: str = ""

    @property
    def known(self) -> int | None:
        """Reports whose outcome is known."""
        return None if self.unknown is None else self.reports - self.unknown


def registry_rows(frame: pd.DataFrame, published: Iterable[PublishedRow] = ()) -> list[OutcomeRow]:
    """One row per indication group that was reported, one for each row that others published, and one for all."""
    shown = {(code,) for code in frame["indication_group"]} | {row.groups for row in published if row.groups}
    shown |= {(code,) for groups in shown for code in groups}
    rows = [
        _registry_row(groups, frame[frame["indication_group"].isin(groups)]) for groups in sorted(shown, key=_place)
    ]
    return [*rows, _registry_row((), frame)]


def _registry_row(groups: tuple[str, ...], frame: pd.DataFrame) -> OutcomeRow:
    def reports(outcomes: Collection[str]) -> int:
        return int(frame.loc[frame["outcome"].isin(list(outcomes)), "reports"].sum())

    total = int(frame["reports"].sum())
    recovered, died = reports(registry.RECOVERED), reports(registry.DIED)
    unknown, not_counted = reports(registry.UNKNOWN_OUTCOME), int(frame["infusions_unknown"].sum())
    return OutcomeRow(
        source=_("Registry"),
        groups=groups,
        reports=total,
        two_infusions=int(frame["two_infusions"].sum()),
        recovered=recovered,
        died=died,
        other=total - recovered - died - unknown,
        unknown=unknown,
        notes=_("Number of infusions before onset not known: %(count)d of %(total)d reports.")
        % {"count": not_counted, "total": total}
        if not_counted
        else "",
    )


_WORDS = {
    "reports": _lazy("reports"),
    "two_infusions": _lazy("after two infusions"),
    "recovered": _lazy("recovered"),
    "died": _lazy("died"),
    "not_told": _lazy("with an outcome that is not told"),
}


def published_row(row: PublishedRow) -> OutcomeRow:
    """A published row in the same shape; what follows from its other counts is filled in and marked derived."""
    counts = {name: row.exact(name) for name in ("recovered", "died", "not_told")}
    told = [number for number in counts.values() if number is not None]
    other = row.reports - sum(told) if len(told) == len(counts) else None
    marked = {"unknown" if name == "not_told" else name for name in row.derived if row.exact(name) is not None}
    computed = {"other": other, "known_outcomes": counts["not_told"]}
    marked |= {name for name, number in computed.items() if number is not None}
    lower = [f"{_('At least')} {getattr(row, name)} {_WORDS[name]}." for name in row.at_least]
    only = _("Of %(reaction)s only.") % {"reaction": row.only_of.lower()} if row.only_of else ""
    origin = _("Source: %(source)s, %(place)s.") % {"source": row.source, "place": row.place}
    return OutcomeRow(
        source=row.series,
        groups=row.groups,
        reports=row.reports,
        two_infusions=row.exact("two_infusions"),
        recovered=counts["recovered"],
        died=counts["died"],
        other=other,
        unknown=counts["not_told"],
        derived=tuple(name for name in _COUNTED if name in marked),
        notes=" ".join(text for text in (only, *lower, row.derivation, row.note, origin) if text),
    )


_COUNTED = ("reports", "two_infusions", "recovered", "died", "other", "unknown", "known_outcomes")


def group_words(groups: tuple[str, ...]) -> str:
    """Groups counted together, in words."""
    if not groups:
        return _("All")
    words = [registry.indication_groups().get(code, code) for code in groups]
    return f" {_('or')} ".join([words[0], *(lower_first(word) for word in words[1:])])


def outcome_table(own: Iterable[OutcomeRow], published: Iterable[PublishedRow]) -> ReportTable:
    """Reports by indication group and outcome: of each group the registry first, then what others published."""
    rows = [*own, *(published_row(row) for row in published)]
    rows.sort(key=lambda row: _place(row.groups))  # stable: within a group the order in which they came
    counts = (
        ("reports", _("Reports")),
        ("two_infusions", _("Two infusions")),
        ("recovered", _("Recovered")),
        ("died", _("Died")),
        ("other", _("Other known outcome")),
        ("unknown", _("Unknown")),
        ("known_outcomes", _("Known outcomes")),
    )
    columns = (
        Column("indication_group", _("Indication group")),
        Column("source", _("Source")),
        *(Column(name, label, COUNT) for name, label in counts),
        Column("fatality", _("Fatality (died / reports)"), PERCENT),
        Column("fatality_low", _("95 % Wilson interval, low"), PERCENT),
        Column("fatality_high", _("95 % Wilson interval, high"), PERCENT),
        Column("derived", _("Derived, not printed in the source")),
        Column("notes", _("Notes")),
    )
    label = _("Outcome by indication group, with published counts beside the registry's own")
    return ReportTable("indication_group", label, columns, tuple(_cells(row) for row in rows))


def _place(groups: tuple[str, ...]) -> tuple[int, int]:
    order = list(registry.indication_groups())
    return (order.index(groups[0]) if groups[0] in order else len(order), len(groups)) if groups else (99, 0)


def _cells(row: OutcomeRow) -> tuple[Value, ...]:
    return (
        group_words(row.groups),
        row.source,
        row.reports,
        row.two_infusions,
        row.recovered,
        row.died,
        row.other,
        row.unknown,
        row.known,
        *_fatality(row),
        ", ".join(row.derived),
        row.notes,
    )


def _fatality(row: OutcomeRow) -> tuple[Value, Value, Value]:
    interval = wilson(row.died, row.reports) if row.died is not None else None
    if row.died is None or interval is None:
        return None, None, None
    return percent(row.died, row.reports), as_percent(interval.low), as_percent(interval.high)


def overlap_table(published: Iterable[PublishedRow], counted: Collection[str]) -> ReportTable:
    """Which published figures count the patient of a registry case too; `counted` are the cases of this report."""
    groups: dict[tuple[str, PublishedOverlap], list[str]] = {}
    for row in published:
        for overlap in row.overlaps:
            groups.setdefault((row.series, overlap), []).append(group_words(row.groups))
    rows = tuple(
        (
            series,
            overlap.case_identifier,
            "; ".join(words),
            _("stated") if overlap.basis == STATED else _("inferred"),
            _("yes") if overlap.case_identifier in counted else _("no"),
            overlap.reason,
        )
        for (series, overlap), words in groups.items()
    )
    columns = (
        Column("source", _("Source")),
        Column("case", _("Case")),
        Column("indication_group", _("In the rows")),
        Column("basis", _("Basis")),
        Column("counted", _("Counted above")),
        Column("reason", _("Why")),
    )
    label = _("Cases of the registry that published figures count too: stated by the source, or inferred")
    return ReportTable("overlap", label, columns, rows)
