"""Listings made by hand, in the CSV that PostgreSQL's COPY writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reports.tables.report import Column, Listing, Value


def listing_of(columns: tuple[Column, ...], rows: Sequence[Sequence[Value]], **changes: Any) -> Listing:
    """A listing of these rows, cut into pieces within lines and letters."""

    @contextmanager
    def opened(first: int | None) -> Iterator[Iterable[bytes]]:
        content = "".join(f"{','.join(map(copied, row))}\n" for row in rows[:first]).encode()
        yield (content[at : at + 7] for at in range(0, len(content), 7))

    return Listing(
        **{"name": "cases", "label": "Cases", "columns": columns, "count": len(rows), "open": opened, **changes}
    )


def copied(value: Value) -> str:
    """One value as COPY writes it: nothing for NULL, quotes where a text needs them."""
    if value is None:
        return ""
    text = str(value)
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if text == "" or any(letter in text for letter in ',"\r\n') else text
