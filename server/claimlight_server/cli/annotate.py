"""`claimlight annotate`: documents in, annotated documents out."""

from __future__ import annotations

import gzip
import os
import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import click

from claimlight_engine import Annotations, EngineError, Options
from claimlight_engine import annotate as annotate_document
from claimlight_engine.terms.lexicon import Lexicon
from claimlight_server.cli.progress import Progress
from claimlight_server.cli.terms import chosen_terms, terms_option
from claimlight_server.extras import MissingExtraError
from claimlight_server.formats import DEFAULT_TARGETS, ENDINGS, READERS, format_of
from claimlight_server.formats.inputs import STDIN, InputError, expand
from claimlight_server.formats.item import Bad, Item
from claimlight_server.formats.sink import TABLE, Sink, open_sink
from claimlight_server.lexicon.chosen import OWN

BAD_INPUT = 1


@dataclass(slots=True)
class _Tally:
    """What the summary at the end tells."""

    documents: int = 0
    bad: int = 0
    claims: int = 0
    unverified: int = 0
    terms: int = 0

    def add(self, found: Annotations) -> None:
        self.documents += 1
        self.claims += len(found.attributions)
        self.unverified += sum(sentence.shown for sentence in found.sentences) + len(found.echoes)
        self.terms += len(found.terms)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--from", "source", type=click.Choice(list(READERS)), help="Format of the input; else the file's name says it.")
@click.option("--to", "target", type=click.Choice(list(ENDINGS)), help="Format of the output; else that of the input.")
@click.option("-o", "--output", metavar="PATH", help="File, or FOLDER/ for one file each; else standard output.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=Options().threshold, show_default=True, help="Less shows more.")
@terms_option(OWN)
@click.option("--fail-fast", is_flag=True, help="Stop at the first document that can't be read.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def annotate(  # noqa: PLR0913, PLR0917 - one argument an option
    paths: tuple[str, ...],
    source: str | None,
    target: str | None,
    output: str | None,
    threshold: float,
    terms: str,
    fail_fast: bool,
    quiet: bool,
) -> None:
    """Annotate HTML, text, Markdown, JSON, JSONL, WARC and Parquet; - or no PATH reads standard input.

    PATH is a file, a file: address, a pattern, or a folder for all such files in it. HTML becomes one self-contained page with
    switches and cards and without scripts; text is coloured for the terminal; JSON is the server's request and answer; JSONL
    holds {"id", "text"} lines and comes out as spans in code points; CSV and Parquet are one row an annotation; JSON-LD is W3C
    Web Annotation. Of a page of HTML only the article counts, if the extra claimlight[corpus] is installed.

    Exit codes: 0 all done, 1 something could not be read or annotated (the rest is done, unless --fail-fast), 2 wrong usage.
    """
    try:
        inputs = [(path, source or format_of(path) or "text") for path in expand(paths or (STDIN,))]
    except InputError as error:
        raise click.UsageError(str(error)) from None
    lexicon = chosen_terms(terms, strict=terms != OWN).lexicon
    for problem in lexicon.problems:
        click.echo(f"claimlight: your own terms: {problem}", err=True)
    out = _Output(inputs, target, output, lexicon)
    tally = _Tally()
    sizes = [_size(path) for path, _ in inputs]
    options = Options(threshold=threshold, lexicon=lexicon)
    try:
        with Progress(sum(sizes)) as progress:
            for item, name, done in _items(inputs, sizes):
                _one(item, name, out, options, tally)
                if isinstance(item, Item):
                    progress.add(1, len(item.document.text.split()))
                if not quiet:
                    progress.at(done)
                if tally.bad and fail_fast:
                    break
        out.close()
    except (MissingExtraError, EngineError) as error:
        raise click.ClickException(str(error)) from None
    if not quiet and (sys.stderr.isatty() or tally.documents + tally.bad > 1):
        click.echo(_summary(tally, progress), err=True)
    sys.exit(BAD_INPUT if tally.bad else 0)


def _one(item: Item | Bad, name: str, out: _Output, options: Options, tally: _Tally) -> None:
    if isinstance(item, Bad):
        _complain(item, tally)
        return
    try:
        found = annotate_document(item.document, options)
    except EngineError:
        raise
    except Exception as error:  # a bug must cost one document, not those after it
        _complain(Bad(item.place, f"could not be annotated: {type(error).__name__}: {error}"), tally)
        return
    tally.add(found)
    out.write(item, found, name)


def _complain(bad: Bad, tally: _Tally) -> None:
    tally.bad += 1
    click.echo(f"claimlight: {bad.place}: {bad.why}", err=True)


class _Output:
    """Standard output, one file, or one file a document in a folder."""

    def __init__(self, inputs: list[tuple[str, str]], target: str | None, output: str | None, lexicon: Lexicon) -> None:
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
        self._sink: Sink | None = None

    def _format(self, name: str) -> str:
        return self._target or DEFAULT_TARGETS.get(name, name)

    def write(self, item: Item, found: Annotations, name: str) -> None:
        """Write one document, read as format `name`."""
        target = self._format(name)
        if self._folder is not None:
            sink = _open(target, _inside(self._folder, item.place, target), self._lexicon)
            sink.write(item, found)
            sink.close()
            return
        if self._sink is None:
            self._sink = _open(target, self._path, self._lexicon)
        self._sink.write(item, found)

    def close(self) -> None:
        if self._sink is not None:
            self._sink.close()


def _open(target: str, path: Path | None, lexicon: Lexicon) -> Sink:
    try:
        return open_sink(target, path, lexicon)
    except OSError as error:
        raise click.FileError(str(path), error.strerror) from None


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size if path != STDIN else 0
    except OSError:
        return 0


def _items(inputs: list[tuple[str, str]], sizes: list[int]) -> Iterator[tuple[Item | Bad, str, int]]:
    """Every document with its format and the bytes of input that are read by then."""
    before = 0
    for (path, name), size in zip(inputs, sizes, strict=True):
        try:
            with _stream(path, name) as stream:
                for item in READERS[name](stream, "standard input" if path == STDIN else path):
                    yield item, name, before + (min(stream.tell(), size) if size and not stream.closed else 0)
        except (OSError, EOFError) as error:  # EOFError: compressed, and cut off
            yield Bad(path, getattr(error, "strerror", None) or str(error)), name, before
        before += size


def _stream(path: str, name: str) -> AbstractContextManager[BinaryIO]:
    if path == STDIN:
        return nullcontext(sys.stdin.buffer)
    if name == "jsonl" and path.endswith(".gz"):
        return cast(BinaryIO, gzip.open(path))
    return Path(path).open("rb")


def _inside(folder: Path, place: str, to: str) -> Path:
    """A name that tells input from output: "page.html" becomes "page.annotated.html", line 3 of a.jsonl "a-3.annotated.…"."""
    file, line = re.fullmatch(r"(.*?)(?:[:#](\d+))?", Path(place).name).groups()  # type: ignore[union-attr]  # always matches
    return folder / f"{Path(file).stem}{f'-{line}' if line else ''}.annotated{ENDINGS[to]}"


def _summary(tally: _Tally, progress: Progress) -> str:
    rate = progress.words / max(progress.seconds, 1e-6)
    bad = f"; {tally.bad:,} could not be annotated" if tally.bad else ""
    return (
        f"claimlight: {tally.documents:,} documents with {progress.words:,} words in {progress.seconds:.1f} s ({rate:,.0f} a "
        f"second): {tally.claims:,} attributed claims, {tally.unverified:,} unverified assertions, {tally.terms:,} contested "
        f"terms{bad}"
    )
