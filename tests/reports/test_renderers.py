"""Every form of a report says the same, the same way each time, and runs nothing."""

import io
import json

import openpyxl
import pandas as pd
import pytest

from reports.renderers import RENDERERS, csv, file_name, html
from reports.renderers.text import render_for
from reports.tables.report import Column, ReportTable
from tests.reports.builders import report_of, small_table

REPORT = report_of(small_table(), ReportTable("empty", "Nothing", (Column("a", "A"),), ()))


@pytest.mark.parametrize("form", RENDERERS)
def test_the_same_report_gives_the_same_bytes(form):
    assert RENDERERS[form].render(REPORT) == RENDERERS[form].render(REPORT)


def test_json_has_the_published_shape():
    found = json.loads(RENDERERS["json"].render(REPORT))
    assert list(found) == [
        "report", "title", "population", "data_lock_point", "registry_version", "definitions", "digest", "tables",
    ]  # fmt: skip
    table = found["tables"][0]
    assert list(table) == ["name", "label", "columns", "rows"]
    assert table["columns"][2] == {"name": "reports", "label": "Reports", "unit": "reports"}
    assert table["rows"][2]["died"] is None
    assert found["data_lock_point"] == "2025-03-31"


def test_text_spells_out_intervals_marks_and_what_is_not_told():
    text = RENDERERS["text"].render(REPORT).decode()
    assert "50.0 % (9.5 - 90.5)" in text
    assert "0 derived" in text
    assert "not told" in text
    assert text.count("None died.") == 1
    assert "@Elsewhere [1]" in text
    assert "None.\n" in text
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines()) <= 110


def test_text_on_a_terminal_has_its_width_and_stands_out():
    text = render_for(REPORT, 80, colour=True)
    assert "\x1b[1m" in text


def test_text_breaks_no_word_and_no_figure_when_it_is_narrow():
    text = render_for(REPORT, 60)
    assert "50.0 % (9.5 - 90.5)" in text
    assert "derived" in text


def test_text_of_a_table_that_cannot_fit_is_still_whole():
    wide = ReportTable("wide", "Wide", tuple(Column(f"c{n}", "Number", "x") for n in range(30)), ((123456,) * 30,))
    assert "Wide" in render_for(report_of(wide), 40)


def test_csv_is_one_long_table_that_pandas_reads():
    content = RENDERERS["csv"].render(REPORT)
    assert b"\r\n" in content
    frame = pd.read_csv(io.BytesIO(content))
    assert list(frame.columns) == ["table", "table_label", "row", "column", "column_label", "unit", "value"]
    died = frame[(frame.table == "outcome") & (frame.column == "died")]
    assert died.sort_values("row")["value"].tolist()[:2] == ["1", "0"]
    assert died["value"].isna().tolist() == [False, False, True]
    about = frame[frame.table == "about"].set_index("column")["value"]
    assert about["data_lock_point"] == "2025-03-31"
    assert about["definition"] == "Report: one case."


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"])
def test_csv_neutralises_what_a_spreadsheet_would_run(text):
    assert csv.safe(text) == f"'{text}"


@pytest.mark.parametrize("value", [-1, -0.5, None, "a=b", ""])
def test_csv_leaves_numbers_and_plain_text(value):
    assert csv.safe(value) == value


def workbook():
    return openpyxl.load_workbook(io.BytesIO(RENDERERS["xlsx"].render(REPORT)))


def test_xlsx_has_typed_cells_and_runs_nothing():
    book = workbook()
    assert book.sheetnames == ["about", "outcome", "empty"]
    sheet = book["outcome"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]][:5] == [
        ("MS", "s"), ("Registry", "s"), (2, "n"), (1, "n"), (50, "n"),
    ]  # fmt: skip
    assert sheet["B3"].value == "=1+1"
    assert sheet["B3"].data_type == "s"
    assert sheet["B3"].quotePrefix
    assert sheet["D4"].value is None
    assert sheet["E2"].number_format == '0.0" %"'
    assert sheet.freeze_panes == "B2"


def test_xlsx_cover_says_what_the_report_is():
    book = workbook()
    cover = {row[0].value: row[1].value for row in book["about"].iter_rows(min_row=3)}
    assert cover["Population"] == "All cases."
    assert cover["Data-lock point"] == "2025-03-31"
    assert cover["Digest"] == "0" * 64
    assert book.properties.created.date().isoformat() == "2025-03-31"


def test_xlsx_without_a_lock_point():
    content = RENDERERS["xlsx"].render(report_of(data_lock_point=None))
    cover = openpyxl.load_workbook(io.BytesIO(content))["about"]
    assert "no case was ever accepted" in {row[0].value: row[1].value for row in cover.iter_rows()}["Data-lock point"]


def test_html_escapes_what_comes_from_data():
    table = ReportTable("t", "Table", (Column("a", "A"), Column("n", "N", "x")), (("<script>alert(1)</script>", 1.5),))
    page = html.render(report_of(table))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "1.5" in page


def test_file_names_carry_the_lock_point():
    assert file_name(REPORT, "csv") == "vigibase-2025-03-31.csv"
    assert file_name(report_of(data_lock_point=None), "json") == "vigibase.json"


def test_a_row_has_to_fit_its_columns():
    with pytest.raises(ValueError, match="1 columns, a row has 2"):
        ReportTable("t", "T", (Column("a", "A"),), ((1, 2),))


def test_tables_are_found_by_name():
    assert REPORT.table("outcome").label == "Outcome"
    with pytest.raises(KeyError):
        REPORT.table("other")
