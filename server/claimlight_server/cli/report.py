"""`claimlight report`: what a corpus shows, as a page and as CSV."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from claimlight_server.cli.require import reason, require

FAILED = 1


@click.command()
@click.argument("out", metavar="OUT")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("report.html"), show_default=True, help="The page.")
@click.option("--title", default="Who says so", show_default=True, help="Heading of the page.")
def report(out: str, output: Path, title: str) -> None:
    """Report on a corpus: OUT is the folder that claimlight batch has written, finished or not.

    Writes one HTML page that needs no network, and beside it a folder with the tables as CSV: report.html and report-tables/.

    Exit codes: 0 written, 1 there is nothing to report on or it can't be read, 2 wrong usage.
    """
    require("report", "claimlight report")
    output = output / "report.html" if output.is_dir() else output
    from claimlight_server.corpus.schema import SchemaError  # noqa: PLC0415 - an extra
    from claimlight_server.report.page import build_page  # noqa: PLC0415
    from claimlight_server.report.query import QUERIES, NoCorpusError, corpus, write_csv  # noqa: PLC0415

    try:
        tables = output.with_name(f"{output.stem}-tables")
        with corpus(out) as connection:
            tables.mkdir(parents=True, exist_ok=True)
            for name in QUERIES:
                write_csv(connection, name, tables / f"{name}.csv")
            output.write_text(build_page(connection, title), encoding="utf-8")
    except (NoCorpusError, SchemaError, OSError) as error:
        click.echo(f"claimlight: {reason(error)}", err=True)
        sys.exit(FAILED)
    click.echo(f"claimlight: wrote {output} and {tables}/", err=True)
