"""The VigiBase-style summary against a count in plain Python over the same invented and documented cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from scipy.stats import binomtest

from reports.tables.catalogue import make_report
from reports.tables.report import Report
from tests.reports.tables.clinical import GROUPS, POPULATIONS, Clinical, asked, clinical

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry_of_cases")]
SEXES = {"2": "Female", "1": "Male", "": "Unknown"}
CONTINENTS = {"africa": "Africa", "americas": "Americas", "asia": "Asia", "europe": "Europe", "oceania": "Oceania",
              "": "Unknown"}  # fmt: skip
BANDS = {"0-27d": "0 - 27 days", "28d-23m": "28 days to 23 months", "2-11": "2 - 11 years", "12-17": "12 - 17 years",
         "18-44": "18 - 44 years", "45-64": "45 - 64 years", "65-74": "65 - 74 years", "75+": "75 years and over",
         "unknown": "Unknown"}  # fmt: skip
TOGETHER = {"Transplantation or haematological malignancy": ("transplantation", "haematological")}
"""As VigiBase's counts were published (Myro 2018)."""


def share(part: int, whole: int) -> Any:
    return pytest.approx(100 * part / whole, abs=0.0501) if whole else None


def block(counted: Counter[str], words: dict[str, str], total: int) -> list[list[Any]]:
    return [[word, counted[code], share(counted[code], total)] for code, word in words.items()]


def by_reporter(case: Clinical) -> bool:
    """No reaction says where it happened, so the country is that of a reporter."""
    return bool(case.view.country) and not any(row.country for row in case.view.icsr.reactions)


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_block_is_that_of_plain_python(name: str) -> None:
    cases, report = clinical(POPULATIONS[name]), make_report("vigibase", POPULATIONS[name])
    total = len(cases)
    assert report.table("total").rows == ((total,),)
    for table, words, key in (
        ("sex", SEXES, lambda case: case.view.sex),
        ("age_group", BANDS, lambda case: case.view.age_band),
    ):
        assert [list(row) for row in report.table(table).rows] == block(Counter(map(key, cases)), words, total), table
    lands = block(Counter(case.view.continent for case in cases), CONTINENTS, total)
    guessed = Counter(case.view.continent for case in cases if by_reporter(case))
    assert [list(row) for row in report.table("continent").rows] == [
        [*row, guessed[code]] for row, code in zip(lands, CONTINENTS, strict=True)
    ]
    years = Counter(str(case.view.received.year) if case.view.received else "Unknown" for case in cases)
    assert [list(row) for row in report.table("year").rows] == block(
        years, {year: year for year in sorted(years)}, total
    )
    assert_reactions(report, cases, name)
    assert_outcomes(report, cases)
    counted = {case.view.identifier for case in cases}
    for row in report.table("overlap").records():
        assert row["counted"] == ("yes" if row["case"] in counted else "no")


def assert_reactions(report: Report, cases: list[Clinical], name: str) -> None:
    """All reactions that these reports have with the drug; each report once for each term and each class."""
    spellings = {text for drug in asked(POPULATIONS[name]).drugs for text in drug.spellings}
    found: Counter[tuple[str, str]] = Counter()
    for case in cases:
        rows = [pair for pair in case.view.pairs if not spellings or pair.drug in spellings]
        found.update({(pair.organ_class or "Unknown", pair.reaction or "Unknown") for pair in rows})
        found.update({(pair.organ_class or "Unknown", "Any of this class") for pair in rows})
    rows = [list(row) for row in report.table("reactions").rows]
    assert {(row[0], row[1]): row[2] for row in rows} == found
    assert len(rows) == len(found)
    assert all(row[3] == share(row[2], len(cases)) for row in rows)
    classes = [row[0] for row in rows if row[1] == "Any of this class"]
    sizes = [found[organ_class, "Any of this class"] for organ_class in classes]
    assert sizes == sorted(sizes, reverse=True)
    assert list(dict.fromkeys(row[0] for row in rows)) == classes


def assert_outcomes(report: Report, cases: list[Clinical]) -> None:
    rows = {row["indication_group"]: row for row in report.table("indication_group").records() if own(row)}
    singles = {label: (code,) for code, label in GROUPS.items()}
    assert {GROUPS[case.group] for case in cases} <= set(rows)
    for words, row in rows.items():
        groups = {**singles, **TOGETHER, "All": tuple(GROUPS)}[str(words)]
        some = [case for case in cases if case.group in groups]
        outcomes = Counter(case.outcome for case in some)
        died, unknown = outcomes["5"], outcomes["0"]
        recovered, other = outcomes["1"] + outcomes["4"], outcomes["2"] + outcomes["3"]
        numbers = ("reports", "recovered", "died", "other", "unknown", "known_outcomes")
        expected = [len(some), recovered, died, other, unknown, len(some) - unknown]
        assert [row[key] for key in numbers] == expected, words
        assert row["two_infusions"] == sum(2 in infusions(case) for case in some)
        bounds = binomtest(died, len(some)).proportion_ci(0.95, "wilson") if some else None
        told = [100 * died / len(some), 100 * bounds.low, 100 * bounds.high] if bounds else [None] * 3
        assert [row[key] for key in ("fatality", "fatality_low", "fatality_high")] == (
            pytest.approx(told, abs=0.0501) if bounds else told
        )
        blank = sum(bool(case.pairs) and set(infusions(case)) == {None} for case in some)
        note = f"Number of infusions before onset not known: {blank} of {len(some)} reports."
        assert row["notes"] == (note if blank else "")


def own(row: dict[str, Any]) -> bool:
    """Whether the registry counted it, and not somebody else."""
    return row["source"] == "Registry"


def infusions(case: Clinical) -> Iterable[int | None]:
    return [pair.infusions_before_onset for pair in case.deciding]
