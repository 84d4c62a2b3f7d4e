"""Rows of a query as CSV straight from the database, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection

from cases.database.context import counting_all
from reports.sources.registry import snapshot

TOGETHER = 1000
"""Lines in a piece: the database sends each alone."""


@contextmanager
def copied(sql: str, parameters: Mapping[str, Any] | None = None) -> Iterator[Iterable[bytes]]:
    """The rows of a SELECT as pieces of CSV, as `Listing.open` gives them; read them within the block.

    Read all of them: to see the first few, let the query have a LIMIT. A column of yes and no comes as t and f: name
    its words in the query.
    """
    command = f"COPY ({sql}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')"
    with snapshot(), counting_all(), connection.cursor() as cursor, cursor.copy(command, parameters) as copy:
        yield iter(lambda: b"".join(bytes(line) for line in islice(copy, TOGETHER)), b"")
