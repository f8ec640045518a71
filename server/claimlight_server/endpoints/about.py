"""What the server says about itself."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import claimlight_engine
from claimlight_server import api, metrics, pages
from claimlight_server.endpoints.responses import json_response
from claimlight_server.endpoints.service import service
from claimlight_server.wire.answer import to_json
from claimlight_server.wire.problem import Problem, Type


async def welcome(request: Request) -> Response:
    """The welcome page, at the one address that the server prints: there the extension looks for it."""
    site = service(request).setup.site
    by_name = request.headers["host"].lower().startswith("localhost")
    # The browser carries the code in the fragment along.
    return RedirectResponse(site.url) if by_name else pages.welcome(site.page_token)


async def health(request: Request) -> Response:
    """Answer as long as the server lives."""
    server = service(request).setup.state.pairings.server
    return json_response(
        to_json({"name": "claimlight", "status": "ok", "version": claimlight_engine.__version__, "server": server})
    )


async def ready(request: Request) -> Response:
    """Answer with 200 when the first worker has loaded the engine."""
    if not service(request).pool.ready.is_set():
        raise Problem(Type.BUSY, "the engine is being loaded", retry_after=1)
    return json_response(to_json({"status": "ready"}))


async def show_metrics(request: Request) -> Response:
    """Counts for Prometheus, where they were asked for."""
    parts = service(request)
    if not parts.setup.metrics:
        raise HTTPException(404)
    return Response(parts.metrics.text(parts.pool, parts.keeper), media_type=metrics.MEDIA_TYPE)


async def description(_: Request) -> Response:
    """The API in OpenAPI."""
    return json_response(api.DESCRIPTION)
