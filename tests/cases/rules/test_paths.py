"""A path leads to the element that its name says, by the numbers of rows, and to the right input of the form."""

from __future__ import annotations

import pytest

from cases.icsr import ICSR
from cases.icsr.codes import Outcome, Sex
from cases.icsr.drug import Drug
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.icsr.report import PrimarySource
from cases.rules.paths import Heading, identifying, place_at

CASE = ICSR(
    patient=Patient(sex=Sex.FEMALE, initials="A.B."),
    reactions=(
        Reaction(number=1, verbatim="Cough"),
        Reaction(number=4, verbatim="Lung bleeding", outcome=Outcome.RECOVERED),
    ),
    drugs=(Drug(name="alemtuzumab"),),
    primary_sources=(PrimarySource(country="NO"),),
)


@pytest.mark.parametrize(
    ("path", "label", "value", "field"),
    [
        ("patient.sex", "Sex", Sex.FEMALE, "patient-0-sex"),
        # Row 4 is the second on the page.
        ("reactions[4].outcome", "Outcome", Outcome.RECOVERED, "reactions-1-outcome"),
        ("reactions[1].outcome", "Outcome", None, "reactions-0-outcome"),
        # A row without a number of its own has its position.
        ("drugs[1].name", "Drug, as reported", "alemtuzumab", "drugs-0-name"),
        # There is no such row: the way leads to the section.
        ("reactions[9].outcome", "Outcome", None, "reactions"),
        ("drugs[1].infusions[2].start", "Start", None, "drugs"),
        ("death.date", "Date of death", None, "death-0-date"),
    ],
)
def test_to_an_element(path: str, label: str, value: object, field: str) -> None:
    place = place_at(CASE, path)
    assert place is not None
    assert place.spec is not None
    assert (place.value, place.field) == (value, field)
    assert place.section == path.split("[")[0].split(".")[0]
    assert place.spec.label.startswith(label)


def test_to_a_row_and_to_a_section() -> None:
    row, section = place_at(CASE, "reactions[4]"), place_at(CASE, "narrative")
    assert row is not None
    assert section is not None
    assert (row.spec, row.value, row.field, row.headings) == (None, None, "reactions", (Heading("Reaction", 4),))
    assert (section.field, [item.number for item in section.headings]) == ("narrative", [None])


@pytest.mark.parametrize("path", ["", "nothing", "patient.nothing", "patient.sex.more", "patient sex", "report_type"])
def test_paths_that_no_case_has(path: str) -> None:
    assert place_at(CASE, path) is None


def test_names_of_what_identifies() -> None:
    assert identifying(CASE) == {"patient.initials"}
    assert identifying(ICSR()) == set()
