"""One part: a file in every table, all of them there or none."""

from __future__ import annotations

import json
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from claimlight_server.corpus.rows import Row
from claimlight_server.corpus.schema import TABLES, stamped
from claimlight_server.corpus.store import Store

DOCUMENTS = 200  # that are held in memory before they are written as a row group
DONE = "done"  # the folder of marks that say which parts are complete


def part_name(number: int) -> str:
    """A part's file name in every table, without its ending."""
    return f"part-{number:07d}"


def mark_of(store: Store, number: int) -> dict[str, Any] | None:
    """What the mark of a part says; None where the part is not complete."""
    data = store.read(f"{DONE}/{part_name(number)}.json")
    return None if data is None else dict(json.loads(data))


class PartWriter:
    """Collects rows in a scratch folder; `commit` moves the files into the store and then marks the part as done.

    Killed in between, the part counts as not done, and is written again under the same names.
    """

    def __init__(self, folder: Path, engine: dict[str, str]) -> None:
        self._folder = folder
        self._schemas = {name: stamped(name, engine) for name in TABLES}
        self._writers = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in self._schemas.items()
        }
        self._rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self._held = 0
        self.counts = dict.fromkeys(TABLES, 0)

    def __enter__(self) -> Self:
        return self

    def add(self, rows: dict[str, list[Row]]) -> None:
        """Add the rows of one document, or a reject."""
        for name, more in rows.items():
            self._rows[name] += more
            self.counts[name] += len(more)
        self._held += 1
        if self._held >= DOCUMENTS:
            self._flush()

    def commit(self, store: Store, number: int, words: int) -> dict[str, Any]:
        """Finish the files and put them in place; give what the mark says."""
        self._flush()
        self._close()
        name = part_name(number)
        for table in TABLES:
            store.put(self._folder / f"{table}.parquet", f"{table}/{name}.parquet")
        done = {"part": number, "words": words, "rows": self.counts}
        mark = self._folder / "done.json"
        mark.write_text(json.dumps(done) + "\n", encoding="utf-8")
        store.put(mark, f"{DONE}/{name}.json")
        return done

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def _flush(self) -> None:
        for name, rows in self._rows.items():
            if rows:
                self._writers[name].write_table(pa.Table.from_pylist(rows, schema=self._schemas[name]))
                rows.clear()
        self._held = 0

    def _close(self) -> None:
        for writer in self._writers.values():
            writer.close()
