"""Parquet in, one row a document; the flat table of annotations out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from claimlight_engine import Annotations
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_server.extras import need
from claimlight_server.formats.flat import FIELDS, flat_rows
from claimlight_server.formats.item import Bad, Item
from claimlight_server.formats.record import Columns, item_of
from claimlight_server.wire.problem import Problem

ROWS = 64  # documents that are in memory at a time
_ARROW = {str: "string", int: "int64", float: "float32", date: "date32"}


def read(stream: BinaryIO, place: str) -> Iterator[Item | Bad]:
    """Read the columns that `Columns` names; others are not even loaded."""
    need("corpus", "reading Parquet")
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    try:
        file = pq.ParquetFile(stream)
    except (ValueError, OSError) as error:  # pyarrow's own errors are among these
        yield Bad(place, f"is not Parquet: {error}")
        return
    for _, item in read_rows(file, range(file.num_row_groups), place, Columns()):
        yield item


def read_rows(file: Any, groups: range, place: str, columns: Columns) -> Iterator[tuple[int, Item | Bad]]:
    """Read some row groups of a `pyarrow.parquet.ParquetFile`; each document comes with the count of rows read so far."""
    number = sum(file.metadata.row_group(group).num_rows for group in range(groups.start))
    wanted = {getattr(columns, name) for name in ("text", "html", "id", "url", "title", "lang", "published", "outlet")}
    names = [name for name in file.schema_arrow.names if name in wanted]
    done = 0
    for batch in file.iter_batches(batch_size=ROWS, row_groups=list(groups), columns=names):
        for row in batch.to_pylist():
            where = f"{place}#{number}"
            number, done = number + 1, done + 1
            try:
                yield done, item_of(row, where, columns)
            except Problem as problem:
                yield done, Bad(where, str(problem))


class ParquetSink:
    """Writes the flat table, a row group for some thousand annotations."""

    def __init__(self, stream: BinaryIO, lexicon: Lexicon) -> None:
        need("corpus", "writing Parquet")
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

        self._schema = pa.schema([(name, pa.type_for_alias(_ARROW[kind])) for name, kind in FIELDS.items()])
        self._writer = pq.ParquetWriter(stream, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._lexicon = lexicon

    def write(self, item: Item, found: Annotations) -> None:
        """Add the annotations of one document."""
        self._rows += flat_rows(item, found, self._lexicon)
        if len(self._rows) >= 10_000:
            self._flush()

    def close(self) -> None:
        """Write what is left, and the footer without which the file can't be read."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []
