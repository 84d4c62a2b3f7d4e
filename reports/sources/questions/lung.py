"""The lung work-up: how many reports have which answer, and over what measured values spread.

A finding is told as a number of reports by answer; `reports.tables.lung_findings` says which answers belong together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reports.sources.blocks import BY_GROUP, question, spread
from reports.sources.fingerprint import CASE, fingerprint

CODED: Mapping[str, Sequence[str]] = {
    "bal": ("done", "attempted", "not_done"),
    "bal_return": ("bloodier", "persistent", "clearing", "not_bloody"),
    "siderophages": ("present", "absent", "not_looked_for"),
    **dict.fromkeys(
        ("infection", "embolism", "cardiac", "autoimmune", "coagulopathy"),
        ("excluded", "found", "inconclusive", "not_done"),
    ),
    **dict.fromkeys(("anca", "anti_gbm", "ana"), ("positive", "negative")),
}
"""Column of the lung facts -> the codes that it can hold; '' is unknown."""
ANSWERED: Sequence[str] = (
    "capillaritis",
    "imaging",
    "ct",
    "ground_glass",
    "consolidation",
    "centrilobular",
    "bilateral",
    "effusion",
    "haemoglobin_fell",
)
"""Columns that hold yes, no or nothing."""
MEASURED: Sequence[str] = ("siderophages_pct", "haemoglobin_before", "haemoglobin_lowest", "haemoglobin_fall")
YES, NO = "yes", "no"


def _counts() -> Iterator[str]:
    for column, codes in CODED.items():
        yield from (f"count(*) FILTER (WHERE {column} = '{code}') AS {column}_{code}" for code in codes)
    for column in ANSWERED:
        yield f"count(*) FILTER (WHERE {column}) AS {column}_{YES}"
        yield f"count(*) FILTER (WHERE NOT {column}) AS {column}_{NO}"


_COLUMNS = (*CODED, *ANSWERED, *MEASURED)
_BASE = f"""
    , base AS MATERIALIZED (
        SELECT report.identifier, report.version_number, report.accepted_at, report.indication_group,
               {", ".join(f"lung.{column}" for column in _COLUMNS)}
        FROM report LEFT JOIN cases_lungfacts AS lung USING (facts_id)
    )
"""  # noqa: S608 - columns of this module

QUESTIONS: Mapping[str, str] = {
    "lung": question(
        _BASE,
        {
            "counts": f"""
                SELECT {BY_GROUP}, count(*) AS reports, {", ".join(_counts())}
                FROM base GROUP BY GROUPING SETS ((indication_group), ())
            """,  # noqa: S608 - columns of this module
            "spread": f"""
                SELECT {BY_GROUP}, count(*) AS reports, {", ".join(map(spread, MEASURED))}
                FROM base GROUP BY GROUPING SETS ((indication_group), ())
            """,  # noqa: S608 - columns of this module
            "digest": fingerprint(CASE, "base AS report"),
        },
    )
}
