"""The web server around the app: its limits, in one place for `claimlight serve` and for the tests."""

from __future__ import annotations

import signal

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


def stop_when_asked(server: uvicorn.Server) -> None:
    """Let SIGINT and SIGTERM end `server` as if it had come to its end by itself: to have been asked to stop is no failure.

    While it runs, Uvicorn's own handlers finish what is in flight; it then passes the signals on to these. A signal that comes
    before is only noted: an exception that is raised wherever Python happens to be can be lost there, and the signal with it.
    """

    def stop(*_: object) -> None:
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
