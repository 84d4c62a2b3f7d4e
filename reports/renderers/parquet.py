"""A report in Parquet: a listing as it is with typed columns, tables as one long table like the CSV."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from reports.renderers import csv, lines
from reports.tables.report import Report, Value

GROUP = 20_000
"""Lines in a row group: what has to be held in memory at a time."""
LONG = pa.schema(
    [
        *(pa.field(name, pa.int64() if name == "row" else pa.string()) for name in csv.HEADER),
        pa.field("number", pa.float64()),
        pa.field("date", pa.date32()),
    ]
)
"""Beside the value in words, the number or the day that it is."""


def render(report: Report) -> bytes:
    """The whole file."""
    return b"".join(stream(report))


def stream(report: Report) -> Iterator[bytes]:
    """The file in pieces; what the report is stands in the schema's metadata."""
    if report.listing is None:
        schema, blocks = LONG, iter([_long(report)])
    else:
        schema, blocks = lines.schema(report.listing.columns), lines.blocks(report.listing)
    sink = _Sink()
    with pq.ParquetWriter(sink, schema.with_metadata(about(report)), compression="zstd") as writer:
        for group in _groups(blocks, schema):
            writer.write_table(group)
            yield sink.taken()
    yield sink.taken()


def about(report: Report) -> dict[str, str]:
    """What every file says of itself, under keys that begin with 'tocsin.'."""
    facts = {
        "report": report.report,
        "title": report.title,
        "population": report.population,
        "data_lock_point": report.lock_point_text,
        "registry_version": report.registry_version,
        "digest": report.digest,
        "definitions": "\n".join(report.definitions),
    }
    return {f"tocsin.{name}": value for name, value in facts.items()}


class _Sink(io.RawIOBase):
    """A file that hands on what was written into it and forgets it."""

    def __init__(self) -> None:
        self._written = bytearray()
        self._before = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._written += data
        return len(data)

    def tell(self) -> int:
        return self._before + len(self._written)

    def taken(self) -> bytes:
        """What was written since the last time."""
        piece = bytes(self._written)
        self._before += len(piece)
        self._written.clear()
        return piece


def _groups(blocks: Iterator[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """Lines in groups of one size, so that the same lines give the same bytes however they were read."""
    kept = pa.Table.from_batches([], schema=schema)
    for block in blocks:
        kept = pa.concat_tables([kept, pa.Table.from_batches([block], schema=schema)])
        while kept.num_rows >= GROUP:
            yield kept.slice(0, GROUP).combine_chunks()
            kept = kept.slice(GROUP)
    if kept.num_rows:
        yield kept.combine_chunks()


def _long(report: Report) -> pa.RecordBatch:
    cells = [(*line[:-1], _text(line[-1]), _number(line[-1]), _day(line[-1])) for line in csv.long_lines(report)]
    columns = zip(*cells, strict=True)
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, LONG, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=LONG)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None
