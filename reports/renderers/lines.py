"""The lines of a listing as blocks of typed columns, a few thousand at a time, however many there are."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from threading import Lock

import pyarrow as pa
from django.utils.translation import gettext as _
from pyarrow import csv

from reports.sources.errors import ReportError
from reports.tables.report import DAY, REAL, WHOLE, WORDS, Column, Listing, ReportTable, Value

BLOCK = 4 << 20
"""Bytes read at a time; a line must be shorter."""
TYPES = {WORDS: pa.string(), WHOLE: pa.int64(), REAL: pa.float64(), DAY: pa.date32()}


class _Pieces(io.RawIOBase):
    """Pieces of bytes as a file to read from; the reader reads ahead, in a thread of its own."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")
        self._lock = Lock()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """As much as there is room for, so that blocks do not depend on how the pieces were cut."""
        filled = 0
        with self._lock:
            while filled < len(buffer):
                if not self._rest:
                    piece = next(self._pieces, None)
                    if piece is None:
                        break
                    self._rest = memoryview(piece)
                taken = self._rest[: len(buffer) - filled]
                buffer[filled : filled + len(taken)] = taken
                self._rest = self._rest[len(taken) :]
                filled += len(taken)
        return filled

    def stop(self) -> None:
        """Let the reader take no more, so that where the pieces come from can be closed."""
        with self._lock:
            self._pieces, self._rest = iter(()), memoryview(b"")


def schema(columns: Iterable[Column]) -> pa.Schema:
    """The columns with their types; label and unit stand in the metadata of each."""
    return pa.schema(
        pa.field(column.name, TYPES[column.type], metadata={"label": column.label, "unit": column.unit})
        for column in columns
    )


def blocks(listing: Listing, first: int | None = None) -> Iterator[pa.RecordBatch]:
    """The first so many lines or all, in order. ReportError at the end when they are not as many as were counted."""
    count = listing.count if first is None else min(first, listing.count)
    expected, found = schema(listing.columns), 0
    if count:
        with listing.open(first) as pieces, _reader(pieces, expected) as reader:
            for block in reader:
                found += block.num_rows
                yield block.cast(expected)
    if found != count:
        raise ReportError(
            _("The lines changed while they were written: %(count)d were counted, %(found)d came. Try again.")
            % {"count": count, "found": found}
        )


@contextmanager
def _reader(pieces: Iterable[bytes], expected: pa.Schema) -> Iterator[Iterable[pa.RecordBatch]]:
    source = iter(pieces)
    start = next((piece for piece in source if piece), None)
    if start is None:
        yield ()
        return
    file = _Pieces(chain([start], source))
    try:
        with csv.open_csv(
            file,
            read_options=csv.ReadOptions(column_names=expected.names, block_size=BLOCK),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=dict(zip(expected.names, expected.types, strict=True)),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        ) as reader:
            yield reader
    finally:
        file.stop()


def rows(listing: Listing, first: int | None = None) -> Iterator[tuple[Value, ...]]:
    """The lines as values, for those forms that hold few."""
    for block in blocks(listing, first):
        yield from zip(*(column.to_pylist() for column in block.columns), strict=True)


def table(listing: Listing) -> ReportTable:
    """The listing in memory: only where a limit keeps it small."""
    return ReportTable(listing.name, listing.label, listing.columns, tuple(rows(listing)))
