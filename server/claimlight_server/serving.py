"""The web server around the app: its limits, in one place for `claimlight serve` and for the tests."""

from __future__ import annotations

import uvicorn

from claimlight_server.app import create_app
from claimlight_server.setup import Setup
from claimlight_server.trust.protocol import CarefulProtocol

MAX_CONNECTIONS = 256  # more are told that the server is busy
MAX_HEAD = 32_768  # bytes of a request's first line and headers


def make_server(setup: Setup) -> uvicorn.Server:
    """A server that is run with `server.run(sockets=[…])`."""
    return uvicorn.Server(
        uvicorn.Config(
            create_app(setup),
            http=CarefulProtocol,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            limit_concurrency=MAX_CONNECTIONS,
            h11_max_incomplete_event_size=MAX_HEAD,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=int(setup.limits.stopping),
        )
    )
