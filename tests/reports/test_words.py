"""Typed words: what they mean, and what is said when they mean nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cases.models import Centre
from reports.sources.errors import ReportError
from reports.sources.names import Names
from reports.sources.population import Population
from reports.sources.words import KEYS, population
from reports.tables import catalogue
from reports.tables.catalogue import Entry, make_report
from reports.tables.options import CHOICE, DATE, POPULATION, Option
from tests.reports.builders import DAH, DAY, accepted, pair, report_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cases() -> None:
    accepted(pair(), pair(reaction_name="Haemorrhage, pulmonary"))
    Centre.objects.create(name="Oslo, neurology")
    Centre.objects.create(name="Bergen")


def asked(**typed: str | list[str] | None) -> Population:
    return population(Names.load(), **typed)


@pytest.mark.parametrize(
    ("typed", "field", "expected"),
    [
        ({"indication": "MS"}, "indication_groups", ("ms",)),
        ({"indication": "multiple  sclerosis,Unknown"}, "indication_groups", ("ms", "unknown")),
        ({"indication": ["unknown", "ms", "ms"]}, "indication_groups", ("ms", "unknown")),
        ({"source": "Published literature"}, "sources", ("literature",)),
        ({"country": ["no", "SE,unknown"]}, "countries", ("NO", "SE", "unknown")),
        ({"age": "18 - 44 years, 75+"}, "age_bands", ("18-44", "75+")),
        ({"serious": "Yes"}, "serious", True),
        ({"serious": "no"}, "serious", False),
        ({"serious": " "}, "serious", None),
        ({"cohort": "comparator"}, "cohort", "comparator"),
        ({"received_from": "2024-01-31"}, "received_from", date(2024, 1, 31)),
        ({"received_to": "2024-01-31"}, "received_to", date(2024, 1, 31)),
        ({"as_of": ["2025-03-31"]}, "as_of", DAY),
        ({"as_of": None}, "as_of", DAY),
    ],
)
def test_words_and_what_they_mean(typed, field, expected):
    assert getattr(asked(**typed), field) == expected


def test_a_name_may_hold_a_comma():
    both = asked(reaction=["haemorrhage, pulmonary", DAH]).reactions
    assert [name.name for name in both] == [DAH, "Haemorrhage, pulmonary"]
    found = asked(centre=["oslo, neurology", "Bergen"]).centres
    assert set(found) == set(Centre.objects.exclude(name="Centre").values_list("pk", flat=True))
    assert asked(centre=str(found[0])).centres == found[:1]


def test_the_same_population_in_other_words_is_equal():
    assert asked(drug="ALEMTUZUMAB", country="SE,NO") == asked(drug=["alemtuzumab"], country=["no", "se"])


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"drug": "alemtuzumab,alemtuzumb"}, "No drug 'alemtuzumb' is known. Nearest names: alemtuzumab."),
        ({"indication": "mss"}, "Indication: 'mss' is not known. Known: ms."),
        ({"source": "hospital"}, "Source: 'hospital' is not known. Known: centre, literature, imported."),
        ({"country": "Norway"}, "Country: 'Norway' is no country. Write two letters, such as NO for Norway"),
        ({"age": "40"}, "Age: '40' is not known. Known: 0-27d, 28d-23mo, 2-11"),
        ({"serious": "perhaps"}, "Serious: 'perhaps' is not known. Known: yes, no."),
        ({"serious": ["yes", "no"]}, "'serious' is given more than once: give it once."),
        ({"cohort": "controls"}, "Cohort: 'controls' is not known. Known: "),
        ({"centre": "Berge"}, "Centre: 'Berge' is not known. Known: Bergen, Centre."),
        ({"received_from": "2024"}, "'2024' is no date: write it as year-month-day, such as 2025-03-31."),
        (
            {"received_from": "2024-02-01", "received_to": "2024-01-01"},
            "Received from 2024-02-01 to 2024-01-01: the first day comes after the last.",
        ),
        ({"as_of": "2999-01-01"}, "The date 2999-01-01 lies in the future."),
        (
            {"cohort": "comparator", "drug": "alemtuzumab", "indication": "ms"},
            "Comparator episodes have no suspect drug, and so no reaction to one and no indication: leave out drug, "
            "indication, or leave out the cohort.",
        ),
        ({"drgu": "alemtuzumab"}, "Option: 'drgu' is not known. Known: drug."),
    ],
)
def test_what_means_nothing_is_said_with_what_would(typed, message):
    with pytest.raises(ReportError, match=re.escape(message)):
        asked(**typed)


@pytest.mark.parametrize("changes", [{"cohort": "all"}, {"cohort": "comparator", "indication_groups": ("ms",)}])
def test_a_population_that_no_case_can_fit_is_no_population(changes):
    with pytest.raises(ValueError, match=r"cohort|Comparator"):
        Population(**changes)


OPTIONS = (
    Option("from", "From", "First day of the interval", DATE, required=True),
    Option("by", "By", "What is counted", CHOICE, choices=(("sex", "Sex"), ("age", "Age")), default="sex"),
    Option("against", "Against", "The other population", POPULATION),
)


@pytest.fixture
def told(monkeypatch):
    """What the report of a test was built with."""
    calls = []

    def build(population, names, options):
        calls.append((population, options))
        return report_of()

    monkeypatch.setitem(catalogue.CATALOGUE, "probe", Entry("probe", "A probe.", build, OPTIONS))
    return calls


def test_options_are_read_by_their_kind(told):
    make_report(
        "probe", {"drug": "alemtuzumab", "country": "NO"}, {"from": "2024-01-01", "against": "country=; age=75+"}
    )
    ((found, options),) = told
    assert found.countries == ("NO",)
    assert options["from"] == date(2024, 1, 1)
    assert options["by"] == "sex"
    against = options["against"]
    assert (against.drugs, against.countries, against.age_bands) == (found.drugs, (), ("75+",))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "'from' is missing: First day of the interval"),
        ({"from": "soon"}, "'soon' is no date"),
        ({"from": "2024-01-01", "by": "weight"}, "By: 'weight' is not known. Known: sex, age."),
        ({"from": "2024-01-01", "against": "rituximab"}, "'rituximab' is no part of a population: write it as drug="),
        ({"from": "2024-01-01", "against": "drugg=rituximab"}, "Option: 'drugg' is not known. Known: drug."),
        ({"from": "2024-01-01", "agains": "x"}, "Option of probe: 'agains' is not known. Known: against."),
    ],
)
def test_options_that_cannot_be_are_said(told, options, message):
    with pytest.raises(ReportError, match=re.escape(message)):
        make_report("probe", {}, options)


def test_a_report_without_options_takes_none():
    with pytest.raises(ReportError, match=r"The report 'vigibase' has no option 'from'\."):
        make_report("vigibase", {}, {"from": "2024-01-01"})


def test_every_key_is_read():
    assert set(KEYS) == {"drug", "reaction", "indication", "source", "country", "age", "serious", "received_from",
                         "received_to", "cohort", "centre", "as_of"}  # fmt: skip
    for key in KEYS:
        asked(**{key: None})
