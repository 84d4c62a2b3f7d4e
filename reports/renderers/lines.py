"""The lines of a listing as blocks of typed columns, a few thousand at a time, however many there are."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import chain

import pyarrow as pa
from django.utils.translation import gettext as _
from pyarrow import csv

from reports.sources.errors import ReportError
from reports.tables.report import DAY, REAL, WHOLE, WORDS, Column, Listing, ReportTable, Value

BLOCK = 4 << 20
"""Bytes read at a time; a line must be shorter."""
TYPES = {WORDS: pa.string(), WHOLE: pa.int64(), REAL: pa.float64(), DAY: pa.date32()}


class _Pieces(io.RawIOBase):
    """Pieces of bytes as a file to read from."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """As much as there is room for, so that blocks do not depend on how the pieces were cut."""
        filled = 0
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


def schema(columns: Iterable[Column]) -> pa.Schema:
    """The columns with their types; label and unit stand in the metadata of each."""
    return pa.schema(
        pa.field(column.name, TYPES[column.type], metadata={"label": column.label, "unit": column.unit})
        for column in columns
    )


def blocks(listing: Listing) -> Iterator[pa.RecordBatch]:
    """All lines, in order. ReportError at the end when they are not as many as were counted."""
    expected, found = schema(listing.columns), 0
    with listing.open() as pieces:
        start = next((piece for piece in pieces if piece), None) if listing.count else None
        if start is not None:
            with _reader(chain([start], pieces), expected) as reader:
                for block in reader:
                    found += block.num_rows
                    yield block.cast(expected)
    if found != listing.count:
        raise ReportError(
            _("The lines changed while they were written: %(count)d were counted, %(found)d came. Try again.")
            % {"count": listing.count, "found": found}
        )


def _reader(pieces: Iterable[bytes], expected: pa.Schema) -> csv.CSVStreamingReader:
    return csv.open_csv(
        io.BufferedReader(_Pieces(pieces), BLOCK),
        read_options=csv.ReadOptions(column_names=expected.names, block_size=BLOCK),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=dict(zip(expected.names, expected.types, strict=True)),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )


def rows(listing: Listing) -> Iterator[tuple[Value, ...]]:
    """All lines as values, for those forms that hold few."""
    for block in blocks(listing):
        yield from zip(*(column.to_pylist() for column in block.columns), strict=True)


def table(listing: Listing) -> ReportTable:
    """The listing in memory: only where a limit keeps it small."""
    return ReportTable(listing.name, listing.label, listing.columns, tuple(rows(listing)))
