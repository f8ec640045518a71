"""The server: which address answers with what. No logic of its own."""

from __future__ import annotations

import json
import logging

from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import claimlight_engine
from claimlight_server import pages, work
from claimlight_server.body import read_body
from claimlight_server.guard import Guard
from claimlight_server.responses import json_response, problem_response
from claimlight_server.site import Site
from claimlight_server.wire.problem import Problem, Type
from claimlight_server.wire.request import MAX_BODY

log = logging.getLogger("claimlight")

HEALTH = json.dumps({"name": "claimlight", "status": "ok", "version": claimlight_engine.__version__}).encode()


def create_app(site: Site) -> Starlette:
    """The app for one address. Every answer but the pages is JSON, and every refusal a problem document."""

    async def welcome(_: Request) -> Response:
        return pages.welcome(site.page_token)

    return Starlette(
        routes=[
            Route("/", welcome),
            Route("/problems", pages.problems),
            Route("/pages/{name}", pages.file),
            Route("/v1/health", health),
            Route("/v1/annotate", annotate, methods=["POST"]),
        ],
        middleware=[Middleware(Guard, site=site)],
        exception_handlers={Problem: on_problem, HTTPException: on_http_error, Exception: on_bug},
    )


async def health(_: Request) -> Response:
    """Answer as long as the server lives."""
    return json_response(HEALTH)


async def annotate(request: Request) -> Response:
    """Annotate the page that is sent, by the wire contract."""
    body = await read_body(request, MAX_BODY)
    return json_response(await to_thread.run_sync(work.answer, body))


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
