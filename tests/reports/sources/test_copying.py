"""Rows copied out of PostgreSQL are the lines that listings want."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from reports.renderers import RENDERERS, lines
from reports.sources.copying import TOGETHER, copied
from reports.tables.report import COUNT, DATE, NUMBER, Column, Listing
from tests.reports.builders import accepted, report_of

pytestmark = pytest.mark.django_db
ODD = ('quote " comma , line\nand\rend', "", "=1+1", "'x'", "\\N", "NULL", "肺胞出血", " blank ")
COLUMNS = (Column("a", "Text"), Column("b", "Day", DATE), Column("c", "N", COUNT), Column("d", "Number", NUMBER))


def listing_from(sql: str, count: int, columns: tuple[Column, ...] = COLUMNS, **parameters: object) -> Listing:
    return Listing(
        "cases", "Cases", columns, count, lambda first: copied(f"{sql} LIMIT %(first)s", {**parameters, "first": first})
    )


def test_texts_days_and_numbers_come_as_they_are():
    sql = "SELECT a, DATE '2025-03-31', 7::bigint, 0.125::float8 FROM unnest(%(odd)s::text[]) AS a"
    found = list(lines.rows(listing_from(sql, len(ODD), odd=list(ODD))))
    assert found == [(text, date(2025, 3, 31), 7, 0.125) for text in ODD]


def test_what_is_null_is_not_told():
    found = list(lines.rows(listing_from("SELECT NULL::text, NULL::date, NULL::int, NULL::numeric", 1)))
    assert found == [(None, None, None, None)]


def test_more_lines_than_are_sent_together():
    sql = "SELECT 'case ' || n FROM generate_series(1, %(many)s) AS n ORDER BY n"
    count = 2 * TOGETHER + 1
    listing = listing_from(sql, count, (Column("a", "A"),), many=count)
    assert [row for (row,) in lines.rows(listing)] == [f"case {n}" for n in range(1, count + 1)]
    assert len(list(lines.rows(listing, 5))) == 5
    assert RENDERERS["csv"].render(report_of(listing=listing)).count(b"\n") == count + 1


def test_stored_cases_are_read_and_the_connection_goes_on():
    case = accepted(identifier="XX-1")
    listing = listing_from("SELECT identifier FROM cases_case", 1, (Column("a", "A"),))
    assert list(lines.rows(listing)) == [("XX-1",)]
    assert case.refresh_from_db() is None


@pytest.mark.django_db(transaction=True)
def test_stopping_early_leaves_the_connection_usable():
    sql = "SELECT repeat('x', 1000) FROM generate_series(1, 50000)"
    found = lines.rows(listing_from(sql, 50_000, (Column("a", "A"),)))
    assert next(found) == ("x" * 1000,)
    found.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
