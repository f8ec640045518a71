"""`claimlight annotate`: documents in, annotated documents out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TextIO

import click

from claimlight_engine import Options
from claimlight_engine import annotate as annotate_document
from claimlight_server.cli.progress import counted
from claimlight_server.formats import ENDINGS, READERS, SUFFIXES, WRITERS
from claimlight_server.formats.item import Bad, Item, Look

BAD_INPUT = 1
STDIN = "-"


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--from", "source", type=click.Choice(list(READERS)), help="Format of the input; else the file's name says it.")
@click.option("--to", "target", type=click.Choice(list(WRITERS)), help="Format of the output; else that of the input.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File, or folder for one file each.")
@click.option(
    "--threshold", type=click.FloatRange(0, 1), default=Options().threshold, show_default=True, help="Lower shows more."
)
def annotate(paths: tuple[str, ...], source: str | None, target: str | None, output: Path | None, threshold: float) -> None:
    """Annotate HTML pages, texts and JSONL files; - or no PATH reads standard input, as text unless --from says otherwise.

    HTML becomes one self-contained page with switches and cards and without scripts; text is coloured for the terminal; JSON is
    the server's request and answer; JSONL holds {"id", "text"} lines and comes out as spans in code points.
    """
    inputs = [(path, source or _format(path)) for path in paths or (STDIN,)]
    formats = {target or name for _, name in inputs}
    folder = output is not None and (output.is_dir() or str(output).endswith(os.sep))
    if "html" in formats and len(inputs) > 1 and not folder:
        raise click.UsageError("several HTML pages need a folder to go to: --output FOLDER/")
    failed = False
    options = Options(threshold=threshold)
    with ExitStack() as files:
        single = None if folder or output is None else files.enter_context(_create(output))
        for item, name in counted(_items(inputs)):
            if isinstance(item, Bad):
                click.echo(f"claimlight: {item.place}: {item.why}", err=True)
                failed = True
                continue
            to = target or name
            sink = _create(_inside(output, item.place, to)) if folder and output is not None else None
            out = sink or single or sys.stdout
            out.write(WRITERS[to](item, annotate_document(item.document, options), _look(out)))
            if sink:
                sink.close()
    sys.exit(BAD_INPUT if failed else 0)


def _format(path: str) -> str:
    return "text" if path == STDIN else SUFFIXES.get(Path(path).suffix.lower(), "text")


def _items(inputs: list[tuple[str, str]]) -> Iterator[tuple[Item | Bad, str]]:
    for path, name in inputs:
        try:
            with _open(path) as stream:
                for item in READERS[name](stream, "standard input" if path == STDIN else path):
                    yield item, name
        except OSError as error:
            yield Bad(path, error.strerror or str(error)), name


def _open(path: str) -> BinaryIO:
    # Closing a duplicate leaves the process's own standard input open.
    return os.fdopen(os.dup(sys.stdin.fileno()), "rb") if path == STDIN else Path(path).open("rb")


def _create(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from None


def _inside(folder: Path, place: str, to: str) -> Path:
    return folder / (Path(place).stem + ENDINGS[to])


def _look(out: TextIO) -> Look:
    """Colour on a terminal only, and not where the reader asked for none (https://no-color.org)."""
    return Look(color=out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")
