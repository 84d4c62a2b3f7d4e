"""How long it took until symptoms and lung changes were gone, with those who were not followed until then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from reports.sources.asking import Blocks, groups
from reports.sources.blocks import ALL
from reports.sources.questions.treatment import ALL_SYMPTOMS, LUNGS, SYMPTOMS, TIMES
from reports.statistics.proportions import as_percent
from reports.statistics.survival import Curve, Followed, kaplan_meier, number_at_risk
from reports.tables.alternative import described
from reports.tables.chart import Chart, Kind
from reports.tables.grouped import group_column, group_words
from reports.tables.population import lower_first
from reports.tables.report import COUNT, DAYS, PERCENT, Column, ReportTable, Value
from reports.tables.spread import plain

BY = (7, 14, 28)
"""Days after onset for which the share is told: two weeks and four weeks are those of the guidance texts."""
LAST = 28
"""Last day of the curve."""


def _labels() -> Mapping[str, str]:
    return {
        SYMPTOMS: _("Main symptoms"),
        ALL_SYMPTOMS: _("All symptoms"),
        LUNGS: _("Lung changes"),
    }


def _followed(found: Blocks) -> Mapping[tuple[str, str], list[Followed]]:
    """Measure and group -> patients."""
    rows: dict[tuple[str, str], list[Followed]] = {}
    for row in found.get("times", ()):
        told = Followed(float(row["days"]), row["happened"], row["reports"])
        rows.setdefault((row["measure"], row["group"]), []).append(told)
    return rows


def resolution_tables(found: Blocks) -> tuple[ReportTable, ReportTable]:
    """Counts and the median time, then the shares after some days, for each indication group."""
    followed, reports = _followed(found), {row["group"]: row["reports"] for row in found["care"]}
    words = group_words()
    places = [(measure, group) for measure in TIMES for group in groups(found["care"])]
    curves = {place: kaplan_meier(followed.get(place, [])) for place in places}

    def times(measure: str, group: str) -> Iterator[Value]:
        rows = followed.get((measure, group), [])
        gone, there = (sum(row.count for row in rows if row.happened is answer) for answer in (True, False))
        yield from (_labels()[measure], words[group], reports[group], gone, there, reports[group] - gone - there)
        yield from _median(curves[measure, group])

    def shares(measure: str, group: str) -> Iterator[Value]:
        yield from (_labels()[measure], words[group])
        for day in BY:
            yield from _gone(curves[measure, group], day)

    label = _("Time from onset until all was gone")
    rows = tuple(tuple(times(*place)) for place in places)
    by_day = (_first_columns()[0], group_column(), *(column for day in BY for column in _share_columns(day)))
    return (
        ReportTable("resolution", label, _first_columns(), rows),
        ReportTable(
            "resolution_by", _("Share gone by some days"), by_day, tuple(tuple(shares(*item)) for item in places)
        ),
    )


def _first_columns() -> tuple[Column, ...]:
    return (
        Column("measure", _("What was gone")),
        group_column(),
        Column("reports", _("Reports"), COUNT),
        Column("gone", _("Gone, time told"), COUNT),
        Column("still", _("Not gone when last seen"), COUNT),
        Column("unknown", _("Unknown, left out"), COUNT),
        Column("median", _("Median days"), DAYS),
        Column("median_low", _("95 % interval, low"), DAYS),
        Column("median_high", _("95 % interval, high"), DAYS),
    )


def _share_columns(day: int) -> tuple[Column, ...]:
    return (
        Column(f"by_{day}", _("By day %(n)d after onset") % {"n": day}, PERCENT),
        Column(f"by_{day}_low", _("95 % interval, low"), PERCENT),
        Column(f"by_{day}_high", _("95 % interval, high"), PERCENT),
    )


def _median(curve: Curve | None) -> tuple[Value, Value, Value]:
    found = curve.median if curve else None
    if found is None:
        return None, None, None
    return tuple(None if day is None else plain(day) for day in (found.time, found.low, found.high))  # type: ignore[return-value]


def _gone(curve: Curve | None, day: int) -> tuple[Value, Value, Value]:
    """Share gone by that day and its interval; None three times when nobody was followed so long.

    Before anything was gone there is no interval: Greenwood's variance is 0 there, which would claim certainty.
    """
    without = curve.at(day) if curve else None
    if without is None:
        return None, None, None
    share, interval = without
    if share == 1:
        return 0.0, None, None
    return as_percent(1 - share), as_percent(1 - interval.high), as_percent(1 - interval.low)


def curve_table(found: Blocks) -> ReportTable:
    """Day by day the share of all reports in which it was gone, and how many were still at risk."""
    followed = {measure: _followed(found).get((measure, ALL), []) for measure in TIMES}
    curves = {measure: kaplan_meier(rows) for measure, rows in followed.items()}
    labels = _labels()
    columns = (
        Column("day", _("Days after onset"), DAYS, 0),
        *(Column(f"{measure}_share", _("%(what)s gone") % {"what": labels[measure]}, PERCENT) for measure in TIMES),
        *(
            Column(f"{measure}_at_risk", _("At risk: %(what)s") % {"what": lower_first(label)}, COUNT)
            for measure, label in labels.items()
        ),
    )
    rows = tuple(
        (
            day,
            *(_gone(curves[measure], day)[0] for measure in TIMES),
            *(number_at_risk(followed[measure], day) for measure in TIMES),
        )
        for day in range(LAST + 1)
    )
    return ReportTable("curve", _("Share gone, day by day, all indication groups together"), columns, rows)


def curve_chart(table: ReportTable) -> Chart:
    """The three curves."""
    chart = Chart(
        kind=Kind.LINE,
        name="resolution",
        title=_("Symptoms and lung changes gone"),
        table=table.name,
        category="day",
        values=tuple(f"{measure}_share" for measure in TIMES),
        denominator=_("Kaplan-Meier, of the reports in which a time is told or the patient was followed"),
        value_title=_("Percent gone"),
        top=100,
        stepped=True,
    )
    return described(chart, table)


def definitions() -> tuple[str, ...]:
    """What counts as what."""
    return (
        _(
            "Time until gone: days from the onset, as reported. Kaplan-Meier (Kaplan EL, Meier P. J Am Stat Assoc "
            "1958;53:457-481), interval by Greenwood's variance on the log-log scale; of the median by Brookmeyer R, "
            "Crowley J. Biometrics 1982;38:29-41. Without a number: the curve does not fall so far, or nobody was "
            "followed so long. At risk: it was there until that day, and the patient was followed so long."
        ),
        _(
            "Not gone when last seen: no time is told, the outcome is not recovered or fatal (of symptoms also "
            "recovering), and the day last seen is known; followed until that day. Who died is followed until then, so "
            "that the shares are those of the living. Unknown: recovered after a time that is not told, or not "
            "followed to a known day."
        ),
    )
