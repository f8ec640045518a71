"""`claimlight serve`: the local server, on this machine only."""

from __future__ import annotations

import errno
import socket
import sys
from ipaddress import ip_address

import click

from claimlight_server import logs
from claimlight_server.cli.browser import open_page
from claimlight_server.serving import make_server, stop_when_asked
from claimlight_server.setup import Setup
from claimlight_server.store.place import readers_place
from claimlight_server.trust.code import make_code
from claimlight_server.trust.neighbour import is_own_server, note_running
from claimlight_server.trust.site import DEFAULT_PORT, EXTENSION_IDS, LOOPBACK, Site
from claimlight_server.trust.state import State, open_state

CANT_START = 3


def _address(_: click.Context, __: click.Parameter, value: str) -> str:
    try:
        address = ip_address(value)
    except ValueError:
        raise click.BadParameter("must be an IP address of this machine") from None
    if address.is_unspecified:
        raise click.BadParameter("name the one address to listen on: requests for any other are refused")
    return value


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="0 takes any free port.")
@click.option("--browser/--no-browser", default=True, help="Open the welcome page in the browser.")
@click.option("--host", default=LOOPBACK, callback=_address, help="Listen on another address: others can then reach it.")
@click.option("--extension-id", multiple=True, help="Let an own build of the extension for Chromium in, by its id.")
@click.option(
    "--log-level", type=click.Choice(logs.LEVELS), default="warning", show_default=True, help="What goes to standard error."
)
@click.option("--log-pages", is_flag=True, help="Let the addresses of pages into the log.")
@click.option("--metrics", is_flag=True, help="Count at /metrics, for Prometheus.")
def serve(  # noqa: PLR0913, PLR0917 - one argument an option
    port: int, browser: bool, host: str, extension_id: tuple[str, ...], log_level: str, log_pages: bool, metrics: bool
) -> None:
    """Start the server that the browser extension asks, and open its welcome page."""
    logs.set_up(log_level, pages=log_pages)
    state = _state()
    listener = _listen(host, port, state, browser)
    site = Site(listener.getsockname()[1], host, (*EXTENSION_IDS, *extension_id))
    if not ip_address(host).is_loopback:
        click.echo(f"claimlight: WARNING: other machines can reach {site.url}, and what is sent there is not encrypted", err=True)
    server = make_server(Setup(site, state, readers_place(), log_level=log_level, log_pages=log_pages, metrics=metrics))
    stop_when_asked(server)
    _note_running(state, site)
    _welcome(site, state, browser, f"Claimlight is at {site.url}  (Ctrl+C stops it)")
    server.run(sockets=[listener])


def _state() -> State:
    try:
        return open_state()
    except OSError as error:
        click.echo(f"claimlight: there is nowhere to write: {error}", err=True)
        raise SystemExit(CANT_START) from None


def _note_running(state: State, site: Site) -> None:
    try:
        note_running(state, site)
    except OSError as error:  # a full or read-only disk: who is paired already can be served all the same
        click.echo(
            f"claimlight: can't write in {state.folder} ({error.strerror}): `claimlight pair` won't find this server", err=True
        )


def _welcome(site: Site, state: State, browser: bool, line: str) -> None:
    try:
        url = f"{site.url}#code={make_code(state.code)}"
        click.echo(f"{line}\nTo connect the browser extension, open {url}")
    except OSError as error:
        url = site.url
        click.echo(f"{line}\nNo other extension can be connected now: can't write in {state.folder} ({error.strerror})")
    if browser:
        open_page(url)


def _listen(host: str, port: int, state: State, browser: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform == "win32":  # there, SO_REUSEADDR lets two programs have one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE and is_own_server(state.pairings, port, host):
            site = Site(port, host)
            _welcome(site, state, browser, f"Claimlight already runs at {site.url}")
            raise SystemExit(0) from None
        why = "something else listens there" if error.errno == errno.EADDRINUSE else error.strerror
        click.echo(f"claimlight: can't listen on {host}:{port}: {why}. Another port: claimlight serve --port N", err=True)
        raise SystemExit(CANT_START) from None
    return listener
