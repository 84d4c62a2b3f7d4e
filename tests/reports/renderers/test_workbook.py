"""The workbook in the programs that open it: types of cells, sheets, pictures, and nothing that runs."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest

from reports.renderers import RENDERERS, xlsx
from reports.sources.errors import ReportError
from reports.tables.report import COUNT, Column, ReportTable
from tests.reports.builders import report_of, small_table
from tests.reports.renderers.samples import COLUMNS, DANGEROUS, ROWS, draw_with, drawn, every_kind, listed

BOOK = RENDERERS["xlsx"].render(report_of(every_kind()))
FORMATS = ["General", "yyyy-mm-dd", "0", '0.0" %"', '0.0" %"', '0.0" %"', "0", "General", "0.00", "General"]


def sheet_of(content: bytes, name: str):
    return openpyxl.load_workbook(io.BytesIO(content))[name]


@pytest.mark.parametrize("content", [BOOK, RENDERERS["xlsx"].render(listed())], ids=["table", "listing"])
def test_every_cell_has_its_type_and_its_format(content):
    sheet = sheet_of(content, "kinds" if content is BOOK else "cases")
    first = list(sheet[2])
    assert [cell.data_type for cell in first] == ["s", "d", *["n"] * 8]
    assert [cell.value for cell in first] == ["XX-1", datetime(2025, 3, 1), *ROWS[0][2:]]
    assert [cell.number_format for cell in first] == FORMATS
    assert [cell.value for cell in sheet[4]] == [ROWS[2][0], *[None] * 9]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:J4"


def test_headings_tell_units_once():
    heads = [cell.value for cell in sheet_of(BOOK, "kinds")[1]]
    assert heads[3] == "Share (%)"
    assert heads[6:10] == ["Onset (days)", "Since infusion (hours)", "Fall of haemoglobin (g/L)", "Ratio"]
    table = ReportTable("t", "T", (Column("a", "Median (days)", "days"), Column("b", "Reports", COUNT)), ())
    heads = [cell.value for cell in sheet_of(RENDERERS["xlsx"].render(report_of(table)), "t")[1]]
    assert heads == ["Median (days)", "Reports"]


def test_pandas_reads_typed_columns():
    frame = pd.read_excel(io.BytesIO(BOOK), sheet_name="kinds")
    assert frame["Received"].dtype.kind == "M"
    assert frame["Received"].iloc[1] == pd.Timestamp("1999-12-31")
    numbers = frame[[name for name in frame.columns if name not in ("Case", "Received")]]
    assert {dtype.kind for dtype in numbers.dtypes} == {"f"}
    assert numbers.iloc[:2].to_numpy().tolist() == [list(row[2:]) for row in ROWS[:2]]
    assert frame["Case"].tolist() == [row[0] for row in ROWS]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula(text):
    table = ReportTable("t", "T", (Column("a", text), Column("n", "N", COUNT)), ((text, text),))
    content = RENDERERS["xlsx"].render(report_of(table, title=text, population=text, definitions=(text,)))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book["t"]["A2"].value == text
    assert book["t"]["A2"].quotePrefix


def test_a_word_in_a_column_of_numbers_is_kept():
    table = ReportTable("t", "T", (Column("n", "N", COUNT),), (("*",), (4,)))
    sheet = sheet_of(RENDERERS["xlsx"].render(report_of(table)), "t")
    assert [sheet["A2"].value, sheet["A3"].value] == ["*", 4]


def test_sheets_have_names_of_their_own():
    names = ("a" * 40, "A" * 35, "about")
    tables = [ReportTable(name, name, (Column("a", "A"),), ()) for name in names]
    book = openpyxl.load_workbook(io.BytesIO(RENDERERS["xlsx"].render(report_of(*tables))))
    assert book.sheetnames == ["about", "a" * 31, "A" * 29 + "_2", "about_2"]


def test_more_lines_than_widths_are_measured_by_are_all_there():
    rows = tuple((f"case {n}", n) for n in range(xlsx.MEASURED + 3))
    table = ReportTable("t", "T", (Column("a", "A"), Column("n", "N", COUNT)), rows)
    sheet = sheet_of(RENDERERS["xlsx"].render(report_of(table)), "t")
    assert tuple((a.value, n.value) for a, n in sheet.iter_rows(min_row=2)) == rows


def test_a_text_that_no_cell_can_hold_is_refused():
    table = ReportTable("t", "T", (Column("a", "A"),), (("x" * 32_768,),))
    with pytest.raises(ReportError, match="Choose CSV"):
        RENDERERS["xlsx"].render(report_of(table))


def test_pictures_stand_on_a_sheet_of_their_own(monkeypatch):
    draw_with(monkeypatch)
    report = report_of(small_table(), charts=(drawn(), drawn(name="other")))
    content = RENDERERS["xlsx"].render(report)
    assert content == RENDERERS["xlsx"].render(report)
    images = sheet_of(content, "pictures")._images
    assert [image.anchor._from.row for image in images] == [1, 6]
    assert b"One of two died." in unzipped(content, "xl/drawings/drawing1.xml")


def test_a_picture_that_cannot_be_drawn_is_said(monkeypatch):
    draw_with(monkeypatch, fails=True)
    sheet = sheet_of(RENDERERS["xlsx"].render(report_of(small_table(), charts=(drawn(),))), "pictures")
    assert "could not be drawn" in sheet["A2"].value


def unzipped(content: bytes, name: str) -> bytes:
    return ZipFile(io.BytesIO(content)).read(name)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice, libreoffice-calc) is not installed.")
def test_libreoffice_reads_the_same_values(tmp_path: Path):
    file = tmp_path / "report.xlsx"
    file.write_bytes(BOOK)
    # Commas, quotes, UTF-8, values as stored; the last number picks the second sheet, which follows the cover.
    filters = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,2"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", filters]
    subprocess.run([*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=180)
    found = next(tmp_path.glob("report*.csv")).read_text()
    frame = pd.read_csv(io.StringIO(found))
    assert len(frame.columns) == len(COLUMNS)
    assert frame["Case"].tolist() == [row[0] for row in ROWS]
    assert frame["Received"].tolist()[:2] == ["2025-03-01", "1999-12-31"]
    assert frame["Share (%)"].tolist()[:2] == [33.3, 0.0]
    assert frame["Since infusion (hours)"].tolist()[:2] == [36.5, 1234567.25]
    assert frame.iloc[2, 1:].isna().all()
