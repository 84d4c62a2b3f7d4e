"""The line listing: every line against the case itself, streamed, in one order, without what identifies a person."""

from __future__ import annotations

import csv
import io
import time

import pyarrow.parquet as pq
import pytest

from cases.terminology.lookup import Dictionary
from reports.renderers import RENDERERS, html, lines
from reports.sources.names import Names
from reports.sources.words import population as in_words
from reports.tables.catalogue import make_report
from reports.tables.report import Report
from tests.reports.builders import accepted
from tests.reports.independent import cases_of
from tests.reports.independent_origin import ema_age_group, region

pytestmark = pytest.mark.django_db
REGIONS = {"eea": "European Economic Area", "non_eea": "Outside the European Economic Area", "": ""}
AGE_GROUPS = {"": "not specified", "0_1_month": "0 - 1 month", "2_months_2_years": "2 months - 2 years",
              "3_11_years": "3 - 11 years", "12_17_years": "12 - 17 years", "18_64_years": "18 - 64 years",
              "65_85_years": "65 - 85 years", "over_85_years": "More than 85 years"}  # fmt: skip
OUTCOMES = {"0": "Unknown", "1": "Recovered", "2": "Recovering", "3": "Not recovered",
            "4": "Recovered with lasting effects", "5": "Fatal"}  # fmt: skip


def read(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(RENDERERS["csv"].render(report).decode(), newline="")))


@pytest.mark.usefixtures("generated")
@pytest.mark.parametrize("typed", [{}, {"drug": "alemtuzumab", "serious": "yes"}, {"cohort": "comparator"},
                                   {"as_of": "2021-06-30"}], ids=str)  # fmt: skip
def test_every_line_is_that_of_the_case(typed: dict) -> None:
    population = in_words(Names.load(), **typed)
    cases = {case.identifier: case for case in cases_of(population)}
    found = read(make_report("cases", typed))
    assert sorted(row["case"] for row in found) == sorted(cases)
    terms = Dictionary()
    for row in found:
        case = cases[row["case"]]
        icsr = case.icsr
        assert row["version"] == str(case.number)
        assert row["received"] == (str(icsr.report.first_received)[:10] if icsr.report else "")
        assert row["sex"] == {"1": "Male", "2": "Female", "": ""}[case.sex]
        assert row["region"] == REGIONS[region(case)]
        assert row["age_group"] == AGE_GROUPS[ema_age_group(case)]
        assert row["form"].endswith(f"/caseversion/{case.version_id}/cioms.pdf")
        texts = row["reactions"].split("); ")
        assert len(texts) == len(icsr.reactions)
        for text, reaction in zip(texts, icsr.reactions, strict=True):
            term = terms.find("reaction", reaction.term, reaction.verbatim)
            assert text.startswith(term.name if term else reaction.verbatim or "not known")
            assert f" - {OUTCOMES[reaction.outcome]} - " in text if reaction.outcome else " - not known - " in text
        suspects = [drug for drug in icsr.drugs if drug.role in ("1", "3")]
        assert row["suspects"].count(" (Suspect - ") + row["suspects"].count(" (Interacting - ") == len(suspects)
        others = [drug for drug in icsr.drugs if drug.role in ("2", "4")]
        assert (row["concomitants"] == "") == (not others)


@pytest.mark.usefixtures("generated")
def test_every_form_has_the_same_lines_in_the_same_order() -> None:
    report = make_report("cases", {"drug": "alemtuzumab"})
    assert report.listing is not None
    rows = list(lines.rows(report.listing))
    assert len(rows) == report.listing.count > 50
    assert RENDERERS["csv"].render(report) == RENDERERS["csv"].render(make_report("cases", {"drug": "alemtuzumab"}))
    assert [row["case"] for row in read(report)] == [row[0] for row in rows]
    table = pq.read_table(io.BytesIO(RENDERERS["parquet"].render(report)))
    assert [tuple(row.values()) for row in table.to_pylist()] == rows
    assert [row[0] for row in lines.rows(report.listing, 5)] == [row[0] for row in rows[:5]]


@pytest.mark.usefixtures("generated")
def test_the_page_shows_the_first_hundred_and_says_so() -> None:
    report = make_report("cases")
    assert report.listing is not None
    page = html.render(report)
    assert f"The first 100 of {report.listing.count} lines." in page
    rows = list(lines.rows(report.listing, 101))
    assert rows[99][0] in page
    assert f">{rows[100][0]}<" not in page


@pytest.mark.usefixtures("generated")
def test_no_line_tells_who_the_patient_or_the_reporter_is() -> None:
    text = RENDERERS["csv"].render(make_report("cases")).decode()
    for case in cases_of(in_words(Names.load())):
        patient = case.icsr.patient
        for source in case.icsr.primary_sources:
            for told in (source.given_name, source.family_name, source.email):
                assert not isinstance(told, str) or len(told) < 4 or told not in text
        for told in (patient.initials, patient.hospital_record, patient.birth_date) if patient else ():
            assert told is None or len(str(told)) < 4 or f'"{told}"' not in text


@pytest.mark.usefixtures("generated")
def test_a_case_whose_line_was_not_derived_is_listed_and_changes_the_digest() -> None:
    before = make_report("cases")
    accepted(identifier="XX-1")
    after = make_report("cases")
    assert before.digest != after.digest
    (row,) = [row for row in read(after) if row["case"] == "XX-1"]
    assert (row["version"], row["reactions"]) == ("1", "")


@pytest.mark.usefixtures("generated")
def test_lines_stream_fast_enough() -> None:
    """Not a measurement: that nothing is asked for each line."""
    report = make_report("cases")
    assert report.listing is not None
    began = time.process_time()
    assert list(RENDERERS["csv"].pieces(report))
    assert time.process_time() - began < 2
