"""Listings: streamed where a form can, refused with the forms that can where it cannot."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.renderers import RENDERERS, html, lines
from reports.sources.errors import ReportError
from reports.tables.report import Column
from tests.reports.builders import report_of
from tests.reports.listings import listing_of
from tests.reports.renderers.samples import COLUMNS, DANGEROUS, ROWS, listed

ROOT = Path(__file__).resolve().parents[3]
TEXT = (Column("a", "A"), Column("b", "B"))


def parquet_of(report) -> pa.Table:
    return pq.read_table(io.BytesIO(RENDERERS["parquet"].render(report)))


def test_csv_is_a_heading_and_a_line_for_each_case():
    found = list(csv.reader(io.StringIO(RENDERERS["csv"].render(listed()).decode(), newline="")))
    assert found[0] == [column.name for column in COLUMNS]
    assert found[1] == ["XX-1", "2025-03-01", "12", "33.3", "20.5", "48.75", "3", "36.5", "24.125", "0.5"]
    assert found[2][0] == "'=HYPERLINK(1)"
    assert found[3] == [ROWS[2][0], *[""] * 9]


def test_csv_tells_nothing_from_an_empty_text():
    content = RENDERERS["csv"].render(report_of(listing=listing_of(TEXT, [(None, "")])))
    assert content.splitlines()[1] == b',""'


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_neutralises_every_line_and_parquet_keeps_the_text(text):
    report = report_of(listing=listing_of(TEXT, [("plain", text), (text, "a=b")]))
    found = list(csv.reader(io.StringIO(RENDERERS["csv"].render(report).decode(), newline="")))
    assert found[1:] == [["plain", f"'{text}"], [f"'{text}", "a=b"]]
    assert parquet_of(report).to_pydict() == {"a": ["plain", text], "b": [text, "a=b"]}


def test_parquet_has_types_and_says_what_it_is():
    table = parquet_of(listed())
    assert [str(field.type) for field in table.schema] == [
        "string", "date32[day]", "int64", "double", "double", "double", "int64", "double", "double", "double",
    ]  # fmt: skip
    assert [tuple(row.values()) for row in table.to_pylist()] == list(ROWS)
    about = {key.decode(): value.decode() for key, value in table.schema.metadata.items() if b"tocsin." in key}
    assert about == {
        "tocsin.report": "cases",
        "tocsin.title": "Alemtuzumab: reports of diffuse alveolar haemorrhage",
        "tocsin.population": "All cases.",
        "tocsin.data_lock_point": "2025-03-31",
        "tocsin.registry_version": "0.1.0",
        "tocsin.digest": "0" * 64,
        "tocsin.definitions": "Report: one case.",
    }
    assert table.schema.field("fall").metadata == {b"label": b"Fall of haemoglobin", b"unit": b"g/L"}


def test_pandas_reads_parquet():
    frame = pd.read_parquet(io.BytesIO(RENDERERS["parquet"].render(listed())))
    assert frame["received"].tolist()[:2] == [date(2025, 3, 1), date(1999, 12, 31)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00")), st.none())))
def test_any_text_comes_through(rows):
    """Whatever quotes, commas and line breaks a text has, and wherever the pieces are cut."""
    assert list(lines.rows(listing_of(TEXT, rows))) == rows


def test_lines_longer_than_a_piece_and_more_than_a_block(monkeypatch):
    monkeypatch.setattr(lines, "BLOCK", 2000)
    rows = [(f"case {n}", "x" * (n % 50)) for n in range(500)]
    assert list(lines.rows(listing_of(TEXT, rows))) == rows


def test_groups_of_parquet_do_not_depend_on_blocks(monkeypatch):
    rows = [(f"case {n}", "x") for n in range(500)]
    report = report_of(listing=listing_of(TEXT, rows))
    monkeypatch.setattr("reports.renderers.parquet.GROUP", 200)
    content = RENDERERS["parquet"].render(report)
    monkeypatch.setattr(lines, "BLOCK", 1000)
    assert RENDERERS["parquet"].render(report) == content
    file = pq.ParquetFile(io.BytesIO(content))
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [200, 200, 100]
    assert file.read().to_pylist() == [{"a": a, "b": b} for a, b in rows]


@pytest.mark.parametrize("form", RENDERERS)
def test_a_listing_of_no_lines(form):
    report = report_of(listing=listing_of(TEXT, []))
    assert RENDERERS[form].render(report) == RENDERERS[form].render(report)


@pytest.mark.parametrize("form", RENDERERS)
@pytest.mark.parametrize("count", [2, 4, 0])
def test_lines_that_changed_meanwhile_are_an_error(form, count):
    report = listed(count=count)
    if count == 0:
        return  # nothing is opened
    with pytest.raises(ReportError, match=f"{count} were counted"):
        RENDERERS[form].render(report)


@pytest.mark.parametrize(
    ("form", "most", "others"),
    [
        ("xlsx", 100_000, "CSV or Parquet"),
        ("pdf", 3_000, "Text or JSON or CSV or XLSX or Parquet"),
        ("json", 50_000, "CSV or XLSX or Parquet"),
        ("text", 5_000, "JSON or CSV or XLSX or Parquet"),
    ],
)
def test_forms_made_in_memory_refuse_more_than_they_hold(form, most, others):
    def never(_first: int | None) -> None:
        raise AssertionError

    report = listed(count=most + 1)
    report = replace(report, listing=replace(report.listing, open=never))
    name = RENDERERS[form].name
    expected = f"This report has {most + 1} lines. {name} holds {most} at most. Choose {others}."
    for ask in (RENDERERS[form].render, RENDERERS[form].pieces):
        with pytest.raises(ReportError) as raised:
            ask(report)
        assert str(raised.value) == expected
    RENDERERS[form].refuse_more(replace(report, listing=replace(report.listing, count=most)))


def test_json_and_text_hold_the_lines():
    found = json.loads(RENDERERS["json"].render(listed()))["tables"][-1]
    assert found["name"] == "cases"
    assert found["rows"][0]["received"] == "2025-03-01"
    text = " ".join(RENDERERS["text"].render(listed()).decode().split())
    assert "Case: XX-1; Received: 2025-03-01; Reports: 12; Share: 33.3 %" in text
    assert "Fall of haemoglobin: 24.12" in text  # two decimals


def test_the_page_shows_the_first_lines_and_says_so():
    asked = []
    rows = [(f"case {n}", "<b>") for n in range(html.FIRST + 5)]
    listing = listing_of(TEXT, rows)

    @contextmanager
    def opened(first: int | None) -> Iterator[Iterable[bytes]]:
        asked.append(first)
        with listing.open(first) as pieces:
            yield pieces

    page = html.render(report_of(listing=replace(listing, open=opened)))
    assert asked == [html.FIRST]
    assert "The first 100 of 105 lines." in page
    assert "case 99" in page
    assert "case 100" not in page
    assert "<b>" not in page
    assert "The first" not in html.render(report_of(listing=listing_of(TEXT, rows[:3])))


def test_a_reader_that_stops_early_closes_the_lines():
    closed = []
    listing = listing_of(TEXT, [(f"case {n}", "x" * 50) for n in range(1000)])

    @contextmanager
    def opened(first: int | None) -> Iterator[Iterable[bytes]]:
        with listing.open(first) as pieces:
            yield pieces
        closed.append(True)

    found = lines.rows(replace(listing, open=opened))
    assert next(found)[0] == "case 0"
    found.close()
    assert closed == []  # left by an exception, as a broken transaction is


MEASURE = """
import resource, sys, time
from contextlib import contextmanager
import django; django.setup()
from reports.renderers import RENDERERS
from reports.tables.report import Column, Listing, DATE, COUNT
from tests.reports.builders import report_of
form, count = sys.argv[1], int(sys.argv[2])
columns = (Column("case", "Case"), Column("day", "Day", DATE), Column("n", "N", COUNT),
           *(Column(f"t{n}", "Text") for n in range(22)))
line = b"XX-GENERATED-7-0012345,2025-03-04,12" + b',"Diffuse alveolar haemorrhage (3 d - Recovered)"' * 22 + b"\\n"
@contextmanager
def opened(first):
    yield (line * 1000 for _ in range(count // 1000))
report = report_of(listing=Listing("cases", "Cases", columns, count, opened))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start, size = time.process_time(), 0
for piece in RENDERERS[form].pieces(report):
    size += len(piece)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, count / (time.process_time() - start), size)
"""


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_memory_does_not_grow_with_the_lines(form):
    """Three times the lines, 670 MB of CSV, within the memory that a third of them needs and far below their size."""

    def measured(count: int) -> tuple[float, float]:
        command = [sys.executable, "-c", MEASURE, form, str(count)]
        environment = {"DJANGO_SETTINGS_MODULE": "registry.settings.test", "PATH": "/usr/bin", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        kilobytes, speed, _size = map(float, done.stdout.split())
        return kilobytes / 1024, speed

    (few, _speed), (many, speed) = measured(200_000), measured(600_000)
    assert many < few * 1.3 + 40
    assert many < 400
    assert speed > 50_000  # lines a second of processor time
