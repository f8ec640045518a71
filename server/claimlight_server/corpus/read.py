"""The documents of a unit, one after the other, each with the share of the unit that is read by then."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from claimlight_server.corpus.plan import END, Unit
from claimlight_server.corpus.store import open_input
from claimlight_server.formats import READERS
from claimlight_server.formats.item import Bad, Item
from claimlight_server.formats.jsonl import parse_line
from claimlight_server.formats.parquet import read_rows
from claimlight_server.formats.record import Columns
from claimlight_server.formats.warc import DamagedError, read_from

Step = tuple[float, Item | Bad]  # how much of the unit is read, 0 to 1, and what came out
_MAGIC = b"\x1f\x8b\x08"
_CHUNK, _ENOUGH = 1 << 20, 4096  # bytes searched at a time, and bytes that are sure to show what a member begins with


def read_unit(unit: Unit, columns: Columns) -> Iterator[Step]:
    """Read a unit. What can't be read comes out as Bad; nothing is raised because of the input."""
    try:
        if unit.format == "jsonl":
            yield from _lines(unit, columns)
        elif unit.format == "warc":
            yield from _records(unit)
        elif unit.format == "parquet":
            yield from _rows(unit, columns)
        else:
            yield from _files(unit)
    except (OSError, EOFError, zlib.error) as error:  # gone, not allowed, or damaged
        yield 1.0, Bad(unit.paths[0], f"can't be read any further: {error}")


def _lines(unit: Unit, columns: Columns) -> Iterator[Step]:
    path = unit.paths[0]
    with open_input(path) as stream:
        lines = cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if path.endswith(".gz") else stream
        at = unit.start
        lines.seek(at)
        while (unit.end == END or at < unit.end) and (line := lines.readline()):
            if line.strip():
                done = stream.tell() - unit.start
                yield done / max(unit.size, 1), parse_line(line, f"{path}#{at}", columns)
            at += len(line)


def _rows(unit: Unit, columns: Columns) -> Iterator[Step]:
    import pyarrow as pa  # noqa: PLC0415 - slow to load, and most inputs are no Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    groups = range(unit.start, unit.end)
    with open_input(unit.paths[0]) as stream:
        try:
            file = pq.ParquetFile(stream)
            total = sum(file.metadata.row_group(group).num_rows for group in groups)
            for done, item in read_rows(file, groups, unit.paths[0], columns):
                yield done / total, item
        except pa.ArrowInvalid as error:
            yield 1.0, Bad(unit.paths[0], f"can't be read any further: {error}")


def _files(unit: Unit) -> Iterator[Step]:
    for number, path in enumerate(unit.paths, 1):
        try:
            with open_input(path) as stream:
                for item in READERS[unit.format](stream, path):
                    yield number / len(unit.paths), item
        except OSError as error:
            yield number / len(unit.paths), Bad(path, error.strerror or str(error))


def _records(unit: Unit) -> Iterator[Step]:
    """Records that start within the unit. Behind a damaged one, go on with the next that can be found."""
    path = unit.paths[0]
    with open_input(path) as stream:
        at = _next_record(stream, unit.start)
        while at is not None and at < unit.end:
            stream.seek(at)
            try:
                for offset, item in read_from(stream, path):
                    if offset >= unit.end:
                        return
                    yield (offset - unit.start) / unit.size, item
                return
            except DamagedError as error:
                if error.at < unit.end:
                    yield (error.at - unit.start) / unit.size, error.bad
                at = _next_record(stream, error.at + 1)


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """The offset of the first record at or behind a byte; None where there is none."""
    stream.seek(0)
    compressed = stream.read(2) == _MAGIC[:2]
    return _next_member(stream, start) if compressed else _next_plain(stream, start)


def _next_member(stream: BinaryIO, start: int) -> int | None:
    """Each record of a compressed WARC is a gzip member of its own; its magic number may also occur by chance."""
    at = start
    while True:
        stream.seek(at)
        data = stream.read(_CHUNK + _ENOUGH)
        found = data.find(_MAGIC)
        while 0 <= found < _CHUNK:
            if _begins_record(data[found : found + _ENOUGH]):
                return at + found
            found = data.find(_MAGIC, found + 1)
        if len(data) < _CHUNK + _ENOUGH:
            return None
        at += _CHUNK


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _next_plain(stream: BinaryIO, start: int) -> int | None:
    """Step from record to record by their lengths: a payload may hold anything, even what looks like a record."""
    at = 0
    stream.seek(0)
    while at < start:
        length = None
        while (line := stream.readline()).strip():
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length" and value.strip().isdigit():
                length = int(value)
        if length is None:
            return None
        at = stream.seek(length + 4, io.SEEK_CUR)
    return at
