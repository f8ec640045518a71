"""The web server around the app: its limits, in one place for `claimlight serve` and for the tests."""

from __future__ import annotations

import uvicorn

from claimlight_server.app import create_app
from claimlight_server.trust.site import Site
from claimlight_server.trust.state import State


def make_server(site: Site, state: State) -> uvicorn.Server:
    """A server that is run with `server.run(sockets=[…])`."""
    return uvicorn.Server(
        uvicorn.Config(
            create_app(site, state),
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=30,
        )
    )
