"""Sees every request pass: counts it, and logs it without anything that its caller has written."""

from __future__ import annotations

import logging
import time

from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimlight_server.logs import event
from claimlight_server.metrics import Metrics

log = logging.getLogger("claimlight")


class Observe:
    """The outermost middleware."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time the request and note how it ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.monotonic()
        status = 500

        async def noting_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting_send)
        finally:
            seconds = time.monotonic() - started
            route = scope.get("route")
            # The route's own words, never the caller's: a path that does not exist may hold anything.
            path = route.path if isinstance(route, Route) else "other"
            self.metrics.count(path, status, seconds)
            log.info(event("request", method=scope["method"] if route else "other", path=path, status=status, seconds=seconds))
