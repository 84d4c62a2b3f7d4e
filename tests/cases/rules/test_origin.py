"""Groups of adrreports.eu: who reported, and from where."""

from __future__ import annotations

from typing import Any

import pytest

from cases.icsr import ICSR
from cases.icsr.codes import PrimarySourceMark, Qualification
from cases.icsr.report import LiteratureReference, PrimarySource
from cases.icsr.values import NullFlavor
from cases.rules.origin import EEA, Region, ReporterGroup, literature, region, reporter_group

MARK = PrimarySourceMark.PRIMARY


def of(*sources: dict[str, Any]) -> ICSR:
    return ICSR(primary_sources=tuple(PrimarySource(**source) for source in sources))


@pytest.mark.parametrize(
    ("qualification", "group"),
    [
        (Qualification.PHYSICIAN, ReporterGroup.PROFESSIONAL),
        (Qualification.PHARMACIST, ReporterGroup.PROFESSIONAL),
        (Qualification.OTHER_HEALTH, ReporterGroup.PROFESSIONAL),
        (Qualification.LAWYER, ReporterGroup.NON_PROFESSIONAL),
        (Qualification.CONSUMER, ReporterGroup.NON_PROFESSIONAL),
        (NullFlavor.UNK, None),
        (None, None),
    ],
)
def test_reporter_group(qualification: Any, group: ReporterGroup | None) -> None:
    assert reporter_group(of({"qualification": qualification})) is group


def test_the_marked_source_speaks_and_no_other() -> None:
    nurse, marked = {"qualification": Qualification.OTHER_HEALTH, "country": "NO"}, {"primary": MARK}
    assert reporter_group(of(nurse, marked)) is None
    assert region(of(nurse, marked)) is None
    assert reporter_group(of(nurse, {**marked, "qualification": Qualification.CONSUMER})) == "non_professional"


def test_without_a_mark_the_first_that_tells() -> None:
    assert region(of({}, {"country": "US"}, {"country": "NO"})) is Region.NON_EEA
    assert region(ICSR()) is None


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("NO", Region.EEA),
        ("no", Region.EEA),
        ("LI", Region.EEA),
        ("HR", Region.EEA),
        ("RE", Region.EEA),
        ("GB", Region.NON_EEA),
        ("CH", Region.NON_EEA),
        ("US", Region.NON_EEA),
        ("GL", Region.NON_EEA),
    ],
)
def test_region(country: str, expected: Region) -> None:
    assert region(of({"country": country})) is expected


def test_thirty_states_are_in_the_eea() -> None:
    territories_and_others = {"AX", "GF", "GP", "MF", "MQ", "RE", "YT", "EU", "XI"}
    assert len(EEA - territories_and_others) == 30


def test_literature() -> None:
    rows = (LiteratureReference(reference="A. 2018"), LiteratureReference(reference=NullFlavor.NASK))
    assert literature(ICSR(literature=(*rows, LiteratureReference(), LiteratureReference(reference="B.")))) == (
        "A. 2018; B."
    )
    assert literature(ICSR()) == ""
