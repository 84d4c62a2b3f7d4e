"""Tables in JSON, Parquet and on the page: types, schemas, words, pictures."""

from __future__ import annotations

import io
import json
import re

import pandas as pd
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from reports.renderers import RENDERERS, charts, html
from reports.renderers.cells import shown
from reports.renderers.json import SCHEMA, table_schema
from reports.tables.report import COUNT, Column, ReportTable
from tests.reports.builders import report_of, small_table
from tests.reports.renderers.samples import COLUMNS, draw_with, drawn, every_kind, listed

VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text()), format_checker=Draft202012Validator.FORMAT_CHECKER)
REPORTS = {
    "tables": report_of(small_table(), every_kind()),
    "listing": listed(),
    "pictures": report_of(small_table(), charts=(drawn(),)),
    "nothing": report_of(data_lock_point=None),
}


@pytest.mark.parametrize("name", REPORTS)
def test_json_is_as_its_schema_says(name):
    Draft202012Validator.check_schema(VALIDATOR.schema)
    VALIDATOR.validate(json.loads(RENDERERS["json"].render(REPORTS[name])))


@pytest.mark.parametrize(
    "change", [{"digest": "none"}, {"charts": None}, {"tables": [{}]}, {"data_lock_point": "1 May"}, {"more": 1}]
)
def test_the_schema_refuses_what_is_no_report(change):
    content = {**json.loads(RENDERERS["json"].render(REPORTS["tables"])), **change}
    assert not VALIDATOR.is_valid(content)


def test_each_table_has_a_table_schema():
    table = json.loads(RENDERERS["json"].render(REPORTS["tables"]))["tables"][1]
    fields = {field["name"]: field for field in table["schema"]["fields"]}
    assert [field["type"] for field in fields.values()] == [
        "string", "date", "integer", "number", "number", "number", "integer", "number", "number", "number",
    ]  # fmt: skip
    assert fields["fall"] == {"name": "fall", "type": "number", "title": "Fall of haemoglobin", "unit": "g/L"}
    assert fields["case"] == {"name": "case", "type": "string", "title": "Case"}
    assert table["rows"][0]["received"] == "2025-03-01"


def test_words_in_place_of_numbers_are_missing_values():
    columns = (Column("a", "A"), Column("n", "N", COUNT))
    assert table_schema(columns, [("*", 1), ("x", "*"), ("y", None)])["missingValues"] == ["", "*"]


def test_parquet_of_tables_is_the_long_table_of_the_csv():
    content = RENDERERS["parquet"].render(REPORTS["tables"])
    frame = pd.read_parquet(io.BytesIO(content))
    long = pd.read_csv(io.BytesIO(RENDERERS["csv"].render(REPORTS["tables"])), dtype=str, keep_default_na=False)
    assert frame["table"].tolist() == long["table"].tolist()
    # The CSV has an apostrophe before what a spreadsheet would run.
    plain = [re.sub(r"^'(?=[=+\-@])", "", value) for value in long["value"]]
    assert frame["value"].fillna("").tolist() == plain
    kinds = frame[frame["table"] == "kinds"]
    assert kinds[kinds["column"] == "fall"]["number"].tolist()[:2] == [24.125, 10.0]
    assert str(kinds[kinds["column"] == "received"]["date"].iloc[0]) == "2025-03-01"
    assert kinds[kinds["column"] == "case"]["number"].isna().all()
    metadata = pq.read_schema(io.BytesIO(content)).metadata
    assert metadata[b"tocsin.population"] == b"All cases."
    assert metadata[b"tocsin.digest"] == b"0" * 64


def test_people_read_decimals_units_and_days():
    rows = [[str(cell) for cell in row] for row in shown(every_kind()).groups[0].rows]
    assert rows[0] == ["XX-1", "2025-03-01", "12", "33.3 % (20.5 - 48.8)", "3", "36.5", "24.12", "0.5"]
    assert rows[1][5:] == ["1234567.25", "10.00", "2"]
    assert rows[2][1:4] == ["not told", "not told", "-"]
    assert [heading.numeric for heading in shown(every_kind()).headings] == [False] + [True] * 7
    assert len(COLUMNS) == 10


def test_the_page_has_the_picture_below_its_table(monkeypatch):
    draw_with(monkeypatch)
    page = html.render(report_of(small_table(), every_kind(), charts=(drawn(),)))
    assert page.count("<figure") == 1
    assert page.index('id="table-outcome"') < page.index("<figure") < page.index('id="table-kinds"')
    assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40" class="page"><title>' in page
    assert 'role="group" aria-label="Outcomes &lt;drawn&gt;"' in page


def test_the_page_says_when_a_picture_cannot_be_drawn(monkeypatch):
    draw_with(monkeypatch, fails=True)
    page = html.render(report_of(small_table(), charts=(drawn(),)))
    assert "This picture could not be drawn." in page
    assert "<svg" not in page


def test_a_report_without_pictures_asks_for_no_drawing(monkeypatch):
    monkeypatch.setattr(charts, "svg", None)
    monkeypatch.setattr(charts, "png", None)
    for form in RENDERERS:
        assert RENDERERS[form].render(REPORTS["tables"])


def test_a_table_that_is_too_long_for_a_form_is_refused_too():
    rows = tuple((n,) for n in range(3_001))
    table = ReportTable("t", "T", (Column("n", "N", COUNT),), rows)
    with pytest.raises(Exception, match="PDF holds 3000 at most"):
        RENDERERS["pdf"].render(report_of(table))
