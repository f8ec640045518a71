"""Where `claimlight annotate` writes to: standard output, one file, or a file a document in a folder."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import click

from claimlight_engine import Annotations
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_server.formats import DEFAULT_TARGETS, ENDINGS
from claimlight_server.formats.inputs import OURS
from claimlight_server.formats.item import Item
from claimlight_server.formats.sink import LISTS, TABLE, Sink, open_sink


class Output:
    """Takes documents in order. As a context it finishes the file, whatever has happened; OSError where it can't."""

    def __init__(self, inputs: list[tuple[str, str]], target: str | None, output: str | None, lexicon: Lexicon) -> None:
        """`inputs` are paths and their formats, `target` and `output` what the user asked for. Raises click.UsageError."""
        self._target, self._lexicon = target, lexicon
        self._folder = Path(output) if output and (output.endswith(os.sep) or Path(output).is_dir()) else None
        formats = {self._format(name) for _, name in inputs}
        if self._folder is None and len(inputs) > 1 and "html" in formats:
            raise click.UsageError("several HTML pages need a folder to go to: --output FOLDER/")
        if self._folder is None and len(formats) > 1:
            raise click.UsageError(f"the inputs would come out as {' and '.join(sorted(formats))}: choose one by --to")
        if formats == {TABLE} and not output and sys.stdout.isatty():
            raise click.UsageError("Parquet is no text: --output FILE.parquet")
        self._path = Path(output) if output and self._folder is None else None
        if self._path and self._path.is_file() and any(_same(path, self._path) for path, _ in inputs):
            raise click.UsageError(f"{output} is an input, and would be overwritten: name another file by --output")
        self._one = next(iter(formats)) if self._folder is None else ""  # the format of the one file
        self._sink: Sink | None = None

    def _format(self, name: str) -> str:
        return self._target or DEFAULT_TARGETS.get(name, name)

    def write(self, item: Item, found: Annotations, name: str) -> None:
        """Write one document, read as format `name`. Raises OSError."""
        if self._folder is None:
            self._sink = self._sink or _open(self._one, self._path, self._lexicon)
            self._sink.write(item, found)
            return
        target = self._format(name)
        sink = _open(target, _inside(self._folder, item.place, target), self._lexicon)
        sink.write(item, found)
        sink.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._sink is None and kind is None and self._one in LISTS:
            self._sink = _open(self._one, self._path, self._lexicon)  # a list of nothing is a list
        if self._sink is not None:
            try:
                self._sink.close()
            except OSError:
                if kind is None:
                    raise


def _same(path: str, other: Path) -> bool:
    return Path(path).is_file() and other.samefile(path)


def _open(target: str, path: Path | None, lexicon: Lexicon) -> Sink:
    try:
        return open_sink(target, path, lexicon)
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from None


def _inside(folder: Path, place: str, to: str) -> Path:
    """A name that tells input from output: "page.html" becomes "page.annotated.html", line 3 of a.jsonl "a-3.annotated.…"."""
    file, line = re.fullmatch(r"(.*?)(?:[:#](\d+))?", Path(place).name).groups()  # type: ignore[union-attr]  # always matches
    return folder / f"{Path(file).stem}{f'-{line}' if line else ''}{OURS}{ENDINGS[to]}"
