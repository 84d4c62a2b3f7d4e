"""One chart of each kind, over tables with invented numbers such as the registry has."""

from __future__ import annotations

from typing import Any

from reports.tables.alternative import described
from reports.tables.chart import Chart, Event, Kind, Mark
from reports.tables.report import COUNT, PERCENT, Column, Report, ReportTable
from tests.reports.builders import report_of

OUTCOMES = ("recovered", "died", "other", "unknown")


def onset() -> ReportTable:
    """Day of onset in classes, with what is not known."""
    numbers = (3, 14, 11, 4, 2, 1, 0, 2, 3, 9)
    labels = (*(f"Day {n}" for n in range(1, 8)), "Days 8 to 30", "Later", "Not known")
    return ReportTable(
        "onset",
        "Day of onset",
        (Column("day", "Day of onset"), Column("reports", "Reports", COUNT)),
        tuple(zip(labels, numbers, strict=True)),
    )


def outcome() -> ReportTable:
    """Outcome by indication group, with a row of all and one with a hidden number."""
    return ReportTable(
        "outcome",
        "Outcome by indication group",
        (
            Column("group", "Indication group"),
            Column("reports", "Reports", COUNT),
            Column("recovered", "Recovered", COUNT),
            Column("died", "Died", COUNT),
            Column("other", "Other known outcome", COUNT),
            Column("unknown", "Not known", COUNT),
        ),
        (
            ("Multiple sclerosis", 49, 31, 4, 9, 5),
            ("Haematological malignancy", 96, 22, 41, 12, 21),
            ("Solid organ transplantation and conditioning before it", 12, 5, 3, 3, 1),
            ("Other", "*", "*", 0, "*", 1),
            ("Not told", 7, 0, 1, 0, 6),
            ("All", "*", "*", 49, "*", 34),
        ),
    )


def received() -> ReportTable:
    """Reports by year and source; no row for 2012."""
    rows = [(2006 + n, n % 5 + 1, [4, 9, 2, 0, 6][n % 5] + n // 2, n // 4 if n > 6 else None) for n in range(20)]
    return ReportTable(
        "received",
        "Reports by year",
        (
            Column("year", "Year of receipt"),
            Column("centre", "Reported by centres", COUNT),
            Column("imported", "Imported", COUNT),
            Column("literature", "Published cases", COUNT),
        ),
        tuple(row for row in rows if row[0] != 2012),
    )


def scores() -> ReportTable:
    """Completeness in tenths."""
    numbers = (0, 2, 3, 9, 14, 21, 37, 44, 30, 12)
    rows = tuple((f"{n / 10:.1f} - {n / 10 + 0.1:.1f}", n / 10, (n + 1) / 10, r) for n, r in enumerate(numbers))
    columns = (
        Column("class", "Score"),
        Column("from", "From", "score"),
        Column("to", "To", "score"),
        Column("reports", "Reports", COUNT),
    )
    return ReportTable("scores", "Completeness", columns, (*rows, ("No score", None, None, 6)))


def centres() -> ReportTable:
    """Mean completeness of centres with an interval, and one centre without cases."""
    return ReportTable(
        "centres",
        "Completeness per centre",
        (
            Column("centre", "Centre"),
            Column("score", "Mean score", "score"),
            Column("score_low", "low", "score"),
            Column("score_high", "high", "score"),
            Column("reports", "Reports", COUNT),
        ),
        (
            ("Universitätsklinikum Nordstadt", 0.83, 0.78, 0.88, 41),
            ("Centre hospitalier régional", 0.61, 0.49, 0.73, 12),
            ("Clinic of the third order with a name that is long", 0.44, 0.2, 0.68, 4),
            ("New centre", None, None, None, 0),
        ),
    )


def courses() -> ReportTable:
    """Cases with the days of their events."""
    rows: list[tuple[Any, ...]] = [
        ("DE-001", "1, 2, 3", 3, 4, 3, 12, None, None),
        ("DE-002", "1, 2", 2, 2, 2, 9, None, None),
        ("FR-114", "1, 2, 3, 4, 5", 2, 6, 7, 31, None, None),
        ("FR-115", "1", 1, None, 1, 5, None, None),
        ("IT-007", "1, 2, 3, 4, 5", 5, None, 5, None, 19, None),
        ("GB-021", "1, 2, 3", 3, 5, 4, None, None, 44),
        ("GB-022", "1, 2, 3", None, None, None, 412, None, None),
        ("US-300", "1, 2", 2, None, 2, 16, None, None),
    ]
    names = (
        ("infusions", "Infusions"),
        ("onset", "Onset"),
        ("bal", "Bronchoscopy"),
        ("treated", "Treatment"),
        ("recovered", "Recovered"),
        ("died", "Died"),
        ("last", "Last seen"),
    )
    columns = (Column("case", "Case"), *(Column(name, label, "days") for name, label in names))
    return ReportTable("courses", "Courses", columns, tuple(rows))


def figures() -> ReportTable:
    """Published figures beside those of the registry."""
    rows = (
        ("Ventilated, of severe cases", "Published", 40.0, 30.0, 50.0, "-"),
        ("Ventilated, of severe cases", "Registry", 33.3, 13.3, 59.0, "5 / 15"),
        ("Died, of all with multiple sclerosis", "Published", 8.2, 2.3, 19.6, "4 / 49"),
        ("Died, of all with multiple sclerosis", "Registry", 0.0, 0.0, 13.7, "0 / 25"),
        ("Radiographic resolution by 4 weeks", "Published", 95.0, 75.1, 99.9, "19 / 20"),
        ("Radiographic resolution by 4 weeks", "Registry", None, None, None, "0 / 0"),
    )
    return ReportTable(
        "figures",
        "Published figures",
        (
            Column("measure", "Measure"),
            Column("source", "Source"),
            Column("share", "Share", PERCENT),
            Column("share_low", "low", PERCENT),
            Column("share_high", "high", PERCENT),
            Column("of", "n / N"),
        ),
        rows,
    )


def ratios() -> ReportTable:
    """Risk ratios, one of which reaches zero and one beyond the axis."""
    rows = (
        ("Death", 0.42, 0.2, 0.86, "4 / 49, 41 / 96"),
        ("Ventilation", 1.3, 0.7, 2.4, "12 / 40, 18 / 80"),
        ("Rechallenge positive", 0.0, 0.0, 5.1, "0 / 3, 2 / 9"),
        ("Recurrence", 3.1, 0.3, 240.0, "1 / 3, 1 / 9"),
    )
    names = (("ratio", "Ratio", "ratio"), ("ratio_low", "low", "ratio"), ("ratio_high", "high", "ratio"))
    columns = (Column("event", "Event"), *(Column(*name) for name in names), Column("of", "n / N, each"))
    return ReportTable("ratios", "Ratios", columns, rows)


TABLES = (onset(), outcome(), received(), scores(), centres(), courses(), figures(), ratios())
_PLAIN = (
    Chart(
        Kind.HISTOGRAM,
        "onset",
        "Day on which alveolar haemorrhage began",
        "onset",
        "day",
        value="reports",
        apart=("Not known",),
        denominator="49 reports; day 1 is the first infusion of the course",
    ),
    Chart(
        Kind.STACKED,
        "outcome",
        "Outcome by indication group",
        "outcome",
        "group",
        values=OUTCOMES,
        total="reports",
        apart=("Not known",),
        omit=("All",),
        denominator="Share of all reports of each group",
    ),
    Chart(
        Kind.LINE,
        "received",
        "Reports by year of receipt",
        "received",
        "year",
        values=("centre", "imported", "literature"),
        denominator="Accepted reports",
    ),
    Chart(
        Kind.HISTOGRAM,
        "scores",
        "Completeness of reports",
        "scores",
        "class",
        value="reports",
        low="from",
        high="to",
        reference=0.68,
        reference_label="median 0.68",
        category_title="vigiGrade completeness score (0.07 - 1)",
        denominator="172 submitted reports with a score",
    ),
    Chart(
        Kind.BARS,
        "centres",
        "Mean completeness per centre",
        "centres",
        "centre",
        value="score",
        low="score_low",
        high="score_high",
        total="reports",
        reference=0.8,
        reference_label="well documented",
        top=1,
        denominator="Submitted reports; 95 % interval of the mean",
    ),
    Chart(
        Kind.SWIMMER,
        "courses",
        "Course of each case",
        "courses",
        "case",
        marks=(
            Mark("infusions", Event.INFUSION),
            Mark("onset", Event.ONSET),
            Mark("bal", Event.BRONCHOSCOPY),
            Mark("treated", Event.TREATMENT),
            Mark("recovered", Event.RECOVERY),
            Mark("died", Event.DEATH),
            Mark("last", Event.ONGOING),
        ),
        top=60,
        limit=7,
        denominator="Cases with a known first day",
    ),
    Chart(
        Kind.FOREST,
        "figures",
        "Published figures and the same of the registry",
        "figures",
        "measure",
        value="share",
        low="share_low",
        high="share_high",
        series="source",
        total="of",
        top=100,
        denominator="Share in %, exact 95 % interval",
    ),
    Chart(
        Kind.FOREST,
        "ratios",
        "Multiple sclerosis beside haematological malignancy",
        "ratios",
        "event",
        value="ratio",
        low="ratio_low",
        high="ratio_high",
        total="of",
        reference=1,
        reference_label="no difference",
        logarithmic=True,
        top=20,
        value_title="Risk ratio (logarithmic axis)",
        denominator="Exact 95 % interval",
    ),
)
_BY_NAME = {table.name: table for table in TABLES}
CHARTS = {chart.name: described(chart, _BY_NAME[chart.table]) for chart in _PLAIN}
"""One or two charts of each kind, by name."""


def report() -> Report:
    """A report with all of these."""
    return report_of(*TABLES, charts=tuple(CHARTS.values()))
