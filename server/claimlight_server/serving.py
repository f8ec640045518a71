"""The web server around the app: its limits, in one place for `claimlight serve` and for the tests."""

from __future__ import annotations

import uvicorn

from claimlight_server.app import create_app
from claimlight_server.trust.site import Site
from claimlight_server.trust.state import State
from claimlight_server.work.limits import Limits

DEFAULT = Limits()


def make_server(site: Site, state: State, limits: Limits = DEFAULT) -> uvicorn.Server:
    """A server that is run with `server.run(sockets=[…])`."""
    return uvicorn.Server(
        uvicorn.Config(
            create_app(site, state, limits),
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=int(limits.stopping),
            lifespan="on",
        )
    )
