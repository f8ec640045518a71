"""`claimlight annotate`: documents in, annotated documents out."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import click

from claimlight_engine import Annotations, EngineError, Options
from claimlight_engine import annotate as annotate_document
from claimlight_server.cli.output import Output
from claimlight_server.cli.progress import Progress
from claimlight_server.cli.terms import chosen_terms, terms_option
from claimlight_server.extras import MissingExtraError
from claimlight_server.formats import ENDINGS, READERS, format_of
from claimlight_server.formats.inputs import STDIN, InputError, expand
from claimlight_server.formats.item import Bad, Item
from claimlight_server.lexicon.chosen import OWN

BAD_INPUT = 1
INTERRUPTED = 130


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

    Exit codes: 0 all done, 1 something could not be read, annotated or written (the rest is done, unless --fail-fast), 2 wrong
    usage, 130 interrupted.
    """
    if not paths and sys.stdin.isatty():
        click.echo("claimlight: reading what you type, up to Ctrl+D; --help says what else there is", err=True)
    try:
        inputs = [(path, source or format_of(path) or "text") for path in expand(paths or (STDIN,))]
    except InputError as error:
        raise click.UsageError(str(error)) from None
    lexicon = chosen_terms(terms, strict=terms != OWN).lexicon
    for problem in lexicon.problems:
        click.echo(f"claimlight: your own terms: {problem}", err=True)
    out = Output(inputs, target, output, lexicon)
    tally = _Tally()
    sizes = [_size(path) for path, _ in inputs]
    options = Options(threshold=threshold, lexicon=lexicon)
    try:
        with out, Progress(sum(sizes)) as progress:
            for item, name, done in _items(inputs, sizes):
                _one(item, name, out, options, tally)
                if isinstance(item, Item):
                    progress.add(1, len(item.document.text.split()))
                if not quiet:
                    progress.at(done)
                if tally.bad and fail_fast:
                    break
    except (MissingExtraError, EngineError) as error:
        raise click.ClickException(str(error)) from None
    except BrokenPipeError:
        raise  # whoever reads has seen enough; click ends quietly
    except OSError as error:
        raise click.ClickException(f"{output or 'standard output'}: can't be written: {error.strerror or error}") from None
    except KeyboardInterrupt:
        click.echo("claimlight: stopped; what was done is written", err=True)
        sys.exit(INTERRUPTED)
    if not quiet and (sys.stderr.isatty() or tally.documents + tally.bad > 1):
        click.echo(_summary(tally, progress), err=True)
    sys.exit(BAD_INPUT if tally.bad else 0)


def _one(item: Item | Bad, name: str, out: Output, options: Options, tally: _Tally) -> None:
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


def _summary(tally: _Tally, progress: Progress) -> str:
    rate = progress.words / max(progress.seconds, 1e-6)
    bad = f"; {tally.bad:,} could not be annotated" if tally.bad else ""
    return (
        f"claimlight: {tally.documents:,} documents with {progress.words:,} words in {progress.seconds:.1f} s ({rate:,.0f} a "
        f"second): {tally.claims:,} attributed claims, {tally.unverified:,} unverified assertions, {tally.terms:,} contested "
        f"terms{bad}"
    )
