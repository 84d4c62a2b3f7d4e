"""The VigiBase-style summary against counts made by hand."""

from datetime import UTC, date, datetime
from itertools import combinations_with_replacement

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cases.icsr.codes import Outcome
from cases.models import Case
from cases.rules.outcome import report_outcome
from reports.sources import registry
from reports.sources.errors import ReportError
from reports.sources.population import Population
from reports.tables.catalogue import make_report
from reports.tables.report import Report
from tests.reports.builders import DAH, DAY, accepted, pair

pytestmark = pytest.mark.django_db


def vigibase(**asked: str) -> Report:
    return make_report("vigibase", {"drug": "alemtuzumab", "reaction": DAH, **asked})


def counts(report: Report, table: str, key: str) -> dict:
    """First column -> reports, of the rows that have any."""
    return {row[key]: row["reports"] for row in report.table(table).records() if row["reports"]}


def outcomes(report: Report, group: str, source: str = "Registry") -> dict:
    (row,) = [
        row
        for row in report.table("indication_group").records()
        if (row["indication_group"], row["source"]) == (group, source)
    ]
    return row


def total(report: Report) -> int:
    return report.table("total").records()[0]["reports"]


def test_every_block_by_hand():
    accepted()
    accepted(pair(infusions_before_onset=3, outcome="4"), sex="1", age_band="45-64", continent="", country_basis="")
    accepted(
        pair(indication_group="transplantation", infusions_before_onset=1, outcome="5"),
        sex="", age_band="unknown", continent="asia", country_basis="reporter", received_year=None,
    )  # fmt: skip
    accepted(pair(indication_group="transplantation", infusions_before_onset=None, outcome="0"), received_year=2019)
    report = vigibase()
    assert total(report) == 4
    assert counts(report, "sex", "sex") == {"Female": 2, "Male": 1, "Unknown": 1}
    assert counts(report, "age_group", "age_group") == {"18 - 44 years": 2, "45 - 64 years": 1, "Unknown": 1}
    assert counts(report, "continent", "continent") == {"Asia": 1, "Europe": 2, "Unknown": 1}
    assert counts(report, "year", "year") == {"2019": 1, "2024": 2, "Unknown": 1}
    by_reporter = {row["continent"]: row["by_reporter_country"] for row in report.table("continent").records()}
    assert by_reporter == {"Africa": 0, "Americas": 0, "Asia": 1, "Europe": 0, "Oceania": 0, "Unknown": 0}
    assert [row["percent"] for row in report.table("sex").records()] == [50.0, 25.0, 25.0]
    ms = outcomes(report, "Multiple sclerosis")
    assert (ms["reports"], ms["two_infusions"], ms["recovered"], ms["died"], ms["fatality"]) == (2, 1, 2, 0, 0.0)
    transplanted = outcomes(report, "Transplantation")
    assert (transplanted["died"], transplanted["unknown"], transplanted["known_outcomes"]) == (1, 1, 1)
    assert [transplanted[f"fatality{end}"] for end in ("", "_low", "_high")] == [50.0, 9.5, 90.5]
    assert transplanted["notes"] == "Number of infusions before onset not known: 1 of 2 reports."
    everyone = outcomes(report, "All")
    assert (everyone["reports"], everyone["recovered"], everyone["died"], everyone["unknown"]) == (4, 2, 1, 1)


def test_all_nine_age_bands_and_all_continents_are_shown():
    accepted()
    report = vigibase()
    assert len(report.table("age_group").rows) == 9
    assert len(report.table("continent").rows) == 6
    assert len(report.table("sex").rows) == 3


def test_an_age_band_that_was_never_derived_is_unknown():
    accepted(age_band="")
    accepted(age_band="unknown")
    assert counts(vigibase(), "age_group", "age_group") == {"Unknown": 2}


def test_recovering_and_not_recovered_are_other_known_outcomes():
    accepted(pair(outcome="2"))
    accepted(pair(outcome="3"))
    row = outcomes(vigibase(), "All")
    assert (row["recovered"], row["other"], row["unknown"], row["known_outcomes"]) == (0, 2, 0, 2)


def test_reactions_by_class_and_term_count_reports_not_rows():
    headache = pair(reaction_name="Headache", organ_class="Nervous system", outcome="1")
    cough = pair(reaction_name="Cough")
    accepted(pair(), cough, headache)
    accepted(pair())
    accepted(headache)  # not a report of the reaction asked for
    rows = [
        (row["organ_class"], row["reaction"], row["reports"], row["percent"])
        for row in vigibase().table("reactions").records()
    ]
    assert rows == [
        ("Lungs and airways", "Any of this class", 2, 100.0),
        ("Lungs and airways", DAH, 2, 100.0),
        ("Lungs and airways", "Cough", 1, 50.0),
        ("Nervous system", "Any of this class", 1, 50.0),
        ("Nervous system", "Headache", 1, 50.0),
    ]


def test_another_drug_or_reaction_is_left_out_unless_nothing_is_asked():
    accepted()
    accepted(pair(drug_name="rituximab"))
    accepted(pair(reaction_name="Cough"))
    assert total(vigibase()) == 1
    assert total(vigibase(drug=None)) == 2
    assert total(vigibase(reaction=None)) == 2
    assert total(vigibase(drug=None, reaction=None)) == 3


def test_a_report_with_two_fitting_drugs_counts_once_in_the_first_known_group():
    accepted(
        pair(indication_group="unknown"),
        pair(drug_name="rituximab", drug_number=2, reaction_number=1, indication_group="haematological"),
    )
    report = vigibase(drug=None)
    assert outcomes(report, "Haematological malignancy")["reports"] == 1
    assert outcomes(report, "All")["reports"] == 1


def test_comparators_never_count():
    accepted(kind=Case.Kind.COMPARATOR)
    accepted()
    assert total(vigibase()) == 1


def test_the_newest_version_accepted_by_the_lock_point_counts():
    case = accepted(pair(outcome="0"), on=date(2025, 1, 10))
    accepted(pair(outcome="5"), case=case, version=2, on=date(2025, 2, 20))
    assert total(vigibase(as_of="2025-01-09")) == 0
    assert outcomes(vigibase(as_of="2025-02-19"), "All")["died"] == 0
    assert outcomes(vigibase(as_of="2025-02-20"), "All")["died"] == 1


def test_the_lock_point_is_the_whole_day_in_utc():
    accepted(on=datetime(2025, 1, 10, 23, 59, 59, tzinfo=UTC))
    accepted(on=datetime(2025, 1, 11, 0, 0, tzinfo=UTC))
    assert total(vigibase(as_of="2025-01-10")) == 1
    assert total(vigibase(as_of="2025-01-11")) == 2


def test_the_lock_point_defaults_to_the_last_acceptance():
    accepted(on=date(2025, 1, 10))
    accepted(pair(drug_name="rituximab"), on=date(2025, 2, 1))
    assert vigibase().data_lock_point == date(2025, 2, 1)


def test_a_nullified_case_does_not_count_from_its_nullification_on():
    case = accepted(on=date(2025, 1, 10))
    accepted(case=case, version=2, on=date(2025, 2, 20), nullified=True)
    accepted(on=date(2025, 1, 1))
    assert total(vigibase(as_of="2025-02-19")) == 2
    assert total(vigibase()) == 1


def test_no_accepted_case_is_said_plainly():
    report = make_report("vigibase")
    assert report.data_lock_point is None
    assert "There is no accepted case yet." in report.population
    assert total(report) == 0
    assert outcomes(report, "All")["fatality"] is None


def test_no_case_by_this_date_is_said_plainly():
    accepted()
    assert "There is no accepted case by this date." in vigibase(as_of="2020-01-01").population


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"drug": "alemtuzumabb"}, "No drug 'alemtuzumabb' is known. Nearest names: alemtuzumab."),
        ({"drug": "qqqq"}, "No drug 'qqqq' is known. Known are, among others: alemtuzumab."),
        ({"reaction": "alveolar haemorhage"}, f"Nearest names: {DAH}."),
        ({"as_of": "31.3.2025"}, "'31.3.2025' is no date: write it as year-month-day"),
        ({"as_of": "2025-02-30"}, "'2025-02-30' is no date"),
        ({"as_of": "9999-01-01"}, "The date 9999-01-01 lies in the future."),
    ],
)
def test_what_is_not_known_is_said_with_what_is_near(asked, message):
    accepted()
    with pytest.raises(ReportError, match=message.replace(".", r"\.")):
        vigibase(**asked)


def test_without_any_name_the_message_says_so():
    with pytest.raises(ReportError, match="No names are loaded yet"):
        vigibase()


def test_an_unknown_report_names_the_known_ones():
    with pytest.raises(ReportError, match=r"There is no report 'vigibas'\. Known reports: vigibase\."):
        make_report("vigibas")


def test_names_are_found_in_any_spelling_that_cases_have():
    accepted(pair(drug_name="Campath 1H"))
    accepted(pair(drug_name="CAMPATH  1h"))
    report = vigibase(drug="campath 1h")
    assert total(report) == 2
    assert report.title == "CAMPATH  1h: reports of diffuse alveolar haemorrhage"


def test_titles_without_a_drug_or_reaction():
    accepted()
    assert make_report("vigibase").title == "All drugs: reports of any reaction"


OUTCOMES = [(serious, outcome) for serious in (True, False, None) for outcome in ("0", "1", "2", "3", "4", "5")]


def test_the_outcome_of_a_report_is_that_of_the_pure_rule():
    expected = {}
    for first, second in combinations_with_replacement(OUTCOMES, 2):
        both = (first, second)
        rows = [
            pair(serious=serious, outcome=outcome, reaction_name=f"Reaction {number}")
            for number, (serious, outcome) in enumerate(both)
        ]
        group = f"{len(expected)}"
        accepted(*({**row, "indication_group": group} for row in rows))
        expected[group] = report_outcome([(serious, Outcome(outcome)) for serious, outcome in both]).value
    frame = registry.count("indication_group", Population(as_of=DAY))
    assert dict(zip(frame["indication_group"], frame["outcome"], strict=True)) == expected


FACTS = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["", "1", "2"]),
        "continent": st.sampled_from(["", "europe", "asia"]),
        "received_year": st.sampled_from([None, 2020, 2024]),
    }
)
PAIRS = st.lists(
    st.fixed_dictionaries(
        {
            "outcome": st.sampled_from(["0", "1", "2", "5"]),
            "serious": st.sampled_from([None, True, False]),
            "indication_group": st.sampled_from(["ms", "transplantation", "unknown"]),
            "reaction_name": st.sampled_from([DAH, "Cough", "Headache"]),
            "infusions_before_onset": st.sampled_from([None, 1, 2]),
        }
    ),
    min_size=1,
    max_size=3,
)


class OrderTests(TestCase):
    """The order in which rows came into the database changes nothing."""

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(st.tuples(FACTS, PAIRS), min_size=2, max_size=5).flatmap(
            lambda cases: st.tuples(st.just(cases), st.permutations(range(len(cases))))
        )
    )
    def test_tables_and_digest_do_not_change(self, drawn):
        cases, order = drawn
        assert self._report(cases, range(len(cases))) == self._report(cases, order)

    def _report(self, cases, order):
        with transaction.atomic():
            for place in order:
                facts, pairs = cases[place]
                accepted(*(pair(**values) for values in pairs), identifier=f"XX-{place}", **facts)
            report = make_report("vigibase")
            transaction.set_rollback(True)
        return report


def test_another_fact_is_another_digest():
    accepted(identifier="XX-1")
    before = vigibase().digest
    assert vigibase().digest == before
    accepted(case=Case.objects.get(), version=2, on=DAY)
    assert vigibase().digest != before
