"""`claimlight data`: everything that is kept for the reader, to take away or to erase."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from claimlight_server.store.database import UnusableError, open_database
from claimlight_server.store.own import Kind, Own
from claimlight_server.store.place import Place, readers_place
from claimlight_server.trust.state import open_state

FAILED = 1


@click.command()
@click.option("--export", "exporting", is_flag=True, help="Write everything that is kept, as JSON, to standard output.")
@click.option("--erase", is_flag=True, help="Erase everything that is kept, copies too. Pairings stay: see claimlight pair.")
@click.option(
    "--history", type=click.Choice(["on", "off"]), help="Keep address, title and counts of each page, or do not (as at first)."
)
@click.option("--yes", is_flag=True, help="Do not ask before erasing.")
@click.pass_context
def data(context: click.Context, exporting: bool, erase: bool, history: str | None, yes: bool) -> None:
    """See, take away or erase what Claimlight keeps: own terms, hidden marks, notes, and the history if it is switched on."""
    place = readers_place()
    with _own(place) as own:
        if history:
            own.switch_history(on=history == "on")
        if exporting:
            click.echo(json.dumps(_everything(place, own), indent=1, ensure_ascii=False))
        if erase:
            if not yes:
                click.confirm(f"Erase everything in {place.folder}?", abort=True, err=True)
            own.erase()
    if erase:
        _erase_files(place)
    if not (exporting or erase or history):
        click.echo(context.get_help())


@contextlib.contextmanager
def _own(place: Place) -> Iterator[Own]:
    try:
        with contextlib.closing(open_database(place.database)) as connection:
            yield Own(connection)
    except (sqlite3.Error, OSError, UnusableError) as error:
        click.echo(f"claimlight: the store can't be used: {error}", err=True)
        sys.exit(FAILED)


def _everything(place: Place, own: Own) -> dict[str, Any]:
    return {
        "format": 1,
        "hidden": own.all(Kind.HIDDEN),
        "notes": own.all(Kind.NOTE),
        "history": {"on": own.history_is_on, "visits": own.history()},
        "terms": {file.name: file.read_text(encoding="utf-8") for file in _files(place.terms)},
        "pairings": [
            {"id": pairing.id, "name": pairing.name, "origin": pairing.origin, "created": pairing.created}
            for pairing in open_state().pairings.all()
        ],
    }


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*") if file.is_file())


def _erase_files(place: Place) -> None:
    """Own terms, and copies made before migrations or of damaged files. The store itself is empty, and may be in use."""
    shutil.rmtree(place.terms, ignore_errors=True)
    for copy in place.folder.glob(f"{place.database.name}.*"):
        copy.unlink(missing_ok=True)
