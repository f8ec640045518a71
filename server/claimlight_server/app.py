"""The server: which address answers with what. No logic of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

import claimlight_engine
from claimlight_server import pages
from claimlight_server.body import read_body
from claimlight_server.metrics import MEDIA_TYPE, Metrics
from claimlight_server.observe import Observe
from claimlight_server.responses import json_response, problem_response, reply_response
from claimlight_server.setup import Setup
from claimlight_server.trust.endpoints import pairing_routes
from claimlight_server.trust.guard import Guard
from claimlight_server.wire.answer import to_json
from claimlight_server.wire.problem import Problem, Type
from claimlight_server.wire.request import MAX_BODY
from claimlight_server.work.pool import Pool

CLIENT_GONE = 499  # nobody reads it; nginx's number for it

log = logging.getLogger("claimlight")


def create_app(setup: Setup) -> Starlette:
    """The app for one address. Every answer but the pages is JSON, and every refusal a problem document."""
    site, state = setup.site, setup.state
    pool, metrics = Pool(setup.limits, setup.log_level, log_pages=setup.log_pages), Metrics()

    async def welcome(request: Request) -> Response:
        # The extension looks for the page at the one address that the server prints; the browser keeps the code in the fragment.
        by_name = request.headers["host"].lower().startswith("localhost")
        return RedirectResponse(site.url) if by_name else pages.welcome(site.page_token)

    async def health(_: Request) -> Response:
        """Answer as long as the server lives."""
        about = {"name": "claimlight", "status": "ok", "version": claimlight_engine.__version__, "server": state.pairings.server}
        return json_response(to_json(about))

    async def ready(_: Request) -> Response:
        """Answer with 200 when the first worker has loaded the engine."""
        if not pool.ready.is_set():
            raise Problem(Type.BUSY, "the engine is being loaded", retry_after=1)
        return json_response(to_json({"status": "ready"}))

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        pool.start()
        yield
        await pool.stop()

    async def show_metrics(_: Request) -> Response:
        """Counts for Prometheus, where they were asked for."""
        if not setup.metrics:
            raise HTTPException(404)
        return Response(metrics.text(pool), media_type=MEDIA_TYPE)

    app = Starlette(
        lifespan=lifespan,
        routes=[
            Route("/", welcome),
            Route("/problems", pages.problems),
            Route("/pages/{name}", pages.file),
            Route("/v1/health", health),
            Route("/v1/ready", ready),
            Route("/v1/annotate", annotate, methods=["POST"]),
            Route("/metrics", show_metrics),
            *pairing_routes(site, state),
        ],
        middleware=[Middleware(Observe, metrics=metrics), Middleware(Guard, site=site, pairings=state.pairings)],
        exception_handlers={Problem: on_problem, HTTPException: on_http_error, Exception: on_bug},
    )
    app.state.pool = pool
    return app


async def annotate(request: Request) -> Response:
    """Annotate the page that is sent, by the wire contract."""
    body = await read_body(request, MAX_BODY)
    pool: Pool = request.app.state.pool
    gone = asyncio.ensure_future(_gone(request))
    try:
        reply = await pool.ask(body, request.headers.get("claimlight-tab", "")[:64], gone)
    finally:
        gone.cancel()
    return Response(status_code=CLIENT_GONE) if reply is None else reply_response(reply)


async def _gone(request: Request) -> None:
    """Return when the caller has gone away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def on_problem(_: Request, error: Exception) -> Response:
    """Say what is wrong with the request."""
    assert isinstance(error, Problem)
    return problem_response(error)


async def on_http_error(_: Request, error: Exception) -> Response:
    """Say in the same form that an address or a method does not exist."""
    assert isinstance(error, HTTPException)
    kind = Type.WRONG_METHOD if error.status_code == Type.WRONG_METHOD.value.status else Type.NOT_FOUND
    response = problem_response(Problem(kind, "see /v1/openapi.json for what there is"))
    response.headers.update(error.headers or {})
    return response


async def on_bug(_: Request, error: Exception) -> Response:
    """A bug: say so without a word of the page or of the traceback; the next request is not touched."""
    log.error("a request failed", exc_info=error)
    return problem_response(Problem(Type.FAILED, "this is a bug in Claimlight; its log says more"))
