"""Every column of the line listing written a second time, from the case itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from cases.icsr import ICSR
from cases.icsr.codes_lung import TreatmentKind
from cases.icsr.drug import Drug
from cases.icsr.reaction import Reaction
from cases.icsr.values import NullFlavor, Quantity
from cases.rules.facts import pairs
from cases.terminology.lookup import Dictionary
from reports.renderers import lines
from reports.tables.catalogue import make_report
from tests.reports.independent import CRITERIA, CaseView
from tests.reports.independent_origin import ema_age_group, region
from tests.reports.tables.clinical import POPULATIONS, Clinical, clinical

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registry_of_cases")]
TYPES = {"1": "Spontaneous report", "2": "Report from study", "3": "Other", "4": "Not available to sender"}
REPORTERS = {"1": "Physician", "2": "Pharmacist", "3": "Other health professional", "4": "Lawyer",
             "5": "Patient or other person"}  # fmt: skip
REGIONS = {"eea": "European Economic Area", "non_eea": "Outside the European Economic Area", "": None}
AGES = {"": "not specified", "0_1_month": "0 - 1 month", "2_months_2_years": "2 months - 2 years",
        "3_11_years": "3 - 11 years", "12_17_years": "12 - 17 years", "18_64_years": "18 - 64 years",
        "65_85_years": "65 - 85 years", "over_85_years": "More than 85 years"}  # fmt: skip
OUTCOMES = {"0": "Unknown", "1": "Recovered", "2": "Recovering", "3": "Not recovered",
            "4": "Recovered with lasting effects", "5": "Fatal"}  # fmt: skip
SERIOUS = dict(zip(CRITERIA, ("death", "life-threatening", "hospital stay", "disabling", "birth defect",
                              "medically important"), strict=True))  # fmt: skip
ROLES = {"1": "Suspect", "2": "Concomitant", "3": "Interacting", "4": "Drug not administered"}
UNITS = {"d": "days", "wk": "weeks", "mo": "months", "a": "years", "h": "hours", "ug": "microgram"}
YEAR = re.compile(r"\b(19|20)\d\d(-\d\d)*\b")


def told(value: Any) -> Any:
    """The value, None for a null flavour."""
    return None if isinstance(value, NullFlavor) else value


def measured(value: Quantity | None) -> str:
    if value is None or value.value is None:
        return "not known"
    unit = UNITS.get(value.unit, value.unit)
    return f"{value.value:f} {unit.removesuffix('s') if value.value == 1 else unit}"


def undated(text: str) -> str:
    """The texts of these cases have dates as years and as days with dashes only."""
    return YEAR.sub("[date]", text)


def named(terms: Dictionary, kind: str, coded: Any, words: Any) -> str:
    found = terms.find(kind, coded, words)
    return found.name if found else undated(told(words) or "")


def reaction(row: Reaction, terms: Dictionary) -> str:
    answers = {name: getattr(row, name) for name in CRITERIA}
    met = [SERIOUS[name] for name, answer in answers.items() if answer is True]
    none = "not serious" if all(answer is False for answer in answers.values()) else "not known"
    outcome = OUTCOMES[row.outcome] if row.outcome else "not known"
    name = named(terms, "reaction", row.term, row.verbatim) or "not known"
    return f"{name} ({measured(row.duration)} - {outcome} - {', '.join(met) or none})"


def drug(row: Drug, terms: Dictionary) -> str:
    substances = [(item.term, item.name) for item in row.substances] + [(None, row.name)]
    known = (terms.find("substance", *item) for item in substances)
    name = next((term.name for term in known if term), None) or undated(row.name or "") or "not known"
    indications = [named(terms, "indication", item.term, item.verbatim) for item in row.indications]
    action = row.action_taken.label if row.action_taken else "not known"
    parts = [ROLES[row.role or ""], ", ".join(filter(None, indications)) or "not known", action]
    return f"{name} ({' - '.join([*parts, ', '.join(regimens(row)) or 'not known'])})"


def regimens(row: Drug) -> Iterator[str]:
    for item in row.dosages:
        route = undated(told(item.route_text) or "") or "not known"
        yield f"[{measured(item.duration)} - {measured(item.dose)} - {route}]"
    received = [item for item in row.infusions if item.status in ("given", "stopped")]
    ways = list(dict.fromkeys((measured(item.dose), told(item.route)) for item in received))
    count = f"{len(received)} infusion" + ("s" if len(received) > 1 else "") if len(ways) == 1 else "infusions"
    for dose, route in ways:
        yield f"[{count} - {dose} - {route.label if route else 'not known'}]"


def onset(case: Clinical, every: Iterable[Any]) -> tuple[str | None, str | None]:
    """Of all pairs of the case, not only those that were asked for."""
    rows = list(every)
    first = next((pair for pair in rows if pair.onset_day_earliest is not None), None)
    if first is None:
        counts = [pair.infusions_before_onset for pair in rows if pair.infusions_before_onset is not None]
        return None, str(counts[0]) if counts else None
    low, high, count = first.onset_day_earliest, first.onset_day_latest, first.infusions_before_onset
    days = str(low) if high in (None, low) else f"{low}-{high}"
    return days, None if count is None else str(count)


def lavage(case: Clinical) -> str | None:
    lung = case.lung
    looks = {"bloodier": "Progressively bloodier", "persistent": "Persistently bloody", "clearing": "Clearing",
             "not_bloody": "Not bloody", "": ""}  # fmt: skip
    statuses = {"done": "Done", "attempted": "Attempted, not completed", "not_done": "Not done", "": ""}
    cells = [
        lung.siderophages.replace("_", " "),
        f"{lung.siderophages_pct:f} %" if lung.siderophages_pct is not None else "",
    ]
    iron = " ".join(filter(None, cells))
    parts = [statuses[lung.bal], looks[lung.bal_return], iron and f"macrophages with haemosiderin: {iron}"]
    return ", ".join(filter(None, parts)) or None


def treated(icsr: ICSR) -> str | None:
    given = sorted({row.kind for row in icsr.treatments if row.kind and row.given is True})
    if given:
        return ", ".join(TreatmentKind(kind).label for kind in given)
    answer = told(icsr.care.treatment) if icsr.care else None
    return {"none": "No treatment was given", "given": "Treatment was given"}.get(answer or "")


def again(icsr: ICSR) -> str | None:
    courses = sorted((row for row in icsr.courses if row.retreatment is True), key=lambda row: row.course or 0)
    results = [row.rechallenge for row in icsr.drug_reactions]
    if not courses and not set(results) & {"1", "2", "3"}:
        suspects = {row.number or place for place, row in enumerate(icsr.drugs, 1) if row.role in ("1", "3")}
        denied = {row.drug for row in icsr.drug_reactions if row.rechallenge == "4"}
        return "Not given again" if suspects and suspects <= denied else None
    back = [row.recurred for row in courses if isinstance(row.recurred, bool)]
    back += [result == "1" for result in results if result in ("1", "2")]
    said = "the reaction came back" if any(back) else "the reaction did not come back" if back else "result not known"
    where = {"inpatient": "in hospital", "day_care": "day care"}.get(
        told(courses[0].setting) if courses else None or ""
    )
    medicine = courses[0].prophylaxis if courses else None
    parts = [f"Given again, {said}", where, f"prophylaxis: {undated(medicine)}" if medicine else None]
    return ", ".join(part for part in parts if part)


def reporter(case: CaseView) -> str | None:
    primary = [row for row in case.icsr.primary_sources if row.primary == "1"] or case.icsr.primary_sources
    known = [told(row.qualification) for row in primary if told(row.qualification)]
    return REPORTERS[known[0]] if known else None


def line(case: Clinical, every: Iterable[Any], terms: Dictionary) -> list[Any]:
    view, icsr = case.view, case.view.icsr
    papers = [told(row.reference) for row in icsr.literature]
    listed = {
        suspected: "; ".join(drug(row, terms) for row in icsr.drugs if row.role in roles)
        for suspected, roles in ((True, ("1", "3")), (False, ("2", "4")))
    }
    return [
        view.identifier,
        view.number,
        TYPES[icsr.report.report_type] if icsr.report and icsr.report.report_type else None,
        str(icsr.report.first_received)[:10] if icsr.report and icsr.report.first_received else None,
        reporter(view),
        REGIONS[region(view)],
        "; ".join(paper for paper in papers if paper),
        AGES[ema_age_group(view)],
        "yes" if icsr.parent else "no",
        {"1": "Male", "2": "Female", "": None}[view.sex],
        "; ".join(reaction(row, terms) for row in icsr.reactions),
        listed[True],
        listed[False],
        *onset(case, every),
        lavage(case),
        treated(icsr),
        again(icsr),
    ]


@pytest.mark.parametrize("name", POPULATIONS)
def test_every_line_is_that_of_the_case(name: str) -> None:
    report, terms = make_report("cases", POPULATIONS[name]), Dictionary()
    assert report.listing is not None
    found = {row[0]: list(row) for row in lines.rows(report.listing)}
    cases = clinical(POPULATIONS[name])
    assert report.listing.count == len(found) == len(cases)
    for case in cases:
        row = found[case.view.identifier]
        every = list(pairs(case.view.icsr, terms))
        assert row[:-1] == line(case, every, terms), case.view.identifier
        assert row[-1].endswith(f"/caseversion/{case.view.version_id}/cioms.pdf")
