"""The input cut into units of work. The same input gives the same units, whoever does them and however many there are at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimlight_server.corpus.store import Input, open_input
from claimlight_server.formats import format_of

# A unit is what is lost at most when everything is killed, and what one process does while others do the rest: small enough for
# many of them, large enough for few files.
SMALLEST, LARGEST = 64 << 10, 64 << 20  # bytes of input
WANTED = 64  # units, where the input is neither small nor large
FILES = 500  # files of one document each that make up a unit at most
END = -1  # as `Unit.end`: up to the end of a file that can't be cut


class PlanError(Exception):
    """The input can't be planned; the message says what and why."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What becomes one part. `start` and `end` are bytes of the one path, or row groups of Parquet; files are taken whole.

    `size` is in bytes, for progress.
    """

    number: int
    format: str
    paths: tuple[str, ...]
    start: int
    end: int
    size: int


def plan(inputs: list[Input], format_: str | None, part_size: int | None) -> list[Unit]:
    """Cut inputs into units of about `part_size` bytes, or of a size that suits the whole. Raises PlanError, OSError."""
    size = part_size or min(max(sum(each.size for each in inputs) // WANTED, SMALLEST), LARGEST)
    cuts = _cuts(inputs, format_, size)
    return [Unit(number, *cut) for number, cut in enumerate(cuts)]


_Cut = tuple[str, tuple[str, ...], int, int, int]


def _cuts(inputs: list[Input], format_: str | None, size: int) -> Iterator[_Cut]:
    files: list[Input] = []
    kind = ""
    for each in inputs:
        name = format_ or format_of(each.path) or ""
        if not name:
            raise PlanError(f"{each.path}: the name tells no format: say it by --from")
        split = name in {"jsonl", "warc", "parquet"}
        if files and (split or name != kind or len(files) == FILES or sum(file.size for file in files) >= size):
            yield _whole(kind, files)
            files = []
        if split:
            yield from _split(name, each, size)
        else:
            kind = name
            files.append(each)
    if files:
        yield _whole(kind, files)


def _whole(name: str, files: list[Input]) -> _Cut:
    return name, tuple(file.path for file in files), 0, END, sum(file.size for file in files)


def _split(name: str, file: Input, size: int) -> Iterator[_Cut]:
    if name == "parquet":
        yield from _row_groups(file, size)
    elif name == "jsonl" and file.path.endswith(".gz"):
        yield _whole(name, [file])
    elif name == "jsonl":
        yield from _lines(file, size)
    else:  # a WARC reader finds the first record behind any byte by itself
        for start in range(0, file.size, size):
            end = min(start + size, file.size)
            yield name, (file.path,), start, end, end - start


def _lines(file: Input, size: int) -> Iterator[_Cut]:
    with open_input(file.path) as stream:
        start = 0
        while start < file.size:
            end = min(start + size, file.size)
            if end < file.size:
                stream.seek(end)
                stream.readline()
                end = stream.tell()
            yield "jsonl", (file.path,), start, end, end - start
            start = end


def _row_groups(file: Input, size: int) -> Iterator[_Cut]:
    import pyarrow as pa  # noqa: PLC0415 - slow to load, and most inputs are no Parquet
    import pyarrow.parquet as pq  # noqa: PLC0415

    with open_input(file.path) as stream:
        try:
            metadata = pq.ParquetFile(stream).metadata
        except pa.ArrowInvalid as error:
            raise PlanError(f"{file.path}: is not Parquet: {error}") from None
        start = held = 0
        for group in range(metadata.num_row_groups):
            held += metadata.row_group(group).total_byte_size
            if held >= size or group == metadata.num_row_groups - 1:
                yield "parquet", (file.path,), start, group + 1, held
                start, held = group + 1, 0
