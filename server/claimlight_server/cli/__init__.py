"""The `claimlight` command: one file a subcommand, listed in one table."""

from __future__ import annotations

import click

import claimlight_engine
from claimlight_server.cli.annotate import annotate
from claimlight_server.cli.batch import batch
from claimlight_server.cli.data import data
from claimlight_server.cli.lexicon import lexicon
from claimlight_server.cli.pair import pair
from claimlight_server.cli.report import report
from claimlight_server.cli.serve import serve

COMMANDS: tuple[click.Command, ...] = (serve, annotate, batch, report, lexicon, pair, data)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(claimlight_engine.__version__, prog_name="claimlight")
def main() -> None:
    """Show who says so: attributed claims, unverified assertions and contested terms in news text.

    Exit codes: 0 done, 1 an input could not be read or is not what it should be, 2 wrong usage, 3 the server can't start.
    """


for command in COMMANDS:
    main.add_command(command)
