"""The steps that two guidance texts name, done or not in each case: a description, and no verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.sources import codes, registry
from reports.sources.asking import Blocks, ask, versions
from reports.sources.management import lines
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.questions.management import COLUMNS
from reports.statistics.differences import Share
from reports.tables import definitions as shared
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.grouped import indication_words
from reports.tables.options import CHOICE, Option, OptionValue, Values
from reports.tables.report import COUNT, PERCENT, Column, Listing, Report, ReportTable, Value
from reports.tables.shares import interval_cells

NAME = "management"
UNKNOWN = "unknown"
DIAGNOSIS = "ct"
"""The first of the steps that are no treatment, in the order of the list."""
EACH, ALWAYS, NEVER = "each", "yes", "no"
FEW = 5_000
"""Reports up to which the steps of each case are listed unasked: of more, most forms cannot be made."""
OPTIONS = (
    Option(
        EACH,
        gettext_lazy("Steps of each case"),
        gettext_lazy("List the steps of each case: yes or no; default: up to 5 000 cases"),
        CHOICE,
        ((ALWAYS, gettext_lazy("Yes")), (NEVER, gettext_lazy("No"))),
    ),
)


def build(population: Population, names: Names, options: Values) -> Report:
    """The report on this population, from one snapshot of the database."""
    with registry.snapshot():
        found = ask("management", population)
    counts = {row["outcome"]: int(row["reports"]) for row in found.get("outcomes", ())}
    reports = sum(counts.values())
    steps = _steps(found, reports)
    tables = (steps, _by_outcome(found, counts), _texts())
    return shared.made(
        NAME,
        population,
        reports,
        kind=_("Management"),
        definitions=definitions(),
        digest=shared.digest_of(versions(found), tables),
        tables=tables,
        charts=tuple(_charts(steps, reports)),
        listing=_each(population, reports, options[EACH]),
    )


def _each(population: Population, reports: int, wanted: OptionValue) -> Listing | None:
    """The steps of each case, where they are asked for or are few."""
    if wanted == NEVER or (wanted is None and reports > FEW):
        return None
    return Listing("cases", _("Steps of each case"), _listed(), reports, lambda first: lines(population, first))


def _told(found: Blocks) -> Callable[[str, Sequence[str]], Counter[str]]:
    """How many reports with some outcomes tell which status of a step."""
    rows: dict[str, list[tuple[str, str, int]]] = {}
    for row in found.get("steps", ()):
        rows.setdefault(row["step"], []).append((row["outcome"], row["status"], int(row["reports"])))

    def told(step: str, outcomes: Sequence[str]) -> Counter[str]:
        counts: Counter[str] = Counter()
        for outcome, status, reports in rows.get(step, ()):
            if outcome in outcomes:
                counts[status] += reports
        return counts

    return told


def _cells(counts: Counter[str], reports: int) -> Iterator[Value]:
    numbers = [counts[status] for status in COLUMNS]
    yield from (reports, *numbers, reports - sum(numbers))
    yield from interval_cells(Share(counts["done"], counts["done"] + counts["not_done"]))


def _count_columns() -> tuple[Column, ...]:
    words = codes.statuses()
    return (
        Column("reports", _("Reports"), COUNT),
        *(Column(status, words[status], COUNT) for status in (*COLUMNS, UNKNOWN)),
        Column("share", _("Done, of done and not done"), PERCENT),
        Column("share_low", _("95 % exact interval, low"), PERCENT),
        Column("share_high", _("95 % exact interval, high"), PERCENT),
    )


def _steps(found: Blocks, reports: int) -> ReportTable:
    told = _told(found)
    rows = tuple((codes.step_label(step), *_cells(told(step.code, codes.OUTCOMES), reports)) for step in codes.steps())
    columns = (Column("step", _("Step")), *_count_columns())
    return ReportTable("steps", _("Steps of management in all reports"), columns, rows)


def _by_outcome(found: Blocks, counts: Mapping[str, int]) -> ReportTable:
    told, classes = _told(found), _outcomes()
    rows = tuple(
        (codes.step_label(step), label, *_cells(told(step.code, some), sum(counts.get(code, 0) for code in some)))
        for step in codes.steps()
        if step.recorded
        for label, some in classes.items()
    )
    columns = (Column("step", _("Step")), Column("outcome", _("Outcome")), *_count_columns())
    return ReportTable("by_outcome", _("Steps of management by outcome"), columns, rows)


def _outcomes() -> Mapping[str, Sequence[str]]:
    known = (*registry.RECOVERED, *registry.DIED, *registry.UNKNOWN_OUTCOME)
    return {
        _("Recovered"): registry.RECOVERED,
        _("Recovering or not recovered"): [code for code in codes.OUTCOMES if code not in known],
        _("Died"): registry.DIED,
        _("Outcome unknown"): registry.UNKNOWN_OUTCOME,
    }


def _texts() -> ReportTable:
    letters = codes.step_texts()
    rows = tuple(
        (
            codes.step_label(step),
            letters[place.source],
            place.heading,
            _(step.applies_to) if step.applies_to else _("Everybody"),
            _("yes") if step.recorded else _("no, never known"),
        )
        for step in codes.steps()
        for place in step.places
    )
    columns = (
        Column("step", _("Step")),
        Column("text", _("Text")),
        Column("heading", _("Under the heading")),
        Column("applies_to", _("Named for")),
        Column("recorded", _("A case can tell")),
    )
    return ReportTable("texts", _("Where the guidance texts name each step"), columns, rows)


def _listed() -> tuple[Column, ...]:
    words = codes.statuses()
    return (
        Column("case", _("Case")),
        Column("indication_group", _("Indication group")),
        Column("outcome", _("Outcome")),
        *(Column(status, words[status]) for status in (*COLUMNS, UNKNOWN)),
    )


def _charts(table: ReportTable, reports: int) -> Iterator[Chart]:
    """Treatment, then diagnosis and follow-up: all in one picture would be too many bars for a page."""
    recorded = [step for step in codes.steps() if step.recorded]
    first = next(place for place, step in enumerate(recorded) if step.code == DIAGNOSIS)
    parts = {
        "steps_of_treatment": (_("Steps of treatment"), recorded[:first]),
        "steps_of_diagnosis": (_("Steps of diagnosis and follow-up"), recorded[first:]),
    }
    for name, (title, steps) in parts.items():
        chart = Chart(
            kind=Kind.STACKED,
            name=name,
            title=title,
            table=table.name,
            category="step",
            values=(*COLUMNS, UNKNOWN),
            apart=(codes.statuses()[UNKNOWN],),
            omit=tuple(codes.step_label(step) for step in codes.steps() if step not in steps),
            denominator=_("of all %(n)d reports, with counts") % {"n": reports},
            value_title=_("Percent of reports"),
        )
        yield described(chart, table)


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        shared.lock_point(),
        shared.report(),
        indication_words(),
        _(
            "A description and no verdict: the two texts are no guidelines, both say of themselves that they are "
            "educational and await review, and a step that was not done may have been right not to do. A: How should "
            "diffuse alveolar hemorrhage induced by alemtuzumab be managed? Last updated March 8, 2026. B: What is the "
            "treatment for diffuse alveolar hemorrhage? Last updated October 23, 2025."
        ),
        _(
            "Done, not done: the report says so. Does not apply: the report shows that the patient is none of those "
            "whom the step is named for. Not known: the report does not tell, or does not tell to whom the step "
            "applies; some steps have no place in the registry's form and are not known in any report."
        ),
        _(
            "Outcome: of a report with several reactions, fatal if any was; else the worst known outcome of its "
            "serious reactions, or of all its reactions when none is serious. A step done before a recovery did not by "
            "that cause it: patients who are more ill are treated more."
        ),
        _(
            "Share: of the reports in which the step is told to be done or not done. Interval: 95 %, exact (Clopper "
            "CJ, Pearson ES. Biometrika 1934;26:404-413). Steps of each case: without those that no case can tell."
        ),
        shared.row_digest(),
    )
