"""The CIOMS I form and the case summary, read back from real PDFs: nothing lost, nothing shown that must not be."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cases.actions.seed import read_documented
from cases.documents.cioms import cioms_pdf
from cases.documents.content import CHAPTERS, element_words, withhold
from cases.documents.summary import summary_pdf
from cases.icsr import ICSR
from cases.icsr.codes import Rechallenge
from cases.icsr.codes_lung import Dechallenge
from cases.icsr.drug import DrugReaction
from cases.icsr.narrative import Narrative
from cases.icsr.partial_date import PartialDate
from cases.icsr.patient import Patient
from cases.icsr.reaction import Reaction
from cases.icsr.spec import elements, parts
from cases.icsr.values import NullFlavor
from cases.store import numbered
from tests.cases.documents.printed import STAMP, pages, reader, squeezed, squeezed_document
from tests.cases.maximal import maximal

CASES = Path(__file__).parents[3] / "fixtures" / "cases"
DOCUMENTS = pytest.mark.parametrize("make", [cioms_pdf, summary_pdf])
Make = Callable[..., bytes]


def documented(name: str) -> ICSR:
    return read_documented(CASES / name)[0].icsr


def values(icsr: ICSR, record: Any = None, path: str = "") -> Iterator[tuple[str, bool, str]]:
    """Path of each filled element, whether it identifies a person, and its words."""
    record = icsr if record is None else record
    for name, spec in elements(type(record)):
        if getattr(record, name) is not None:
            yield f"{path}{name}", spec.identifies, element_words(icsr, name, spec, getattr(record, name))
    for part in parts(type(record)):
        held = getattr(record, part.name)
        for row in held if part.repeats else (held,):
            if row is not None:
                yield from values(icsr, row, f"{path}{part.name}.")


@DOCUMENTS
@pytest.mark.parametrize("nulls", [False, True])
def test_every_value_of_a_case_is_printed(make: Make, nulls: bool) -> None:
    case = numbered(maximal(nulls=nulls))
    text = squeezed_document(make(case, identity=True, stamp=STAMP)).casefold()
    missing = [path for path, _identifies, words in values(case) if squeezed(words).casefold() not in text]
    assert missing == []


def test_every_section_has_a_place() -> None:
    assert {name for _title, names in CHAPTERS for name in names} == {part.name for part in parts(ICSR)}


@DOCUMENTS
def test_without_identity_nothing_that_identifies_is_printed(make: Make) -> None:
    case = numbered(maximal())
    document = make(case, identity=False, stamp=STAMP)
    text = squeezed_document(document)
    # Dates and reports' values recur in elements that do not identify; texts and files are unlike any other.
    secret = [
        (path, words)
        for path, identifies, words in values(case)
        if identifies and not re.fullmatch(r"[\d :+-]+", words)
    ]
    assert len(secret) > 20
    told_openly = " ".join(squeezed(words) for _path, identifies, words in values(case) if not identifies)
    leaked = [path for path, words in secret if squeezed(words) in text and squeezed(words) not in told_openly]
    assert leaked == []
    assert squeezed("Details that identify the patient or a reporter are withheld.") in text
    assert squeezed("withheld for privacy") in text
    raw = reader(document)
    assert all(squeezed(words) not in squeezed(str(raw.metadata)) for _path, words in secret)


@DOCUMENTS
def test_without_identity_the_birth_date_is_gone_and_the_age_stays(make: Make) -> None:
    case = documented("myro-2018.yaml")
    born = dataclasses.replace(
        case,
        patient=Patient(initials="Q-Z", birth_date=_date("1988-02-29"), age_at_onset=case.patient.age_at_onset),  # type: ignore[union-attr]
    )
    shown = squeezed_document(make(born, identity=True, stamp=STAMP))
    hidden = squeezed_document(make(born, identity=False, stamp=STAMP))
    assert "Q-Z" in shown
    assert "1988-02-29" in shown
    assert "Q-Z" not in hidden
    assert "1988" not in hidden
    assert "29years" in hidden


def _date(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_an_age_is_worked_out_from_a_birth_date_that_is_not_printed() -> None:
    case = ICSR(
        patient=Patient(birth_date=_date("1990-05-06")),
        reactions=(Reaction(verbatim="cough", start=_date("2026-05-05")),),
    )
    text = squeezed_document(cioms_pdf(case, identity=False, stamp=STAMP))
    assert "35years" in text
    assert "1990" not in text


def test_unknown_stays_unknown_when_the_rest_is_withheld() -> None:
    hidden = withhold(ICSR(patient=Patient(initials=NullFlavor.UNK, birth_date=_date("1990"))))
    assert hidden.patient == Patient(initials=NullFlavor.UNK, birth_date=NullFlavor.MSK)


@DOCUMENTS
def test_a_long_story_is_wholly_there(make: Make) -> None:
    words = [f"w{number:04d}" for number in range(3400)]
    story = " ".join(words)
    assert len(story) > 20_000
    document = make(ICSR(narrative=Narrative(story=story)), identity=True, stamp=STAMP)
    text = " ".join(pages(document))
    assert re.findall(r"w\d{4}", text) == words


def test_a_long_text_without_spaces_goes_on_too() -> None:
    story = "".join(f"出血{letter}肺泡" for letter in "一二三四五六七八九十") * 100
    text = squeezed_document(cioms_pdf(ICSR(narrative=Narrative(story=story)), identity=True, stamp=STAMP))
    assert "".join(letter for letter in text if "一" <= letter <= "龥") == story


def test_a_box_that_overflows_names_the_page_where_it_goes_on() -> None:
    story = "first " + "x " * 4000 + "last"
    found = pages(cioms_pdf(ICSR(narrative=Narrative(story=story)), identity=True, stamp=STAMP))
    assert "first" in found[0]
    assert "Continued on page 2" in found[0]
    assert "Describe reaction(s) (including relevant tests/lab data), continued" in found[1]
    assert "last" in found[-1]


def test_a_short_case_is_one_page_without_a_continuation() -> None:
    found = pages(cioms_pdf(ICSR(reactions=(Reaction(verbatim="cough"),)), identity=True, stamp=STAMP))
    assert len(found) == 1
    assert "Continued" not in found[0]


def test_the_boxes_of_the_form_are_there() -> None:
    text = pages(cioms_pdf(documented("myro-2018.yaml"), identity=True, stamp=STAMP))[0].upper()
    captions = (
        "1. PATIENT INITIALS", "1A. COUNTRY", "2. DATE OF BIRTH", "2A. AGE", "3. SEX", "4-6. REACTION ONSET",
        "8-12. CHECK ALL APPROPRIATE", "7 + 13. DESCRIBE REACTION(S)", "14. SUSPECT DRUG(S)", "15. DAILY DOSE(S)",
        "16. ROUTE(S) OF ADMINISTRATION", "17. INDICATION(S) FOR USE", "18. THERAPY DATES", "19. THERAPY DURATION",
        "20. DID REACTION ABATE", "21. DID REACTION REAPPEAR", "22. CONCOMITANT DRUG(S)",
        "23. OTHER RELEVANT HISTORY", "24A. NAME AND ADDRESS", "24B.", "24C. DATE RECEIVED", "24D. REPORT SOURCE",
        "25A. REPORT TYPE", "25B. NAME AND ADDRESS OF REPORTER", "26. REMARKS", "DATE OF THIS REPORT",
    )  # fmt: skip
    assert [caption for caption in captions if caption not in text] == []


@pytest.mark.parametrize(
    ("name", "abated", "reappeared"),
    [("myro-2018.yaml", "YES", "NA"), ("zhao-2025.yaml", "YES", "NO")],
)
def test_the_ticks_of_the_documented_cases(name: str, abated: str, reappeared: str) -> None:
    """Better after stopping in both papers; given again in Zhao only, where it did not come back."""
    text = pages(cioms_pdf(documented(name), identity=True, stamp=STAMP))[0]
    assert re.findall(r"☒\s*(YES|NO|NA)\b", text) == [abated, reappeared]
    assert re.search(r"☒\s*INVOLVED OR PROLONGED", text)
    assert not re.search(r"☒\s*PATIENT DIED", text)
    assert re.search(r"☒\s*LITERATURE", text)
    assert re.search(r"☒\s*FOLLOW-UP", text)


@pytest.mark.parametrize(
    ("dechallenge", "rechallenge", "ticks"),
    [
        ((Dechallenge.NEGATIVE, None), (Rechallenge.NOT_RECURRED, Rechallenge.RECURRED), ["NO", "YES"]),
        ((NullFlavor.UNK, Dechallenge.NOT_STOPPED), (None, Rechallenge.NOT_DONE), ["NA", "NA"]),
        ((None, None), (None, None), []),
    ],
)
def test_boxes_20_and_21_of_several_reactions(dechallenge: Any, rechallenge: Any, ticks: list[str]) -> None:
    """Box 20 is the first answer, box 21 is yes when any reaction came back; no answer ticks nothing."""
    links = tuple(
        DrugReaction(drug=1, reaction=number, dechallenge=stopped, rechallenge=again)
        for number, (stopped, again) in enumerate(zip(dechallenge, rechallenge, strict=True), start=1)
    )
    text = pages(cioms_pdf(ICSR(drug_reactions=links), identity=True, stamp=STAMP))[0]
    assert re.findall(r"☒\s*(YES|NO|NA)\b", text) == ticks


@DOCUMENTS
def test_each_page_says_what_it_is(make: Make) -> None:
    found = pages(make(maximal(), identity=True, stamp=STAMP))
    for number, page in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in page
        assert "NO-TOCSIN-2026-0001, version 2, Submitted" in page
        assert re.search(r"SHA-256 [0-9a-f]{64}", page)


@DOCUMENTS
def test_tagged_with_language_and_title(make: Make) -> None:
    document = reader(make(documented("zhao-2025.yaml"), identity=True, stamp=STAMP))
    root: Any = document.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] is not None
    assert document.metadata is not None
    assert "NO-TOCSIN-2026-0001" in str(document.metadata.title)
    assert "pdfuaid:part>1<" in root["/Metadata"].get_object().get_data().decode().replace("</pdfuaid", "<")


@DOCUMENTS
def test_the_same_print_has_the_same_bytes(make: Make) -> None:
    case = documented("zhao-2025.yaml")
    first = make(case, identity=True, stamp=STAMP)
    assert make(case, identity=True, stamp=STAMP) == first
    later = dataclasses.replace(STAMP, printed_at=STAMP.printed_at + timedelta(minutes=1))
    assert make(case, identity=True, stamp=later) != first


def test_the_summary_of_a_documented_case_has_three_pages_at_most() -> None:
    for name in ("myro-2018.yaml", "zhao-2025.yaml", "alport-pair.yaml", "abreu-2025.yaml"):
        assert len(pages(summary_pdf(documented(name), identity=True, stamp=STAMP))) <= 3


def test_the_summary_begins_with_the_case_at_a_glance() -> None:
    first = pages(summary_pdf(documented("myro-2018.yaml"), identity=True, stamp=STAMP))[0]
    glance = squeezed(first)
    assert squeezed("Patient: Female, 29 years") in glance
    assert squeezed("Suspect drug: alemtuzumab") in glance
    assert squeezed("Onset of the first reaction: day 2, course 1") in glance


@DOCUMENTS
@pytest.mark.parametrize(
    "text", ["Ærlig øl på fjøset", "Żółć łąka", "Ωμέγα", "Кровохарканье", "肺泡出血", "びまん性肺胞出血", "폐포출혈"]
)
def test_letters_of_many_languages(make: Make, text: str) -> None:
    case = ICSR(reactions=(Reaction(verbatim=text),))
    assert squeezed(text) in squeezed_document(make(case, identity=True, stamp=STAMP))


@DOCUMENTS
@pytest.mark.parametrize("text", ["نزف رئوي", "דימום ריאתי"])
def test_letters_written_from_right_to_left(make: Make, text: str) -> None:
    """A PDF holds such a line in the order in which it is seen, so its letters are compared, not their order."""
    case = ICSR(narrative=Narrative(reporter_comments=text))
    printed = squeezed_document(make(case, identity=True, stamp=STAMP))
    assert set(squeezed(text)) <= set(printed)
    assert "[U+" not in printed


@DOCUMENTS
def test_what_has_no_letter_is_shown_by_its_number(make: Make) -> None:
    case = ICSR(narrative=Narrative(story="a\x07b\ue001c\u202ed\te\nf"))
    printed = squeezed_document(make(case, identity=True, stamp=STAMP))
    assert "a[U+0007]b[U+E001]c[U+202E]def" in printed


@DOCUMENTS
def test_markup_in_a_text_is_text(make: Make) -> None:
    text = '#panic("x") *b* $x$ <a> @b `c` \\ "q" & // {}'
    case = ICSR(reactions=(Reaction(verbatim=text),), narrative=Narrative(story=text))
    assert squeezed(text) in squeezed_document(make(case, identity=True, stamp=STAMP))


@DOCUMENTS
def test_an_empty_case_prints(make: Make) -> None:
    assert len(pages(make(ICSR(), identity=False, stamp=STAMP))) == 1
