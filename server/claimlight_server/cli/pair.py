"""`claimlight pair`: which extensions and programs may ask the server."""

from __future__ import annotations

import sys

import click

from claimlight_server.cli.browser import open_page
from claimlight_server.trust.code import make_code
from claimlight_server.trust.neighbour import running_server
from claimlight_server.trust.state import State, open_state

FAILED = 1


@click.command()
@click.option("--list", "listing", is_flag=True, help="Show who is paired.")
@click.option("--revoke", metavar="ID", help="Let one of them in no longer.")
@click.option("--token", metavar="NAME", help="Make and print a token for a program of this machine.")
@click.option("--browser/--no-browser", default=True, help="Open the welcome page in the browser.")
def pair(listing: bool, revoke: str | None, token: str | None, browser: bool) -> None:
    """Connect a browser extension to the server that runs, or see and revoke what is connected."""
    try:
        state = open_state()
        if not state.kept:
            sys.exit(FAILED)  # it has said why
        if listing:
            _list(state)
        elif revoke:
            _revoke(state, revoke)
        elif token:
            pairing, secret = state.pairings.add(token, "")
            click.echo(f"claimlight: {pairing.id} is paired; its token is shown this once", err=True)
            click.echo(secret)
        else:
            _connect(state, browser)
    except OSError as error:
        click.echo(f"claimlight: nothing was changed: {error}", err=True)
        sys.exit(FAILED)


def _revoke(state: State, pairing_id: str) -> None:
    if not state.pairings.revoke(pairing_id):
        click.echo(f"claimlight: there is no pairing {pairing_id}; `claimlight pair --list` shows them", err=True)
        sys.exit(FAILED)
    click.echo(f"Revoked {pairing_id}.")


def _list(state: State) -> None:
    for pairing in state.pairings.all():
        click.echo("\t".join((pairing.id, pairing.created, pairing.origin or "a program", pairing.name)))


def _connect(state: State, browser: bool) -> None:
    site = running_server(state)
    if site is None:
        click.echo("claimlight: no server runs; `claimlight serve` starts one and connects the extension", err=True)
        sys.exit(FAILED)
    url = f"{site.url}#code={make_code(state.code)}"
    click.echo(f"To connect the browser extension, open {url}")
    if browser:
        open_page(url)
