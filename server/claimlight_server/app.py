"""The server: which address answers with what. No logic of its own."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from claimlight_server import pages
from claimlight_server.endpoints import about, lexicon, own, pairing, terms
from claimlight_server.endpoints.annotate import annotate
from claimlight_server.endpoints.responses import problem_response
from claimlight_server.endpoints.service import Service
from claimlight_server.observe import Observe
from claimlight_server.setup import Setup
from claimlight_server.trust.guard import Guard
from claimlight_server.wire.problem import Problem, Type

log = logging.getLogger("claimlight")

ROUTES = [
    Route("/", about.welcome),
    Route("/problems", pages.problems),
    Route("/pages/{name}", pages.file),
    Route("/metrics", about.show_metrics),
    Route("/v1/health", about.health),
    Route("/v1/ready", about.ready),
    Route("/v1/openapi.json", about.description),
    Route("/v1/annotate", annotate, methods=["POST"]),
    Route("/v1/own/keep", own.keep, methods=["POST"]),
    Route("/v1/own/remove", own.remove, methods=["POST"]),
    Route("/v1/own/list", own.listing, methods=["POST"]),
    Route("/lexicon", lexicon.index),
    Route("/lexicon/{entry}", lexicon.entry),
    Route("/v1/lexicon/own", terms.listing, methods=["POST"]),
    Route("/v1/lexicon/own/add", terms.add, methods=["POST"]),
    Route("/v1/lexicon/own/change", terms.change, methods=["POST"]),
    Route("/v1/lexicon/own/copy", terms.copy, methods=["POST"]),
    Route("/v1/lexicon/own/remove", terms.remove, methods=["POST"]),
    Route("/v1/lexicon/own/switch", terms.switch, methods=["POST"]),
    Route("/v1/pair", pairing.pair, methods=["POST"]),
    Route("/v1/proof", pairing.proof, methods=["POST"]),
]


def create_app(setup: Setup) -> Starlette:
    """The app for one address. Every answer but the pages is JSON, and every refusal a problem document."""
    service = Service.of(setup)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await service.start()
        yield
        await service.stop()

    app = Starlette(
        lifespan=lifespan,
        routes=ROUTES,
        middleware=[
            Middleware(Observe, metrics=service.metrics),
            Middleware(Guard, site=setup.site, pairings=setup.state.pairings),
        ],
        exception_handlers={Problem: on_problem, HTTPException: on_http_error, Exception: on_bug},
    )
    app.state.service = service
    return app


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
