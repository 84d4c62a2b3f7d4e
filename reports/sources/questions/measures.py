"""The measures of a population: per indication group, with the cases named in `named` in rows of their own.

With `each` there is a row for each of them, else one, called *, for all.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.sources.measure_codes import SHARES, VALUES

_COURSE = """
    , onset AS (
        SELECT facts_id, min(onset_day_earliest) FILTER (WHERE decides) AS onset_earliest,
               min(onset_day_latest) FILTER (WHERE decides) AS onset_latest
        FROM deciding GROUP BY facts_id
    ),
    course AS (
        SELECT CASE WHEN report.identifier <> ALL(%(named)s::text[]) THEN ''
                    WHEN %(each)s THEN report.identifier ELSE '*' END AS named,
               report.indication_group, report.two_infusions, report.infusions_unknown, report.outcome,
               onset.onset_earliest, onset.onset_latest,
               facts.serious, facts.age_years, facts.treatments, facts.treatments_denied, facts.intensive_care,
               facts.alive_after_one_year,
               lung.bal, lung.bal_return, lung.siderophages, lung.ct, lung.ground_glass, lung.consolidation,
               lung.bilateral, lung.effusion, lung.haemoglobin_fall, lung.haemoglobin_fell, lung.infection,
               lung.untreated, lung.ventilated, lung.hospital_days, lung.intensive_care_days,
               lung.symptoms_gone_days, lung.lung_changes_gone_days,
               lung.retreated, lung.recurred, lung.retreatment_setting,
               lung.steps_done, lung.steps_not_done
        FROM report
        JOIN cases_casefacts AS facts ON facts.id = report.facts_id
        LEFT JOIN cases_lungfacts AS lung ON lung.facts_id = report.facts_id
        LEFT JOIN onset ON onset.facts_id = report.facts_id
    )
"""
"""One row per report, with all that the measures ask for."""


def _answers() -> Iterator[str]:
    for code, measure in SHARES.items():
        yield f"count(*) FILTER (WHERE {measure.sql}) AS {code}_yes"
        yield f"count(*) FILTER (WHERE NOT ({measure.sql})) AS {code}_no"


QUESTIONS = {
    "shares": f"""{_COURSE}
    SELECT indication_group, named, count(*) AS cases, {", ".join(_answers())}
    FROM course GROUP BY indication_group, named ORDER BY indication_group, named
    """,  # noqa: S608 - expressions of this package
    **{
        f"spread_{code}": f"""{_COURSE}
    SELECT indication_group, named, {measure.sql} AS low, {measure.high or measure.sql} AS high, count(*) AS cases
    FROM course GROUP BY indication_group, named, low, high ORDER BY indication_group, named, low, high
    """  # noqa: S608 - expressions of this package
        for code, measure in VALUES.items()
    },
}
