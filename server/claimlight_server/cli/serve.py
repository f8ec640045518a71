"""`claimlight serve`: the local server, on this machine only."""

from __future__ import annotations

import errno
import socket
import webbrowser

import click
import uvicorn

from claimlight_server.app import create_app
from claimlight_server.site import DEFAULT_PORT, LOOPBACK, Site

CANT_START = 3


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="0 takes any free port.")
@click.option("--browser/--no-browser", default=True, help="Open the welcome page in the browser.")
def serve(port: int, browser: bool) -> None:
    """Start the server that the browser extension asks, and open its welcome page."""
    listener = _listen(port)
    site = Site(port=listener.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(create_app(site), log_level="warning", server_header=False, date_header=False))
    click.echo(f"Claimlight is at {site.url}  (Ctrl+C stops it)")
    if browser:
        # Where there is no browser this does nothing; the address is printed above.
        webbrowser.open(site.url)
    server.run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        why = "something else listens there" if error.errno == errno.EADDRINUSE else error.strerror
        click.echo(f"claimlight: can't listen on {LOOPBACK}:{port}: {why}. Another port: claimlight serve --port N", err=True)
        raise SystemExit(CANT_START) from None
    return listener
