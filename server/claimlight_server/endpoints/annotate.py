"""`POST /v1/annotate`: from the store if the very same page was annotated before, else by a worker."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from claimlight_engine.terms.own import mark
from claimlight_server.endpoints.body import read_body
from claimlight_server.endpoints.responses import OK, json_response, reply_response
from claimlight_server.endpoints.service import service
from claimlight_server.wire.request import MAX_BODY

TAB = "claimlight-tab"  # the header by which the queue is fair between tabs
LONGEST_TAB = 64
CLIENT_GONE = 499  # nobody reads it; nginx's number for it


async def annotate(request: Request) -> Response:
    """Annotate the page that is sent, by the wire contract."""
    body = await read_body(request, MAX_BODY)
    parts = service(request)
    pool, keeper = parts.pool, parts.keeper
    # Until the first worker is ready nobody knows which model answers.
    versions = pool.versions and f"{pool.versions} {mark(parts.setup.place.terms)}"
    if versions and (kept := await keeper.find(versions, body)) is not None:
        return json_response(kept)
    gone = asyncio.ensure_future(_gone(request))
    try:
        reply = await pool.ask(body, request.headers.get(TAB, "")[:LONGEST_TAB], gone)
    finally:
        gone.cancel()
    if reply is None:
        return Response(status_code=CLIENT_GONE)
    if reply.status == OK and versions:
        await keeper.keep(versions, body, reply.body)
    return reply_response(reply)


async def _gone(request: Request) -> None:
    """Return when the caller has gone away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
