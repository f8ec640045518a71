"""`claimlight annotate`: documents in, annotated documents out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
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
@click.option("-o", "--output", metavar="PATH", help="File, or FOLDER/ for one file each; else standard output.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=Options().threshold, show_default=True, help="Less shows more.")
def annotate(paths: tuple[str, ...], source: str | None, target: str | None, output: str | None, threshold: float) -> None:
    """Annotate HTML pages, texts and JSONL files; - or no PATH reads standard input, as text unless --from says otherwise.

    HTML becomes one self-contained page with switches and cards and without scripts; text is coloured for the terminal; JSON is
    the server's request and answer; JSONL holds {"id", "text"} lines and comes out as spans in code points.
    """
    inputs = [(path, source or _format(path)) for path in paths or (STDIN,)]
    folder = Path(output) if output and (output.endswith(os.sep) or Path(output).is_dir()) else None
    if folder is None and len(inputs) > 1 and "html" in {target or name for _, name in inputs}:
        raise click.UsageError("several HTML pages need a folder to go to: --output FOLDER/")
    failed = False
    options = Options(threshold=threshold)
    with ExitStack() as files:
        single = files.enter_context(_create(Path(output))) if output and folder is None else sys.stdout
        for item, name in counted(_items(inputs)):
            if isinstance(item, Bad):
                click.echo(f"claimlight: {item.place}: {item.why}", err=True)
                failed = True
                continue
            write = WRITERS[target or name]
            found = annotate_document(item.document, options)
            if folder is None:
                single.write(write(item, found, _look(single)))
            else:
                with _create(_inside(folder, item.place, target or name)) as out:
                    out.write(write(item, found, Look()))
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


def _open(path: str) -> AbstractContextManager[BinaryIO]:
    if path == STDIN:
        return nullcontext(sys.stdin.buffer)
    return Path(path).open("rb")


def _create(path: Path) -> TextIO:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from None


def _inside(folder: Path, place: str, to: str) -> Path:
    """A name that tells input from output: "page.html" becomes "page.annotated.html", line 3 of a.jsonl "a-3.annotated.…"."""
    file, _, line = Path(place).name.partition(":")
    return folder / f"{Path(file).stem}{f'-{line}' if line else ''}.annotated{ENDINGS[to]}"


def _look(out: TextIO) -> Look:
    """Colour on a terminal only, and not where the reader asked for none (https://no-color.org)."""
    return Look(color=out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")
