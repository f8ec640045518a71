"""`claimlight batch`: a corpus in, five tables of Parquet out."""

from __future__ import annotations

import os
import re
import sys
import threading
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from claimlight_engine import Options
from claimlight_server.cli.progress import Progress
from claimlight_server.cli.require import reason, require
from claimlight_server.cli.terms import chosen_terms, terms_option
from claimlight_server.formats import READERS
from claimlight_server.formats.inputs import InputError
from claimlight_server.formats.record import Columns
from claimlight_server.lexicon.chosen import SHIPPED, has_own

if TYPE_CHECKING:
    from claimlight_server.corpus.job import Crew

FAILED = 1
INTERRUPTED = 130
MIB = 1 << 20


def _columns(fields: tuple[str, ...], pattern: str) -> Columns:
    names = dict(field.partition("=")[::2] for field in fields)
    unknown = set(names) - (set(Columns.__dataclass_fields__) - {"pattern"})
    if unknown or not all(names.values()):
        known = ", ".join(name for name in Columns.__dataclass_fields__ if name != "pattern")
        raise click.UsageError(f"--field takes NAME=COLUMN with a NAME of {known}")
    try:
        re.compile(pattern)
    except re.error as error:
        raise click.UsageError(f"--id-pattern: {error}") from None
    return Columns(**names, pattern=pattern)


def _address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """What Ray takes for an address; an input that stands behind `--ray` is none."""
    if value is not None and not re.fullmatch(r"auto|local|ray://.+|[^/]+:\d+", value):
        raise click.UsageError(f"--ray takes an address (auto, HOST:PORT, ray://HOST:PORT), not {value}: write --ray=local")
    return value


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.argument("out", metavar="OUT")
@click.option("--from", "source", type=click.Choice(list(READERS)), help="Format of the input; else the files' names say it.")
@click.option(
    "--processes", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="cores", help="How many at a time."
)
@click.option(
    "--ray",
    "cluster",
    metavar="[ADDRESS]",
    is_flag=False,
    flag_value="local",
    callback=_address,
    help="On a Ray cluster instead, or local. Stands last, or as --ray=ADDRESS.",
)
@click.option("--threshold", type=click.FloatRange(0, 1), default=Options().threshold, show_default=True, help="Less shows more.")
@terms_option(SHIPPED)
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="When articles without a date count as published; else when the job began.",
)
@click.option("--text/--no-text", default=True, help="Keep the documents' texts in the documents table.")
@click.option("--field", "fields", multiple=True, metavar="NAME=COLUMN", help="Column that holds text, html, id, url, …")
@click.option("--id-pattern", default="", metavar="REGEX", help="Read outlet and published out of ids, by groups of these names.")
@click.option(
    "--part-size", type=click.FloatRange(0.001), metavar="MIB", help="Input that makes up a part; else by what there is."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def batch(  # noqa: PLR0913, PLR0917 - one argument an option
    inputs: tuple[str, ...],
    out: str,
    source: str | None,
    processes: int,
    cluster: str | None,
    threshold: float,
    terms: str,
    day: datetime | None,
    text: bool,
    fields: tuple[str, ...],
    id_pattern: str,
    part_size: float | None,
    quiet: bool,
) -> None:
    """Annotate a corpus: files, folders, patterns or s3:// addresses IN, Parquet tables in the folder OUT.

    OUT gets the tables documents, sentences, attributions, terms and sources, which join on ids (docs/schema.md), and rejects,
    with what could not be annotated and why. Stopped or killed, the same command goes on where it was; what is done stays.

    Exit codes: 0 all parts are written, 1 the job could not go on, 2 wrong usage, 130 interrupted.
    """
    require("ray" if cluster else "corpus", "claimlight batch")
    from claimlight_server.corpus.job import Job, OtherJobError, run  # noqa: PLC0415 - an extra
    from claimlight_server.corpus.lock import LockedError  # noqa: PLC0415
    from claimlight_server.corpus.part import Settings  # noqa: PLC0415
    from claimlight_server.corpus.plan import PlanError  # noqa: PLC0415
    from claimlight_server.corpus.supervisor import StoppedError  # noqa: PLC0415

    chosen = chosen_terms(terms, strict=True)
    given = click.get_current_context().get_parameter_source("terms")
    if given is ParameterSource.DEFAULT and has_own() and not quiet:
        click.echo("claimlight: your own terms are left out; --terms own takes them in", err=True)
    try:
        size = int(part_size * MIB) if part_size else None
        settings = Settings(threshold, text, _columns(fields, id_pattern), day=day.date().isoformat() if day else "")
        job = Job(inputs, out, settings, source, size, chosen.folder)
        with _Watch(quiet) as watch:
            summary = run(job, _crew(cluster, processes, watch), watch)
    except (InputError, PlanError, OtherJobError, LockedError, StoppedError, OSError) as error:
        click.echo(f"claimlight: {reason(error)}", err=True)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        click.echo("claimlight: stopped; the same command goes on from here", err=True)
        sys.exit(INTERRUPTED)
    if not quiet:
        click.echo(_told(summary, watch), err=True)


def _crew(cluster: str | None, processes: int, watch: _Watch) -> Crew:
    if cluster:
        from claimlight_server.corpus.cluster import RayCrew  # noqa: PLC0415 - an extra

        return RayCrew(None if cluster == "local" else cluster)
    from claimlight_server.corpus.local import LocalCrew  # noqa: PLC0415 - an extra

    return LocalCrew(processes, watch.see)


class _Watch:
    """Shows how far the parts that are done and those in work are."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._progress = Progress(0)
        self._sizes: dict[int, int] = {}
        self._done = self._documents = self.words = 0
        self.worked = False  # was there anything left to do?
        self._in_work: dict[int, tuple[int, float, int]] = {}
        self._lock = threading.Lock()  # one thread a worker reports

    def __enter__(self) -> _Watch:
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.__exit__(None, None, None)

    def start(self, sizes: dict[int, int], done: int) -> None:
        """See `job.Watcher`."""
        self._progress = Progress(sum(sizes.values()))
        self._sizes, self._done = sizes, done

    def part(self, mark: dict[str, Any]) -> None:
        """See `job.Watcher`."""
        with self._lock:
            self._in_work.pop(mark["part"], None)
            self.worked = True
            self._done += self._sizes[mark["part"]]
            self._documents += mark["rows"]["documents"] + mark["rows"]["rejects"]
            self.words += mark["words"]
            self._show()

    def see(self, unit: int, number: int, share: float, words: int) -> None:
        """Take note of how far a unit is: documents begun, share of it read, words done."""
        with self._lock:
            self._in_work[unit] = (number, share, words)
            self._show()

    def _show(self) -> None:
        if self._quiet:
            return
        in_work = self._in_work.items()
        self._progress.documents = self._documents + sum(number for _, (number, _, _) in in_work)
        self._progress.words = self.words + sum(words for _, (_, _, words) in in_work)
        self._progress.at(self._done + int(sum(share * self._sizes[unit] for unit, (_, share, _) in in_work)))

    @property
    def rate(self) -> float:
        """Words a second since the start."""
        return self.words / max(self._progress.seconds, 1e-6)


def _told(summary: dict[str, Any], watch: _Watch) -> str:
    rows = summary["rows"]
    if not summary["parts"]:
        return "claimlight: the input is empty"
    rate = f" ({watch.rate:,.0f} words a second)" if watch.worked else " (all of it was there already)"
    found = [_count(rows[table], noun) for table, noun in _FOUND.items()]
    return (
        f"claimlight: {found[0]} with {_count(summary['words'], 'word')} in {_count(summary['parts'], 'part')}{rate}: "
        f"{', '.join(found[1:-1])}; {found[-1]}"
    )


_FOUND = {
    "documents": "document",
    "sentences": "sentence",
    "attributions": "attribution",
    "sources": "source",
    "terms": "contested term",
    "rejects": "reject",
}


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
