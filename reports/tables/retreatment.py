"""Dechallenge and rechallenge: what the reaction did without the drug and with it again, and how it was given again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from reports.sources import codes, registry
from reports.sources.asking import Blocks, ask, groups, total, versions
from reports.sources.blocks import ALL
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.questions.retreatment import AFTER, INTERVAL, PROPHYLAXIS, SETTING, TOLD, UNKNOWN
from reports.statistics.differences import Share
from reports.tables import definitions as shared
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.grouped import group_column, group_words, indication_words
from reports.tables.options import Values
from reports.tables.report import COUNT, DAYS, PERCENT, Column, Report, ReportTable, Value
from reports.tables.shares import interval_cells
from reports.tables.spread import plain, quartiles_words, spread_cells, spread_columns

NAME = "retreatment"
PAIRS = "pairs"
MOST = 100
"""Cases given the drug again that are listed."""
_POSITIVE, _NEGATIVE = "positive", "negative"
_RECURRED, _NOT_RECURRED = "1", "2"
_ANSWERED = ("dechallenge", "rechallenge")


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population, from one snapshot of the database."""
    with registry.snapshot():
        found = ask("retreatment", population, most=MOST)
    reports = total(found, "reports")
    tables = (
        _pairs(found, "dechallenge", _("Dechallenge"), (_POSITIVE, _NEGATIVE), _("Got better, of known")),
        _pairs(found, "rechallenge", _("Rechallenge"), (_RECURRED, _NOT_RECURRED), _("Came back, of known")),
        _both(found),
        _retreated(found),
        _conditions(found),
        _after(found),
        _cases(found),
    )
    return shared.made(
        NAME,
        population,
        reports,
        kind=_("Retreatment"),
        definitions=definitions(),
        digest=shared.digest_of(versions(found), tables),
        tables=tables,
        charts=tuple(_charts(tables)) if reports else (),
    )


def _charts(tables: Sequence[ReportTable]) -> Iterator[Chart]:
    """The answers of each indication group, in the tables that have one line a group."""
    by_name = {table.name: table for table in tables}
    drawn = {
        **{name: (tuple(f"answer_{code or UNKNOWN}" for code in _words(name)), PAIRS) for name in _ANSWERED},
        "retreated": (("recurred", "not_recurred", "result_unknown", "not_retreated", "unknown"), "reports"),
    }
    for name, (values, total_column) in drawn.items():
        table = by_name[name]
        pairs = total_column == PAIRS
        chart = Chart(
            kind=Kind.STACKED,
            name=f"{name}_by_group",
            title=table.label,
            table=name,
            category=group_column().name,
            total=total_column,
            values=values,
            apart=(_("Unknown"),),
            denominator=_("of the pairs of drug and reaction of the group")
            if pairs
            else _("of the reports of the group"),
            value_title=_("Percent of pairs") if pairs else _("Percent of reports"),
        )
        yield described(chart, table)


def _words(column: str) -> Mapping[str, str]:
    known = codes.dechallenges() if column == "dechallenge" else codes.rechallenges()
    return {**known, "": _("Unknown")}


def _share_columns(label: str) -> tuple[Column, ...]:
    return (
        Column("share", label, PERCENT),
        Column("share_low", _("95 % exact interval, low"), PERCENT),
        Column("share_high", _("95 % exact interval, high"), PERCENT),
    )


def _pairs(found: Blocks, name: str, label: str, known: tuple[str, str], share: str) -> ReportTable:
    counts: Counter[tuple[str, str]] = Counter()
    for row in found.get("pairs", ()):
        counts[row["group"], row[name]] += row["pairs"]
    words, answers = group_words(), _words(name)

    def cells(group: str) -> Iterator[Value]:
        numbers = {code: counts[group, code] for code in answers}
        yield words[group]
        yield from (sum(numbers.values()), *numbers.values())
        yield from interval_cells(Share(numbers[known[0]], sum(numbers[code] for code in known)))

    columns = (
        group_column(),
        Column("pairs", _("Pairs of drug and reaction"), PAIRS, 0),
        *(Column(f"answer_{code or UNKNOWN}", text, PAIRS, 0) for code, text in answers.items()),
        *_share_columns(share),
    )
    return ReportTable(name, label, columns, tuple(tuple(cells(group)) for group in groups(found["reports"])))


def _both(found: Blocks) -> ReportTable:
    counts: Counter[tuple[str, str]] = Counter()
    for row in found.get("pairs", ()):
        if row["group"] == ALL:
            counts[row["dechallenge"], row["rechallenge"]] += row["pairs"]
    columns = (
        Column("dechallenge", _("Dechallenge")),
        *(Column(f"answer_{code or UNKNOWN}", text, PAIRS, 0) for code, text in _words("rechallenge").items()),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (text, *(counts[code, again] for again in _words("rechallenge")))
        for code, text in _words("dechallenge").items()
    )
    return ReportTable("both", _("Dechallenge with rechallenge, pairs of drug and reaction"), columns, rows)


def _result_columns() -> tuple[Column, ...]:
    return (
        Column("retreated", _("Given again"), COUNT),
        Column("recurred", _("Came back"), COUNT),
        Column("not_recurred", _("Did not come back"), COUNT),
        Column("result_unknown", _("Result unknown"), COUNT),
        *_share_columns(_("Came back, of known results")),
    )


def _results(row: Mapping[str, int]) -> tuple[Value, ...]:
    back, not_back = row["recurred"], row["not_recurred"]
    counts = (row["retreated"], back, not_back, row["retreated"] - back - not_back)
    return (*counts, *interval_cells(Share(back, back + not_back)))


def _retreated(found: Blocks) -> ReportTable:
    words, rows = group_words(), {row["group"]: row for row in found["reports"]}

    def cells(group: str) -> Iterator[Value]:
        row = rows[group]
        yes, no = row["retreated"], row["not_retreated"]
        yield from (words[group], row["reports"], no, row["reports"] - yes - no, *_results(row))

    columns = (
        group_column(),
        Column("reports", _("Reports"), COUNT),
        Column("not_retreated", _("Not given again"), COUNT),
        Column("unknown", _("Unknown"), COUNT),
        *_result_columns(),
    )
    table = tuple(tuple(cells(group)) for group in groups(found["reports"]))
    return ReportTable("retreated", _("Reports in which the drug was given again"), columns, table)


def _intervals() -> Mapping[str, str]:
    between = {str(a): _("%(a)d to below %(b)d days") % {"a": a, "b": b} for a, b in pairwise(AFTER)}
    return {**between, str(AFTER[-1]): _("%(n)d days or more") % {"n": AFTER[-1]}}


def _conditions(found: Blocks) -> ReportTable:
    known = {
        SETTING: (_("Where"), codes.settings()),
        PROPHYLAXIS: (_("Prophylaxis"), {TOLD: _("Told")}),
        INTERVAL: (_("Time after the course before"), _intervals()),
    }
    rows = {(row["condition"], row["value"]): row for row in found.get("conditions", ())}
    none = {"retreated": 0, "recurred": 0, "not_recurred": 0}
    table = tuple(
        (label, text, *_results(rows.get((condition, code), none)))
        for condition, (label, values) in known.items()
        for code, text in {**values, UNKNOWN: _("Unknown")}.items()
    )
    columns = (Column("condition", _("Condition")), Column("value", _("Value")), *_result_columns())
    return ReportTable("conditions", _("Conditions under which the drug was given again"), columns, table)


def _after(found: Blocks) -> ReportTable:
    words, rows = group_words(), {row["group"]: row for row in found["after"]}
    columns = (
        group_column(),
        Column("retreated", _("Given again"), COUNT),
        Column("known", _("Known"), COUNT),
        Column("unknown", _("Unknown"), COUNT),
        *spread_columns(DAYS),
    )

    def cells(group: str) -> tuple[Value, ...]:
        row = rows[group]
        known = row["retreatment_after_days_known"]
        return (
            words[group],
            row["reports"],
            known,
            row["reports"] - known,
            *spread_cells(row, "retreatment_after_days"),
        )

    table = tuple(cells(group) for group in groups(found["after"]))
    return ReportTable("after", _("Days from the course before to the retreatment"), columns, table)


def _cases(found: Blocks) -> ReportTable:
    rows, retreated = found.get("cases", []), sum(row["retreated"] for row in found["reports"] if row["group"] == ALL)
    label = _("Cases in which the drug was given again: %(shown)d of %(n)d, by number") % {
        "shown": len(rows),
        "n": retreated,
    }
    columns = (
        Column("case", _("Case")),
        Column("after_days", _("Days after the course before"), DAYS),
        Column("setting", _("Where")),
        Column("prophylaxis", _("Prophylaxis")),
        Column("result", _("Result")),
        Column("indication_group", _("Indication group")),
    )
    return ReportTable("cases", label, columns, tuple(_case_cells(rows)))


def _case_cells(rows: Sequence[Mapping[str, Value]]) -> Iterator[tuple[Value, ...]]:
    settings, words = codes.settings(), group_words()
    results = {True: _("Came back"), False: _("Did not come back"), None: None}
    for row in rows:
        after = row["retreatment_after_days"]
        yield (
            row["identifier"],
            plain(float(str(after))) if after is not None else None,
            settings.get(str(row["retreatment_setting"])),
            codes.without_dates(str(row["retreatment_prophylaxis"])) or None,
            results[row["recurred"]],  # type: ignore[index]
            words[str(row["indication_group"])],
        )


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        shared.lock_point(),
        shared.report(),
        indication_words(),
        _(
            "Dechallenge and rechallenge: as reported of each fitting pair of a drug and a reaction (E2B G.k.9.i.4 for "
            "the latter). A report has one or several pairs, so that they add up to more than the reports."
        ),
        _(
            "Given again: a report tells of a course after the reaction, or of a rechallenge of any of its drugs and "
            "reactions; not given again when that is said of each suspect drug. Came back: when any of these says so."
        ),
        _(
            "Conditions: of the first course after the reaction. Prophylaxis that is not told is unknown, not absent. "
            "Days after the course before: as told, else between the starts of the two."
        ),
        _(
            "Shares: of the results that are known. Interval: 95 %, exact (Clopper CJ, Pearson ES. Biometrika "
            "1934;26:404-413). Patients who were given a drug again were chosen: the share is not a risk of all."
        ),
        quartiles_words(),
        shared.row_digest(),
    )
