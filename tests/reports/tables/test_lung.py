"""The report on the lung work-up against a count in plain Python, and against what the papers print."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from scipy.stats import binomtest

from reports.tables.catalogue import make_report
from reports.tables.report import Report
from tests.reports.tables.clinical import POPULATIONS, Clinical, clinical, grouped, quantiles, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry_of_cases")]
BESIDE = ("source", "country", "age", "centre", "received_from", "received_to", "as_of")
YES, NO, OPEN, SKIPPED, UNKNOWN = "positive", "negative", "open", "not_done", "unknown"


def of_lavage(case: Clinical, answer: bool | None, *, looked: bool = True) -> str:
    if case.lung.bal in ("attempted", "not_done") or not looked:
        return SKIPPED
    if case.lung.bal == "":
        return UNKNOWN
    return OPEN if answer is None else YES if answer else NO


def of_image(case: Clinical, name: str) -> str:
    answer = getattr(case.lung, name)
    return UNKNOWN if not case.lung.imaging else OPEN if answer is None else YES if answer else NO


def of_cause(case: Clinical, name: str) -> str:
    told = {"found": YES, "excluded": NO, "inconclusive": OPEN, "not_done": SKIPPED}
    return told.get(getattr(case.lung, name), UNKNOWN)


def plain(answer: Any) -> str:
    return {True: YES, False: NO, "positive": YES, "negative": NO}.get(answer, UNKNOWN)


def returned(case: Clinical, *codes: str) -> bool | None:
    return case.lung.bal_return in codes if case.lung.bal_return else None


FINDINGS: dict[tuple[str, str], Any] = {
    ("lavage", "Return bloody throughout"): lambda case: of_lavage(case, returned(case, "bloodier", "persistent")),
    ("lavage", "Return progressively bloodier"): lambda case: of_lavage(case, returned(case, "bloodier")),
    ("lavage", "Macrophages with haemosiderin"): lambda case: of_lavage(
        case,
        {"present": True, "absent": False}.get(case.lung.siderophages),
        looked=case.lung.siderophages != "not_looked_for",
    ),
    ("lavage", "Capillaritis in a biopsy"): lambda case: plain(case.lung.capillaritis),
    ("imaging", "Ground glass"): lambda case: of_image(case, "ground_glass"),
    ("imaging", "Consolidation"): lambda case: of_image(case, "consolidation"),
    ("imaging", "Centrilobular"): lambda case: of_image(case, "centrilobular"),
    ("imaging", "Both lungs"): lambda case: of_image(case, "bilateral"),
    ("imaging", "Pleural effusion"): lambda case: of_image(case, "effusion"),
    ("haemoglobin", "Haemoglobin fell"): lambda case: plain(case.lung.haemoglobin_fell),
    ("exclusions", "Infection"): lambda case: of_cause(case, "infection"),
    ("exclusions", "Pulmonary embolism"): lambda case: of_cause(case, "embolism"),
    ("exclusions", "Heart disease or lung oedema"): lambda case: of_cause(case, "cardiac"),
    ("exclusions", "Autoimmune disease"): lambda case: of_cause(case, "autoimmune"),
    ("exclusions", "Coagulation disorder"): lambda case: of_cause(case, "coagulopathy"),
    ("antibodies", "ANCA"): lambda case: plain(case.lung.anca),
    ("antibodies", "Anti-GBM antibodies"): lambda case: plain(case.lung.anti_gbm),
    ("antibodies", "ANA"): lambda case: plain(case.lung.ana),
}
MEASURES = {
    "Macrophages with haemosiderin": "siderophages_pct",
    "Haemoglobin before the drug": "haemoglobin_before",
    "Lowest haemoglobin during the reaction": "haemoglobin_lowest",
    "Fall of haemoglobin": "haemoglobin_fall",
}


def lines(typed: dict[str, Any]) -> dict[str, list[Clinical]]:
    """The cases of each line."""
    beside = {key: value for key, value in typed.items() if key in BESIDE} | {"cohort": "comparator"}
    own = {} if "cohort" in typed else grouped(clinical(typed))
    return {**own, "Comparator episodes": clinical(beside)}


def share(events: int, total: int) -> list[Any]:
    if not total:
        return [None, None, None]
    bounds = binomtest(events, total).proportion_ci(0.95, "exact")
    return [pytest.approx(100 * value, abs=0.051) for value in (events / total, bounds.low, bounds.high)]


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_number_is_that_of_plain_python(name: str) -> None:
    report, expected = make_report("lung", POPULATIONS[name]), lines(POPULATIONS[name])
    tables = ["lavage", "imaging", "haemoglobin", "exclusions", "antibodies"]
    found = [(name, *cells) for name in tables for cells in report.table(name).rows]
    assert [cells[:3] for cells in found] == [(*finding, words) for finding in FINDINGS for words in expected]
    for table, finding, words, *cells in found:
        counted = Counter(FINDINGS[table, str(finding)](case) for case in expected[str(words)])
        done = counted[YES] + counted[NO] + counted[OPEN]
        kinds = (counted[kind] for kind in (YES, NO, OPEN, SKIPPED, UNKNOWN))
        counts = [counted.total(), done, *kinds, *share(counted[YES], counted[YES] + counted[NO])]
        assert cells == counts, (finding, words)
    assert_done_and_measured(report, expected)


def assert_done_and_measured(report: Report, expected: dict[str, list[Clinical]]) -> None:
    for record, (words, cases) in zip(report.table("work_up").rows, expected.items(), strict=True):
        bal = Counter(case.lung.bal for case in cases)
        told = [bal["done"], bal["attempted"], bal["not_done"]]
        images = [sum(case.lung.imaging is True for case in cases), sum(case.lung.ct is True for case in cases)]
        counts = [len(cases), *told, bal[""], *share(told[0], sum(told)), *images, len(cases) - images[1]]
        assert list(record) == [words, *counts]
    measured = iter(report.table("measured").rows)
    for label, column in MEASURES.items():
        for words, cases in expected.items():
            values = [getattr(case.lung, column) for case in cases]
            known = [value for value in values if value is not None]
            counts = (len(values), len(known), len(values) - len(known))
            assert next(measured)[:-1] == (label, words, *counts, *quantiles(known))
    assert next(measured, None) is None


def test_the_work_up_of_the_published_cases() -> None:
    # Myro 2018: lavage done, persistently bloody, no haemosiderin; effusions; haemoglobin 12.0 to 10.5 g/dL; no
    # infection, no embolism, oedema less likely. Zhao 2025: lavage attempted; ground glass and consolidation.
    report = make_report(
        "lung", {"drug": "alemtuzumab", "reaction": "Diffuse alveolar haemorrhage", "centre": "Published literature"}
    )
    both = row(report.table("work_up"), indication_group="Multiple sclerosis")
    names = ("reports", "lavage_done", "lavage_attempted", "lavage_not_done", "lavage_unknown", "images", "ct")
    assert [both[name] for name in names] == [2, 1, 1, 0, 0, 2, 2]

    def told(table: str, finding: str, group: str = "Multiple sclerosis") -> list[int]:
        found = row(report.table(table), finding=finding, indication_group=group)
        return [found[name] for name in ("positive", "negative", "open", "not_done", "unknown")]

    assert told("lavage", "Return bloody throughout") == [1, 0, 0, 1, 0]
    assert told("lavage", "Return progressively bloodier") == [0, 1, 0, 1, 0]
    assert told("lavage", "Macrophages with haemosiderin") == [0, 1, 0, 1, 0]
    assert told("imaging", "Ground glass") == [1, 0, 1, 0, 0]
    assert told("imaging", "Pleural effusion") == [1, 0, 1, 0, 0]
    assert told("haemoglobin", "Haemoglobin fell") == [1, 0, 0, 0, 1]
    assert told("exclusions", "Infection") == [0, 2, 0, 0, 0]
    assert told("exclusions", "Heart disease or lung oedema") == [0, 1, 1, 0, 0]
    assert told("antibodies", "ANCA") == [0, 2, 0, 0, 0]
    fall = row(report.table("measured"), measure="Fall of haemoglobin", indication_group="Multiple sclerosis")
    assert (fall["known"], fall["median"], fall["unit"]) == (1, 15, "g/L")
    # Abreu 2025, Table I: haemoglobin dropped in ten of twelve episodes, not in one, "-" in one.
    assert told("haemoglobin", "Haemoglobin fell", "Comparator episodes") == [10, 1, 0, 0, 1]
    assert report.population.endswith("Comparator episodes stand in lines of their own.")
