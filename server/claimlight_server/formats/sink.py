"""Where annotated documents go: a stream of text, or a table that must be closed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO

from claimlight_engine import Annotations
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_server.formats import HEADERS, WRITERS
from claimlight_server.formats.item import Item, Look
from claimlight_server.formats.parquet import ParquetSink

TABLE = "parquet"  # the format that is no text
LISTS = ("csv", "jsonl", TABLE)  # formats in which no documents make a file as well


class Sink(Protocol):
    """Takes documents in order."""

    def write(self, item: Item, found: Annotations) -> None:
        """Add one document."""

    def close(self) -> None:
        """Finish what must be finished."""


class TextSink:
    """Writes a text format; `name` is one of WRITERS."""

    def __init__(self, stream: TextIO, name: str, lexicon: Lexicon) -> None:
        self._stream, self._name, self._look = stream, name, Look(lexicon, color=_color(stream))
        self._stream.write(HEADERS.get(name, ""))

    def write(self, item: Item, found: Annotations) -> None:
        """Add one document."""
        self._stream.write(WRITERS[self._name](item, found, self._look))

    def close(self) -> None:
        """Close a file; standard output stays open."""
        if self._stream is not sys.stdout:
            self._stream.close()


class _FileSink(ParquetSink):
    """A Parquet file; nothing is there under its name before it is whole."""

    def __init__(self, path: Path, lexicon: Lexicon) -> None:
        regular = path.is_file() or not path.exists()  # a pipe or a device is written to, never replaced
        self._path, self._partial = path, path.with_name(f".{path.name}.partial") if regular else path
        self._file: BinaryIO = self._partial.open("wb")
        super().__init__(self._file, lexicon)

    def close(self) -> None:
        """Finish the table and give it its name."""
        try:
            super().close()
        finally:
            self._file.close()
        if self._partial != self._path:
            self._partial.replace(self._path)


def open_sink(name: str, path: Path | None, lexicon: Lexicon) -> Sink:
    """A sink for a format, to a file or to standard output; terms are looked up in `lexicon`. Raises OSError."""
    if path is None:
        return ParquetSink(sys.stdout.buffer, lexicon) if name == TABLE else TextSink(sys.stdout, name, lexicon)
    path.parent.mkdir(parents=True, exist_ok=True)
    return _FileSink(path, lexicon) if name == TABLE else TextSink(path.open("w", encoding="utf-8", newline=""), name, lexicon)


def _color(out: TextIO) -> bool:
    """Colour on a terminal only, and not where the reader asked for none (https://no-color.org)."""
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
