"""The PDF as a reader of PDFs sees it: every cell, every page's head and foot, any script, tags."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from reports.renderers import RENDERERS, pdf
from reports.renderers.cells import shown
from reports.tables.report import COUNT, Column, Report, ReportTable
from tests.reports.builders import report_of, small_table
from tests.reports.listings import listing_of
from tests.reports.renderers.samples import draw_with, drawn, every_kind

UPRIGHT, ACROSS = (595, 842), (842, 595)


def read(report: Report) -> PdfReader:
    return PdfReader(io.BytesIO(RENDERERS["pdf"].render(report)))


def squeezed(text: str) -> str:
    """Without blanks and the marks for breaking long words, which depend on where lines end."""
    return "".join(text.replace("\u200b", "").split())


def text_of(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


def sizes(reader: PdfReader) -> list[tuple[int, int]]:
    return [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages]


def test_every_cell_note_and_definition_is_printed():
    report = report_of(small_table(), every_kind())
    text = text_of(read(report))
    for table in report.tables:
        content = shown(table)
        cells = [cell for group in content.groups for row in group.rows for cell in row]
        words = [
            table.label,
            *content.notes,
            *(heading.text for heading in content.headings),
            *(part for cell in cells for part in (cell.text, cell.mark)),
        ]
        # Arabic comes back in the order in which its shapes are drawn.
        assert [word for word in words if "نزف" not in word and squeezed(word) not in text] == []
    for words in (report.title, report.population, *report.definitions, "肺胞出血"):
        assert squeezed(words) in text


def test_two_thousand_rows_break_over_pages_with_their_headings():
    rows = tuple((f"Group {n // 100}", f"Row {n} of many", n) for n in range(2000))
    columns = (Column("g", "Group"), Column("s", "Name of the row"), Column("n", "Number of reports", COUNT))
    reader = read(report_of(ReportTable("long", "A long table", columns, rows)))
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    assert len(pages) > 30
    for number, page in enumerate(pages[:-1], start=1):
        assert "NameoftherowNumberofreports" in page
        assert f"Page{number}of{len(pages)}" in page
        assert f"Tocsin0.1.0.Digest{'0' * 64}" in page
    for page in pages[1:]:
        assert "Allcases." in page
        assert "Data-lockpoint:2025-03-31" in page
    whole = "".join(pages)
    assert [n for n in range(2000) if f"Row{n}ofmany{n}" not in whole] == []


def test_tables_lie_across_when_they_need_to():
    many = tuple(Column(f"c{n}", f"Number {n}", COUNT) for n in range(13))
    wide = ReportTable("wide", "Wide", (Column("a", "A"), *many), tuple((f"Row {n}", *range(13)) for n in range(3)))
    assert sizes(read(report_of(small_table()))) == [UPRIGHT]
    reader = read(report_of(small_table(), wide, small_table()))
    assert sizes(reader) == [UPRIGHT, ACROSS, UPRIGHT]
    assert "Number12" in squeezed(reader.pages[1].extract_text())


def test_a_listing_too_wide_for_a_page_is_a_record_for_each_line():
    columns = (Column("number", "Local number"), *(Column(f"t{n}", f"Text {n}") for n in range(24)))
    rows = tuple((f"XX-{n}", *(f"words{n}x{place}" if place % 3 else None for place in range(24))) for n in range(20))
    reader = read(report_of(listing=listing_of(columns, rows)))
    assert set(sizes(reader)) == {UPRIGHT}
    text = text_of(reader)
    assert [row for row in rows if f"{row[0]}Text1:{row[2]}Text2:{row[3]}" not in text] == []
    assert "nottold" not in text


def test_a_word_longer_than_the_page_is_whole():
    word = "x" * 150 + "END"
    assert squeezed(word) in text_of(read(report_of(ReportTable("t", "T", (Column("a", "A"),), ((word,),)))))


@pytest.mark.parametrize(
    "text", ['#import "x": *', "$ x $ *b* _i_ <label> @ref \\ \u0007", "[#panic()]", "{{ x }} // /* "]
)
def test_no_text_is_a_command(text):
    table = ReportTable("t", text, (Column("a", text),), ((text,),))
    found = text_of(read(report_of(table, title=text, population=text, definitions=(text,))))
    places = ("title", "population", "label", "heading", "cell", "definition")
    assert found.count(squeezed(text.replace("\u0007", "[U+0007]"))) == len(places)


def test_it_is_tagged_and_dated_by_the_lock_point():
    content = RENDERERS["pdf"].render(report_of(every_kind()))
    reader = PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title == "Alemtuzumab: reports of diffuse alveolar haemorrhage"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2025, 3, 31)
    assert content == RENDERERS["pdf"].render(report_of(every_kind()))


def test_a_report_of_nothing_and_without_a_lock_point():
    text = text_of(read(report_of(ReportTable("t", "Table", (Column("a", "A"),), ()), data_lock_point=None)))
    assert "TableNone." in text
    assert "nocasewaseveraccepted" in text
    assert squeezed("Report: one case.") in text_of(read(report_of()))


def test_a_long_population_is_whole_once_and_brief_on_other_pages():
    population = " ".join(f"word{n}" for n in range(120))
    rows = tuple((n,) for n in range(120))
    reader = read(report_of(ReportTable("t", "T", (Column("n", "N", COUNT),), rows), population=population))
    first, second = (squeezed(page.extract_text()) for page in reader.pages[:2])
    assert squeezed(population) in first
    assert "word0word1" in second
    assert "word119" not in second


def test_pictures_stand_below_their_table_with_their_words(monkeypatch):
    draw_with(monkeypatch)
    report = report_of(small_table(), every_kind(), charts=(drawn(),))
    content = RENDERERS["pdf"].render(report)
    assert content == RENDERERS["pdf"].render(report)
    words = [node.get("/Alt") for node in structure(PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"])]
    assert [alt for alt in words if alt] == ["One of two died."]


def test_a_picture_that_cannot_be_drawn_is_said(monkeypatch):
    draw_with(monkeypatch, fails=True)
    assert "couldnotbedrawn" in text_of(read(report_of(small_table(), charts=(drawn(),))))


def structure(node):
    """All elements of the tree of tags."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from structure(child)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from structure(node["/K"])


def test_letters_that_fit_are_those_of_the_page():
    """180 and 267 mm between the margins, 0.6 em of 8.5 pt a letter."""
    letter = 0.6 * 8.5 * 25.4 / 72
    assert (int(180 / letter), int(267 / letter)) == (pdf.UPRIGHT, pdf.ACROSS)


def test_the_title_stands_on_the_page_of_a_first_table_that_lies_across():
    columns = tuple(Column(f"c{place}", f"Column number {place}", COUNT) for place in range(14))
    wide = ReportTable("wide", "A wide table", columns, (tuple(range(14)),))
    first, second = read(report_of(wide, small_table(), title="Of all drugs")).pages
    assert first.mediabox.width > first.mediabox.height
    assert "Of all drugs" in first.extract_text()
    assert "Column number 13" in " ".join(first.extract_text().split())
    assert second.mediabox.width < second.mediabox.height
